"""Writes the states that a row moves: its own subject, and in bulk whatever its `moves` name. Knows no row by name."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from workflow.db import Work
from workflow.judges import panel_of
from workflow.picture.standing import Case
from workflow.process.row import Move, Row, Scope
from workflow.records.amendments import Amendment
from workflow.records.consultations import Comment, RegionWindow
from workflow.records.followups import StandardDuty
from workflow.records.motions import Motion
from workflow.records.numbers import Serial
from workflow.records.panels import ReviewPanel
from workflow.records.standards import Standard, StandardTrack
from workflow.vocabulary import AmendmentState, Duty, DutyKind, Joint, MotionState, Number, Panel, Window

# What follows whatever the row, when the standard reaches an end: nothing stays open under something closed.
AT_THE_END = (
    Move("windows", frozenset({Window.PLANNED, Window.POSTED}), Window.RECALLED),
    Move("panels", frozenset({Panel.FORMING, Panel.NOTICED, Panel.VOTING}), Panel.DISSOLVED),
    Move("serials", frozenset({Number.RESERVED}), Number.RETIRED),
    Move("duties", frozenset({Duty.OPEN}), Duty.EXCUSED),
    Move("motions", frozenset({MotionState.TABLED}), MotionState.DROPPED),
    Move("amendments", frozenset(state for state in AmendmentState if not state.is_end), AmendmentState.DROPPED),
    Move("rounds"),
)


def all_moves(row: Row) -> tuple[Move, ...]:
    """The moves of a row with those that its target brings about."""
    is_end = isinstance(row.target, Joint) and row.target.is_end
    return row.moves + AT_THE_END if is_end else row.moves


def write_subject(work: Work, row: Row, case: Case, target: StrEnum) -> None:
    """The state of the row's own subject, guarded by where it stood."""
    match row.scope:
        case Scope.OWN | Scope.NAMED:
            _track(work, row, case, target)
        case Scope.PANEL if panel := panel_of(case):
            work.move(ReviewPanel, {"id": panel.id}, state=target)
        case Scope.NUMBER if case.standing.serial and row.target:
            work.move(Serial, {"id": case.standing.serial.id}, state=target)
        case Scope.DUTY if row.source:
            where = (StandardDuty.id == case.answers["duty"], StandardDuty.state.in_(row.source))
            work.guarded(StandardDuty, *where, state=target)
        case Scope.MOTION if row.source and row.target:
            where = (Motion.id == case.answers["motion"], Motion.state.in_(row.source))
            work.guarded(Motion, *where, state=target, ended_at=work.at)
        case Scope.AMENDMENT if row.source and row.target:
            _amendment(work, row, case, target)
        case Scope.COMMENT if row.source and row.target:
            _comments(work, row, case, target)


def _track(work: Work, row: Row, case: Case, target: StrEnum) -> None:
    standing = case.standing
    code = case.region if row.scope is Scope.OWN else case.answers["region"]
    track = standing.tracks[code]
    seen = {"standard_id": standing.standard.id, "region_code": code, "state": track.state}
    moved = {"state": target, "since": work.at} if target is not track.state else {}
    work.move(StandardTrack, seen, version=standing.standard.version + 1, **moved)


def _amendment(work: Work, row: Row, case: Case, target: StrEnum) -> None:
    amendment = case.standing.amendment
    assert amendment is not None
    ended = {"ended_at": work.at} if AmendmentState(target).is_end else {}
    where = (Amendment.id == amendment.id, Amendment.state.in_(row.source))
    work.guarded(Amendment, *where, state=target, since=work.at, **ended)


def _comments(work: Work, row: Row, case: Case, target: StrEnum) -> None:
    """Those that the answers name, else all that the public made."""
    mine = [Comment.standard_id == case.standing.standard.id, Comment.state.in_(row.source)]
    if "comment" in case.answers:
        mine.append(Comment.id == case.answers["comment"])
    if "comments" in case.answers:
        mine.append(Comment.id.in_(case.answers["comments"]))
    if "receipt" in case.answers:
        mine.append(Comment.receipt == case.answers["receipt"])
    if not {"comment", "comments", "receipt"} & set(case.answers):
        mine.append(Comment.panel_id.is_(None))
    work.guarded(Comment, *mine, state=target)


def write_moves(work: Work, row: Row, case: Case) -> None:
    """Everything else that moves along."""
    for move in all_moves(row):
        WRITERS[move.what](work, move, case)


def _tracks(work: Work, move: Move, case: Case) -> None:
    """Tracks as they stood before the row: of two moves that share a source, `where` says which region goes whither."""
    codes = [code for code in case.standing.in_states(move.source) if move.where is None or move.where(case, code)]
    mine = (StandardTrack.standard_id == case.standing.standard.id, StandardTrack.region_code.in_(codes))
    values = {"state": move.target, "since": work.at, "version": case.standing.standard.version + 1}
    work.update(StandardTrack, *mine, StandardTrack.state.in_(move.source), **values)


def _rounds(work: Work, move: Move, case: Case) -> None:
    """The gates of all regions, or of those whose track stands in `source`."""
    mine = [StandardTrack.standard_id == case.standing.standard.id]
    mine += [StandardTrack.state.in_(move.source)] if move.source else []
    work.update(StandardTrack, *mine, round=StandardTrack.round + 1, version=case.standing.standard.version + 1)


def _own_round(work: Work, move: Move, case: Case) -> None:
    code = case.answers.get("region", case.region)
    mine = (StandardTrack.standard_id == case.standing.standard.id, StandardTrack.region_code == code)
    work.update(StandardTrack, *mine, round=StandardTrack.round + 1)


def _windows(work: Work, move: Move, case: Case) -> None:
    if case.standing.consultation:
        mine = RegionWindow.consultation_id == case.standing.consultation.id
        work.update(RegionWindow, mine, RegionWindow.state.in_(move.source), state=move.target)


def _panels(work: Work, move: Move, case: Case) -> None:
    mine = ReviewPanel.standard_id == case.standing.standard.id
    work.update(ReviewPanel, mine, ReviewPanel.state.in_(move.source), state=move.target)


def _own_panel(work: Work, move: Move, case: Case) -> None:
    """The panel of a region that leaves; one that all regions share goes on without it."""
    mine = (ReviewPanel.standard_id == case.standing.standard.id, ReviewPanel.state.in_(move.source))
    code = case.answers.get("region", case.region)
    work.update(ReviewPanel, *mine, ReviewPanel.region_code == code, state=move.target)


def _serials(work: Work, move: Move, case: Case) -> None:
    mine = Serial.standard_id == case.standing.standard.id
    work.update(Serial, mine, Serial.state.in_(move.source), state=move.target)


def _duties(work: Work, move: Move, case: Case) -> None:
    legal = [kind for kind in DutyKind if kind.legal]
    mine = (StandardDuty.standard_id == case.standing.standard.id, StandardDuty.kind.not_in(legal))
    work.update(StandardDuty, *mine, StandardDuty.state.in_(move.source), state=move.target)


def _failures(work: Work, move: Move, case: Case) -> None:
    work.update(Standard, Standard.id == case.standing.standard.id, failures=Standard.failures + 1)


def _motions(work: Work, move: Move, case: Case) -> None:
    if case.standing.motions:
        mine = Motion.standard_id == case.standing.standard.id
        work.update(Motion, mine, Motion.state.in_(move.source), state=move.target, ended_at=work.at)


def _amendments(work: Work, move: Move, case: Case) -> None:
    if case.standing.amendments:
        mine = (Amendment.standard_id == case.standing.standard.id, Amendment.state.in_(move.source))
        work.update(Amendment, *mine, state=move.target, since=work.at, ended_at=work.at)


def _back(work: Work, move: Move, case: Case) -> None:
    """The state itself is written with the row's own subject."""
    work.update(Standard, Standard.id == case.standing.standard.id, stood_at=None, suspended_until=None)


WRITERS: dict[str, Callable[[Work, Move, Case], Any]] = {
    "tracks": _tracks,
    "rounds": _rounds,
    "own_round": _own_round,
    "windows": _windows,
    "panels": _panels,
    "own_panel": _own_panel,
    "serials": _serials,
    "duties": _duties,
    "failures": _failures,
    "motions": _motions,
    "amendments": _amendments,
    "back": _back,
}
