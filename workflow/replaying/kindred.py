"""What other standards showed before a given leaf: which serials were taken, where the revisions of a standard and the
one that it revises stood."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from workflow.records.standards import Standard
from workflow.replaying.views import view
from workflow.vocabulary import Number, Track

Leaf = Mapping[str, Any]
TRACKS: Final = {track.value: track for track in Track}
Place = tuple[str, str, int]  # hour, log, index: the order of an installation's leaves
Key = tuple[int, int]  # a serial and its part
Move = tuple[Place, Key, str]


@dataclass
class Shown:
    """One standard as its snapshots show it over time."""

    id: int
    agreement: str
    told: Mapping[str, Any]  # the facts of its first event
    places: list[Place] = field(default_factory=list)
    states: list[Mapping[str, Any]] = field(default_factory=list)
    released_at: str | None = None

    def before(self, place: Place) -> Mapping[str, Any] | None:
        """The last snapshot before a leaf, or nothing where it was not born yet."""
        done = bisect_left(self.places, place)
        return self.states[done - 1] if done else None

    def moves(self) -> Iterator[Move]:
        """Each time its number became another, or stood otherwise: what it held and shows no more is retired."""
        held = ""
        for at, state in zip(self.places, self.states, strict=True):
            now = state["serial"] or ""
            if now != held:
                spelled = now or f"{held.rpartition(':')[0]}:{Number.RETIRED}"
                held = now
                number, _, how = spelled.rpartition(":")
                serial, _, part = number.partition(".")
                yield at, (int(serial), int(part)), how


class Serials:
    """What became of every number of one agreement, in order: looked up by the hour, never gone through again."""

    def __init__(self, moves: Iterable[Move]) -> None:
        self.lives: dict[Key, tuple[list[Place], list[Number]]] = {}
        self.first: list[Place] = []  # when each was taken first, in the order of `lives`
        for place, serial, how in sorted(moves):
            if serial not in self.lives:
                self.first.append(place)
                self.lives[serial] = [], []
            places, states = self.lives[serial]
            places.append(place)
            states.append(Number(how))


class Taken(Mapping[Key, Number]):
    """The serials that were no longer free just before a leaf, and how each stood."""

    def __init__(self, serials: Serials, place: Place) -> None:
        self.serials, self.place = serials, place

    def __getitem__(self, serial: Key) -> Number:
        places, states = self.serials.lives[serial]
        done = bisect_left(places, self.place)
        if not done:
            raise KeyError(serial)
        return states[done - 1]

    def __iter__(self) -> Iterator[Key]:
        return islice(self.serials.lives, len(self))

    def __len__(self) -> int:
        return bisect_left(self.serials.first, self.place)


class Kindred:
    """All standards, each by what changed of it."""

    def __init__(self) -> None:
        self.shown: dict[int, Shown] = {}
        self.numbers: dict[str, Serials] = {}  # by agreement, made when they are first asked for
        self.revisions: dict[int, list[int]] = {}

    def follow(self, leaf: Leaf) -> None:
        """Take the next leaf of a standard."""
        self.numbers.clear()
        number, facts = int(leaf["obj"].rpartition("/")[2]), leaf["facts"]
        if number not in self.shown:
            self.shown[number] = Shown(number, leaf["log"].rpartition("/")[0], facts)
            if facts.get("predecessor") is not None:
                self.revisions.setdefault(facts["predecessor"], []).append(number)
        mine = self.shown[number]
        if isinstance(facts.get("numbers"), list):
            mine.released_at = leaf["ts"]
        state = {name: leaf["to"].get(name) for name in ("joint", "serial")}
        state |= {"tracks": leaf["to"].get("tracks")} if "predecessor" in mine.told else {}
        last = mine.states[-1] if mine.states else {"joint": None, "since": None}
        state["since"] = leaf["ts"] if state["joint"] != last["joint"] else last["since"]
        if state != last:
            mine.places.append(place_of(leaf))
            mine.states.append(state)

    def serials(self, agreement: str) -> Serials:
        """The numbers of an agreement through all time."""
        if agreement not in self.numbers:
            ours = (one for one in self.shown.values() if one.agreement == agreement)
            self.numbers[agreement] = Serials(move for one in ours for move in one.moves())
        return self.numbers[agreement]

    def before(self, leaf: Leaf) -> "Before":
        """What all the others showed just before this leaf."""
        return Before(self, leaf)


class Before(dict[str, Any]):
    """The parts of a standard that other standards tell, each made when it is first asked for."""

    def __init__(self, kindred: Kindred, leaf: Leaf) -> None:
        super().__init__()
        self.kindred, self.place = kindred, place_of(leaf)
        self.id, self.agreement = int(leaf["obj"].rpartition("/")[2]), leaf["log"].rpartition("/")[0]

    def __contains__(self, name: object) -> bool:
        return name in _PARTS

    def __missing__(self, name: str) -> Any:
        self[name] = _PARTS[name](self)
        return self[name]

    def standard(self, number: int) -> Any:
        """Another standard as far as it is told, or nothing where it was not born yet."""
        other = self.kindred.shown.get(number)
        state = other.before(self.place) if other is not None else None
        if other is None or state is None:
            return None
        told = {name: other.told[name] for name in ("title_zh", "title_en", "field") if name in other.told}
        released = other.released_at if other.released_at and other.released_at <= self.place[0] else None
        shown = {"state": state["joint"], "since": state["since"], "released_at": released}
        return view(Standard, {"id": number, **told, **shown, "predecessor_id": other.told.get("predecessor")})


def place_of(leaf: Leaf) -> Place:
    return leaf["ts"], leaf["log"], leaf["idx"]


def _successors(before: Before) -> list[Any]:
    found = (before.standard(number) for number in before.kindred.revisions.get(before.id, ()))
    return [standard for standard in found if standard is not None]


def _successor_tracks(before: Before) -> dict[str, Track]:
    newest = before["successors"][-1].id if before["successors"] else None
    state = before.kindred.shown[newest].before(before.place) if newest is not None else None
    return {code: TRACKS[track] for code, track in ((state or {}).get("tracks") or {}).items()}


def _predecessor(before: Before) -> Any:
    mine = before.kindred.shown.get(before.id)
    return before.standard(mine.told["predecessor"]) if mine is not None and mine.told.get("predecessor") else None


def _taken(before: Before) -> "Taken":
    return Taken(before.kindred.serials(before.agreement), before.place)


_PARTS = {
    "successors": _successors,
    "successor_tracks": _successor_tracks,
    "predecessor": _predecessor,
    "taken": _taken,
}
