"""Seals of dossiers against their events: each row is the event at its place in the log, each event has its row."""

from hashlib import sha256

import sqlalchemy as sa

from workflow.db import Database
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.records.dossiers import Dossier
from workflow.records.events import Event

NOUN = "dossier"


def check_dossiers(database: Database, report: Report) -> None:
    """One by one: nothing about a seal is ever changed."""
    with database.read() as session:
        rows = {(row.log_id, row.index): row for row in session.scalars(sa.select(Dossier))}
        found = session.execute(sa.select(Event.log_id, Event.index, Event.leaf).where(Event.noun == NOUN))
        leaves = {(log, index): leaf for log, index, raw in found if (leaf := told(raw)) is not None}
    for key in rows.keys() - leaves.keys():
        report.add(Place("dossiers", str(rows[key].id)), Discrepancy.UNRECORDED)
    for key in leaves.keys() - rows.keys():
        report.add(Place("dossiers", leaves[key]["obj"].rpartition("/")[2]), Discrepancy.VANISHED)
    for key in sorted(rows.keys() & leaves.keys()):
        row, leaf = rows[key], leaves[key]
        stands = {
            "id": f"{NOUN}/{row.id}",
            "standard_id": row.standard_id,
            "profile": row.profile.value,
            "last": row.last,
            "policy": sha256(row.policy.encode()).hexdigest(),
            "withheld": row.withheld,
            "reader": row.reader,
            "seat_id": row.seat_id,
            "person_id": row.person_id,
            "at": hour(row.at),
        }
        recorded = leaf["facts"] | {"id": leaf["obj"], "standard_id": leaf["facts"].get("standard")}
        recorded |= {"seat_id": leaf["seat"], "person_id": leaf["actor"], "at": leaf["ts"]}
        for column, value in stands.items():
            report.compare(Place("dossiers", str(row.id)), column, stands=value, recorded=recorded.get(column))
