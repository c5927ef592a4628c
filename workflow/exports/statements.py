"""What persons signed against the logs: every signature has its statement, whose words make the hash that the leaf
tells, and every statement that was used has its act; what a browser's key said is what the leaf tells of it."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.doors.on_paper import METHOD as PAPER
from workflow.entrance.signing.browser_keys import NOUN
from workflow.exports.cells import told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.log.checkpoints import PAGE
from workflow.records.events import Event, Log
from workflow.records.factors import Assertion, BrowserKey
from workflow.records.people import Statement

Leaf = Mapping[str, Any]
SIGNED = ("standard", "agreement", "entry")


def check_statements(database: Database, report: Report) -> None:
    """Page by page over the acts; a paper that was signed by hand has its scan for a statement."""
    seen: set[int] = set()
    with database.read() as session:
        blanked = set(_erased(session))
    for leaves in _pages(database, Event.noun.in_(SIGNED)):
        signed = [leaf for leaf in leaves if leaf["stmt"] and leaf["cer"] != PAPER]
        with database.read() as session:
            kept = _kept(session, [leaf["stmt"] for leaf in signed])
            said = _said(session, [one.id for one in kept.values()])
        for leaf in signed:
            report.counts["statements"] += 1
            found = kept.get(leaf["stmt"])
            if found is None or found.id in seen:  # one statement is signed once
                report.add(Place("events", f"{leaf['obj']} {leaf['seq']}", "stmt"), Discrepancy.VANISHED)
                continue
            seen.add(found.id)
            report.attempt(Place("statements", str(found.id)), _compare, found, said.get(found.id), leaf, report)
            if found.words or leaf["obj"] not in blanked:
                made = sha256(found.words.encode()).hexdigest()
                report.compare(Place("statements", str(found.id)), "words", stands=made, recorded=leaf["stmt"])
    _check_unused(database, seen, report)


def check_browser_keys(database: Database, report: Report) -> None:
    """The public half of each key is the one that its event tells."""
    with database.read() as session:
        public = {one.id: sha256(one.public_key).hexdigest() for one in session.scalars(sa.select(BrowserKey))}
    for leaves in _pages(database, Event.noun == NOUN, Event.act == "add_key"):
        for leaf in leaves:
            key = int(leaf["obj"].partition("/")[2])
            place = Place("browser_keys", str(key))
            if key in public:
                report.compare(place, "public_key", stands=public.pop(key), recorded=leaf["facts"]["public_key"])
            else:
                report.add(place, Discrepancy.VANISHED)
    for key in public:
        report.add(Place("browser_keys", str(key)), Discrepancy.UNRECORDED)


def _pages(database: Database, *which: sa.ColumnElement[bool]) -> Iterator[Sequence[Leaf]]:
    """The leaves of such events in the order of the logs."""
    columns = (Event.log_id, Event.index)
    place, last = sa.tuple_(*columns), (0, -1)
    while True:
        query = sa.select(*columns, Event.leaf).where(*which, place > sa.tuple_(*map(sa.literal, last)))
        with database.read() as session:
            rows = session.execute(query.order_by(*columns).limit(PAGE)).all()
        if not rows:
            return
        last = rows[-1][0], rows[-1][1]
        yield [leaf for _, _, bytes_ in rows if (leaf := told(bytes_)) is not None]


def _erased(session: Session) -> Iterator[str]:
    """What acts were on of whose values some were erased: a statement that repeated one is emptied with it."""
    for leaf in session.scalars(sa.select(Event.leaf).where(Event.noun == "erasure", Event.act == "erase")):
        facts = (told(leaf) or {"facts": {}})["facts"]
        where = (Log.origin == facts.get("log"), Event.index == facts.get("index"))
        found = sa.select(Event.noun, Event.object_id).join(Log, Log.id == Event.log_id).where(*where)
        yield from (f"{noun}/{number}" for noun, number in session.execute(found))


def _kept(session: Session, hashes: Sequence[str]) -> dict[str, Statement]:
    return {one.sha256: one for one in session.scalars(sa.select(Statement).where(Statement.sha256.in_(hashes)))}


def _said(session: Session, ids: Sequence[int]) -> dict[int, Assertion]:
    query = sa.select(Assertion).where(Assertion.statement_id.in_(ids))
    return {one.statement_id: one for one in session.scalars(query)}


def _compare(kept: Statement, said: Assertion | None, leaf: Leaf, report: Report) -> None:
    place = Place("statements", str(kept.id))
    report.compare(place, "subject_id", stands=f"{kept.noun}/{kept.subject_id}", recorded=leaf["obj"])
    for column, name in (("step", "act"), ("person_id", "actor"), ("seat_id", "seat")):
        report.compare(place, column, stands=getattr(kept, column), recorded=leaf[name])
    for column in ("nonce", "text_hash"):
        value = getattr(kept, column)
        if kept.words and value and value not in kept.words:  # what was signed names them; no leaf does
            report.compare(place, column, stands=value, recorded="")
    signature = sha256(said.signature).hexdigest() if said is not None else None
    place = Place("assertions", str(kept.id))
    report.compare(place, "signature", stands=signature, recorded=leaf["facts"].get("assertion"))


def _check_unused(database: Database, seen: set[int], report: Report) -> None:
    """A statement is used in the transaction of its act."""
    with database.read() as session:
        for used in session.scalars(sa.select(Statement.id).where(Statement.used_at.is_not(None))):
            if used not in seen:
                report.add(Place("statements", str(used)), Discrepancy.UNRECORDED)
