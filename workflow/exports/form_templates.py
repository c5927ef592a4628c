"""Templates of forms against the logs: every row says what its events say, and every event has its row."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.exports.paperwork.replacing import NOUN, PUT
from workflow.records.events import Event
from workflow.records.form_templates import FormTemplate

Cells = dict[str, Any]


def check_form_templates(database: Database, report: Report) -> None:
    """All of them: there are few."""
    with database.read() as session:
        recorded = _recorded(session)
        for row in session.scalars(sa.select(FormTemplate).order_by(FormTemplate.id)):
            place, cells = Place("form_templates", str(row.id)), recorded.pop(row.id, None)
            report.counts["form_templates"] += 1
            if cells is None:
                report.add(place, Discrepancy.UNRECORDED)
            for column, value in (cells or {}).items():
                stands = getattr(row, column)
                is_hour = column.endswith("_at") and stands is not None
                report.compare(place, column, stands=hour(stands) if is_hour else stands, recorded=value)
        for gone in sorted(recorded):
            report.add(Place("form_templates", str(gone)), Discrepancy.VANISHED)


def _recorded(session: Session) -> dict[int, Cells]:
    """By row what its events tell; a template that takes the place of another ends that one."""
    found = dict[int, Cells]()
    query = sa.select(Event.object_id, Event.leaf).where(Event.noun == NOUN).order_by(Event.log_id, Event.index)
    for object_id, raw in session.execute(query):
        leaf = told(raw)
        if leaf is None:
            continue
        if leaf["act"] == PUT:
            found[object_id] = _put(leaf)
        ended = leaf["facts"].get("replaces") if leaf["act"] == PUT else object_id
        if ended in found:
            found[ended] |= {"ended_by": leaf["actor"]} | ({} if "clk" in leaf else {"ended_at": leaf["ts"]})
    return found


def _put(leaf: Cells) -> Cells:
    after = leaf["to"]
    said = {"form": after["form"], "region_code": after["region"], "file_sha256": after["file"]}
    at = {} if "clk" in leaf else {"put_at": leaf["ts"]}
    return said | at | {"agreement_id": after["agreement"], "put_by": leaf["actor"], "ended_by": None, "ended_at": None}
