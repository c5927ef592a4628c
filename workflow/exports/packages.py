"""Packages for partners, their keys and the copies taken, against their events: row by row, as the log tells them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import sqlalchemy as sa

from workflow.db import Database, Record
from workflow.exports.cells import told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.records.events import Event
from workflow.records.exchange import Package, PartnerCopy, PartnerKey

Leaf = Mapping[str, Any]
Cells = dict[str, Any]
MADE, KEY, COPY = "package", "partner_key", "partner_copy"
KINDS: Final[Mapping[str, type[Record]]] = {MADE: Package, KEY: PartnerKey, COPY: PartnerCopy}


def check_packages(database: Database, report: Report) -> None:
    """Each row as its last event left it."""
    with database.read() as session:
        for noun, kind in KINDS.items():
            query = sa.select(Event.leaf).where(Event.noun == noun).order_by(Event.object_id, Event.sequence)
            lives = _lives(leaf for raw in session.scalars(query) if (leaf := told(raw)) is not None)
            rows: dict[int, Any] = {row.id: row for row in session.scalars(sa.select(kind))}  # type: ignore[attr-defined]
            for id_ in sorted(rows.keys() | lives.keys()):
                _compare(report, Place(kind.__tablename__, str(id_)), noun, rows.get(id_), lives.get(id_))


def _lives(leaves: Iterable[Leaf]) -> dict[int, list[Leaf]]:
    found: dict[int, list[Leaf]] = {}
    for leaf in leaves:
        found.setdefault(int(leaf["obj"].rpartition("/")[2]), []).append(leaf)
    return found


def _compare(report: Report, where: Place, noun: str, row: Any, life: list[Leaf] | None) -> None:
    if row is None or life is None:
        report.add(where, Discrepancy.VANISHED if row is None else Discrepancy.UNRECORDED)
        return
    stands, recorded = CELLS[noun](row, life)
    for column, value in stands.items():
        report.compare(where, column, stands=value, recorded=recorded.get(column))


def _package(row: Package, life: list[Leaf]) -> tuple[Cells, Cells]:
    leaf, facts = life[0], life[0]["facts"]
    stands = {"standard_id": row.standard_id, "region_code": row.region_code, "number": row.number}
    stands |= {"sha256": row.sha256, "previous": row.previous, "seat_id": row.seat_id, "index": row.index}
    recorded = {"standard_id": facts["standard"], "region_code": facts["to"], "number": facts["number"]}
    recorded |= {"sha256": facts["manifest"], "previous": facts["previous"], "seat_id": leaf["seat"]}
    return stands, recorded | {"index": leaf["idx"]}


def _key(row: PartnerKey, life: list[Leaf]) -> tuple[Cells, Cells]:
    names = ("partner", "fingerprint", "vkey")
    stands = {name: getattr(row, name) for name in names} | {"state": "ended" if row.ended_at else "in_force"}
    return stands, {name: life[0]["facts"][name] for name in names} | {"state": life[-1]["to"]["state"]}


def _copy(row: PartnerCopy, life: list[Leaf]) -> tuple[Cells, Cells]:
    last = life[-1]
    stands: Cells = {"partner": row.partner, "project": row.project, "region": row.region_code}
    stands |= {"number": row.number, "sha256": row.sha256}
    return stands, {**last["to"], **{name: last["facts"][name] for name in ("partner", "project", "region")}}


CELLS: Final[Mapping[str, Callable[[Any, list[Leaf]], tuple[Cells, Cells]]]] = {
    MADE: _package,
    KEY: _key,
    COPY: _copy,
}
