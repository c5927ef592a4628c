"""Agreements against their logs: where the last act on each led it, and every part of its content as the last event
that speaks of it told it. Changes are compared in `agreement_changes`."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.accord.charter import FACT, Charter, charter
from workflow.accord.picture import Accord
from workflow.accord.standing import snapshot
from workflow.db import Database
from workflow.exports.agreement_changes import check_changes
from workflow.exports.cells import as_bytes, told
from workflow.exports.findings import Discrepancy, Place, Remark, Report
from workflow.records.agreements import Agreement, AgreementChange
from workflow.records.events import Event, Log, Opening
from workflow.replaying.changed import Words
from workflow.replaying.charted import following

NOUN = Accord.noun
TABLES = {  # part of the charter → its table, and whether a row is named by the agreement too
    "agreement": ("agreements", False),
    "documents": ("agreement_documents", False),
    "members": ("members", True),
    "rule_sets": ("rule_sets", False),
    "offices": ("offices", True),
}


def check_agreements(database: Database, report: Report) -> None:
    """One by one: there are few of them."""
    acted = sa.select(Event.object_id).where(Event.noun == NOUN)
    with database.read() as session:
        for agreement_id in sorted(session.scalars(sa.union(acted, sa.select(Agreement.id)))):
            report.attempt(Place("agreements", str(agreement_id)), _check, session, agreement_id, report)


def _check(session: Session, agreement_id: int, report: Report) -> None:
    place = Place("agreements", str(agreement_id))
    query = sa.select(Event.leaf).where(Event.noun == NOUN, Event.object_id == agreement_id).order_by(Event.sequence)
    leaves = [leaf for raw in session.scalars(query) if (leaf := told(raw)) is not None]
    report.counts["agreements"] += 1
    if session.get(Agreement, agreement_id) is None:
        return report.add(place, Discrepancy.VANISHED)
    if not any(FACT in leaf["facts"] for leaf in leaves):
        report.remark(place, Remark.NOT_COVERED)
    if leaves or session.scalar(sa.select(sa.exists().where(AgreementChange.agreement_id == agreement_id))):
        _check_told(session, agreement_id, leaves, report)


def _check_told(session: Session, agreement_id: int, leaves: Sequence[Mapping[str, Any]], report: Report) -> None:
    accord = Accord.load(session, agreement_id)
    assert accord is not None
    if leaves:
        place, last = Place("agreements", str(agreement_id)), leaves[-1]["to"]
        for name, stands in snapshot(accord).items():
            report.compare(place, name, stands=stands, recorded=last.get(name))
    check_changes(accord, leaves, _words(session, agreement_id), report)
    recorded = _told(leaves)
    if recorded:
        _check_charter(agreement_id, charter(accord), recorded, report)


def _words(session: Session, agreement_id: int) -> Words:
    """The reasons of proposals that were not erased."""
    query = (
        sa.select(Log.origin, Opening.index, Opening.value)
        .join(Log, Log.id == Opening.log_id)
        .join(Event, sa.and_(Event.log_id == Opening.log_id, Event.index == Opening.index))
        .where(Event.noun == NOUN, Event.object_id == agreement_id, Opening.field == "reason")
    )
    return {
        (origin, index): as_bytes(value).decode(errors="replace") for origin, index, value in session.execute(query)
    }


def _told(leaves: Sequence[Mapping[str, Any]]) -> Charter:
    """Each part as the last event that speaks of it told it."""
    found: Charter = {}
    for leaf in leaves:
        found = following(found, leaf)
    return found


def _check_charter(agreement_id: int, stands: Charter, recorded: Charter, report: Report) -> None:
    """Cell by cell in the agreement itself, row by row in what belongs to it."""
    place, cells = Place("agreements", str(agreement_id)), recorded.get("agreement", {})
    for name, value in stands["agreement"].items():
        if name in cells:
            report.compare(place, name, stands=value, recorded=cells[name])
        else:
            report.remark(place._replace(column=name), Remark.NOT_TOLD)
    for part, entries in stands.items():
        if part != "agreement":
            _check_rows(agreement_id, part, entries, recorded.get(part, {}), report)


def _check_rows(
    agreement_id: int, part: str, stands: Mapping[str, Any], recorded: Mapping[str, Any], report: Report
) -> None:
    table, is_named = TABLES[part]
    for key in sorted({**stands, **recorded}):
        place, now, then = (
            Place(table, f"{agreement_id}/{key}" if is_named else key),
            stands.get(key),
            recorded.get(key),
        )
        if now is None or then is None:
            if now != then:
                report.add(place, Discrepancy.VANISHED if now is None else Discrepancy.UNRECORDED)
        elif isinstance(now, dict) and isinstance(then, dict):
            for column, value in now.items():
                report.compare(place, column, stands=value, recorded=then.get(column))
        else:
            report.expect(place, Discrepancy.DIFFERS, stands=now, recorded=then)
