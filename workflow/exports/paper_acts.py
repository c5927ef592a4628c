"""Acts entered from paper against their own events: what was entered, by whom, and where it ended."""

from typing import Any

import sqlalchemy as sa

from workflow.db import Database
from workflow.doors.on_paper import NOUN, snapshot
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.log.checkpoints import PAGE
from workflow.records.events import Event
from workflow.records.paper_acts import PaperAct

Leaf = dict[str, Any]


def check_paper_acts(database: Database, report: Report) -> None:
    """Page by page, each row beside its last event."""
    last = 0
    while True:
        with database.read() as session:
            rows = session.scalars(
                sa.select(PaperAct).where(PaperAct.id > last).order_by(PaperAct.id).limit(PAGE)
            ).all()
            if not rows:
                break
            ids = [row.id for row in rows]
            query = sa.select(Event.object_id, Event.leaf).where(Event.noun == NOUN, Event.object_id.in_(ids))
            leaves: dict[int, list[Leaf]] = {}
            for each, raw in session.execute(query.order_by(Event.object_id, Event.sequence)):
                leaves.setdefault(each, []).extend([leaf] if (leaf := told(raw)) is not None else [])
            for row in rows:
                report.attempt(Place("paper_acts", str(row.id)), _check, row, leaves.get(row.id), report)
            last = ids[-1]
    gone = sa.select(Event.object_id).distinct().where(Event.noun == NOUN)
    with database.read() as session:
        for lost in session.scalars(gone.where(~sa.exists().where(PaperAct.id == Event.object_id)).limit(PAGE)):
            report.add(Place("paper_acts", str(lost)), Discrepancy.VANISHED)


def _check(row: PaperAct, leaves: list[Leaf] | None, report: Report) -> None:
    place = Place("paper_acts", str(row.id))
    if not leaves:
        report.add(place, Discrepancy.UNRECORDED)
        return
    for column, stands in snapshot(row).items():
        report.compare(place, column, stands=stands, recorded=leaves[-1]["to"].get(column))
    hours = {"entered_at": leaves[0], "closed_at": leaves[-1] if len(leaves) > 1 else None}
    for column, leaf in hours.items():
        if leaf is None or "clk" not in leaf:
            stands = hour(at) if (at := getattr(row, column)) is not None else None
            report.compare(place, column, stands=stands, recorded=leaf["ts"] if leaf else None)
