"""The drafting explanation 编制说明 beside the text: each section in versions, and which files are prints of it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class ExplanationPart(Record):
    """One version of one section, never changed; `offered` is the hash of the words that the product proposed to its
    writer, where he took them over.
    """

    __tablename__ = "explanation_parts"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    section: Mapped[str] = mapped_column(sa.String(64))
    number: Mapped[int]
    words: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    offered: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
    __table_args__ = (sa.UniqueConstraint("standard_id", "section", "number"),)


class ExplanationPrint(Record):
    """That a stored file is the print of an explanation as it stood: anybody can print it again and compare."""

    __tablename__ = "explanation_prints"

    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), primary_key=True, autoincrement=False)
    file_sha256: Mapped[str] = mapped_column(sa.ForeignKey("files.sha256"), primary_key=True)
    content: Mapped[str] = mapped_column(sa.String(64))
