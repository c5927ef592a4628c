"""What an auditor may read of the logs, and the questions of the audit page: what to filter by, which events."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat
from workflow.reads.catalogue import agreements_of
from workflow.reads.keeping import is_kept
from workflow.records.agreements import Member
from workflow.records.events import SECRET, Checkpoint, Event, Log, Opening
from workflow.records.people import Person
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.vocabulary import Named, SeatRole

PAGE = 50
FOUND_MOST = 20
AUDITORS = frozenset({SeatRole.AUDITOR, SeatRole.AUDADMIN})


@dataclass(frozen=True)
class Scope:
    """What an auditor's seat opens: the logs of these agreements (None: every log) and, of the installation's log, the
    deeds of one region."""

    agreements: frozenset[int] | None
    region: str | None


@dataclass(frozen=True)
class Found:
    """A filter's words resolved: the one thing meant, or several to choose from, or nothing."""

    id: int | None
    others: list[Named]
    is_unknown: bool = False

    @property
    def is_clear(self) -> bool:
        """One thing is meant, or nothing was asked."""
        return not self.others and not self.is_unknown


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: the next one begins behind it."""

    at: datetime
    log_id: int
    index: int


def scope_of(session: Session, seat: Seat) -> Scope | None:
    """What this seat may audit; None for everybody who is no auditor. Without a region it is the whole installation."""
    if seat.role not in AUDITORS:
        return None
    if seat.region is None:
        return Scope(None, None)
    return Scope(frozenset(session.scalars(agreements_of(seat))), seat.region)


def within(scope: Scope) -> sa.ColumnElement[bool]:
    """The events of a scope."""
    if scope.agreements is None:
        return sa.true()
    ours = sa.select(Log.id).where(Log.agreement_id.in_(scope.agreements))
    house = sa.select(Log.id).where(Log.agreement_id.is_(None))
    own = sa.and_(Event.log_id.in_(house), Event.region_code == scope.region)
    return sa.or_(Event.log_id.in_(ours), own)


def logs(session: Session, scope: Scope) -> set[int]:
    """The logs that a scope reads from."""
    query = sa.select(Log.id)
    if scope.agreements is not None:
        query = query.where(sa.or_(Log.agreement_id.is_(None), Log.agreement_id.in_(scope.agreements)))
    return set(session.scalars(query))


def events(session: Session, where: Sequence[sa.ColumnElement[bool]], after: Cursor | None) -> list[tuple[Event, str]]:
    """A page of events with the names of their logs, the newest first, and one more if there are more."""
    key = (Event.at, Event.log_id, Event.index)
    query = sa.select(Event, Log.origin).join(Log, Log.id == Event.log_id).where(*where)
    if after is not None:
        query = query.where(sa.tuple_(*key) < sa.tuple_(*_bound(after)))
    found = session.execute(query.order_by(*(column.desc() for column in key)).limit(PAGE + 1))
    return [(event, origin) for event, origin in found]


def _bound(after: Cursor) -> list[sa.BindParameter[object]]:
    values = ((after.at, Event.at), (after.log_id, Event.log_id), (after.index, Event.index))
    return [sa.literal(value, column.type) for value, column in values]


def event(session: Session, scope: Scope, log_id: int, index: int) -> tuple[Event, Log] | None:
    """One event, if the scope holds it."""
    if not (0 < log_id < 2**31 and 0 <= index < 2**53):
        return None
    query = sa.select(Event, Log).join(Log, Log.id == Event.log_id)
    row = session.execute(query.where(within(scope), Event.log_id == log_id, Event.index == index)).one_or_none()
    return (row[0], row[1]) if row else None


def openings(session: Session, scope: Scope, found: Event, at: datetime) -> dict[str, str] | None:
    """The personal values behind an event's commitments, where the scope opens them."""
    if not may_open(session, scope, found, at):
        return None
    mine = (Opening.log_id == found.log_id, Opening.index == found.index)
    opened = session.scalars(sa.select(Opening).where(*mine, Opening.field.not_in(SECRET)))
    return {one.field: one.value.decode(errors="replace") for one in opened}


def may_open(session: Session, scope: Scope, found: Event, at: datetime) -> bool:
    """An auditor opens what his own region did, but no words of comments that another region keeps to itself."""
    return scope.region in (None, found.region_code) and not is_kept(session, found, scope.region, at)


def newest_checkpoint(session: Session, log_id: int) -> Checkpoint | None:
    """The newest signed head of a log."""
    query = sa.select(Checkpoint).where(Checkpoint.log_id == log_id).order_by(Checkpoint.size.desc()).limit(1)
    return session.scalars(query).first()


def checkpoint(session: Session, scope: Scope, log_id: int, size: int) -> Checkpoint | None:
    """One signed head of a log of the scope."""
    log = session.get(Log, log_id) if 0 < log_id < 2**31 else None
    if log is None or not 0 <= size < 2**53:
        return None
    is_open = scope.agreements is None or log.agreement_id is None or log.agreement_id in scope.agreements
    return session.get(Checkpoint, (log_id, size)) if is_open else None


def regions(session: Session, scope: Scope) -> list[Named]:
    """The regions whose seats act in a scope."""
    members = sa.select(Member.region_code)
    if scope.agreements is not None:
        members = members.where(Member.agreement_id.in_(scope.agreements))
    query = sa.select(Region).where(Region.code.in_(members)).order_by(Region.code)
    return [Named(r.code, r.name_zh, r.name_en) for r in session.scalars(query)]


def standard_meant(session: Session, scope: Scope, words: str) -> Found:
    """The standard that an id or a part of a title means, among those of the scope."""
    if not words:
        return Found(None, [])
    like = [c.icontains(words, autoescape=True) for c in (Standard.title_zh, Standard.title_en)]
    is_id = [Standard.id == int(words)] if words.isascii() and words.isdecimal() and len(words) < 10 else []
    query = sa.select(Standard).where(sa.or_(*like, *is_id)).order_by(Standard.id.desc()).limit(FOUND_MOST)
    if scope.agreements is not None:
        query = query.where(Standard.agreement_id.in_(scope.agreements))
    return _meant([Named(str(s.id), s.title_zh, s.title_en or s.title_zh) for s in session.scalars(query)], words)


def person_meant(session: Session, scope: Scope, words: str) -> Found:
    """The person that an id or a part of a name means, among those who acted in the scope."""
    if not words:
        return Found(None, [])
    like = [c.icontains(words, autoescape=True) for c in (Person.name, Person.name_latin)]
    is_id = [Person.id == int(words)] if words.isascii() and words.isdecimal() and len(words) < 10 else []
    acted = sa.exists().where(Event.person_id == Person.id, within(scope))
    query = sa.select(Person).where(sa.or_(*like, *is_id), acted).order_by(Person.id).limit(FOUND_MOST)
    return _meant([Named(str(p.id), p.name, p.name_latin or p.name) for p in session.scalars(query)], words)


def _meant(found: list[Named], words: str) -> Found:
    exact = [one for one in found if words in one]
    chosen = exact if len(exact) == 1 else found
    if len(chosen) == 1:
        return Found(int(chosen[0].code), [])
    return Found(None, chosen, is_unknown=not chosen)
