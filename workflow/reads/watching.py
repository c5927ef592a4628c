"""What a watch rule chooses of what its person may see now: acts that were done, and days that are due. What the seats
of that hour may not see is not there, whatever the rule says.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.doors.watching import Choice
from workflow.entrance.accounts import digest
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere
from workflow.process.told import PUBLIC_STEPS, SHARED_STEPS, STEPS, WEIGHTY_STEPS
from workflow.reads.announced import IS_ASKED
from workflow.reads.catalogue import IS_PUBLIC
from workflow.reads.inbox import APART, OF_THE_AUTHORITY, mine, within
from workflow.reads.seats import seats_of
from workflow.records.events import Event
from workflow.records.people import Account
from workflow.records.places import Region
from workflow.records.standards import Standard, Turn
from workflow.records.watching import WatchRule

MOST: Final = 100  # acts of a feed, of a digest, of a preview
DAYS: Final = 500  # deadlines of a calendar
BETWEEN: Final = (" ", ",", "，", ";", "；", "、", "/")  # what stands between several classes of one standard
Act = tuple[Event, Standard, bool]
Is = sa.ColumnElement[bool]


def rules_of(session: Session, person_id: int) -> list[WatchRule]:
    """The rules of a person, in the order they were made."""
    query = sa.select(WatchRule).where(WatchRule.person_id == person_id).order_by(WatchRule.id)
    return list(session.scalars(query))


def one(session: Session, person_id: int, rule_id: int) -> WatchRule:
    """A rule of this person; raises NotThere."""
    rule = session.get(WatchRule, rule_id)
    if rule is None or rule.person_id != person_id:
        raise NotThere
    return rule


def by_secret(session: Session, secret: str) -> WatchRule | None:
    """Whose addresses these are, while they live and the person has an open account."""
    query = sa.select(WatchRule).join(Account, Account.person_id == WatchRule.person_id)
    return session.scalar(query.where(WatchRule.token_hash == digest(secret), Account.is_open))


def acts(
    session: Session,
    person_id: int,
    choice: Choice,
    today: date,
    *,
    since: datetime,
    until: datetime,
    weighty: bool = False,
    most: int = MOST,
) -> list[Act]:
    """What others did in that time, the newest first; with each act whether anybody may know of it."""
    seats = [seat for seat in seats_of(session, person_id, today) if _works(seat)]
    own = [sa.and_(Event.act.in_(SHARED_STEPS), *within(seat)) for seat in seats]
    is_open = sa.and_(Event.act.in_(PUBLIC_STEPS), sa.or_(IS_PUBLIC, IS_ASKED))
    others = sa.or_(Event.person_id.is_(None), Event.person_id != person_id)
    where = [Event.noun == "standard", Event.at > since, Event.at <= until, others, sa.or_(is_open, *own)]
    where += [Event.act.in_(WEIGHTY_STEPS)] if weighty else []
    where += _of_kinds(Event.act, choice) + _of_standard(choice)
    where += [Event.region_code == choice.region_code] if choice.region_code else []
    query = sa.select(Event, Standard, is_open).join(Standard, Standard.id == Event.object_id).where(*where)
    rows = session.execute(query.order_by(Event.at.desc(), Event.log_id, Event.index.desc()).limit(most))
    return [(event, standard, bool(is_known)) for event, standard, is_known in rows]


def days(session: Session, person_id: int, choice: Choice, today: date) -> list[tuple[Turn, Region | None]]:
    """What is due by a day in the standards that the rule chooses: one's own turns, and what regions owe each other."""
    seats = seats_of(session, person_id, today)
    theirs = [sa.and_(Turn.role.in_(OF_THE_AUTHORITY), *within(seat)) for seat in seats if _works(seat)]
    seen = [*(mine(seat) for seat in seats), *theirs]
    if not seen:
        return []
    where = [Turn.due_on.is_not(None), Turn.step != "", sa.or_(*seen), *_of_standard(choice)]
    where += _of_kinds(Turn.step, choice)
    where += [Turn.region_code == choice.region_code] if choice.region_code else []
    query = sa.select(Turn, Region).join(Standard, Standard.id == Turn.standard_id)
    query = query.outerjoin(Region, Region.code == Turn.region_code).where(*where)
    return [(turn, place) for turn, place in session.execute(query.order_by(Turn.due_on, Turn.id).limit(DAYS))]


def _works(seat: Seat) -> bool:
    """Whether a seat works for its region in the open; persons who are named for a project hear of it there."""
    return seat.region is not None and seat.role not in APART


def _of_kinds(step: sa.orm.InstrumentedAttribute[str], choice: Choice) -> list[Is]:
    chosen: Sequence[str] = [name for kind in choice.kinds for name in STEPS[kind]]
    return [step.in_(chosen)] if choice.kinds else []


def _of_standard(choice: Choice) -> list[Is]:
    where: list[Is] = []
    where += [Standard.agreement_id == choice.agreement_id] if choice.agreement_id else []
    where += [Standard.state == choice.state] if choice.state else []
    where += [Standard.field == choice.field] if choice.field else []
    where += [_classed(Standard.ics, choice.ics)] if choice.ics else []
    return where + ([_classed(sa.func.replace(Standard.ccs, " ", ""), choice.ccs)] if choice.ccs else [])


def _classed(column: sa.ColumnElement[str] | sa.orm.InstrumentedAttribute[str], prefix: str) -> Is:
    """Whether one of the classes begins so."""
    inside = (column.contains(f"{sign}{prefix}", autoescape=True) for sign in BETWEEN)
    return sa.or_(column.startswith(prefix, autoescape=True), *inside)
