"""Templates of printed forms that administrators put in the place of the usual ones."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class FormTemplate(Record):
    """An office file with placeholders, used for one form by a region, or where no region is named by a whole group,
    until another takes its place.
    """

    __tablename__ = "form_templates"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    form: Mapped[str] = mapped_column(sa.String(32))
    file_sha256: Mapped[str] = mapped_column(sa.ForeignKey("files.sha256"))
    put_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    put_at: Mapped[datetime]
    ended_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    ended_at: Mapped[datetime | None]
