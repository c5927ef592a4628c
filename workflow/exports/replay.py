"""One step of the record judged by the process table alone: did it start where the row allows, and lead where it says?
Pure: a row and a leaf in, disagreements out. Whether rules held at the time is not asked again."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from workflow.exports.findings import Discrepancy
from workflow.process.row import BACK, Row, Scope
from workflow.vocabulary import RESTING, UNDECIDED, AmendmentState, Joint, Number, Role, Track

Leaf = Mapping[str, Any]
Fault = tuple[Discrepancy, dict[str, Any]]

_ASIDE = frozenset({Track.DECLINED, Track.WITHDREW, Track.OUTSIDE})
_DECIDING = _ASIDE | UNDECIDED | {Track.INITIATED}
_APPROVING = _ASIDE | {Track.INITIATED, Track.APPROVED, Track.OBJECTED}
_IN_USE = RESTING | {Track.ANNOUNCED, Track.IN_FORCE}

# Which tracks may stand under which joint state; the states left out keep whatever stood before them.
STANDS: Final[Mapping[str, frozenset[Track]]] = {
    Joint.PROPOSED: frozenset({Track.ACCEPTED, Track.INVITED}) | _ASIDE,
    Joint.INITIATING: _DECIDING,
    Joint.DRAFTING: _DECIDING,
    Joint.CONSULTING: _ASIDE | {Track.INITIATED},
    Joint.ANSWERING: _ASIDE | {Track.INITIATED},
    Joint.REVIEWING: _ASIDE | {Track.INITIATED},
    Joint.APPROVING: _APPROVING,
    Joint.SCHEDULED: _APPROVING | {Track.CONFIRMED},  # an objection or a leaving stands until the release aborts
    Joint.SEALED: _APPROVING | {Track.CONFIRMED},
    Joint.RELEASED: RESTING | {Track.ANNOUNCED},
    Joint.IN_FORCE: _IN_USE,
    Joint.UNDER_REVIEW: _IN_USE,
    Joint.REVISING: _IN_USE,
    Joint.REPLACED: RESTING,
    Joint.WITHDRAWN: RESTING,
}
CLOSED_PANELS: Final = (None, "concluded", "dissolved")


def faults(row: Row, leaf: Leaf) -> Iterator[Fault]:
    """Everything in which the leaf departs from its row."""
    yield from _actor(row, leaf)
    if leaf["from"].get("joint"):
        yield from _during(row, leaf)
        yield from _joint(row, leaf)
        yield from _tracks(row, leaf)
        yield from _kept(row, leaf)
        if row.scope in _PARTS:
            yield from _PARTS[row.scope](row, leaf)
    elif row.source or row.scope is not Scope.JOINT:
        yield Discrepancy.SOURCE, {"act": row.name, "found": "–", "allowed": _names(row.source)}
    elif leaf["to"].get("joint") != row.target:
        yield Discrepancy.TARGET, {"act": row.name, "found": leaf["to"].get("joint"), "allowed": _names([row.target])}
    yield from _stands(leaf)


def _actor(row: Row, leaf: Leaf) -> Iterator[Fault]:
    """The system has no seat, the public needs none, everyone else acts in one and signs where the row asks it."""
    is_open = bool({Role.SYSTEM, Role.PUBLIC} & set(row.who))
    if (leaf["seat"] is None and not is_open) or (leaf["seat"] is not None and set(row.who) == {Role.SYSTEM}):
        yield Discrepancy.ACTOR, {"act": row.name, "seat": leaf["seat"]}
    if row.signs and not leaf["cer"]:
        yield Discrepancy.ACTOR, {"act": row.name, "seat": leaf["seat"]}


def _during(row: Row, leaf: Leaf) -> Iterator[Fault]:
    if row.scope is not Scope.JOINT and row.during:
        yield from _allowed(row, leaf["from"]["joint"], row.during)


def _joint(row: Row, leaf: Leaf) -> Iterator[Fault]:
    before, after = leaf["from"]["joint"], leaf["to"].get("joint")
    if row.scope is Scope.JOINT:
        yield from _allowed(row, before, row.source)
        whither = leaf["from"].get("stood_at") if BACK in row.moves else row.target
        yield from _leads(row, after, whither or before)
    else:
        yield from _leads(row, after, before)


def _tracks(row: Row, leaf: Leaf) -> Iterator[Fault]:
    """The row's own track goes where the row says; others only along with one of its moves."""
    before, after = leaf["from"].get("tracks", {}), leaf["to"].get("tracks", {})
    own = {Scope.OWN: leaf["region"], Scope.NAMED: leaf["facts"].get("region")}.get(row.scope)
    along = [(move.source, move.target) for move in row.moves if move.what == "tracks"]
    for region in before.keys() | after.keys():
        was, now = before.get(region), after.get(region)
        if region == own:
            yield from _allowed(row, was, row.source)
            yield from _leads(row, now, row.target or was)
        elif was != now and not any(was in source and now == target for source, target in along):
            yield Discrepancy.TARGET, {"act": row.name, "found": f"{region}: {now}", "allowed": f"{region}: {was}"}
    if row.scope in (Scope.OWN, Scope.NAMED) and own not in before:
        yield Discrepancy.SOURCE, {"act": row.name, "found": str(own), "allowed": _names(row.source)}


def _kept(row: Row, leaf: Leaf) -> Iterator[Fault]:
    """Number, panel and rounds move with the rows that move them, or when the project ends."""
    if leaf["to"].get("joint") in {state.value for state in Joint if state.is_end}:
        return
    moved = {move.what for move in row.moves}
    is_judging = Joint.REVIEWING in (leaf["to"].get("joint"), leaf["from"]["joint"])
    free = {
        "amendment": row.scope is Scope.AMENDMENT or "amendments" in moved,
        "serial": row.scope is Scope.NUMBER or "serials" in moved,
        "panel": row.scope is Scope.PANEL or "panels" in moved or is_judging,
        "panels": row.scope is Scope.PANEL or bool(moved & {"panels", "own_panel"}) or is_judging,
        "rounds": bool(moved & {"rounds", "own_round"}) or row.scope in (Scope.OWN, Scope.NAMED),
    }
    for part, may_move in free.items():
        was, now = leaf["from"].get(part), leaf["to"].get(part)
        if was != now and not may_move:
            yield Discrepancy.TARGET, {"act": row.name, "found": f"{part}: {now}", "allowed": f"{part}: {was}"}
    was, now = leaf["from"].get("text"), leaf["to"].get("text")
    if was != now and now != leaf["facts"].get("text_hash"):
        yield Discrepancy.TARGET, {"act": row.name, "found": f"text: {now}", "allowed": f"text: {was}"}


def _number(row: Row, leaf: Leaf) -> Iterator[Fault]:
    before, after = leaf["from"].get("serial"), leaf["to"].get("serial")
    was = Number(before.rpartition(":")[2]) if before else Number.FREE
    yield from _allowed(row, was, row.source)
    wanted = row.target or was
    now = Number(after.rpartition(":")[2]) if after else (Number.RETIRED if before else Number.FREE)
    yield from _leads(row, now, wanted)


def _panel(row: Row, leaf: Leaf) -> Iterator[Fault]:
    if "panels" in leaf["from"] and leaf["facts"].get("panel_of"):
        yield from _own_panel(row, leaf)
        return
    before, after = leaf["from"].get("panel"), leaf["to"].get("panel")
    yield from _allowed(row, before, row.source)
    if not (after in CLOSED_PANELS and row.target in CLOSED_PANELS[1:]):
        yield from _leads(row, after, row.target or before)


def _own_panel(row: Row, leaf: Leaf) -> Iterator[Fault]:
    """The panel of one region goes where the row says; those of the others stay."""
    mine, before, after = leaf["facts"]["panel_of"], leaf["from"]["panels"], leaf["to"].get("panels", {})
    yield from _allowed(row, before.get(mine), row.source)
    yield from _leads(row, after.get(mine), row.target or before.get(mine))
    for region in (before.keys() | after.keys()) - {mine}:
        yield from _leads(row, after.get(region), before.get(region))


def _amendment(row: Row, leaf: Leaf) -> Iterator[Fault]:
    """By number and state; a new one may follow one that ended."""
    was, now = ((leaf[side].get("amendment") or "").rpartition(":")[2] for side in ("from", "to"))
    if row.source:
        yield from _allowed(row, was, row.source)
    elif was and not AmendmentState(was).is_end:
        yield from _allowed(row, was, [state for state in AmendmentState if state.is_end])
    yield from _leads(row, now, row.target or was)


_PARTS: dict[Scope, Callable[[Row, Leaf], Iterator[Fault]]] = {
    Scope.NUMBER: _number,
    Scope.PANEL: _panel,
    Scope.AMENDMENT: _amendment,
}


def _stands(leaf: Leaf) -> Iterator[Fault]:
    """A track that may not stand under its joint state."""
    joint = leaf["to"].get("joint")
    allowed = STANDS.get(str(joint), frozenset(Track))
    for region, track in leaf["to"].get("tracks", {}).items():
        if track not in allowed:
            yield Discrepancy.STANDS, {"region": region, "track": track, "joint": joint}


def _allowed(row: Row, found: Any, source: Any) -> Iterator[Fault]:
    if found not in source:
        yield Discrepancy.SOURCE, {"act": row.name, "found": str(found or "–"), "allowed": _names(source)}


def _leads(row: Row, found: Any, wanted: Any) -> Iterator[Fault]:
    if found != wanted:
        yield Discrepancy.TARGET, {"act": row.name, "found": str(found or "–"), "allowed": str(wanted or "–")}


def _names(states: Any) -> str:
    return ", ".join(sorted(str(state) for state in states)) or "–"
