"""Watch rules tell by mail: what was done at once, or once a working day; of several rules that choose one act a person
is told once. What the person may see is asked when the letter is written.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import clock
from workflow.db import Database
from workflow.doors.watching import Choice
from workflow.post import letters
from workflow.post.digest import HOUR, SATURDAY
from workflow.post.letters import Line, Reader
from workflow.post.outbox import Entry, put, readers
from workflow.reads.watching import Act, acts
from workflow.records.calendars import NATION, CalendarDay
from workflow.records.events import Event
from workflow.records.places import Region
from workflow.records.watching import WatchRule
from workflow.vocabulary import Cadence, MailWish, Named

SETTLED: Final = timedelta(seconds=30)  # so long after its hour an act may still be on its way into the database
AT_ONCE: Final = (Cadence.EACH, Cadence.WEIGHTY)
RUNNING: Final = WatchRule.paused_at.is_(None)


def tell(database: Database, at: datetime, base: str) -> int:
    """Put in what the rules have to tell; gives how many rules were looked at."""
    with database.read() as session:
        due = list(session.scalars(sa.select(WatchRule.id).where(_due(session, at))))
    for rule_id in due:
        with database.plain() as session:
            query = sa.select(WatchRule).where(WatchRule.id == rule_id, _due(session, at))
            rule = session.scalar(query.with_for_update(skip_locked=True))
            if rule is not None:
                _told(session, rule, at, base)
    return len(due)


def _due(session: Session, at: datetime) -> sa.ColumnElement[bool]:
    """Rules at once for which something was recorded since; those of every day, on a working day, once after eight."""
    news = sa.exists().where(Event.noun == "standard", Event.at > WatchRule.told_until, Event.at <= at - SETTLED)
    at_once = sa.and_(WatchRule.cadence.in_(AT_ONCE), news)
    today = clock.day_of(at)
    late = sa.or_(WatchRule.told_on.is_(None), WatchRule.told_on < today)
    is_time = _hour(at) >= HOUR and _works(session, today)
    daily = sa.and_(WatchRule.cadence == Cadence.DAILY, late, sa.true() if is_time else sa.false())
    return sa.and_(RUNNING, sa.or_(at_once, daily))


def _told(session: Session, rule: WatchRule, at: datetime, base: str) -> None:
    """Queue the letters and note how far the rule has told, in one transaction."""
    known = readers(session, MailWish.DIGEST, MailWish.EACH).get(rule.person_id)
    until, today = at - SETTLED, clock.day_of(at)
    if known is not None and until > rule.told_until:
        weighty = rule.cadence is Cadence.WEIGHTY
        choice, since = Choice.of(rule), rule.told_until
        found = acts(session, rule.person_id, choice, today, since=since, until=until, weighty=weighty)
        put(session, _letters(session, known, rule, found, today, base), at)
    rule.told_until = max(rule.told_until, until)
    rule.told_on = today if rule.cadence is Cadence.DAILY else rule.told_on


def _letters(
    session: Session, reader: Reader, rule: WatchRule, found: list[Act], today: date, base: str
) -> Iterator[Entry]:
    places = {one.code: Named(one.code, one.name_zh, one.name_en) for one in session.scalars(sa.select(Region))}
    lines = [(event, Line(event.object_id, event.act, places.get(event.region_code or ""))) for event, _, _ in found]
    if rule.cadence is Cadence.DAILY and lines:
        letter = letters.watched_day(reader, rule.name, [line for _, line in lines], base, today)
        yield Entry(reader.person_id, f"watch/{rule.id}/{today.isoformat()}", letter)
    elif rule.cadence is not Cadence.DAILY:
        for event, line in lines:
            letter = letters.watched(reader, rule.name, line, base, today)
            yield Entry(reader.person_id, f"watch/{event.leaf_hash.hex()}", letter)


def _works(session: Session, today: date) -> bool:
    """Whether the nation works today."""
    said = sa.select(CalendarDay.is_working).where(CalendarDay.place == NATION, CalendarDay.day == today)
    found = session.scalar(said)
    return today.weekday() < SATURDAY if found is None else bool(found)


def _hour(at: datetime) -> time:
    return at.astimezone(clock.BEIJING).time()
