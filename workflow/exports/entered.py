"""Entries against the logs: every row stands as its last event says, every turn shows what its event shows, what was
said and which figures were told stand as the events tell them; and every step was one that its noun's table knows.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.accord.entered import cells
from workflow.db import Database
from workflow.exports.cells import hour, told
from workflow.exports.entered_words import written
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.exports.rows import place_of
from workflow.kinds import Kind, all_kinds
from workflow.process.entries import ROWS
from workflow.records.entries import Entry, EntryFigure, EntryTurn, EntryVoice
from workflow.records.events import Event
from workflow.replaying.stored import leaves_of
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import Role, Stand

NOUN: Final = "entry"
BATCH: Final = 200
Leaf = Mapping[str, Any]
Cells = dict[str, Any]


def check_entries(database: Database, report: Report) -> None:
    """Batch by batch, each from one snapshot."""
    last = 0
    while True:
        with database.read() as session:
            rows = list(session.scalars(sa.select(Entry).where(Entry.id > last).order_by(Entry.id).limit(BATCH)))
            if not rows:
                return _vanished(session, report)
            leaves = _leaves(session, [one.id for one in rows])
            for one in rows:
                place = Place("entries", str(one.id))
                report.attempt(place, _check, session, one, leaves.get(one.id, []), report)
            last = rows[-1].id


def _leaves(session: Session, ids: Sequence[int]) -> dict[int, list[Leaf]]:
    query = sa.select(Event.object_id, Event.leaf).where(Event.noun == NOUN, Event.object_id.in_(ids))
    found: dict[int, list[Leaf]] = {}
    for object_id, raw in session.execute(query.order_by(Event.object_id, Event.sequence)):
        leaf = told(raw)
        if leaf is not None:
            found.setdefault(object_id, []).append(leaf)
    return found


def _vanished(session: Session, report: Report) -> None:
    gone = sa.select(Event.object_id).where(Event.noun == NOUN, ~sa.exists().where(Entry.id == Event.object_id))
    for object_id in session.scalars(gone.distinct()):
        report.add(Place("entries", str(object_id)), Discrepancy.VANISHED)


def _check(session: Session, one: Entry, leaves: list[Leaf], report: Report) -> None:
    place = Place("entries", str(one.id))
    report.counts["entries"] += 1
    if not leaves:
        return report.add(place, Discrepancy.UNRECORDED)
    last, kind = leaves[-1]["to"], all_kinds().get(one.kind)
    report.compare(place, "kind", stands=one.kind, recorded=last.get("kind"))
    report.compare(place, "state", stands=one.state, recorded=last.get("state"))
    report.compare(place, "turns", stands=one.turns, recorded=len(leaves))
    if kind is not None:
        report.compare(place, "fields", stands=canonical_hash(cells(kind, one)), recorded=last.get("sha256"))
        _turns(session, one, kind, leaves, report)
    _voices(session, one.id, leaves, report)
    _words(session, one, report)
    _figures(session, one.id, leaves, report)
    for before, leaf in pairwise([None, *leaves]):
        _lawful(before, leaf, report)
    return None


def _lawful(before: Leaf | None, leaf: Leaf | None, report: Report) -> None:
    """Each step is a row of the table, taken from where it may be taken and leading where it leads."""
    assert leaf is not None
    place, row = Place("events", f"{leaf['log']}#{leaf['idx']}", "leaf"), ROWS.get(leaf["act"])
    if row is None:
        return report.add(place, Discrepancy.ACT, act=leaf["act"])
    stood, stands = before["to"]["state"] if before else None, leaf["to"]["state"]
    source = {state.value for state in row.source}
    if stood not in (source or {None}):
        report.add(place, Discrepancy.SOURCE, act=row.name, found=stood or "—", wanted=", ".join(sorted(source)) or "—")
    wanted = row.target.value if row.target else stood
    if stands != wanted:
        report.add(place, Discrepancy.TARGET, act=row.name, found=stands, wanted=wanted)
    if (leaf["seat"] is None) is not bool({Role.SYSTEM, Role.PUBLIC} & set(row.who)) or leaf["facts"].get(
        "as"
    ) not in _roles(row.who):
        report.add(place, Discrepancy.ACTOR, act=row.name, found=leaf["facts"].get("as"), wanted=", ".join(row.who))
    return None


def _roles(who: tuple[Role, ...]) -> set[str]:
    return {role.value for role in who}


def _turns(session: Session, one: Entry, kind: Kind, leaves: list[Leaf], report: Report) -> None:
    query = sa.select(EntryTurn).where(EntryTurn.entry_id == one.id).order_by(EntryTurn.number)
    stands = {turn.number: turn for turn in session.scalars(query)}
    for number, leaf in enumerate(leaves, 1):
        place, turn = Place("entry_turns", f"{one.id}/{number}"), stands.pop(number, None)
        if turn is None:
            report.add(place, Discrepancy.VANISHED)
            continue
        shown = canonical_hash(_clear(kind, turn.view))
        wanted = {
            "step": leaf["act"],
            "state": leaf["to"]["state"],
            "view": leaf["to"]["sha256"],
            "seat_id": leaf["seat"],
        }
        found = {"step": turn.step, "state": turn.state, "view": shown, "seat_id": turn.seat_id}
        wanted |= {"file_sha256": leaf["facts"].get("evidence")} | ({} if "clk" in leaf else {"at": leaf["ts"]})
        found |= {"file_sha256": turn.file_sha256, "at": hour(turn.at)}
        for column, value in wanted.items():
            report.compare(place, column, stands=found[column], recorded=value)
    for number in stands:
        report.add(Place("entry_turns", f"{one.id}/{number}"), Discrepancy.UNRECORDED)


def _clear(kind: Kind, view: Mapping[str, Any]) -> Cells:
    """A view without what is personal, as the event hashed it."""
    personal = {field.name for field in kind.fields if field.is_personal}
    fields = {name: value for name, value in view["fields"].items() if name not in personal}
    return {**view, "fields": fields}


def _words(session: Session, one: Entry, report: Report) -> None:
    """What is personal stands as its openings say, and nowhere once they are erased."""
    for cell in written(session, one, list(leaves_of(session, one.id, NOUN))):
        report.compare(place_of(cell.row), cell.column, stands=cell.stands, recorded=cell.wanted)


def _voices(session: Session, entry_id: int, leaves: list[Leaf], report: Report) -> None:
    wanted = {(number, code): stand for number, code, stand in _spoken(leaves)}
    query = sa.select(EntryVoice).where(EntryVoice.entry_id == entry_id)
    for voice in session.scalars(query):
        place = Place("entry_voices", f"{entry_id}/{voice.number}/{voice.region_code}")
        stand = wanted.pop((voice.number, voice.region_code), None)
        if stand is None:
            report.add(place, Discrepancy.UNRECORDED)
        else:
            report.compare(place, "stand", stands=voice.stand, recorded=stand)
            leaf = leaves[voice.number - 1]
            until = leaf["facts"].get("until") if leaf["seat"] is not None and voice.seat_id is not None else None
            report.compare(place, "until", stands=voice.until.isoformat() if voice.until else None, recorded=until)
    for number, code in wanted:
        report.add(Place("entry_voices", f"{entry_id}/{number}/{code}"), Discrepancy.VANISHED)


def _spoken(leaves: list[Leaf]) -> Iterator[tuple[int, str, str]]:
    """Turn, region and stand of every word that the events tell."""
    for number, leaf in enumerate(leaves, 1):
        facts = leaf["facts"]
        if "position" in facts:
            yield number, leaf["region"], facts["position"]
        for code in facts.get("lapsed", ()):
            yield number, code, Stand.NOT_YET.value
        for code in facts.get("accepted_by", ()):
            yield number, code, Stand.AGREE.value


def _figures(session: Session, entry_id: int, leaves: list[Leaf], report: Report) -> None:
    wanted = {leaf["facts"]["figure_id"]: leaf for leaf in leaves if "figure_id" in leaf["facts"]}
    for one in session.scalars(sa.select(EntryFigure).where(EntryFigure.entry_id == entry_id)):
        place, leaf = Place("entry_figures", str(one.id)), wanted.pop(one.id, None)
        if leaf is None:
            report.add(place, Discrepancy.UNRECORDED)
            continue
        facts = leaf["facts"]
        told_ = {"value": facts["figure"], "of_day": facts["of_day"], "source": facts["source"]}
        found = {"value": one.value, "of_day": one.of_day.isoformat(), "source": one.source}
        for column, value in (told_ | {"region_code": leaf["region"]}).items():
            report.compare(place, column, stands=(found | {"region_code": one.region_code})[column], recorded=value)
    for gone in wanted:
        report.add(Place("entry_figures", str(gone)), Discrepancy.VANISHED)
