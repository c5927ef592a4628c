"""Files stored by content, and the papers 材料 of a project that name them."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import PaperKind


class StoredFile(Record):
    """A checked file; its bytes lie in the var folder under their own hash."""

    __tablename__ = "files"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    size: Mapped[int]
    media: Mapped[str] = mapped_column(sa.String(96))
    name: Mapped[str]
    uploaded_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    uploaded_at: Mapped[datetime]


class Paper(Record):
    """A document of a project, handed in with an act."""

    __tablename__ = "papers"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    kind: Mapped[PaperKind] = mapped_column(words_of(PaperKind))
    step: Mapped[str] = mapped_column(sa.String(64))
    document_number: Mapped[str] = mapped_column(default="")
    dated: Mapped[date | None]
    file_sha256: Mapped[str | None] = mapped_column(sa.ForeignKey("files.sha256"))
    name: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
