"""The joint line beside one lane a region."""

from collections.abc import Mapping
from typing import Any

from flask import g

from web.present import region, short_day
from web.project.offices import Names, door_plate, office_link
from workflow import gates
from workflow.judges import waited_for
from workflow.picture.standing import Case, Seat, Standing
from workflow.rules.consulting import closing_day
from workflow.vocabulary import COUNTED, LIVE, Joint, Number, Purpose, Stage, Standing3, Track
from workflow.words import say, tell

CARRIED_ONCE = frozenset({Track.REPEALED, Track.SEPARATED, Track.REPLACED})
Link = dict[str, Any]


def lanes(standing: Standing, seat: Seat, names: Names) -> dict[str, Any]:
    """Where everybody stands."""
    states = (standing.standard.outlook or {}).get("seals", {})
    shown = [{"region": region(standing.places[c]), "state": s} for c, s in states.items() if c in standing.places]
    joint = {"name": say("共同线"), "note": tell(standing.state), "seals": shown, "chain": joint_chain(standing)}
    return {"joint": joint, "regions": [_region(standing, seat, code, states, names) for code in standing.tracks]}


def _link(is_done: bool, name: str, at: object, who: str = "", **more: Any) -> Link:
    return {"mark": "done" if is_done else "next", "name": name, "at": str(at), "who": who, **more}


def joint_chain(standing: Standing) -> list[Link]:
    """The joint line: what all regions pass together, the first that is not done yet marked as now."""
    links = _release(standing) if standing.state.stage >= Stage.RELEASE else _drafting(standing)
    running = next((link for link in links if link["mark"] == "next"), None)
    if running is not None and not standing.state.is_end:
        running["mark"] = "now"
    return links


def _drafting(standing: Standing) -> list[Link]:
    standard, asked = standing.standard, standing.consultation
    n_all = len(standing.counted) + len(standing.undecided)
    is_begun = standing.state not in (Joint.PROPOSED, Joint.INITIATING)
    closed = asked.closed_at if asked else None
    closes = closing_day(Case(standing, None, g.now))
    until = say("至 {day}", day=str(short_day(closes))) if closes else say("未到")
    return [
        _link(is_begun, say("各区立项"), f"{len(standing.counted)}/{n_all}"),
        _link(bool(standard.group_confirmed_at), say("起草组确认"), short_day(standard.group_confirmed_at)),
        *_frozen(standing),
        _link(closed is not None, say("公开征求意见"), short_day(closed) if closed else until),
        _review(standing) if standing.state is Joint.REVIEWING else _link(False, say("审查通过"), say("未到")),
    ]


def _frozen(standing: Standing) -> list[Link]:
    frozen = standing.frozen
    if frozen is None:
        return []
    digest = {"shown": frozen.text_hash[:8], "full": frozen.text_hash}
    name = say("文本 {n} 冻结", n=frozen.number)
    return [_link(True, name, short_day(frozen.made_at), str(tell(frozen.purpose)), hash=digest)]


def _release(standing: Standing) -> list[Link]:
    counted, serial, release = standing.counted, standing.serial, standing.release
    approved = len(counted) - len(gates.unapproved(standing, counted))
    is_sure = serial is not None and (serial.confirmed_at is not None or serial.state is Number.USED)
    out = standing.standard.released_at
    return [
        _review(standing),
        *_frozen(standing),
        _approvals(out is not None, len(standing.announcements) if out else approved, len(counted)),
        _link(is_sure, say("编号确认"), serial.serial if serial else say("未到")),
        _link(release is not None, say("定发布时刻"), short_day(release.instant) if release else say("未到")),
        _link(out is not None, say("发布"), short_day(out) if out else say("未到")),
    ]


def _review(standing: Standing) -> Link:
    """When the review passed; where each region reviews for itself, how many have, until all have."""
    last = max((panel.round for panel in standing.panels), default=0)
    waited = list(waited_for(standing)) or [p for p in standing.panels if p.round == last]
    passed = [panel for panel in waited if panel.is_passed]
    if waited and len(passed) == len(waited):
        return _link(True, say("审查通过"), short_day(max(p.concluded_at for p in passed if p.concluded_at)))
    return _link(False, say("审查通过"), f"{len(passed)}/{len(waited)}" if len(waited) > 1 else say("未到"))


def _approvals(is_out: bool, given: int, asked: int) -> Link:
    """Once it is out every region that carries it has approved, whoever leaves later."""
    asked = given if is_out else asked
    return _link(is_out or 0 < asked == given, say("各区批准"), f"{given}/{asked}")


def _region(standing: Standing, seat: Seat, code: str, states: Mapping[str, str], names: Names) -> dict[str, Any]:
    track = standing.tracks[code]
    return {
        "seal": {"region": region(standing.places[code]), "state": states.get(code, "notdue")},
        "note": _note(standing, code),
        "mine": seat.region == code,
        "out": track.state.counts is Standing3.RESTING,
        "chain": chain_of(standing, code, names),
    }


def _note(standing: Standing, code: str) -> str:
    """The state of the track, and at which office it waits."""
    state, purpose = tell(standing.tracks[code].state), gates.in_hand(standing, code)
    turn = gates.turn(standing, code, purpose) if purpose else []
    if turn and standing.tracks[code].state is Track.APPROVED:
        state = say("批准已过时")
    if not turn:
        return str(state)
    return say("{state}，轮到 {office}", state=state, office=door_plate(standing, turn[0].organ_id, turn[0].role))


def chain_of(standing: Standing, code: str, names: Names) -> list[Link]:
    """The offices of the gate that stands open or was passed last; before it, what the region itself still does."""
    track = standing.tracks[code]
    asked = gates.in_hand(standing, code) if standing.state in LIVE else None
    if track.state.counts is Standing3.RESTING and asked is None:
        return _kept(standing, code)
    purpose = asked or _passed(standing, code)
    chain = [office_link(standing, office, names) for office in gates.offices(standing, code, purpose)]
    if purpose is Purpose.INITIATION and track.state in COUNTED:
        named = track.drafters_named_at
        plan = _link(True, say("计划 {number}", number=track.plan_number or "—"), "")
        chain += [plan, _link(named is not None, say("委派起草人"), short_day(named) if named else say("未到"))]
    return chain


def _passed(standing: Standing, code: str) -> Purpose:
    """The last gate that a region came through: who joined later came through its own."""
    if standing.state.stage < Stage.RELEASE:
        return Purpose.INITIATION
    asked = (Purpose.RELEASE, Purpose.ACCESSION)
    said = [p.purpose for p in standing.positions if p.region_code == code and p.purpose in asked]
    return said[-1] if said else Purpose.RELEASE


def _kept(standing: Standing, code: str) -> list[Link]:
    """What remains of a region that left what is released: the number it bore, and since when it is repealed."""
    if standing.tracks[code].state not in CARRIED_ONCE:
        return []
    number, until = standing.numbers.get(code), standing.tracks[code].repealed_on
    links = [_link(True, number.display, "")] if number else []
    return links + ([_link(True, say("废止"), short_day(until))] if until else [])
