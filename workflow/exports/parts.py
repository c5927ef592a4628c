"""The rows that single acts wrote, against the record: positions, votes, duties, comments, and their words."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.exports.findings import Discrepancy, Place, Report
from workflow.exports.lives import STANDARD, Life, rows_of
from workflow.exports.replay import Leaf
from workflow.records.consultations import Comment
from workflow.records.events import Event, Opening
from workflow.records.followups import StandardDuty
from workflow.records.panels import PanelMember, ReviewPanel
from workflow.records.positions import Position
from workflow.vocabulary import ENDED, Duty

# column of a position → where its event tells it
TOLD_OF_POSITION = {
    "stand": "stand", "purpose": "purpose", "round": "round", "organ_id": "organ", "role": "role",
    "text_hash": "text_hash",
}  # fmt: skip
WORDS_OF_POSITION = ("notes", "reason", "lift")
WORDS_OF_COMMENT = ("opinion", "proposal", "reason", "name", "contact")
Opened = dict[tuple[int, int], dict[str, str]]
Stood = tuple[int, Leaf]


def check_positions(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    """Each position row belongs to one event, each event that took a position to one row."""
    opened = _opened(session, lives, WORDS_OF_POSITION)
    missing = {each for life in lives.values() for each in life.positions}
    for row in rows_of(session, Position, lives):
        place, stood = Place("positions", str(row.id)), lives[row.standard_id].positions.get(row.id)
        missing.discard(row.id)
        report.counts["positions"] += 1
        if stood is None:
            report.add(place, Discrepancy.UNRECORDED)
            continue
        _check_position(row, place, stood[1], report)
        _check_words(row, WORDS_OF_POSITION, place, stood, opened, report)
    for position_id in sorted(missing):
        report.add(Place("positions", str(position_id)), Discrepancy.VANISHED)


def _check_position(row: Position, place: Place, leaf: Leaf, report: Report) -> None:
    facts = leaf["facts"]
    for column, name in TOLD_OF_POSITION.items():
        report.compare(place, column, stands=getattr(row, column), recorded=facts.get(name))
    report.compare(place, "clauses", stands=row.clauses, recorded=facts.get("clauses") or [])
    report.compare(place, "person_id", stands=row.person_id, recorded=leaf["actor"])
    report.compare(place, "seat_id", stands=row.seat_id, recorded=leaf["seat"])
    report.compare(place, "region_code", stands=row.region_code, recorded=leaf["region"])


def check_votes(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    """What each member of a panel voted, and nobody else."""
    recorded = {key: vote for life in lives.values() for key, vote in life.votes.items()}
    query = (
        sa.select(PanelMember.panel_id, PanelMember.person_id, PanelMember.vote)
        .join(ReviewPanel, ReviewPanel.id == PanelMember.panel_id)
        .where(ReviewPanel.standard_id.in_(lives))
    )
    for panel_id, person_id, vote in session.execute(query):
        told = recorded.pop((panel_id, person_id), None)
        report.compare(Place("panel_members", f"{panel_id}/{person_id}"), "vote", stands=vote, recorded=told)
        report.counts["votes"] += vote is not None
    for panel_id, person_id in sorted(recorded):
        report.add(Place("panel_members", f"{panel_id}/{person_id}"), Discrepancy.VANISHED)


def check_duties(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    """A duty stands where its last act led it; a legal one is accepted with its report, an end excuses open ones."""
    missing = {each for life in lives.values() for each in life.duties}
    for row in rows_of(session, StandardDuty, lives):
        missing.discard(row.id)
        told = lives[row.standard_id].duties.get(row.id, Duty.OPEN)
        recorded = _where_it_ends(row, told, lives[row.standard_id].last.get("joint"))
        report.compare(Place("duties", str(row.id)), "state", stands=row.state, recorded=recorded)
    for duty_id in sorted(missing):
        report.add(Place("duties", str(duty_id)), Discrepancy.VANISHED)


def _where_it_ends(duty: StandardDuty, told: str, joint: str | None) -> str:
    if duty.kind.legal:
        return Duty.ACCEPTED if told == Duty.REPORTED else told
    return Duty.EXCUSED if told == Duty.OPEN and joint in ENDED else told


def check_comments(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    """Each comment came with an event and still says what it said."""
    opened = _opened(session, lives, WORDS_OF_COMMENT)
    missing = {each for life in lives.values() for each in life.comments}
    for row in rows_of(session, Comment, lives):
        place, stood = Place("comments", str(row.id)), lives[row.standard_id].comments.get(row.id)
        missing.discard(row.id)
        if stood is None:
            report.add(place, Discrepancy.UNRECORDED)
            continue
        report.compare(place, "receipt", stands=row.receipt, recorded=stood[1]["facts"].get("receipt"))
        report.compare(place, "clause_id", stands=row.clause_id, recorded=stood[1]["facts"].get("clause"))
        _check_words(row, WORDS_OF_COMMENT, place, stood, opened, report)
    for comment_id in sorted(missing):
        report.add(Place("comments", str(comment_id)), Discrepancy.VANISHED)


def _check_words(row: Any, columns: Iterable[str], place: Place, stood: Stood, opened: Opened, report: Report) -> None:
    """Free text against its opening; where the opening was erased, nothing can be said any more."""
    log_id, leaf = stood
    words = opened.get((log_id, leaf["idx"]), {})
    for column in columns:
        if column in words or column not in leaf["commit"]:
            report.compare(place, column, stands=getattr(row, column), recorded=words.get(column, ""))


def _opened(session: Session, lives: Mapping[int, Life], columns: Iterable[str]) -> Opened:
    query = (
        sa.select(Opening.log_id, Opening.index, Opening.field, Opening.value)
        .join(Event, sa.and_(Event.log_id == Opening.log_id, Event.index == Opening.index))
        .where(Event.noun == STANDARD, Event.object_id.in_(lives), Opening.field.in_(list(columns)))
    )
    found: Opened = {}
    for log_id, index, name, value in session.execute(query):
        found.setdefault((log_id, index), {})[name] = value.decode()
    return found
