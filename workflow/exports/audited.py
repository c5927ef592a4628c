"""What auditors read, drew and found, against the logs: each row says what its events say, each event has its row."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.auditing.drawing import listed
from workflow.db import Database, Record, table_of
from workflow.exports.cells import as_bytes, hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.facts import plain
from workflow.process.audited import ROWS_OF_FINDINGS
from workflow.records.auditing import AuditFinding, AuditFindingTurn, AuditReading, AuditSample, AuditSampleItem
from workflow.records.events import Event, Log, Opening

Key = tuple[int, ...]
Cells = dict[str, Any]
Tables = dict[type[Record], dict[Key, Cells]]
STATES = {row.name: row.target.value for row in ROWS_OF_FINDINGS if row.target is not None}
SAID = ("matter", "answer", "notes", "reason")
DRAWN = "drawn_sha256"  # no column: what the drawn events hash to
SAMPLED = ("filters", "heads", "population", "population_sha256", "size", "seed")


def check_audited(database: Database, report: Report) -> None:
    """All of them, after one reading of their events."""
    with database.read() as session:
        tables = _recorded(session, report)
        for record, recorded in tables.items():
            _check_table(session, record, recorded, report)
        _check_drawn(session, tables[AuditSample], report)


def _check_table(session: Session, record: type[Record], recorded: dict[Key, Cells], report: Report) -> None:
    table, missing = table_of(record), set(recorded)
    key = [column.name for column in table.primary_key]
    for row in session.execute(sa.select(table)).mappings():
        at: Key = tuple(row[name] for name in key)
        place = Place(table.name, "/".join(str(part) for part in at))
        missing.discard(at)
        report.counts[table.name] += 1
        if at not in recorded:
            report.add(place, Discrepancy.UNRECORDED)
            continue
        for column, value in recorded[at].items():
            if column == DRAWN:
                continue
            stands = row[column]
            is_hour = column in ("at", "drawn_at", "examined_at") and stands is not None
            report.compare(place, column, stands=hour(stands) if is_hour else plain(stands), recorded=value)
    for at in sorted(missing):
        report.add(Place(table.name, "/".join(str(part) for part in at)), Discrepancy.VANISHED)


def _check_drawn(session: Session, samples: Mapping[Key, Cells], report: Report) -> None:
    """The drawn events, in their order, have the hash that the log tells."""
    item, named = AuditSampleItem, dict[int, list[str]]()
    query = sa.select(item.sample_id, Log.origin, item.index).join(Log, Log.id == item.log_id)
    for sample, origin, index in session.execute(query.order_by(item.sample_id, item.place)):
        named.setdefault(sample, []).append(f"{origin}#{index}")
    for (sample,), cells in samples.items():
        stands = listed(named.get(sample, ()))
        report.compare(Place("audit_samples", str(sample)), "drawn_sha256", stands=stands, recorded=cells[DRAWN])


def _recorded(session: Session, report: Report) -> Tables:
    tables: Tables = {
        record: {} for record in (AuditReading, AuditSample, AuditSampleItem, AuditFinding, AuditFindingTurn)
    }
    for event, leaf in _leaves(session):
        tell = TOLD.get(leaf["act"], _reading)
        report.attempt(Place("events", f"{event.log_id}/{event.index}"), tell, tables, leaf, _said(session, event))
    return tables


def _leaves(session: Session) -> Iterator[tuple[Event, Mapping[str, Any]]]:
    ours = sa.or_(Event.noun.in_(("reading", "sample")), sa.and_(Event.noun == "agreement", Event.act.in_(STATES)))
    query = sa.select(Event).where(ours).order_by(Event.log_id, Event.index)
    for event in session.scalars(query.execution_options(yield_per=1_000)):
        leaf = told(event.leaf)
        if leaf is not None:
            yield event, leaf


def _said(session: Session, event: Event) -> dict[str, str]:
    """The words behind an event's commitments; none where they were erased."""
    mine = (Opening.log_id == event.log_id, Opening.index == event.index)
    found = session.scalars(sa.select(Opening).where(*mine))
    return {one.field: as_bytes(one.value).decode(errors="replace") for one in found}


def _reading(tables: Tables, leaf: Mapping[str, Any], _: Mapping[str, str]) -> None:
    facts = leaf["facts"]
    tables[AuditReading][(_id(leaf),)] = {
        "seat_id": leaf["seat"],
        "sitting": facts["sitting"],
        "kind": leaf["act"].removeprefix("read_"),
        "target": facts["target"],
        "agreement_id": facts["agreement"],
        "of_region": facts["of"],
    } | _at(leaf, "at")


def _sample(tables: Tables, leaf: Mapping[str, Any], said: Mapping[str, str]) -> None:
    facts = leaf["facts"]
    words = {name: said[name] for name in ("title", "seed_words") if name in said}
    cells = {name: facts[name] for name in (*SAMPLED, DRAWN)} | {"seat_id": leaf["seat"]} | words
    tables[AuditSample][(_id(leaf),)] = cells | _at(leaf, "drawn_at")
    for place in range(1, min(facts["size"], facts["population"]) + 1):
        tables[AuditSampleItem][_id(leaf), place] = {"examined_by": None, "examined_at": None, "note": ""}


def _examined(tables: Tables, leaf: Mapping[str, Any], said: Mapping[str, str]) -> None:
    cells = tables[AuditSampleItem][_id(leaf), leaf["facts"]["place"]]
    cells |= {"examined_by": leaf["actor"]} | _at(leaf, "examined_at")
    cells["note"] = said.get("note", "")


def _finding(tables: Tables, leaf: Mapping[str, Any], said: Mapping[str, str]) -> None:
    facts, key = leaf["facts"], (leaf["facts"]["concern"],)
    cells = tables[AuditFinding].setdefault(key, {})
    if leaf["act"] == "write_finding":
        named = {"agreement_id": _id(leaf), "standard_id": facts["standard"], "region_code": facts["region"]}
        cells |= named | {"severity": facts["severity"], "event": facts.get("event"), "raised_region": leaf["region"]}
    cells |= {"state": STATES[leaf["act"]]} | ({"answer_by": facts["answer_by"]} if "answer_by" in facts else {})
    number = facts.get("turn", 1)
    words = {"words": words} if (words := next((said[name] for name in SAID if name in said), None)) else {}
    turn = {"step": leaf["act"], "seat_id": leaf["seat"], "file_sha256": facts.get("evidence")}
    tables[AuditFindingTurn][*key, number] = turn | words | _at(leaf, "at")


def _id(leaf: Mapping[str, Any]) -> int:
    return int(leaf["obj"].rpartition("/")[2])


def _at(leaf: Mapping[str, Any], column: str) -> Cells:
    """The hour, unless the log's clock was held: then the row knows it better."""
    return {} if "clk" in leaf else {column: leaf["ts"]}


TOLD: dict[str, Callable[[Tables, Mapping[str, Any], Mapping[str, str]], None]] = {
    "draw_sample": _sample,
    "examine_item": _examined,
    **dict.fromkeys(STATES, _finding),
}
