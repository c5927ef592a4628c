"""The coordinated standard, one track per region of its group, the drafting group, and who had a hand in it."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import Ending, Joint, Nature, Role, Track


class Standard(Record):
    """One coordinated local standard 区域协同地方标准, from proposal to withdrawal; `version` counts its acts."""

    __tablename__ = "standards"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    rule_set_id: Mapped[int] = mapped_column(sa.ForeignKey("rule_sets.id"))
    state: Mapped[Joint] = mapped_column(words_of(Joint), index=True)
    since: Mapped[datetime]
    stood_at: Mapped[Joint | None] = mapped_column(words_of(Joint, is_checked=False))
    suspended_until: Mapped[date | None]
    pauses: Mapped[list[Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    version: Mapped[int] = mapped_column(default=1)
    joint_version: Mapped[int] = mapped_column(default=1)
    text_version: Mapped[int] = mapped_column(default=0)
    lead_region: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    title_zh: Mapped[str]
    title_en: Mapped[str]
    scope: Mapped[str] = mapped_column(sa.Text)
    ics: Mapped[str] = mapped_column(sa.String(64))
    ccs: Mapped[str] = mapped_column(sa.String(64))
    nature: Mapped[Nature] = mapped_column(words_of(Nature))
    special_law: Mapped[str] = mapped_column(default="")
    is_revision: Mapped[bool] = mapped_column(default=False)
    predecessor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("standards.id"))
    lineage: Mapped[str] = mapped_column(sa.String(32), index=True)
    field: Mapped[str] = mapped_column(sa.String(64))
    territory: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    wished_on: Mapped[date | None]
    decide_by: Mapped[date | None]
    group_confirmed_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    extensions: Mapped[int] = mapped_column(default=0)
    below_floor_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None] = mapped_column(index=True)
    effective_on: Mapped[date | None]
    review_from: Mapped[date | None]
    ending: Mapped[Ending | None] = mapped_column(words_of(Ending))
    is_imported: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="")
    confidence: Mapped[str] = mapped_column(default="")
    outlook: Mapped[dict[str, Any] | None]
    search_text: Mapped[str] = mapped_column(sa.Text, default="")


class StandardTrack(Record):
    """One region's track 地区轨道 in one project; `home_*` is the window of a region that joins a released standard."""

    __tablename__ = "tracks"

    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), primary_key=True, autoincrement=False)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"), primary_key=True)
    state: Mapped[Track] = mapped_column(words_of(Track))
    since: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    round: Mapped[int] = mapped_column(default=1)
    department_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organs.id"))
    reply_by: Mapped[date | None]
    plan_number: Mapped[str | None]
    plan_until: Mapped[date | None]
    checks: Mapped[list[str] | None]
    drafters_named_at: Mapped[datetime | None]
    replaces: Mapped[str] = mapped_column(default="")
    effective_on: Mapped[date | None]
    review_stand: Mapped[str | None] = mapped_column(sa.String(32))
    passed_over_at: Mapped[datetime | None]
    admitted_at: Mapped[datetime | None]
    home_address: Mapped[str] = mapped_column(default="", server_default="")
    home_host: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    home_enquiries: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    home_announcement: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    home_posted_on: Mapped[date | None]
    home_closes_on: Mapped[date | None]
    home_text_hash: Mapped[str | None] = mapped_column(sa.String(64))
    repealed_on: Mapped[date | None]
    rung: Mapped[int] = mapped_column(default=0, server_default="0")
    rung_due: Mapped[date | None]
    urged_on: Mapped[date | None]
    __table_args__ = (sa.Index("ix_tracks_region_state", "region_code", "state"),)


class Drafter(Record):
    """A person in the drafting group 起草组, named by a counted region; `order` is the place in the foreword."""

    __tablename__ = "drafters"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    unit: Mapped[str]
    is_editor: Mapped[bool] = mapped_column(default=False)
    order: Mapped[int | None]
    until: Mapped[datetime | None]


class Hand(Record):
    """That a person once took part in a project in a role; separation of duties reads these, for ever."""

    __tablename__ = "hands"

    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), primary_key=True, autoincrement=False)
    role: Mapped[Role] = mapped_column(words_of(Role), primary_key=True)


class Claim(Record):
    """Work of an office taken up by one holder, or handed on to another; both names stay."""

    __tablename__ = "claims"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    role: Mapped[Role] = mapped_column(words_of(Role))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    handed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]


class Turn(Record):
    """Whose turn it is 轮到谁: what the process waits for at present, written anew with each act; lists read
    only this. The worker tells by e-mail what is not `told_at` yet: the turn itself is the outbox of the act.
    """

    __tablename__ = "turns"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    region_code: Mapped[str | None] = mapped_column(sa.String(6))
    role: Mapped[Role] = mapped_column(words_of(Role))
    organ_id: Mapped[int | None]
    person_id: Mapped[int | None]
    step: Mapped[str] = mapped_column(sa.String(64))
    key: Mapped[str] = mapped_column(sa.String(64))
    facts: Mapped[dict[str, Any]]
    since: Mapped[datetime]
    due_on: Mapped[date | None]
    told_at: Mapped[datetime | None]
    __table_args__ = (
        sa.Index("ix_turns_region_role", "region_code", "role"),
        sa.Index(
            "ix_turns_untold",
            "id",
            sqlite_where=sa.text("told_at IS NULL"),
            postgresql_where=sa.text("told_at IS NULL"),
        ),
        sa.Index("ix_turns_person", "person_id"),
    )
