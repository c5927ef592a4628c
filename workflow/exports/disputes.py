"""Evidence against a log against its events: each row is what the log says came in, and no row is gone or made up."""

from hashlib import sha256

import sqlalchemy as sa

from workflow.db import Database
from workflow.doors.cosigning import NOUN
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.records.cosigning import Dispute
from workflow.records.events import Event, Log


def check_disputes(database: Database, report: Report) -> None:
    """One by one: what a region signed against us is never changed."""
    with database.read() as session:
        query = sa.select(Dispute, Log.origin).join(Log, Log.id == Dispute.log_id)
        rows = {f"{NOUN}/{row.id}": (row, origin) for row, origin in session.execute(query)}
        found = session.scalars(sa.select(Event.leaf).where(Event.noun == NOUN, Event.act == NOUN))
        leaves = {leaf["obj"]: leaf for raw in found if (leaf := told(raw)) is not None}
    for name in sorted(rows.keys() - leaves.keys()):
        report.add(Place("disputes", str(rows[name][0].id)), Discrepancy.UNRECORDED)
    for name in sorted(leaves.keys() - rows.keys()):
        report.add(Place("disputes", name.rpartition("/")[2]), Discrepancy.VANISHED)
    for name in sorted(rows.keys() & leaves.keys()):
        (row, origin), leaf = rows[name], leaves[name]
        digest = sha256(row.note.encode()).hexdigest()
        stands = {"sha256": row.sha256, "note": digest, "is_fork": row.is_fork, "key_id": row.key_id, "log_id": origin}
        facts = leaf["facts"]
        recorded = {"sha256": facts.get("sha256"), "note": facts.get("sha256"), "is_fork": facts.get("is_fork")}
        recorded |= {"key_id": facts.get("key"), "log_id": facts.get("log")}
        if "clk" not in leaf:
            stands["received_at"], recorded["received_at"] = hour(row.received_at), leaf["ts"]
        for column, value in stands.items():
            report.compare(Place("disputes", str(row.id)), column, stands=value, recorded=recorded[column])
