"""What the checker leans on: findings that a named person answers for, and the catalogue of cited documents."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import Validity


class Waiver(Record):
    """That somebody answers for the findings of one check in one clause (none: the whole text). It holds as long as
    the `substance` is what it was: the kind and words of the clause, or the cover and headings of the whole.
    """

    __tablename__ = "text_waivers"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    rule: Mapped[str] = mapped_column(sa.String(8))
    clause_id: Mapped[str] = mapped_column(sa.String(32))
    substance: Mapped[str] = mapped_column(sa.String(64))
    reason: Mapped[str] = mapped_column(sa.Text)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]


class CitedDocument(Record):
    """A standard that others may cite, as a list said on its day; `base` is its number without the year, and a local
    one is in force in `regions`.
    """

    __tablename__ = "cited_documents"

    number: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    base: Mapped[str] = mapped_column(sa.String(64), index=True)
    title: Mapped[str]
    status: Mapped[Validity] = mapped_column(words_of(Validity))
    replaced_by: Mapped[str] = mapped_column(sa.String(64))
    regions: Mapped[list[str]]
    listed_at: Mapped[datetime]
