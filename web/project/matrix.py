"""The matrix of positions: regions and offices by gates; the open gate carries seals, earlier ones words."""

from typing import Any

from web.present import region, short_day
from web.project.offices import Names, door_plate, is_turn, kept, signed_text, sits_at
from workflow import gates
from workflow.picture.standing import Seat, Standing
from workflow.records.agreements import Office
from workflow.records.positions import Position
from workflow.vocabulary import Joint, Purpose, Role, Stage, Standing3
from workflow.words import say, tell

Key = tuple[str, int, Role]  # an office: region, organ, role
Gate = tuple[Purpose, int]  # a gate in one round


def matrix(standing: Standing, seat: Seat, names: Names) -> dict[str, Any]:
    """Each region keeps its own round: what was said in it stands in the present column, older rounds before it."""
    current, past = _current(standing), _past(standing)
    shown = [code for code in standing.tracks if _is_shown(standing, code)]
    named = [{"name": _gate(gate, past), "now": False} for gate in past]
    named += [{"name": str(tell(current)), "now": True}] if current else []
    states = (standing.standard.outlook or {}).get("seals", {})
    asked = {gate[0] for gate in past} | ({current} if current else set())
    rows = [
        {
            "seal": {"region": region(standing.places[code]), "state": states.get(code, "notdue")},
            "offices": [_row(standing, seat, key, past, names) for key in _offices(standing, code, asked)],
        }
        for code in shown
    ]
    return {"gates": named, "regions": [row for row in rows if row["offices"] and named]}


def _current(standing: Standing) -> Purpose | None:
    """The gate that waits for somebody, or until the release is out the release gate once it was reached."""
    if standing.state.stage is Stage.RELEASE:
        return Purpose.RELEASE
    found = (gates.in_hand(standing, code) for code in standing.tracks)
    return next((purpose for purpose in found if purpose is not None), None)


def _is_shown(standing: Standing, code: str) -> bool:
    """Who takes part, and who joins now."""
    is_resting = standing.tracks[code].state.counts is Standing3.RESTING
    return not is_resting or gates.in_hand(standing, code) is not None


def _past(standing: Standing) -> list[Gate]:
    """Gates that a region shown spoke at, in the order in which they were first spoken at."""
    told = (p for p in standing.positions if _is_shown(standing, p.region_code) and not _is_present(standing, p))
    return list(dict.fromkeys((p.purpose, p.round) for p in told))


def _is_present(standing: Standing, position: Position) -> bool:
    track = standing.tracks[position.region_code]
    return position.purpose is _current(standing) and position.round == track.round


def _gate(gate: Gate, past: list[Gate]) -> str:
    """Counted among the gates of its kind: a first review is the first, however often the release was asked for."""
    same = [each for each in past if each[0] is gate[0]]
    number = same.index(gate) + 1
    return str(tell(gate[0])) if number == 1 else say("{gate} 第 {n} 轮", gate=gate[0], n=number)


def _offices(standing: Standing, code: str, asked: set[Purpose]) -> list[Key]:
    """The offices of a region that any of the gates shown asks."""
    chain = (o for purpose in asked for o in gates.offices(standing, code, purpose))
    ranked = sorted(chain, key=lambda o: (o.rank, o.id))
    return list(dict.fromkeys((o.region_code, o.organ_id, o.role) for o in ranked))


def _row(standing: Standing, seat: Seat, key: Key, past: list[Gate], names: Names) -> dict[str, Any]:
    said = [p for p in standing.positions if (p.region_code, p.organ_id, p.role) == key]
    person = str(tell(names.get(said[-1].seat_id, ""))) if said else ""
    earlier = {(p.purpose, p.round): p for p in said if not _is_present(standing, p)}
    cells = [_earlier(standing, key, earlier.get(gate), gate) for gate in past]
    current = _current(standing)
    cells += [_present(standing, seat, key, current)] if current else []
    return {"name": door_plate(standing, key[1], key[2]), "person": person, "cells": cells}


def _asked(standing: Standing, key: Key, purpose: Purpose) -> Office | None:
    chain = gates.offices(standing, key[0], purpose)
    return next((o for o in chain if (o.organ_id, o.role) == key[1:]), None)


def _earlier(standing: Standing, key: Key, position: Position | None, gate: Gate) -> dict[str, Any]:
    if position is None:
        if not any((p.region_code, p.purpose, p.round) == (key[0], *gate) for p in standing.positions):
            return {"words": "—", "none": True}
        is_asked = _asked(standing, key, gate[0]) is not None
        return {"words": say("未给") if is_asked else say("不经此席"), "none": True}
    return {"words": tell(position.stand), "note": _note(standing, position)}


def _note(standing: Standing, position: Position) -> str:
    text = signed_text(standing, position)
    on = str(short_day(position.at))
    return say("{day}，文本 {n}", day=on, n=text) if text else on


def _present(standing: Standing, seat: Seat, key: Key, purpose: Purpose) -> dict[str, Any]:
    if standing.state.stage is not Stage.RELEASE and gates.in_hand(standing, key[0]) is not purpose:
        return {"words": "—", "none": True}
    office = _asked(standing, key, purpose)
    if office is None:
        return {"words": say("不经此席"), "none": True}
    position = gates.position_of(standing, office)
    if position is None:
        return _silent(standing, seat, office)
    text, frozen = signed_text(standing, position), standing.frozen
    link = f"/standards/{standing.standard.id}/diff?from={text}&to={frozen.number}" if text and frozen else ""
    signed = say("签的是文本 {n}", n=text)
    if gates.answered(standing, position):
        return {"words": say("异议待确认"), "note": say("所指条款已改"), "seal": "blocks", "href": link}
    if not gates.is_fresh(standing, position):
        return {"words": say("已过时"), "note": signed, "seal": "stale", "href": link}
    seal = "blocks" if position.stand.blocks else "agreed"
    if note := kept(standing, position):
        return {"words": tell(position.stand), "note": note, "seal": seal, "href": link}
    return {"words": tell(position.stand), "note": _note(standing, position), "seal": seal}


APPROVING = {
    Purpose.INITIATION: "initiate",
    Purpose.RELEASE: "approve_release",
    Purpose.REVIEW: "take_review_position",
    Purpose.ACCESSION: "announce_accession",
}


def _step(standing: Standing, office: Office) -> str:
    """What an office is asked to do; who leaves a standard in force chooses how, on the page of the project."""
    if office.role is not Role.APPROVER:
        return "take_position"
    is_leaving = office.purpose is Purpose.REVIEW and standing.state is not Joint.UNDER_REVIEW
    return "" if is_leaving else APPROVING[office.purpose]


def _silent(standing: Standing, seat: Seat, office: Office) -> dict[str, Any]:
    if not is_turn(standing, office):
        return {"words": say("未到"), "seal": "notdue"}
    if not sits_at(seat, office):
        return {"words": say("待办"), "seal": "open"}
    step = _step(standing, office)
    href = f"/standards/{standing.standard.id}/steps/{step}" if step else ""
    return {"words": say("轮到您"), "seal": "open", "mine": True, "href": href}
