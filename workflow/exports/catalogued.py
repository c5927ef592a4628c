"""Catalogues of regions against the installation's log: each as its last import left it."""

import sqlalchemy as sa

from workflow.db import Database
from workflow.exports.cells import told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.importing.catalogue.writing import NOUN, state
from workflow.records.catalogues import CatalogueEntry
from workflow.records.events import Event


def check_catalogues(database: Database, report: Report) -> None:
    """One catalogue a region."""
    with database.read() as session:
        query = sa.select(Event.leaf).where(Event.noun == NOUN).order_by(Event.object_id, Event.sequence)
        leaves = [leaf for raw in session.scalars(query) if (leaf := told(raw)) is not None]
        recorded = {leaf["obj"].rpartition("/")[2]: leaf["to"] for leaf in leaves}
        for region in sorted({*session.scalars(sa.select(CatalogueEntry.region_code).distinct()), *recorded}):
            where = Place("catalogue_entries", region)
            if region not in recorded:
                report.add(where, Discrepancy.UNRECORDED)
                continue
            for name, stands in state(session, region).items():
                report.compare(where, name, stands=stands, recorded=recorded[region].get(name))
