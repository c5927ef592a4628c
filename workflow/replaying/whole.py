"""All acts of an installation's own database judged again: those on standards, agreements, seats and entries."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.kinds import kinds_of, open_kinds
from workflow.records.entries import Entry
from workflow.records.events import Event, Log
from workflow.replaying import agreements, appointments, around, entries, report
from workflow.replaying.around import Around
from workflow.replaying.charted import NOUN
from workflow.replaying.group import OF_THE_GROUP, Groups
from workflow.replaying.report import Rejudged
from workflow.replaying.stored import opened_where, told_where
from workflow.replaying.verdict import Verdict
from workflow.vocabulary import Noun


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
        yield from of_entries(session, groups)


def of_entries(session: Session, groups: Groups, agreement: int | None = None) -> Iterator[Verdict]:
    """The acts on entries, of one agreement or of all."""
    logs = sa.select(Log.id).where(Log.agreement_id == agreement)
    ours = [] if agreement is None else [Event.log_id.in_(logs)]
    lived = sa.or_(Event.sequence == 1, Event.object_id.in_(_followed()))
    lives = sa.and_(Event.noun == around.STANDARD, lived)
    beside = Around.of(told_where(session, sa.or_(lives, Event.act == around.BEGETS), *ours))
    mine = (Event.noun == entries.NOUN, *ours)
    yield from entries.verdicts(groups, beside, told_where(session, *mine), opened_where(session, *mine))


def _followed() -> sa.Select[int | None]:
    """The standards whose states rules of entries ask for: those on lists, and those that are declared to be used."""
    kinds = [*open_kinds(), *(kind.code for kind in kinds_of(Noun.LIST))]
    return sa.select(Entry.standard_id).where(Entry.kind.in_(kinds), Entry.standard_id.is_not(None))
