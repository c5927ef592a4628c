"""Puts what mirrors hold into the tables, in one transaction: leaves and openings, heads with their lines, and of every
scope that the lacking leaves wrote to exactly the rows that the host had."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Record, table_of
from workflow.keeping.copies import Copies
from workflow.keeping.wanted import Wanted, columns, openings, touched
from workflow.log.tlog import Frontier, leaf_hash
from workflow.parcels.rows import Row, read_rows, row_of
from workflow.parcels.scopes import BLANK, STANDARD, Scope, tables, within
from workflow.parcels.telling import PAGE
from workflow.records.cosigning import CosignatureLine
from workflow.records.events import Checkpoint, Event, Log, Opening
from workflow.records.operation import Hold

Key = tuple[Any, ...]
Keyed = dict[str, dict[Key, Row]]  # by table and key
ALIKE: Final = {"holds"}  # a restored host has one of its own under any number: known by what they tell


def put_back(session: Session, copies: Copies, found: Collection[Wanted], at: datetime) -> int:
    """Write it all; gives how many rows of the trade were written."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sa.text("PRAGMA defer_foreign_keys=ON"))
    stands, wanted, lent = Keyed(), Keyed(), Keyed()
    for scope in _scopes(copies, found):
        content = copies.scope(str(scope))
        for table in tables():
            _into(stands, table, read_rows(session, table, within(table, scope)))
            _into(wanted, table, content["rows"].get(table.name, []))
            _into(lent, table, content["lent"].get(table.name, []))
    evidence = _evidence(session, copies, found, at)
    n = _removed(session, stands, wanted)
    for table in Record.metadata.sorted_tables:
        _insert(session, table, evidence.get(table.name, []))
        name = table.name
        n += _written(session, table, stands.get(name, {}), wanted.get(name, {}), lent.get(name, {}))
    return n


def _scopes(copies: Copies, found: Iterable[Wanted]) -> list[Scope]:
    """What the lacking leaves wrote to, and the standards of the same lineages: a number passes from one to another."""
    direct = {scope for one in found for _, _, leaf in one.leaves for scope in touched(leaf, one.told["agreement"])}
    lines = {line for scope in direct if scope.kind == STANDARD for line in _lineages(copies, scope)}
    others = {Scope.parse(name) for name in copies.names() if name.startswith(f"{STANDARD}/") and "#" not in name}
    return sorted(direct | {one for one in others - direct if lines & _lineages(copies, one)}, key=str)


def _lineages(copies: Copies, scope: Scope) -> set[str]:
    return {row["lineage"] for row in copies.scope(str(scope)).get("rows", {}).get("standards", [])}


def _into(keyed: Keyed, table: sa.Table, rows: Iterable[Row]) -> None:
    names = [column.name for column in table.primary_key.columns]
    keyed.setdefault(table.name, {}).update({tuple(row[name] for name in names): row for row in rows})


def _removed(session: Session, stands: Keyed, wanted: Keyed) -> int:
    """What is no more, the last first."""
    n = 0
    for table in reversed(tables()):
        gone = stands.get(table.name, {}).keys() - wanted.get(table.name, {}).keys()
        for key in gone if table.name not in ALIKE else ():
            session.execute(sa.delete(table).where(_is(table, key)))
            n += 1
    return n


def _written(
    session: Session, table: sa.Table, stands: dict[Key, Row], wanted: dict[Key, Row], lent: dict[Key, Row]
) -> int:
    """New rows, then changed ones; what others lend is laid down where it is not there yet."""
    if table.name in ALIKE:
        return _holds(session, wanted.values())
    missing = {key: row for key, row in (lent | wanted).items() if key not in stands}
    there = {key for key in missing if session.scalar(sa.select(sa.exists().where(_is(table, key))))}
    _insert(session, table, [row_of(table, row) for key, row in missing.items() if key not in there])
    moved = [key for key, row in wanted.items() if key in there or (key in stands and stands[key] != row)]
    for key in moved:
        told = {name: value for name, value in wanted[key].items() if name not in BLANK.get(table.name, {})}
        session.execute(sa.update(table).where(_is(table, key)).values(row_of(table, told)))
    return len(missing) - len(there) + len(moved)


def _holds(session: Session, rows: Iterable[Row]) -> int:
    """The released ones that are not known here; the one in force is this host's own."""
    table, n = table_of(Hold), 0
    for row in rows:
        told = row_of(table, {name: value for name, value in row.items() if name != "id"})
        same = sa.exists().where(table.c.since == told["since"], table.c.backup == told["backup"])
        if told["released_at"] is not None and not session.scalar(sa.select(same)):
            _insert(session, table, [told])
            n += 1
    return n


def _evidence(
    session: Session, copies: Copies, found: Iterable[Wanted], at: datetime
) -> dict[str, list[dict[str, Any]]]:
    """Logs that are new here, leaves, openings, heads and lines; the heads of logs that were here move on."""
    rows: dict[str, list[dict[str, Any]]] = {
        table_of(kind).name: [] for kind in (Log, Event, Opening, Checkpoint, CosignatureLine)
    }
    for one in found:
        head, log_id = one.held.head, one.told["id"]
        last = row_of(table_of(Log), {"last_at": one.leaves[-1][2]["ts"]})["last_at"]
        moved = {"size": head.size, "frontier": Frontier().extend(one.held.hashes).to_bytes(), "last_at": last}
        if one.log_id is None:
            named = {"id": log_id, "origin": one.origin, "agreement_id": one.told["agreement"]}
            rows["logs"].append({**named, "year": one.told["year"], "part": one.told["part"], **moved})
        else:
            session.execute(sa.update(table_of(Log)).where(Log.id == log_id).values(**moved))
        for index, leaf, told in one.leaves:
            place = {"log_id": log_id, "index": index}
            rows["events"].append(
                {**place, **row_of(table_of(Event), columns(told)), "leaf": leaf, "leaf_hash": leaf_hash(leaf)}
            )
            rows["openings"] += [
                {**place, "field": name, "salt": salt, "value": value}
                for name, (salt, value) in openings(copies, one.origin, index).items()
            ]
        _signed(session, copies, one, rows, at)
    return rows


def _signed(session: Session, copies: Copies, one: Wanted, rows: dict[str, list[dict[str, Any]]], at: datetime) -> None:
    """The heads that the host had signed with the lines of regions, and the one that the copy reaches."""
    head, sizes = one.held.head, set[int]()
    for start in range(one.has // PAGE * PAGE, head.size, PAGE):
        page = copies.page(one.origin, start)
        for kind in (Checkpoint, CosignatureLine):
            table = table_of(kind)
            for row in (row_of(table, told) for told in page.get(table.name, [])):
                key = tuple(row[column.name] for column in table.primary_key.columns)
                if row["size"] <= head.size and session.get(kind, key) is None:
                    rows[table.name].append(row)
                    sizes |= {row["size"]} if kind is Checkpoint else set()
    if head.size not in sizes and session.get(Checkpoint, (one.told["id"], head.size)) is None:
        own = {"log_id": one.told["id"], "size": head.size, "root": head.root, "note": one.held.note.decode()}
        rows["checkpoints"].append({**own, "made_at": at})


def _insert(session: Session, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(sa.insert(table), rows)


def _is(table: sa.Table, key: Key) -> sa.ColumnElement[bool]:
    told = zip(table.primary_key.columns, key, strict=True)
    return sa.and_(*(column == row_of(table, {column.name: part})[column.name] for column, part in told))
