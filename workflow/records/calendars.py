"""Calendars 工作日历: the days that differ from the ordinary week, of the nation or of one region."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record

NATION = ""  # the place of the days that every region keeps unless it has its own


class CalendarDay(Record):
    """A holiday in the week, or a day of the weekend that is worked; the region's own word beats the nation's."""

    __tablename__ = "calendar_days"

    place: Mapped[str] = mapped_column(sa.String(6), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    is_working: Mapped[bool]
    name: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
