"""Review panels 审查组: members, declared interests, votes, and the changes that a review demanded."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import Panel, Stand


class ReviewPanel(Record):
    """One panel for one review of one standard; `region_code` is set where each region has its own."""

    __tablename__ = "panels"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    round: Mapped[int]
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    state: Mapped[Panel] = mapped_column(words_of(Panel))
    by_letter: Mapped[bool]
    meets_on: Mapped[date]
    place: Mapped[str] = mapped_column(default="")
    agenda: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    called_at: Mapped[datetime]
    noticed_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    concluded_at: Mapped[datetime | None]
    is_passed: Mapped[bool | None]


class PanelMember(Record):
    """An expert on a panel; a declared interest is a recusal."""

    __tablename__ = "panel_members"

    panel_id: Mapped[int] = mapped_column(sa.ForeignKey("panels.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), primary_key=True, autoincrement=False)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    is_chair: Mapped[bool] = mapped_column(default=False)
    is_user: Mapped[bool] = mapped_column(default=False)
    interest: Mapped[str | None] = mapped_column(sa.String(32))
    signed_in_at: Mapped[datetime | None]
    is_present: Mapped[bool] = mapped_column(default=False)
    vote: Mapped[Stand | None] = mapped_column(words_of(Stand))
    opinion: Mapped[str] = mapped_column(sa.Text, default="")
    voted_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]


class Demand(Record):
    """A change that the review demanded; met when a frozen text declares it so."""

    __tablename__ = "demands"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    panel_id: Mapped[int] = mapped_column(sa.ForeignKey("panels.id"))
    words: Mapped[str] = mapped_column(sa.Text)
    met_in: Mapped[int | None] = mapped_column(sa.ForeignKey("versions.id"))
