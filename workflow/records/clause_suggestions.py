"""What somebody without the pen would write in one place of a clause, and what those with the pen made of it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class ClauseSuggestion(Record):
    """`words` in the place of `base`, which stood at `offset` of the title or body that was `seen`. One kept from an
    office file has the name and day that are printed there, and as its person whoever kept it. Accepted words that a
    version took bear that version and, as `saved_words`, how they stand in it.
    """

    __tablename__ = "clause_suggestions"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    clause_id: Mapped[str] = mapped_column(sa.String(32))
    clause_label: Mapped[str] = mapped_column(sa.Text)
    is_title: Mapped[bool]
    seen: Mapped[str] = mapped_column(sa.Text)
    offset: Mapped[int]
    base: Mapped[str] = mapped_column(sa.Text)
    words: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    author: Mapped[str] = mapped_column(sa.Text, default="")
    written_at: Mapped[str] = mapped_column(sa.String(40), default="")
    at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    decided_at: Mapped[datetime | None]
    is_accepted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("versions.id"))
    saved_words: Mapped[str] = mapped_column(sa.Text, default="")
