"""The catalogue of cited documents against the installation's log: as its last import left it."""

import sqlalchemy as sa

from workflow.db import Database
from workflow.exports.cells import told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.importing.cited import NOUN, state
from workflow.records.events import Event


def check_cited(database: Database, report: Report) -> None:
    with database.read() as session:
        last = sa.select(Event.leaf).where(Event.noun == NOUN).order_by(Event.sequence.desc()).limit(1)
        stands, leaf = state(session), session.scalar(last)
        recorded = told(leaf) if leaf is not None else None
        where = Place("cited_documents", "*")
        if recorded is None:
            if stands["documents"]:
                report.add(where, Discrepancy.UNRECORDED)
            return
        for name, value in stands.items():
            report.compare(where, name, stands=value, recorded=recorded["to"].get(name))
