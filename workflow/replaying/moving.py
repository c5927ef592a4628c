"""Where a row leads the joint state, the tracks and their rounds: what the leaf's own `to` is held against."""

from typing import Any

from workflow.effects.moves import all_moves
from workflow.picture.standing import Case
from workflow.process import machine
from workflow.process.row import Row, Scope

Snapshot = dict[str, Any]


def moved(row: Row, case: Case) -> Snapshot:
    """By the table alone: its own subject first, then everything that moves along, in the table's order."""
    standing = case.standing
    stood = next((state for state in machine.subjects(row, case) if state in row.source), standing.state)
    target = machine.fire(row, stood, standing.standard.stood_at)
    before = {code: track.state for code, track in standing.tracks.items()}
    tracks: dict[str, Any] = dict(before)
    own = {Scope.OWN: case.region, Scope.NAMED: case.answers.get("region")}.get(row.scope)
    if own is not None:
        tracks[own] = target
    rounds = {code: track.round for code, track in standing.tracks.items()}
    for move in all_moves(row):
        match move.what:
            case "tracks":
                along = [code for code, state in before.items() if state in move.source and tracks[code] in move.source]
                tracks |= {code: move.target for code in along if move.where is None or move.where(case, code)}
            case "rounds":
                mine = [code for code, state in tracks.items() if not move.source or state in move.source]
                rounds |= {code: rounds[code] + 1 for code in mine}
            case "own_round":
                code = case.answers.get("region", case.region)
                rounds[code] += 1
    joint = target if row.scope is Scope.JOINT else standing.state
    return {"joint": joint, "tracks": tracks, "rounds": rounds}
