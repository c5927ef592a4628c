"""The lives of all objects as leaves tell them: each without gap, each step from where the last one led, time forward.
A mirror's own reading, kept apart from the host's programs; nothing here looks at a table or a database."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workflow import charters
from workflow.process import agreement, entries, standard
from workflow.vocabulary import Joint
from workflow.witnessing.copy import Entry
from workflow.witnessing.grounds import Finding, Objection
from workflow.witnessing.memory import is_of_installation

Leaf = Mapping[str, Any]
VERSION: Final = 1
LONG: Final = 10  # leaves in a row for which the host's clock was held: nobody knows the hours of so many acts
STANDARD, AGREEMENT, ENTRY = "standard", "agreement", "entry"
ACTS: Final[Mapping[str, frozenset[str]]] = {
    STANDARD: frozenset(standard.ROWS),
    AGREEMENT: frozenset({*agreement.ROWS, charters.ACT}),
    ENTRY: frozenset(entries.ROWS),
}
BESIDE: Final = frozenset(  # whose acts are not on the table: their lives are followed, their law is their own
    {
        "appointment",
        "calendar",
        "catalogue",
        "cited",
        "commenters",
        "dispute",
        "dossier",
        "erasure",
        "export",
        "form_template",
        "installation",
        "legal_hold",
        "letter",
        "letter_copy",
        "letter_template",
        "log",
        "mail",
        "notice",
        "package",
        "paper_act",
        "partner_copy",
        "partner_key",
        "reading",
        "sample",
    }
)
MEMBERS: Final[Mapping[str, tuple[type, ...]]] = {
    "v": (int,),
    "log": (str,),
    "idx": (int,),
    "ts": (str,),
    "obj": (str,),
    "seq": (int,),
    "act": (str,),
    "region": (str, type(None)),
    "seat": (int, type(None)),
    "actor": (int, type(None)),
    "obo": (int, str, type(None)),
    "from": (dict,),
    "to": (dict,),
    "facts": (dict,),
    "commit": (dict,),
    "text": (str, type(None)),
    "rules": (int, type(None)),
    "stmt": (str, type(None)),
    "cer": (str, type(None)),
    "req": (str, type(None)),
    "files": (list,),
}


def read(leaf: bytes) -> Leaf | None:
    """What a leaf says; nothing if it is none of the known version."""
    try:
        told = json.loads(leaf)
    except ValueError:
        return None
    if (
        not isinstance(told, dict)
        or told.keys() - {"clk"} != MEMBERS.keys()
        or told["v"] != VERSION
        or told.get("clk", "held") != "held"
    ):
        return None
    is_sound = all(isinstance(told[name], kinds) for name, kinds in MEMBERS.items())
    return told if is_sound and told["obj"].rpartition("/")[2].isdigit() else None


@dataclass
class Life:
    """How far one object has come."""

    sequence: int = 0
    stands: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Lives:
    """All objects of the logs of one agreement; give the logs in the order in which they were opened."""

    objects: dict[str, Life] = field(default_factory=dict)
    last: dict[str, tuple[int, str]] = field(default_factory=dict)  # of each log, its newest leaf and hour
    held: dict[str, int] = field(
        default_factory=dict
    )  # of each log, how many leaves in a row bear no hour of their own
    remarks: list[Finding] = field(default_factory=list)  # what is no fault, and worth a look
    sealed: dict[tuple[str, int], bool] = field(default_factory=dict)  # leaves not told yet: is one known to be a vote?

    def follow(self, origin: str, entry: Entry) -> Iterator[Finding | Leaf]:
        """What is wrong with the next entry; last of all the leaf itself, where it is one."""
        if entry.leaf is None:
            self.sealed[origin, entry.index] = False
            return
        leaf = read(entry.leaf)
        if leaf is None:
            yield Finding(
                Objection.FORM, origin, entry.index, facts={"found": entry.leaf[:40].decode("utf-8", "replace")}
            )
            return
        if (leaf["log"], leaf["idx"]) != (origin, entry.index):
            yield self._found(Objection.PLACE, origin, entry, leaf, f"{leaf['log']}/{leaf['idx']}", entry.index)
        noun = leaf["obj"].rpartition("/")[0]
        if noun not in BESIDE and leaf["act"] not in ACTS.get(noun, ()):
            yield self._found(Objection.ACT, origin, entry, leaf, leaf["act"], noun)
        yield from self._time(origin, entry, leaf)
        yield from self._step(origin, entry, leaf)
        yield leaf

    @property
    def is_partial(self) -> bool:
        """Whether some of the installation's leaves are told by their hash alone."""
        return any(is_of_installation(origin) for origin, _ in self.sealed)

    def left_sealed(self) -> Iterator[Finding]:
        """Leaves that stay sealed although no panel is at work: nobody may keep them from a mirror any more."""
        at_work = any(life.stands.get("joint") == Joint.REVIEWING for life in self.objects.values())
        kept = (key for key, is_vote in self.sealed.items() if not is_vote and not is_of_installation(key[0]))
        left = [] if at_work else list(kept)
        for origin, index in left:
            yield Finding(Objection.WITHHELD, origin, index)

    def _time(self, origin: str, entry: Entry, leaf: Leaf) -> Iterator[Finding]:
        last, before = self.last.get(origin, (-1, ""))
        self.last[origin] = entry.index, leaf["ts"]
        self.held[origin] = self.held.get(origin, 0) + 1 if "clk" in leaf else 0
        if leaf["ts"] < before:
            yield self._found(Objection.CLOCK, origin, entry, leaf, leaf["ts"], before)
        elif "clk" in leaf and last == entry.index - 1 and leaf["ts"] != before:
            yield self._found(Objection.HELD, origin, entry, leaf, leaf["ts"], before or "—")
        if self.held[origin] == LONG:
            self.remarks.append(self._found(Objection.HELD_LONG, origin, entry, leaf, LONG, 0))

    def _step(self, origin: str, entry: Entry, leaf: Leaf) -> Iterator[Finding]:
        life = self.objects.setdefault(leaf["obj"], Life())
        missing = leaf["seq"] - life.sequence - 1
        if missing and not (self._is_sealed_vote(leaf, life, missing) or self._is_of_others(origin, missing)):
            yield self._found(Objection.GAP, origin, entry, leaf, leaf["seq"], life.sequence + 1)
        elif not missing and leaf["from"] != life.stands:
            parts = sorted(k for k in leaf["from"].keys() | life.stands.keys() if _differ(leaf["from"], life.stands, k))
            wanted = {part: life.stands.get(part) for part in parts}
            found = {part: leaf["from"].get(part) for part in parts}
            yield self._found(Objection.CHAIN, origin, entry, leaf, _short(found), _short(wanted))
        life.sequence, life.stands = leaf["seq"], leaf["to"]

    def _is_of_others(self, origin: str, missing: int) -> bool:
        """Whether the leaves that lack here may be those of other regions in the installation's log."""
        return is_of_installation(origin) and 0 < missing <= sum(log == origin for log, _ in self.sealed)

    def _is_sealed_vote(self, leaf: Leaf, life: Life, missing: int) -> bool:
        """Whether the leaves that lack here are votes of a panel that has not concluded."""
        states = {leaf["from"].get("joint"), leaf["to"].get("joint"), life.stands.get("joint")}
        left = [key for key, is_vote in self.sealed.items() if not is_vote]
        if states != {Joint.REVIEWING.value} or not 0 < missing <= len(left):
            return False
        self.sealed.update(dict.fromkeys(left[:missing], True))
        return True

    @staticmethod
    def _found(ground: Objection, origin: str, entry: Entry, leaf: Leaf, found: Any, wanted: Any) -> Finding:
        facts = {"found": found, "wanted": wanted}
        return Finding(ground, origin, entry.index, leaf["obj"], leaf["act"], facts)


def _differ(one: Mapping[str, Any], other: Mapping[str, Any], key: str) -> bool:
    return (key in one) != (key in other) or one.get(key) != other.get(key)


def _short(value: Any) -> str:
    told = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return told if len(told) <= 160 else f"{told[:159]}…"
