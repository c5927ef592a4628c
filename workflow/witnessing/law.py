"""The few laws that no region could bear to see broken, judged by a mirror on its own: numbers, approvals, who drafted.
All other rules are judged by the replay; these are told twice, by programs that share nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workflow.accord.charter import CLEAR, FACT, named
from workflow.vocabulary import Joint, Track
from workflow.witnessing.grounds import Finding, Objection
from workflow.witnessing.lives import STANDARD, Leaf

ASIDE: Final = frozenset({Track.DECLINED.value, Track.WITHDREW.value, Track.OUTSIDE.value})
APPROVES, OBJECTS = "approve_release", "object_release"
BINDING: Final = "release.binding"


@dataclass
class Project:
    """What release and approvals of one standard are judged by."""

    lineage: str = ""
    drafters: dict[int, int] = field(default_factory=dict)  # person → the leaf that says so
    decided: dict[str, Leaf] = field(default_factory=dict)  # region → its latest decision on the release


@dataclass
class Laws:
    """Over all logs of one agreement, leaf by leaf."""

    band: tuple[int, int] | None = None
    terms: dict[int, str] = field(default_factory=dict)  # rule set → the hash of its terms
    clear: dict[str, list[Any]] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)  # serial.part → the lineage that holds it
    projects: dict[str, Project] = field(default_factory=dict)

    def judge(self, leaf: Leaf) -> Iterator[Finding]:
        """What is unlawful in this leaf after all those before it."""
        self._learn(leaf)
        if leaf["obj"].rpartition("/")[0] != STANDARD:
            return
        project = self.projects.setdefault(leaf["obj"], Project())
        project.lineage = str(leaf["facts"].get("lineage") or project.lineage or leaf["obj"])
        yield from self._number(leaf, project)
        self._drafting(leaf, project)
        yield from _approval(leaf, project)
        yield from self._release(leaf, project)

    def _learn(self, leaf: Leaf) -> None:
        """What the agreement's own events say: its band, its rule sets, and their terms in clear."""
        told = leaf["facts"].get(FACT)
        if isinstance(told, Mapping):
            band = told.get("agreement", {})
            if isinstance(band.get("band_start"), int):
                self.band = (band["band_start"], band.get("band_end", self.band[1] if self.band else 0))
            for number, rules in told.get("rule_sets", {}).items():
                self.terms[int(number)] = str(rules.get("terms"))
        for name, entries in (leaf["facts"].get(CLEAR) or {}).items():
            self.clear.setdefault(name, []).extend(entries)

    def _number(self, leaf: Leaf, project: Project) -> Iterator[Finding]:
        held = leaf["to"].get("serial")
        if not held:
            return
        number = str(held).rpartition(":")[0]
        holder = self.holders.setdefault(number, project.lineage)
        if holder != project.lineage:
            yield _found(Objection.REUSED, leaf, number, holder)
        is_new = (leaf["from"].get("serial") or "").rpartition(":")[0] != number
        is_banded = self.band is not None and self.band[0] <= self.band[1] and leaf["act"] == "reserve_number"
        if is_new and is_banded and self.band and not self.band[0] <= int(number.partition(".")[0]) <= self.band[1]:
            yield _found(Objection.BAND, leaf, number, f"{self.band[0]}—{self.band[1]}")

    def _drafting(self, leaf: Leaf, project: Project) -> None:
        facts, persons = leaf["facts"], list[Any]()
        if leaf["act"] == "name_drafters":
            persons += facts.get("persons") or []
        elif leaf["act"] == "confirm_group":
            persons.append(facts.get("editor"))
        elif leaf["act"] == "pass_on_work":
            persons += [passed.get("heir") for passed in facts.get("drafters") or []]
        elif facts.get("as") in ("drafter", "editor"):
            persons.append(leaf["actor"])
        for person in persons:
            if isinstance(person, int):
                project.drafters.setdefault(person, leaf["idx"])

    def _release(self, leaf: Leaf, project: Project) -> Iterator[Finding]:
        """Every region that takes part has confirmed, and its latest word on the release agrees to this very text."""
        if leaf["act"] != "release" or leaf["to"].get("joint") != Joint.RELEASED:
            return
        text = leaf["from"].get("text")
        for region, track in sorted(leaf["from"].get("tracks", {}).items()):
            if track in ASIDE:
                continue
            decided = project.decided.get(region)
            on = decided["facts"].get("text_hash") if decided else None
            is_approved = decided is not None and decided["act"] == APPROVES
            if track != Track.CONFIRMED or not is_approved or (on != text and not self._by_clauses(leaf["rules"])):
                found = f"{region}: {track}, {decided['act'] if decided else '—'} {str(on)[:12]}"
                yield _found(Objection.APPROVAL, leaf, found, f"{region}: {APPROVES} {str(text)[:12]}")

    def _by_clauses(self, rules: int | None) -> bool:
        """Whether an approval of unchanged clauses counts, however else the text moved on: the replay judges that."""
        terms = self.clear.get(named(self.terms.get(rules or 0, "")), [])
        return any(entry.get("term") == BINDING and entry.get("value") == "clauses" for entry in terms)


def _approval(leaf: Leaf, project: Project) -> Iterator[Finding]:
    if leaf["act"] not in (APPROVES, OBJECTS) or not leaf["region"]:
        return
    project.decided[leaf["region"]] = leaf
    if leaf["actor"] in project.drafters:
        yield _found(Objection.DRAFTED, leaf, leaf["actor"], project.drafters[leaf["actor"]])


def _found(ground: Objection, leaf: Leaf, found: Any, wanted: Any) -> Finding:
    facts = {"found": found, "wanted": wanted}
    return Finding(ground, leaf["log"], leaf["idx"], leaf["obj"], leaf["act"], facts)
