"""When the joint state, the text and each track last moved, by which an outdated form is judged; and since when the
project is below the floor of regions."""

from typing import Any

from workflow.effects.moves import all_moves
from workflow.process.row import Scope
from workflow.records.standards import Standard, StandardTrack
from workflow.replaying.retelling.book import UNTOLD, Act, Book, write
from workflow.vocabulary import BEFORE, COUNTED, LIVE, UNDECIDED, Joint

JOINING = (Joint.INITIATING, Joint.DRAFTING)  # where who has not decided yet may still come


def tell(book: Book, act: Act) -> None:
    before, standard = act.leaf["from"], book.of(Standard)
    if not before:
        write(standard, joint_version=1, text_version=0, below_floor_at=None)
        write(book.of(StandardTrack), version=1)
    else:
        _count(book, act)
    _floor(book, act)


def _count(book: Book, act: Act) -> None:
    before, after, number = act.leaf["from"], act.leaf["to"], act.leaf["seq"]
    if before.get("joint") != after.get("joint"):
        write(book.of(Standard), joint_version=number)
    if "version" in act.facts:
        write(book.of(Standard), text_version=number)
    for region in _moved(act):
        write(book.of(StandardTrack, region_code=region), version=number)


def _moved(act: Act) -> set[str | None]:
    """The row's own track, those that moved along, and those whose gate began another round with the others'."""
    before, after, moves = act.leaf["from"], act.leaf["to"], {move.what for move in all_moves(act.row)}
    own = {Scope.OWN: act.region, Scope.NAMED: act.facts.get("region")}
    found = {own[act.row.scope]} if act.row.scope in own else set()
    if "tracks" in moves:
        found |= {region for region, state in after["tracks"].items() if before["tracks"].get(region) != state}
    if "rounds" in moves:
        found |= {region for region, n in after["rounds"].items() if before["rounds"].get(region) != n}
    return found


def _floor(book: Book, act: Act) -> None:
    for row in book.of(Standard):
        is_below = _is_below(act.leaf["to"], book.rules.get(row.get("rule_set_id", 0), {}).get("floor.min"))
        if is_below is None:
            write([row], below_floor_at=UNTOLD)
        elif is_below != (row.get("below_floor_at") is not None):
            row["below_floor_at"] = act.hour if is_below else None


def _is_below(after: Any, floor: Any) -> bool | None:
    """Whether too few regions are left (of a released standard: one); nothing where the terms are not known."""
    tracks, joint = list(after["tracks"].values()), after["joint"]
    counted = sum(track in COUNTED for track in tracks)
    if joint not in BEFORE:
        return joint in LIVE and counted == 1
    if not isinstance(floor, dict) or "value" not in floor:
        return None
    where = after.get("stood_at") if joint == Joint.SUSPENDED else joint
    return counted + sum(track in UNDECIDED for track in tracks if where in JOINING) < int(floor["value"])
