"""All acts of an installation's own database judged again: those on standards, agreements, seats and entries."""

from collections.abc import Iterator

import sqlalchemy as sa

from workflow.db import Database
from workflow.records.events import Event
from workflow.replaying import agreements, appointments, entries, report
from workflow.replaying.charted import NOUN
from workflow.replaying.group import OF_THE_GROUP, Groups
from workflow.replaying.report import Rejudged
from workflow.replaying.stored import opened_where, told_where
from workflow.replaying.verdict import Verdict


def rejudged(database: Database) -> Rejudged:
    """One report of them all."""
    found = report.report(database)
    for verdict in of_groups(database):
        found.take(verdict)
    return found


def of_groups(database: Database) -> Iterator[Verdict]:
    """The acts around standards: on agreements, on seats. The log is read once to know it, and again to judge it."""
    mine, ours = Event.noun.in_(OF_THE_GROUP), Event.noun == NOUN
    with database.read() as session:
        groups = Groups(told_where(session, mine))
        found = list(agreements.verdicts(groups, told_where(session, ours), opened_where(session, ours)))
        found += appointments.verdicts(told_where(session, mine))
        yield from found
        kept, births = Event.noun == entries.NOUN, sa.and_(Event.noun == entries.STANDARD, Event.sequence == 1)
        around = entries.Around.of(told_where(session, sa.or_(births, Event.act == entries.BEGETS)))
        yield from entries.verdicts(groups, around, told_where(session, kept), opened_where(session, kept))
