"""The files that the public is given: printed once by the worker, known by their hash for ever."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class ReleasedPrint(Record):
    """That these bytes are a released text, printed under the cover of a region, or of all where it is empty. Whoever
    holds the file may ask what it is. `cover` is the hash of all that stands on the cover, `seen` the number of acts of
    the standard when it was last compared.
    """

    __tablename__ = "released_prints"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("versions.id"))
    region_code: Mapped[str] = mapped_column(sa.String(6), default="", server_default="")
    cover: Mapped[str] = mapped_column(sa.String(64))
    seen: Mapped[int]
    size: Mapped[int]
    made_at: Mapped[datetime]
    __table_args__ = (sa.Index("ix_released_prints_version", "version_id", "region_code"),)
