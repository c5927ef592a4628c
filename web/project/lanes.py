"""The joint line beside one lane a region, and the matrix of positions."""

from collections.abc import Mapping
from typing import Any

from web.present import region, short_day
from workflow import gates
from workflow.records.agreements import Office
from workflow.records.positions import Position
from workflow.standing import Seat, Standing
from workflow.vocabulary import COUNTED, Joint, Number, Purpose, Role, Stage, Standing3, Track
from workflow.who import SEATED
from workflow.words import say, tell

AT_RELEASE = (Joint.APPROVING, Joint.SCHEDULED, Joint.SEALED)
APPROVED = frozenset({Track.APPROVED, Track.CONFIRMED, Track.ANNOUNCED, Track.IN_FORCE})


def lanes(standing: Standing, seat: Seat) -> dict[str, Any]:
    """Where everybody stands."""
    states = (standing.standard.outlook or {}).get("seals", {})
    shown = [{"region": region(standing.places[c]), "state": s} for c, s in states.items() if c in standing.places]
    joint = {"name": say("共同线"), "note": tell(standing.state), "seals": shown, "chain": _joint(standing)}
    return {"joint": joint, "regions": [_region(standing, seat, code, states) for code in standing.tracks]}


def door_plate(standing: Standing, organ_id: int, role: Role) -> str:
    """An office as it stands on its door: a department by its name, the authority's seats by their role too."""
    seat = "" if role is Role.COSIGNER else tell(SEATED.get(role, role))
    return f"{tell(standing.organ(organ_id))} {seat}".strip()


def _link(done: bool, name: str, at: object, who: str = "", **more: Any) -> dict[str, Any]:
    return {"mark": "done" if done else "next", "name": name, "at": str(at), **({"who": who} if who else {}), **more}


def _joint(standing: Standing) -> list[dict[str, Any]]:
    standard, frozen, serial = standing.standard, standing.frozen, standing.serial
    counted = standing.counted
    approved = sum(standing.tracks[c].state in APPROVED for c in counted)
    chain = [_link(bool(standard.group_confirmed_at), say("起草组确认"), short_day(standard.group_confirmed_at))]
    if frozen is not None:
        digest = {"shown": frozen.text_hash[:8], "full": frozen.text_hash}
        chain.append(
            _link(
                True,
                say("文本 {n} 冻结", n=frozen.number),
                short_day(frozen.made_at),
                tell(frozen.purpose),
                hash=digest,
            )
        )
    passed = next((p for p in standing.panels if p.is_passed), None)
    chain.append(_link(passed is not None, say("审查通过"), short_day(passed.concluded_at) if passed else say("未到")))
    of_all = f"{approved}/{len(counted)}"
    chain.append(_link(bool(counted) and approved == len(counted), say("各区批准"), of_all))
    is_sure = serial is not None and (serial.confirmed_at is not None or serial.state is Number.USED)
    chain.append(_link(is_sure, say("编号确认"), serial.serial if serial else say("未到")))
    release = standing.release
    chain.append(_link(release is not None, say("定发布时刻"), short_day(release.instant) if release else say("未到")))
    running = next((link for link in chain if link["mark"] == "next"), None)
    if running is not None and not standing.state.is_end:
        running["mark"] = "now"
    return chain


def _region(standing: Standing, seat: Seat, code: str, states: Mapping[str, str]) -> dict[str, Any]:
    track = standing.tracks[code]
    return {
        "seal": {"region": region(standing.places[code]), "state": states.get(code, "notdue")},
        "note": tell(track.state),
        "mine": seat.region == code,
        "out": track.state.counts is Standing3.RESTING,
        "chain": chain_of(standing, code),
    }


def chain_of(standing: Standing, code: str) -> list[dict[str, Any]]:
    """The offices of the gate that stands open or was passed last; before it, what the region itself still does."""
    track = standing.tracks[code]
    if track.state.counts is Standing3.RESTING:
        return []
    purpose = Purpose.RELEASE if standing.state.stage >= Stage.RELEASE else Purpose.INITIATION
    chain = [_office(standing, office) for office in gates.offices(standing, code, purpose)]
    if purpose is Purpose.INITIATION and track.state in COUNTED:
        named = track.drafters_named_at
        plan = _link(True, say("计划 {number}", number=track.plan_number or "—"), "")
        chain += [plan, _link(named is not None, say("委派起草人"), short_day(named))]
    return chain


def _office(standing: Standing, office: Office) -> dict[str, Any]:
    position = gates.position_of(standing, office)
    name = door_plate(standing, office.organ_id, office.role)
    turn = [o.id for o in gates.turn(standing, office.region_code, office.purpose)]
    if position is None:
        mark = "now" if office.id in turn and gates.open_purpose(standing, office.region_code) else "next"
        return {"mark": mark, "name": name, "at": say("待办") if mark == "now" else say("未到")}
    who = str(tell(standing.person(position.person_id)))
    if not gates.is_fresh(standing, position):
        return {
            "mark": "stale",
            "name": name,
            "at": say("已过时"),
            "who": say("{who}，{text}", who=who, text=_text(standing, position)),
        }
    mark = "blocks" if position.stand.blocks else "done"
    return {"mark": mark, "name": name, "at": str(short_day(position.at)), "who": f"{who}，{tell(position.stand)}"}


def _text(standing: Standing, position: Position) -> str:
    number = next((v.number for v in standing.versions if v.id == position.version_id), None)
    return say("签的是文本 {n}", n=number) if number else ""


# --- the matrix -----------------------------------------------------------------------------------------------------


def matrix(standing: Standing, seat: Seat) -> dict[str, Any]:
    """Rows are offices, columns are the gates that anybody spoke at, and the one that stands open."""
    columns = _columns(standing)
    current = (Purpose.RELEASE if standing.state.stage >= Stage.RELEASE else Purpose.INITIATION, None)
    last = max((c for c in columns if c[0] is current[0]), key=lambda c: c[1], default=None)
    named = [{"name": _gate(column), "now": column == last} for column in columns]
    states = (standing.standard.outlook or {}).get("seals", {})
    rows = [
        {
            "seal": {"region": region(standing.places[code]), "state": states.get(code, "notdue")},
            "name": tell(standing.named(code)),
            "offices": [_row(standing, seat, key, columns, last) for key in _offices(standing, code)],
        }
        for code in standing.counted or list(standing.tracks)
    ]
    return {"gates": named, "regions": [row for row in rows if row["offices"]]}


def _columns(standing: Standing) -> list[tuple[Purpose, int]]:
    spoken = {(p.purpose, p.round) for p in standing.positions}
    open_now = {
        (purpose, standing.tracks[code].round)
        for code in standing.counted + standing.undecided
        if (purpose := gates.open_purpose(standing, code))
    }
    return sorted(spoken | open_now, key=lambda c: (c[0] is not Purpose.INITIATION, c[1]))


def _gate(column: tuple[Purpose, int]) -> str:
    purpose, number = column
    return str(tell(purpose)) if number == 1 else say("{gate} 第 {n} 轮", gate=purpose, n=number)


def _offices(standing: Standing, code: str) -> list[tuple[str, int, Role]]:
    chain = (o for o in standing.chain if o.region_code == code and o.purpose in (Purpose.INITIATION, Purpose.RELEASE))
    ranked = sorted(chain, key=lambda o: (o.rank, o.id))
    return list(dict.fromkeys((o.region_code, o.organ_id, o.role) for o in ranked))


def _row(
    standing: Standing,
    seat: Seat,
    key: tuple[str, int, Role],
    columns: list[tuple[Purpose, int]],
    last: tuple[Purpose, int] | None,
) -> dict[str, Any]:
    _, organ, role = key
    said = {(p.purpose, p.round): p for p in standing.positions if (p.region_code, p.organ_id, p.role) == key}
    person = next((str(tell(standing.person(p.person_id))) for p in reversed(said.values())), "")
    name = door_plate(standing, organ, role)
    return {
        "name": name,
        "person": person,
        "cells": [_cell(standing, key, said.get(c), c[0], c == last) for c in columns],
    }


def _cell(
    standing: Standing, key: tuple[str, int, Role], position: Position | None, purpose: Purpose, is_now: bool
) -> dict[str, Any]:
    if position is None:
        is_asked = any((o.region_code, o.organ_id, o.role, o.purpose) == (*key, purpose) for o in standing.chain)
        if not is_asked:
            return {"words": say("不经此席"), "none": True}
        return {"words": say("未到"), "none": not is_now} | ({"seal": "notdue"} if is_now else {})
    text = next((v.number for v in standing.versions if v.id == position.version_id), None)
    note = say("{day}，文本 {n}", day=short_day(position.at), n=text) if text else str(short_day(position.at))
    if not is_now:
        return {"words": tell(position.stand), "note": note}
    if not gates.is_fresh(standing, position):
        return {"words": say("已过时"), "note": _text(standing, position), "seal": "stale"}
    return {"words": tell(position.stand), "note": note, "seal": "blocks" if position.stand.blocks else "agreed"}
