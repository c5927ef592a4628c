"""Departments that are told of a project and asked for nothing 知会."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class InformedDepartment(Record):
    """One department told by its region's authority, with what it was told."""

    __tablename__ = "informed_departments"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    notes: Mapped[str] = mapped_column(sa.Text)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
