"""Comparisons against the log: each is what its events say, with the hash of its lines and of a brought text."""

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.facts import plain
from workflow.records.events import Event
from workflow.records.limits import Comparison, ComparisonLine
from workflow.text.clauses import Text, text_hash
from workflow.text.document import read_document
from workflow.text.limits.laying import lines_hash

Cells = dict[str, Any]
ACTS: Final = ("lay_comparison", "settle_relations")
HASHED: Final = ("ours_id", "theirs_id", "ours_hash", "theirs_hash", "sha256")


def check_comparisons(database: Database, report: Report) -> None:
    """All of them: an agreement has some dozens."""
    with database.read() as session:
        laid, settled = _recorded(session)
        for one in session.scalars(sa.select(Comparison).order_by(Comparison.id)):
            place = Place("comparisons", str(one.id))
            recorded = laid.pop(one.id, None)
            if recorded is None:
                report.add(place, Discrepancy.UNRECORDED)
                continue
            report.attempt(place, _check, session, one, recorded, settled, report)
    for gone in sorted(laid):
        report.add(Place("comparisons", str(gone)), Discrepancy.VANISHED)


def _check(session: Session, one: Comparison, recorded: Cells, settled: Mapping[Any, Cells], report: Report) -> None:
    query = sa.select(ComparisonLine).where(ComparisonLine.comparison_id == one.id).order_by(ComparisonLine.place)
    lines = list(session.scalars(query))
    stands = {name: plain(getattr(one, name)) for name in recorded if name != "at"}
    stands |= {"at": hour(one.at), "sha256": lines_hash(lines) if one.sha256 == recorded["sha256"] else one.sha256}
    if one.theirs_text is not None:
        stands["theirs_hash"] = text_hash(Text({}, read_document(one.theirs_text).clauses))
    for column, value in recorded.items():
        report.compare(Place("comparisons", str(one.id)), column, stands=stands[column], recorded=value)
    for line in lines:
        _line(line, settled.get((one.id, line.place), {}), report)


def _line(line: ComparisonLine, recorded: Cells, report: Report) -> None:
    place = Place("comparison_lines", f"{line.comparison_id}/{line.place}")
    wanted = {"settled": None, "notes": "", "settled_region": None, "settled_by": None} | recorded
    for column, value in wanted.items():
        cell = getattr(line, column)
        stands = hour(cell) if column == "settled_at" else plain(cell)
        report.compare(place, column, stands=stands, recorded=value)


def _recorded(session: Session) -> tuple[dict[int, Cells], dict[tuple[int, int], Cells]]:
    """Comparisons by id, and lines by id and place, as the events say, the last word last."""
    laid: dict[int, Cells] = {}
    settled: dict[tuple[int, int], Cells] = {}
    query = sa.select(Event).where(Event.noun == "agreement", Event.act.in_(ACTS)).order_by(Event.at, Event.sequence)
    for event in session.scalars(query):
        leaf = told(event.leaf)
        if leaf is None:
            continue
        facts, at = leaf["facts"], {} if "clk" in leaf else {"at": leaf["ts"]}
        if leaf["act"] == "lay_comparison":
            named = {f"theirs_{name}": facts.get(f"other_{name}") or "" for name in ("number", "title")}
            by = {"agreement_id": event.object_id, "region_code": leaf["region"], "person_id": leaf["actor"]}
            laid[facts["comparison"]] = {name: facts[name] for name in HASHED} | named | by | at
            continue
        by = {"settled_region": leaf["region"], "settled_by": leaf["actor"], "notes": facts.get("notes") or ""}
        by |= {"settled_at": leaf["ts"]} if at else {}
        settled |= {(facts["comparison"], int(n)): by | {"settled": said} for n, said in facts["settled"].items()}
    return laid, settled
