"""Cooperation agreements: who makes coordinated standards together, in which band, by which chain and under
which terms.
"""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import AgreementState, ChangeKind, ChangeState, Purpose, Role


class Agreement(Record):
    """A group of regions 区域协同 and its agreement; every difference between groups is a value here, never an `if`."""

    __tablename__ = "agreements"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    state: Mapped[AgreementState] = mapped_column(words_of(AgreementState))
    fields: Mapped[list[str]]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    band_start: Mapped[int]
    band_end: Mapped[int | None]
    band_source: Mapped[str] = mapped_column(default="")
    territories: Mapped[list[str]] = mapped_column(default=list)
    cover_mode: Mapped[str] = mapped_column(sa.String(16))
    banner_zh: Mapped[str] = mapped_column(default="")
    chair_region: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    chair_until: Mapped[date | None]
    stage_labels: Mapped[list[str]]
    log_name: Mapped[str] = mapped_column(unique=True)
    is_demo: Mapped[bool] = mapped_column(default=False)

    @property
    def has_band(self) -> bool:
        """Whether any serial is the group's own: a band that ends before it begins is none."""
        return self.band_end is None or self.band_end >= self.band_start


class Member(Record):
    """A region that is party to an agreement, in the fixed order of the group; `empowered_by` is the document by
    which its province lets a city make local standards."""

    __tablename__ = "members"

    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), primary_key=True, autoincrement=False)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"), primary_key=True)
    rank: Mapped[int]
    authority_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    empowered_by: Mapped[str] = mapped_column(default="")


class AgreementDocument(Record):
    """A text the cooperation rests on: framework agreement, memorandum, measures."""

    __tablename__ = "agreement_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    title: Mapped[str]
    dated: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")


class Office(Record):
    """One link of a region's chain 办理链: the organ that must speak at a gate, by rank; equal ranks speak side
    by side.
    """

    __tablename__ = "offices"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    field: Mapped[str | None] = mapped_column(sa.String(64))
    purpose: Mapped[Purpose] = mapped_column(words_of(Purpose))
    rank: Mapped[int]
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    role: Mapped[Role] = mapped_column(words_of(Role))
    since: Mapped[date]
    until: Mapped[date | None]


class RuleSet(Record):
    """A version of an agreement's terms: figures with their citation, from a date on; never edited, only succeeded."""

    __tablename__ = "rule_sets"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    version: Mapped[int]
    effective_from: Mapped[date]
    citation: Mapped[str]
    terms: Mapped[dict[str, Any]]
    __table_args__ = (sa.UniqueConstraint("agreement_id", "version"),)


class AgreementChange(Record):
    """A proposed change of an agreement 协议变更: what it says, what it replaces, and from when; never edited."""

    __tablename__ = "agreement_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    kind: Mapped[ChangeKind] = mapped_column(words_of(ChangeKind))
    state: Mapped[ChangeState] = mapped_column(words_of(ChangeState))
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    before: Mapped[dict[str, Any]]
    content: Mapped[dict[str, Any]]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    effective_from: Mapped[date]
    citation: Mapped[str]
    reason: Mapped[str] = mapped_column(sa.Text)
    proposed_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    proposed_region: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    proposed_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]


class AgreementVoice(Record):
    """One region's signature under a change: the same hash for all."""

    __tablename__ = "agreement_voices"

    change_id: Mapped[int] = mapped_column(sa.ForeignKey("agreement_changes.id"), primary_key=True, autoincrement=False)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id"))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime]


class Rehearsal(Record):
    """Sample projects played under a proposed change: asked for on a page, played by the worker."""

    __tablename__ = "rehearsals"

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(sa.ForeignKey("agreement_changes.id"), index=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    asked_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    asked_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    played: Mapped[list[Any] | None] = mapped_column(sa.JSON(none_as_null=True))
