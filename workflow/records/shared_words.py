"""The term base that the regions of an agreement share: what each proposed, and which regions agreed to it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class SharedWord(Record):
    """A term with its definition, as one region proposed it. Once every party has agreed it is the group's, and what
    the group said before under the same term has ended.
    """

    __tablename__ = "shared_words"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    term: Mapped[str]
    english: Mapped[str]
    definition: Mapped[str] = mapped_column(sa.Text)
    source: Mapped[str]
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    proposed_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class WordVoice(Record):
    """One region's agreement to a term."""

    __tablename__ = "word_voices"

    word_id: Mapped[int] = mapped_column(sa.ForeignKey("shared_words.id"), primary_key=True, autoincrement=False)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
