"""Holds of a restore against the installation's log: each that was released has its event, in the order of release."""

import sqlalchemy as sa

from workflow.db import Database
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.holds import RELEASED
from workflow.records.events import Event
from workflow.records.operation import Hold


def check_holds(database: Database, report: Report) -> None:
    """One in force has no event yet: nothing is written to a log before it is released."""
    with database.read() as session:
        query = (
            sa.select(Event.leaf).where(Event.noun == "installation", Event.act == RELEASED).order_by(Event.sequence)
        )
        leaves = [leaf for raw in session.scalars(query) if (leaf := told(raw)) is not None]
        holds = session.scalars(sa.select(Hold).where(Hold.released_at.is_not(None)).order_by(Hold.released_at)).all()
    for row in holds[len(leaves) :]:
        report.add(Place("holds", str(row.id)), Discrepancy.UNRECORDED)
    for leaf in leaves[len(holds) :]:
        report.add(Place("holds", str(leaf["facts"].get("backup"))), Discrepancy.VANISHED)
    for row, leaf in zip(holds, leaves, strict=False):
        stands = {"backup": row.backup, "taken_at": hour(row.taken_at), "since": hour(row.since)}
        recorded = {name: leaf["facts"].get(name) for name in stands}
        if "clk" not in leaf:
            stands["released_at"], recorded["released_at"] = hour(row.released_at), leaf["ts"]
        for column, value in stands.items():
            report.compare(Place("holds", str(row.id)), column, stands=value, recorded=recorded[column])
