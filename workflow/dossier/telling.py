"""Each event of a dossier as people read it: when, who, what, from where to where, in Chinese and English."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from workflow.clock import BEIJING
from workflow.dossier.names import Both, both
from workflow.dossier.pages import Entry
from workflow.process.row import Ask, AskType
from workflow.process.standard import ROWS

WEAK = frozenset({"demonstration", "password"})
NOBODY: Both = {"zh": "", "en": "", "short": ""}


@dataclass(frozen=True)
class Told:
    """One line of the timeline. `changes` and `facts` are labels with values, `said` those facts that choose, `words`
    what was opened.
    """

    number: int
    at: str
    act: str
    called: Both
    region: str
    place: Mapping[str, str]
    organ: Both
    person: Both
    role: Both
    changes: list[tuple[Both, Both, Both]]
    said: list[tuple[Both, Both]]
    facts: list[tuple[Both, Both]]
    words: list[tuple[Both, str]]
    text: str
    statement: str
    ceremony: str
    leaf_hash: str
    log: str
    index: int
    leaf: Mapping[str, Any] = field(repr=False, default_factory=dict)


class Teller:
    """Tells events with the names of the dossier, and of what is opened by its profile."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names

    def tell(self, entry: Entry, opened: Mapping[str, str]) -> Told:
        """One event in words."""
        leaf = entry.leaf
        seat = self._names["seats"].get(str(leaf["seat"]), {})
        return Told(
            number=leaf["seq"],
            at=entry.event.at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S"),
            act=leaf["act"],
            called=self._names["acts"].get(leaf["act"], NOBODY),
            region=leaf["region"] or "",
            place=self._named("regions", leaf["region"]),
            organ=self._named("organs", seat.get("organ")),
            person=self._named("persons", leaf["actor"]),
            role=self._named("roles", seat.get("role")),
            changes=list(self._changes(leaf)),
            said=list(self._facts(leaf, choosing=True)),
            facts=list(self._facts(leaf)),
            words=[(both(f"ask.{name}"), value) for name, value in sorted(opened.items())],
            text=leaf["text"] or "",
            statement=leaf["stmt"] or "",
            ceremony=leaf["cer"] or "",
            leaf_hash=entry.event.leaf_hash.hex(),
            log=leaf["log"],
            index=leaf["idx"],
            leaf=leaf,
        )

    def _named(self, kind: str, key: Any) -> Both:
        found: Both = self._names[kind].get(str(key), NOBODY)
        return found

    def _changes(self, leaf: Mapping[str, Any]) -> Iterator[tuple[Both, Both, Both]]:
        """Where the standard, and the track of each region, was and is."""
        was, now = leaf["from"], leaf["to"]
        if was.get("joint") != now.get("joint"):
            yield both("dossier.joint"), self._named("states", was.get("joint")), self._named("states", now["joint"])
        for code, state in now.get("tracks", {}).items():
            before = was.get("tracks", {}).get(code)
            if before != state:
                yield self._named("regions", code), self._named("tracks", before), self._named("tracks", state)
        if was.get("serial") != now.get("serial"):
            yield both("dossier.serial"), _plain(was.get("serial")), _plain(now.get("serial"))

    def _facts(self, leaf: Mapping[str, Any], *, choosing: bool = False) -> Iterator[tuple[Both, Both]]:
        """The answers that stand in clear, as the form asked for them."""
        row = ROWS.get(leaf["act"])
        for ask in row.asks if row else ():
            value = leaf["facts"].get(ask.name)
            if choosing and ask.kind is None:
                continue
            if ask.is_fact and value not in (None, "", []):
                yield both(f"ask.{ask.name}"), self._value(ask, value)

    def _value(self, ask: Ask, value: Any) -> Both:
        if isinstance(value, list):
            parts = [self._value(ask, one) for one in value]
            return {"zh": "、".join(p["zh"] for p in parts), "en": ", ".join(p["en"] for p in parts)}
        if isinstance(value, bool):
            return both(f"dossier.{'yes' if value else 'no'}")
        if ask.kind is not None and value in {one.value for one in ask.kind}:
            return both(f"{ask.kind.__name__.lower()}.{value}")
        kinds = {AskType.REGION: "regions", AskType.PERSON: "persons"}
        found = self._named(kinds[ask.type], value) if ask.type in kinds else NOBODY
        return found if found["zh"] else _plain(value)


def _plain(value: Any) -> Both:
    words = "" if value is None else str(value)
    return {"zh": words, "en": words}
