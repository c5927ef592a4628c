"""What the search reads: the public words of standards, passage by passage. Drawn from other tables, never evidence."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record

PLACES = 16  # bits of an id that tell the place within the standard; the rest is the standard's id


class SearchPassage(Record):
    """A stretch of words of a standard that is public now: its title, its numbers, what else is said of it, a clause.
    `told` is what is searched in, `words` what a reader is shown of it.
    """

    __tablename__ = "search_passages"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    clause_id: Mapped[str] = mapped_column(sa.String(32), default="")
    label: Mapped[str] = mapped_column(sa.String(32), default="")
    words: Mapped[str] = mapped_column(sa.Text, default="")
    told: Mapped[str] = mapped_column(sa.Text)
