"""Positions with their words, and votes, against the record; the rows of other tables are compared in `rows`."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.exports.findings import Discrepancy, Place, Report
from workflow.exports.lives import Life, Opened, openings_of, rows_of
from workflow.exports.replay import Leaf
from workflow.log.journal import spelled
from workflow.records.panels import PanelMember, ReviewPanel
from workflow.records.positions import Position

# column of a position → where its event tells it
TOLD_OF_POSITION = {
    "stand": "stand", "purpose": "purpose", "round": "round", "organ_id": "organ", "role": "role",
    "text_hash": "text_hash", "outcome": "spoken_of",
}  # fmt: skip
WORDS_OF_POSITION = ("notes", "reason", "lift")
Stood = tuple[int, Leaf]


def check_positions(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    """Each position row belongs to one event, each event that took a position to one row."""
    opened = openings_of(session, list(lives), WORDS_OF_POSITION)
    missing = {each for life in lives.values() for each in life.positions}
    for row in rows_of(session, Position, lives):
        place, stood = Place("positions", str(row.id)), lives[row.standard_id].positions.get(row.id)
        missing.discard(row.id)
        report.counts["positions"] += 1
        if stood is None:
            report.add(place, Discrepancy.UNRECORDED)
            continue
        report.attempt(place, _check_position, row, place, stood[1], report)
        signed = lives[row.standard_id].versions.get(row.version_id or 0, {})
        report.compare(place, "version_id", stands=signed.get("text_hash"), recorded=row.text_hash or None)
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
    report.compare(place, "region_code", stands=row.region_code, recorded=leaf["facts"].get("region", leaf["region"]))
    if "clk" not in leaf:
        report.compare(place, "at", stands=spelled(row.at), recorded=leaf["ts"])


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


def _check_words(row: Any, columns: Iterable[str], place: Place, stood: Stood, opened: Opened, report: Report) -> None:
    """Free text against its opening; where the opening was erased, nothing can be said any more."""
    log_id, leaf = stood
    words = opened.get((log_id, leaf["idx"]), {})
    for column in columns:
        if column in words or column not in leaf["commit"]:
            report.compare(place, column, stands=getattr(row, column), recorded=words.get(column, ""))
