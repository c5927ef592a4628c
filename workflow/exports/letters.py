"""Letters and their templates against the logs: every row says what its events say, and every event has its row."""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.corresponding import receiving, sending, templating
from workflow.db import Database
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.records.events import Event
from workflow.records.letters import LetterCopy, LetterFile, LetterTemplate, RegionLetter
from workflow.text.canonical import canonical_hash

Cells = dict[str, Any]


def check_letters(database: Database, report: Report) -> None:
    """All of them: what the rows say and what the log tells, side by side."""
    with database.read() as session:
        for table, stand, tell in (
            ("region_letters", _letters, _sent),
            ("letter_copies", _copies, _received),
            ("letter_templates", _templates, _put),
        ):
            _compare(report, table, stand(session), tell(session))


def _compare(report: Report, table: str, stands: Mapping[int, Cells], recorded: Mapping[int, Cells]) -> None:
    for key, cells in stands.items():
        place = Place(table, str(key))
        report.counts[table] += 1
        if key not in recorded and any(value is not None for value in cells.values()):
            report.add(place, Discrepancy.UNRECORDED)
        for column, value in recorded.get(key, {}).items():
            report.compare(place, column, stands=cells[column], recorded=value)
    for gone in sorted(recorded.keys() - stands.keys()):
        report.add(Place(table, str(gone)), Discrepancy.VANISHED)


def _leaves(session: Session, noun: str) -> Iterator[tuple[int, Cells]]:
    query = sa.select(Event.object_id, Event.leaf).where(Event.noun == noun).order_by(Event.log_id, Event.index)
    for object_id, raw in session.execute(query):
        leaf = told(raw)
        if leaf is not None:
            yield object_id, leaf


def _timed(leaf: Cells, **cells: Any) -> Cells:
    """What a leaf says; of an hour that was held nothing is known."""
    return {name: value for name, value in cells.items() if "clk" not in leaf or not name.endswith("_at")}


def _letters(session: Session) -> dict[int, Cells]:
    """Letters that somebody wrote; the hash is told anew from the words of all copies."""
    copies: dict[int, dict[str, list[str]]] = {}
    for copy in session.scalars(sa.select(LetterCopy)):
        copies.setdefault(copy.letter_id, {})[copy.region_code] = [copy.subject, copy.body]
    files: dict[int, list[str]] = {}
    for letter_id, digest in session.execute(sa.select(LetterFile.letter_id, LetterFile.file_sha256)):
        files.setdefault(letter_id, []).append(digest)
    found = session.scalars(sa.select(RegionLetter).where(RegionLetter.step == ""))
    return {one.id: _letter(one, copies.get(one.id, {}), sorted(files.get(one.id, []))) for one in found}


def _letter(one: RegionLetter, copies: Mapping[str, list[str]], files: list[str]) -> Cells:
    about = {"agreement": one.agreement_id, "standard": one.standard_id, "kind": one.kind.value}
    day = one.answer_by.isoformat() if one.answer_by else None
    words = canonical_hash({**about, "answer_by": day, "files": files, "copies": dict(copies)})
    return {
        "words_hash": one.words_hash,
        "words": words,
        "region_code": one.region_code,
        "sent_by": one.sent_by,
        "sent_at": hour(one.sent_at),
        "kind": one.kind.value,
        "standard_id": one.standard_id,
        "answer_by": day,
    }


def _sent(session: Session) -> dict[int, Cells]:
    return {
        key: _timed(
            leaf,
            words_hash=leaf["to"]["words"],
            words=leaf["to"]["words"],
            region_code=leaf["region"],
            sent_by=leaf["actor"],
            sent_at=leaf["ts"],
            kind=leaf["facts"]["kind"],
            standard_id=leaf["facts"]["standard"],
            answer_by=leaf["facts"]["answer_by"],
        )
        for key, leaf in _leaves(session, sending.NOUN)
    }


def _copies(session: Session) -> dict[int, Cells]:
    """What regions did with their copies; that one was opened no event tells."""
    found = session.scalars(sa.select(LetterCopy))
    return {
        one.id: {
            "acknowledged_by": one.acknowledged_by,
            "acknowledged_at": hour(one.acknowledged_at) if one.acknowledged_at else None,
            "answered_by": one.answered_by,
            "answered_at": hour(one.answered_at) if one.answered_at else None,
            "answer": receiving.hashed(one.answer) if one.answer is not None else None,
        }
        for one in found
    }


def _received(session: Session) -> dict[int, Cells]:
    found: dict[int, Cells] = {}
    for key, leaf in _leaves(session, receiving.NOUN):
        cells = found.setdefault(key, {"answered_by": None, "answered_at": None, "answer": None})
        if "acknowledged_by" not in cells:
            cells |= _timed(leaf, acknowledged_by=leaf["actor"], acknowledged_at=leaf["ts"])
        if leaf["act"] == receiving.ANSWER:
            cells |= {"answered_by": leaf["actor"], "answer": leaf["to"]["words"]}
            cells.pop("answered_at")
            cells |= _timed(leaf, answered_at=leaf["ts"])
    return found


def _templates(session: Session) -> dict[int, Cells]:
    return {
        one.id: {
            "kind": one.kind.value,
            "words": templating.hashed(one.subject, one.body),
            "region_code": one.region_code,
            "put_by": one.put_by,
            "put_at": hour(one.put_at),
            "ended_by": one.ended_by,
            "ended_at": hour(one.ended_at) if one.ended_at else None,
        }
        for one in session.scalars(sa.select(LetterTemplate))
    }


def _put(session: Session) -> dict[int, Cells]:
    found: dict[int, Cells] = {}
    for key, leaf in _leaves(session, templating.NOUN):
        if leaf["act"] == templating.PUT:
            said = {"kind": leaf["to"]["kind"], "words": leaf["to"]["words"], "region_code": leaf["region"]}
            found[key] = said | _timed(leaf, put_by=leaf["actor"], put_at=leaf["ts"], ended_by=None, ended_at=None)
        ended = leaf["facts"].get("replaces") if leaf["act"] == templating.PUT else key
        if ended in found:
            found[ended].pop("ended_at", None)
            found[ended] |= _timed(leaf, ended_by=leaf["actor"], ended_at=leaf["ts"])
    return found
