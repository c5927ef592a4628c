"""The logs by themselves: leaves, order, heads, signatures, openings. What the acts mean is not looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.exports.cells import as_bytes, hour, raw, told
from workflow.exports.clocked import Clock
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.log.journal import commitment
from workflow.log.keys import BadNote
from workflow.log.notes import verify_checkpoint
from workflow.log.signer import Signer, SignerHalted
from workflow.log.tlog import Frontier, leaf_hash
from workflow.records.events import Checkpoint, Event, Log, Opening

PAGE: Final = 1_000  # leaves with their columns that are held at once: a long log must not need more memory
COLUMNS = ("noun", "object_id", "sequence", "act", "person_id", "region_code", "at")


@dataclass(frozen=True)
class LogHead:
    """A log as it stood when the verification began; later leaves belong to the next one."""

    id: int
    origin: str
    size: int
    frontier: bytes
    last_at: datetime | str | None


def heads(database: Database) -> list[LogHead]:
    """The heads of all logs, in the order in which they were opened."""
    columns = (Log.id, Log.origin, Log.size, Log.frontier, raw(Log.last_at))
    with database.read() as session:
        rows = session.execute(sa.select(*columns).order_by(Log.id)).all()
        return [LogHead(row[0], row[1], _size(session, row), *row[3:]) for row in rows]


def _size(session: Session, row: Any) -> int:
    """The size of a log; where none is kept any more, as many leaves as there are."""
    if isinstance(row.size, int):
        return row.size
    last = session.scalar(sa.select(sa.func.max(Event.index)).where(Event.log_id == row.id))
    return 0 if last is None else last + 1


def check_log(database: Database, signer: Signer | None, head: LogHead, report: Report) -> None:
    """Every leaf of the log up to its head, against its hash, its columns, its openings and the signed heads."""
    tree, clock = Frontier(), Clock()
    signed = _signer_root(signer, head, report)
    for start in range(0, head.size, PAGE):
        end = min(start + PAGE, head.size)
        with database.read() as session:
            events = session.execute(_page(head, start, end)).all()
            openings = _openings(session, head, start, end)
            roots = _signed_roots(session, signer, head, start, end, report)
        _check_order(head, start, end, events, report)
        for event in events:
            place = Place("events", f"{head.id}/{event.index}", "leaf")
            mine = openings.get(event[0], [])
            report.attempt(place, _check_leaf, head, event, mine, clock, report)
            tree = tree.append(leaf_hash(as_bytes(event.leaf)))
            _check_root(roots.get(tree.size), tree, report)
            _check_root(signed.get(tree.size), tree, report)
        report.counts["leaves"] += len(events)
    _check_head(database, head, tree, clock.last, report)


def _page(head: LogHead, start: int, end: int) -> sa.Select[Any]:
    """Leaves with their columns; the hour as the database keeps it, so that one that is none stops nothing."""
    within = (Event.log_id == head.id, Event.index >= start, Event.index < end)
    columns = (Event.index, Event.leaf, Event.leaf_hash, *(getattr(Event, name) for name in COLUMNS[:-1]))
    return sa.select(*columns, raw(Event.at).label("at")).where(*within).order_by(Event.index)


def _openings(session: Session, head: LogHead, start: int, end: int) -> dict[int, list[Opening]]:
    within = (Opening.log_id == head.id, Opening.index >= start, Opening.index < end)
    found: dict[int, list[Opening]] = {}
    for opening in session.scalars(sa.select(Opening).where(*within)):
        found.setdefault(opening.index, []).append(opening)
    return found


def _signer_root(signer: Signer | None, head: LogHead, report: Report) -> dict[int, tuple[Place, bytes]]:
    """The head that the signer remembers outside the database: the log must still contain it."""
    if signer is None:
        return {}
    place = Place("logs", str(head.id), "size")
    try:
        last = signer.last(head.origin)
    except SignerHalted as halted:
        report.add(place, Discrepancy.SIGNER, origin=head.origin, why=str(halted))
        return {}
    if last.size > head.size:
        report.expect(place, Discrepancy.CHECKPOINT_ROOT, stands=head.size, recorded=last.size)
    return {last.size: (Place("logs", str(head.id), "frontier"), last.root)} if last.size else {}


def _signed_roots(
    session: Session, signer: Signer | None, head: LogHead, start: int, end: int, report: Report
) -> dict[int, tuple[Place, bytes]]:
    """The checkpoints whose size falls into this page; a page ends with its last leaf."""
    within = (Checkpoint.log_id == head.id, Checkpoint.size > start, Checkpoint.size <= end)
    roots = {}
    for row in session.scalars(sa.select(Checkpoint).where(*within)):
        place = Place("checkpoints", f"{head.id}/{row.size}")
        if signer is not None:
            _check_note(signer, head, row, place, report)
        roots[row.size] = (place._replace(column="root"), row.root)
        report.counts["checkpoints"] += 1
    return roots


def _check_note(signer: Signer, head: LogHead, row: Checkpoint, place: Place, report: Report) -> None:
    place = place._replace(column="note")
    try:
        signed = verify_checkpoint(as_bytes(row.note), signer.vkey(head.origin), origin=head.origin)
    except BadNote as bad:
        report.add(place, Discrepancy.CHECKPOINT_SIGNATURE, why=str(bad))
        return
    report.expect(place, Discrepancy.CHECKPOINT_ROOT, stands=(row.size, row.root), recorded=(signed.size, signed.root))


def _check_root(signed: tuple[Place, bytes] | None, tree: Frontier, report: Report) -> None:
    if signed is not None:
        report.expect(signed[0], Discrepancy.CHECKPOINT_ROOT, stands=signed[1], recorded=tree.root())


def _check_order(head: LogHead, start: int, end: int, events: Sequence[Any], report: Report) -> None:
    for missing in sorted(set(range(start, end)) - {event.index for event in events}):
        report.add(Place("events", f"{head.id}/{missing}"), Discrepancy.LEAF_GAP)


def _check_leaf(head: LogHead, event: Any, openings: Sequence[Opening], clock: Clock, report: Report) -> None:
    place = Place("events", f"{head.id}/{event.index}")
    if leaf_hash(as_bytes(event.leaf)) != event.leaf_hash:
        report.add(place._replace(column="leaf"), Discrepancy.LEAF_HASH)
    leaf = told(event.leaf) if isinstance(event.leaf, bytes) else None
    if leaf is None:
        report.add(place._replace(column="leaf"), Discrepancy.LEAF_FORM)
        return
    report.expect(place, Discrepancy.COLUMN, stands=(head.origin, event.index), recorded=(leaf["log"], leaf["idx"]))
    for name, recorded in _repeated(leaf).items():
        stands = hour(event.at) if name == "at" else getattr(event, name)
        report.expect(place._replace(column=name), Discrepancy.COLUMN, stands=stands, recorded=recorded)
    clock.take(leaf, place, report)
    _check_openings(head, leaf, openings, report)


def _repeated(leaf: Mapping[str, Any]) -> dict[str, Any]:
    noun, _, object_id = leaf["obj"].rpartition("/")
    values = (noun, int(object_id), leaf["seq"], leaf["act"], leaf["actor"], leaf["region"], leaf["ts"])
    return dict(zip(COLUMNS, values, strict=True))


def _check_openings(head: LogHead, leaf: Mapping[str, Any], openings: Sequence[Opening], report: Report) -> None:
    for opening in openings:
        place = Place("openings", f"{head.id}/{opening.index}/{opening.field}", "value")
        made = commitment(opening.field, as_bytes(opening.salt), as_bytes(opening.value))
        report.expect(place, Discrepancy.OPENING, stands=made, recorded=leaf["commit"].get(opening.field))
    report.counts["openings"] += len(openings)
    gone = leaf["commit"].keys() - {opening.field for opening in openings}
    report.absent.update((head.id, leaf["idx"], name) for name in gone)
    report.counts["erased"] += len(gone)


def _check_head(database: Database, head: LogHead, tree: Frontier, last: str, report: Report) -> None:
    place = Place("logs", str(head.id))
    report.expect(place._replace(column="size"), Discrepancy.HEAD, stands=head.size, recorded=tree.size)
    report.expect(place._replace(column="frontier"), Discrepancy.HEAD, stands=head.frontier, recorded=tree.to_bytes())
    stands = hour(head.last_at) if head.last_at else ""
    report.expect(place._replace(column="last_at"), Discrepancy.HEAD, stands=stands, recorded=last)
    _check_beyond(database, head, report)
    report.counts["logs"] += 1


def _check_beyond(database: Database, head: LogHead, report: Report) -> None:
    """Leaves and checkpoints past the present head: one statement each, so that no act under way looks like one."""
    events = sa.select(Event.index).join(Log, Log.id == Event.log_id).where(Log.id == head.id, Event.index >= Log.size)
    signed = sa.select(Checkpoint.size).join(Log, Log.id == Checkpoint.log_id)
    with database.read() as session:
        for index in session.scalars(events.limit(PAGE)):
            report.add(Place("events", f"{head.id}/{index}"), Discrepancy.LEAF_BEYOND)
        for size in session.scalars(signed.where(Log.id == head.id, Checkpoint.size > Log.size).limit(PAGE)):
            report.add(Place("checkpoints", f"{head.id}/{size}"), Discrepancy.LEAF_BEYOND)
