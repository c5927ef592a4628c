"""What an agreement holds, as its events tell it from act to act: the charter, what stands behind its hashes, and who
its organs and places are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from workflow.accord.charter import CLEAR, FACT, Charter, named
from workflow.accord.content import by_term, entries
from workflow.clock import day_of
from workflow.replaying.seated import hour
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import ChangeKind

Leaf = Mapping[str, Any]
Entries = list[Any]
NOUN: Final = "agreement"


def following(charter: Charter, leaf: Leaf) -> Charter:
    """Each part as the last event that speaks of it told it; what is gone is told as nothing."""
    told = leaf["facts"].get(FACT, {})
    return (
        {**charter, **{part: {**charter.get(part, {}), **cells} for part, cells in told.items()}} if told else charter
    )


@dataclass(frozen=True)
class Charted:
    """An agreement after one of its events; what no event moved is shared with the one before."""

    id: int
    stands: Mapping[str, Any] = field(default_factory=dict)  # its snapshot
    charter: Charter = field(default_factory=dict)
    known: Mapping[str, Entries] = field(default_factory=dict)  # what stands behind hashes, by the key of the hash
    half: Mapping[str, Entries] = field(default_factory=dict)  # what is told in several events, as far as it has come
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # code → the province above, the letters
    organs: Mapping[int, tuple[str, str]] = field(default_factory=dict)  # id → region, kind
    contents: Mapping[int, Leaf] = field(default_factory=dict)  # change → the facts that told last what it says

    def after(self, leaf: Leaf) -> "Charted":
        """The agreement as this event leaves it."""
        facts = leaf["facts"]
        made = replace(self, stands=leaf["to"], charter=following(self.charter, leaf))
        if "content" in facts:
            told = {name: facts.get(name) for name in ("kind", "content", "sha256")}
            told |= {
                "region": leaf["region"],
                "day": facts.get("effective_from", facts.get("valid_from")),
                "cites": facts.get("citation"),
            }
            made = replace(made, contents={**self.contents, facts["change"]: told})
        if leaf["act"] == "adopt_change":
            made = made._adopted(self, leaf)
        return made._read(facts[CLEAR]) if CLEAR in facts else made

    def _read(self, told: Mapping[str, Entries]) -> "Charted":
        """Takes in what is told in clear; it counts once all of it is there, and it is what the hash says."""
        known, half = dict(self.known), dict(self.half)
        places, organs = dict(self.places), dict(self.organs)
        for key, listed in told.items():
            if key == "places":
                places |= {code: (above, letters) for code, above, letters in listed if code not in places or letters}
            elif key == "organs":
                organs |= {organ: (region, kind) for organ, region, kind in listed}
            else:
                half[key] = [*half.get(key, ()), *listed]
                if named(canonical_hash(half[key])) == key:
                    known[key] = half.pop(key)
        return replace(self, known=known, half=half, places=places, organs=organs)

    def _adopted(self, before: "Charted", leaf: Leaf) -> "Charted":
        """What an adopted change leads to is known without being told: what stood, with what the parties signed."""
        change = self.contents.get(leaf["facts"].get("change"))
        if change is None:
            return self
        made = None
        if change["kind"] == ChangeKind.TERMS:
            stood = before.terms(before.newest)
            made = None if stood is None else entries({**by_term(stood), **by_term(change["content"]["terms"])})
        elif change["kind"] == ChangeKind.CHAIN:
            made = before.succeeded(str(change["region"]), change["content"], day_of(hour(leaf)).isoformat())
        return self if made is None else replace(self, known={**self.known, named(canonical_hash(made)): made})

    def succeeded(self, region: str, content: Mapping[str, Any], today: str) -> Entries | None:
        """The links of a region once a chain of it was replaced by this one."""
        stood = self.links(region)
        if stood is None:
            return None
        purpose = content["purpose"]
        left = [
            {**link, "until": today} if (link["purpose"], link["until"]) == (purpose, None) else link for link in stood
        ]
        new = [
            {
                "field": link["field"],
                "purpose": purpose,
                "rank": link["rank"],
                "organ_id": link["organ"],
                "role": link["role"],
                "since": today,
                "until": None,
            }
            for link in content["links"]
        ]
        return sorted([*left, *new], key=lambda link: int(link["rank"]))

    @property
    def newest(self) -> int:
        """The rule set in force."""
        sets = {int(key): cells for key, cells in self.charter.get("rule_sets", {}).items() if cells}
        return max(sets, key=lambda each: sets[each]["version"], default=0)

    def terms(self, rule_set: int) -> Entries | None:
        """The figures of a rule set, if the log tells them."""
        cells = self.charter.get("rule_sets", {}).get(str(rule_set))
        return self.known.get(named(cells["terms"])) if cells else None

    def links(self, region: str) -> Entries | None:
        """All links that a region ever had, if the log tells them; none where it never had one."""
        digest = self.charter.get("offices", {}).get(region)
        return self.known.get(named(digest)) if digest else []
