"""Offices and what they said, in the few words that lanes, matrix, release room and slip share."""

from collections.abc import Mapping
from typing import Any

from web.present import short_day
from workflow import gates
from workflow.picture.standing import Seat, Standing
from workflow.records.agreements import Office
from workflow.records.positions import Position
from workflow.vocabulary import LIVE, Named, Purpose, Role
from workflow.who import SEATED
from workflow.words import say, tell

Names = Mapping[int, Named]  # of who signed from a seat, in office or not, with the one acted for


def door_plate(standing: Standing, organ_id: int, role: Role) -> str:
    """An office as it stands on its door: a department by its name, the authority's seats by their role too."""
    seat = "" if role is Role.COSIGNER else tell(SEATED.get(role, role))
    return f"{tell(standing.organ(organ_id))} {seat}".strip()


def signed_text(standing: Standing, position: Position) -> int | None:
    """The number of the text that a position was taken on."""
    signed = gates.signed_on(standing, position)
    return signed.number if signed else None


def kept(standing: Standing, position: Position) -> str:
    """What to say of a fresh position that was taken on an older text."""
    signed, now = gates.signed_on(standing, position), gates.text_of(standing, position.purpose)
    if signed is None or now is None or signed.text_hash == now.text_hash:
        return ""
    return say("签的是文本 {n}，本区负责的条款此后未动", n=signed.number)


def spoken(standing: Standing, office: Office) -> Position | None:
    """What an office said in the present round; at a gate that is passed for good, what it said last."""
    is_passed = office.purpose in (Purpose.RELEASE, Purpose.ACCESSION) and standing.state in LIVE
    if not is_passed or gates.in_hand(standing, office.region_code) is office.purpose:
        return gates.position_of(standing, office)
    key = (office.region_code, office.organ_id, office.role, office.purpose)
    mine = (p for p in standing.positions if (p.region_code, p.organ_id, p.role, p.purpose) == key)
    return next(reversed(list(mine)), None)


def office_link(standing: Standing, office: Office, names: Names) -> dict[str, Any]:
    """One office of a lane: done, its turn, not yet, out of date or blocking."""
    position = spoken(standing, office)
    made = {"name": door_plate(standing, office.organ_id, office.role)}
    if position is None:
        mark = "now" if is_turn(standing, office) else "next"
        return made | {"mark": mark, "at": say("待办") if mark == "now" else say("未到")}
    who = str(tell(names.get(position.seat_id, "")))
    if gates.answered(standing, position):
        told = {"at": say("异议待确认"), "who": say("{who}，{text}", who=who, text=say("所指条款已改"))}
        return made | {"mark": "blocks"} | told
    if not gates.is_fresh(standing, position):
        text = say("签的是文本 {n}", n=signed_text(standing, position))
        return made | {"mark": "stale", "at": say("已过时"), "who": say("{who}，{text}", who=who, text=text)}
    if position.stand.blocks:
        return made | {
            "mark": "blocks",
            "at": str(tell(position.stand)),
            "who": say("{who}，{text}", who=who, text=str(short_day(position.at))),
        }
    return made | {
        "mark": "done",
        "at": str(short_day(position.at)),
        "who": say("{who}，{text}", who=who, text=kept(standing, position) or position.stand),
    }


def is_turn(standing: Standing, office: Office) -> bool:
    """Whether the open gate of its region waits for this office."""
    if gates.in_hand(standing, office.region_code) is not office.purpose:
        return False
    return office.id in {o.id for o in gates.turn(standing, office.region_code, office.purpose)}


def sits_at(seat: Seat, office: Office) -> bool:
    """Whether a seat is of this office."""
    own = (seat.region, seat.organ_id, seat.role)
    return own == (office.region_code, office.organ_id, SEATED.get(office.role))
