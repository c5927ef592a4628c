"""The ledger of what regions told each other: notices of acts and letters as one list, by pair, as of a day's end."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import end_of, start_of
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere
from workflow.process.told import STEPS
from workflow.reads import catalogue
from workflow.reads.inbox import APART
from workflow.reads.receipt_days import receipt_days
from workflow.records.agreements import Agreement, Member
from workflow.records.letters import LetterCopy, RegionLetter
from workflow.records.notices import RegionNotice
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.vocabulary import NoticeKind, SeatRole

PAGE: Final = 50
SYSTEM: Final = "system"  # the sender of what no region did: of timers, and of what follows by itself
Row = sa.Row[Any]
Is = sa.ColumnElement[bool]


class Only(StrEnum):
    """What of the exchanges is looked at; each is a count of the ledger and a list."""

    ALL = "all"
    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    OWED = "owed"
    OVERDUE = "overdue"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which exchanges: of an agreement, from and to a region, of a kind, sent in a period; as they stood that day."""

    as_of: date
    agreement: int | None = None
    sender: str = ""
    receiver: str = ""
    kind: NoticeKind | None = None
    since: date | None = None
    until: date | None = None
    only: Only = Only.ALL


class Ledger:
    """What one seat may read of it: its region's own pairs; an auditor those of all his region's agreements."""

    def __init__(self, session: Session, seat: Seat, wanted: Wanted) -> None:
        if seat.region is None or seat.role in APART:
            raise NotThere
        self.session, self.seat, self.wanted = session, seat, wanted
        self.agreements = catalogue.agreements(session, seat)
        self.days = receipt_days(session, [one.id for one in self.agreements], wanted.as_of)
        self.all = _union().subquery("exchanges")
        self.conditions: Mapping[Only, Is] = self._conditions()

    def pairs(self) -> list[Row]:
        """One row a pair of regions: how many exchanges there are, and how many of each that can be looked at."""
        c = self.all.c
        counts = [sa.func.count().filter(is_so).label(only.value) for only, is_so in self.conditions.items()]
        query = sa.select(c.sender, c.receiver, *counts).where(*self._where()).group_by(c.sender, c.receiver)
        return list(self.session.execute(query.order_by(c.sender, c.receiver)))

    def total(self) -> int:
        """How many exchanges the list has."""
        found = sa.select(sa.func.count()).select_from(self.all)
        return self.session.scalar(found.where(*self._where(), self.conditions[self.wanted.only])) or 0

    def page(self, number: int) -> list[Row]:
        """One page of the list, what is overdue first, then the newest."""
        c = self.all.c
        order = (self.conditions[Only.OVERDUE].desc(), c.sent_at.desc(), c.form, c.id.desc())
        return list(self.session.execute(self.query().order_by(*order).limit(PAGE).offset((number - 1) * PAGE)))

    def query(self) -> sa.Select[*tuple[Any, ...]]:
        """Every exchange of the list; `overdue` says whether it is late that day."""
        overdue = self.conditions[Only.OVERDUE].label("overdue")
        return sa.select(*self.all.c, overdue).where(*self._where(), self.conditions[self.wanted.only])

    def due(self, row: Mapping[str, Any]) -> date | None:
        """The day on which the receipt is owed, or the answer where one was asked for."""
        if row["answer_by"] is not None:
            asked: date = row["answer_by"]
            return asked
        return self.days[row["agreement_id"]].due(row["sent_at"]) if row["owes"] else None

    def _conditions(self) -> dict[Only, Is]:
        c, at = self.all.c, end_of(self.wanted.as_of)
        given, answered = _by(c.acknowledged_at, at), _by(c.answered_at, at)
        is_unanswered = sa.and_(c.answer_by.is_not(None), sa.not_(answered))
        since = {key: days.late_before(self.wanted.as_of) for key, days in self.days.items()}
        late = [sa.and_(c.agreement_id == key, c.sent_at < instant) for key, instant in since.items()]
        is_unreceipted = sa.and_(c.owes, sa.not_(given))
        return {
            Only.ALL: sa.true(),
            Only.OPENED: _by(c.read_at, at),
            Only.ACKNOWLEDGED: given,
            Only.OWED: sa.or_(is_unreceipted, is_unanswered),
            Only.OVERDUE: sa.or_(
                sa.and_(is_unreceipted, sa.or_(sa.false(), *late)),
                sa.and_(is_unanswered, c.answer_by < self.wanted.as_of),
            ),
        }

    def _where(self) -> list[Is]:
        c, wanted = self.all.c, self.wanted
        own = [sa.or_(c.sender == self.seat.region, c.receiver == self.seat.region)]
        where = [] if self.seat.role is SeatRole.AUDITOR else own
        where += [
            c.agreement_id.in_([one.id for one in self.agreements]),
            c.sender != c.receiver,
            c.sent_at < end_of(wanted.as_of),
        ]
        chosen = {c.agreement_id: wanted.agreement, c.sender: wanted.sender, c.receiver: wanted.receiver}
        where += [column == value for column, value in chosen.items() if value]
        where += [_of_kind(c, wanted.kind)] if wanted.kind else []
        where += [c.sent_at >= start_of(wanted.since)] if wanted.since else []
        return where + ([c.sent_at < end_of(wanted.until)] if wanted.until else [])


def parties(session: Session, agreements: Collection[Agreement]) -> dict[str, Region]:
    """The regions of these agreements, each once, in their order."""
    query = sa.select(Region).join(Member, Member.region_code == Region.code).order_by(Member.agreement_id, Member.rank)
    found = session.scalars(query.where(Member.agreement_id.in_([one.id for one in agreements])))
    return {one.code: one for one in found}


def standards(session: Session, ids: Collection[int]) -> dict[int, Standard]:
    """Standards by id."""
    return {one.id: one for one in session.scalars(sa.select(Standard).where(Standard.id.in_(ids)))}


def _by(column: sa.ColumnElement[Any], at: Any) -> Is:
    """Whether it had happened by then."""
    return sa.and_(column.is_not(None), column < at)


def _of_kind(c: Any, kind: NoticeKind) -> Is:
    return sa.or_(c.kind == kind.value, sa.and_(c.kind == "", c.step.in_(STEPS[kind])))


def _union() -> sa.CompoundSelect[*tuple[Any, ...]]:
    """Both kinds of exchanges in one shape; `form` and `id` name the row, `kind` is empty where the step tells it."""
    return sa.union_all(_of_notices(), _of_letters())


def _of_notices() -> sa.Select[*tuple[Any, ...]]:
    n, none = RegionNotice, sa.literal("")
    return sa.select(
        sa.literal("notice").label("form"),
        n.id.label("id"),
        Standard.agreement_id.label("agreement_id"),
        n.standard_id.label("standard_id"),
        sa.func.coalesce(n.actor_region, SYSTEM).label("sender"),
        n.region_code.label("receiver"),
        none.label("kind"),
        n.step.label("step"),
        none.label("subject"),
        sa.cast(sa.null(), n.id.type).label("letter_id"),
        n.queued_at.label("sent_at"),
        *(n.delivered_at, n.read_at, n.acknowledged_at, n.acknowledged_by, n.owes_receipt.label("owes")),
        sa.null().cast(sa.Date).label("answer_by"),
        sa.cast(sa.null(), n.read_at.type).label("answered_at"),
    ).join(Standard, Standard.id == n.standard_id)


def _of_letters() -> sa.Select[*tuple[Any, ...]]:
    copy, letter = LetterCopy, RegionLetter
    return sa.select(
        sa.literal("letter"),
        copy.id,
        letter.agreement_id,
        letter.standard_id,
        sa.func.coalesce(letter.region_code, SYSTEM),
        copy.region_code,
        sa.cast(letter.kind, sa.String),
        letter.step,
        copy.subject,
        letter.id,
        letter.sent_at,
        *(copy.delivered_at, copy.read_at, copy.acknowledged_at, copy.acknowledged_by, letter.step == ""),
        *(letter.answer_by, copy.answered_at),
    ).join(letter, letter.id == copy.letter_id)
