"""Acts entered from paper against their own events: what was entered, by whom, and where it ended."""

import sqlalchemy as sa

from workflow.db import Database
from workflow.exports.cells import told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.log.checkpoints import PAGE
from workflow.on_paper import NOUN, snapshot
from workflow.records.events import Event
from workflow.records.paper_acts import PaperAct


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
            final = {each: told(raw) for each, raw in session.execute(query.order_by(Event.object_id, Event.sequence))}
            for row in rows:
                report.attempt(Place("paper_acts", str(row.id)), _check, row, final.get(row.id), report)
            last = ids[-1]
    gone = sa.select(Event.object_id).distinct().where(Event.noun == NOUN)
    with database.read() as session:
        for lost in session.scalars(gone.where(~sa.exists().where(PaperAct.id == Event.object_id)).limit(PAGE)):
            report.add(Place("paper_acts", str(lost)), Discrepancy.VANISHED)


def _check(row: PaperAct, leaf: dict[str, object] | None, report: Report) -> None:
    place = Place("paper_acts", str(row.id))
    if leaf is None:
        report.add(place, Discrepancy.UNRECORDED)
        return
    recorded = leaf["to"]
    assert isinstance(recorded, dict)
    for column, stands in snapshot(row).items():
        report.compare(place, column, stands=stands, recorded=recorded.get(column))
