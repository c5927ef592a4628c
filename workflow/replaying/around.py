"""What other leaves tell that rules of entries ask for: lives of standards, and what meetings brought forth."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from workflow.replaying.group import Told as Numbered
from workflow.replaying.group import named
from workflow.replaying.seated import hour
from workflow.vocabulary import AmendmentState, Joint, Track

Leaf = Mapping[str, Any]
STANDARD: Final = "standard"
BEGETS: Final = "resolve_item"
OVER: Final = frozenset({Joint.REPLACED.value, Joint.WITHDRAWN.value, Joint.CONVERTED.value})
LEFT: Final = frozenset({Track.REPEALED.value, Track.SEPARATED.value})


@dataclass
class Life:
    """One standard as its acts tell it: where each left it, and at which hours lists would say that it changed."""

    stands: list[tuple[str, str]] = field(default_factory=list)  # hour → joint state
    changes: list[str] = field(default_factory=list)

    def follow(self, leaf: Leaf) -> None:
        """Take the next act."""
        if not self.stands or self.stands[-1][1] != leaf["to"].get("joint"):
            self.stands.append((leaf["ts"], leaf["to"].get("joint")))
        if _ended(leaf["to"]) - _ended(leaf["from"]):
            self.changes.append(leaf["ts"])

    def state(self, until: str) -> Joint | None:
        """Where it stood at an hour."""
        stood = next((state for at, state in reversed(self.stands) if at <= until), None)
        return next((state for state in Joint if state.value == stood), None)

    def changed(self, until: str) -> datetime | None:
        """When it changed last."""
        return next((hour({"ts": at}) for at in reversed(self.changes) if at <= until), None)


def _ended(stood: Mapping[str, Any]) -> set[str]:
    """What of a standard is over or amended, each by a name of its own."""
    return set(_over(stood))


def _over(stood: Mapping[str, Any]) -> Iterator[str]:
    if stood.get("joint") in OVER:
        yield "joint"
    yield from (code for code, state in stood.get("tracks", {}).items() if state in LEFT)
    if str(stood.get("amendment")).endswith(f":{AmendmentState.IN_EFFECT.value}"):
        yield str(stood["amendment"])


@dataclass
class Around:
    """All of it, by logs."""

    standards: dict[str, dict[int, Life]] = field(default_factory=dict)
    begotten: dict[int, Leaf] = field(default_factory=dict)  # entry → the act on a meeting that brought it forth

    @classmethod
    def of(cls, leaves: Iterable[Numbered]) -> "Around":
        """Lives of standards, and resolutions with what they begot; other leaves pass by."""
        made = cls()
        for origin, _, leaf in leaves:
            noun, _, number = leaf["obj"].partition("/")
            if noun == STANDARD:
                made.standards.setdefault(named(origin), {}).setdefault(int(number), Life()).follow(leaf)
            if leaf["act"] == BEGETS:
                ids = (leaf["facts"].get("resolution_id"), leaf["facts"].get("task_id"))
                made.begotten |= {id_: leaf for id_ in ids if isinstance(id_, int)}
        return made

    def known(self, name: str, until: str) -> dict[int, Life]:
        """The standards of a log that were born by an hour, the newest first."""
        found = self.standards.get(name, {})
        return {id_: found[id_] for id_ in sorted(found, reverse=True) if found[id_].stands[0][0] <= until}
