"""What an act wrote into its own facts, held against what it followed from: covers, numbers, instant and duties of a
release, editions of those who joined. Ids alone are taken as they are told."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from workflow.effects.editions import kinds_owed, region_number
from workflow.facts import plain
from workflow.picture.standing import Case
from workflow.process.row import Row
from workflow.rules import amending

Leaf = Mapping[str, Any]
Facts = dict[str, Any]


def against_written(row: Row, case: Case, leaf: Leaf) -> list[str]:
    """The names of facts that tell otherwise; one that a leaf of former years does not tell is passed over."""
    wanted = WRITES[row.name](case, leaf) if row.name in WRITES else {}
    facts = leaf["facts"]
    return sorted(name for name, value in wanted.items() if name in facts and not _fits(facts[name], value))


def _fits(told: Any, wanted: Any) -> bool:
    if callable(wanted):
        return bool(wanted(told))
    return bool(told == plain(wanted)) or (isinstance(wanted, datetime) and datetime.fromisoformat(told) == wanted)


def _scheduled(case: Case, leaf: Leaf) -> Facts:
    given, lead = case.answers.get("cover_order") or [], case.standing.standard.lead_region
    rest = sorted((code for code in case.standing.counted if code not in given), key=lambda code: code != lead)
    return {"covers": [*given, *rest]}


def _released(case: Case, leaf: Leaf) -> Facts:
    attempt, papers = case.standing.release, case.standing.announcements
    assert attempt is not None
    own = {code: said.effective_on for code, said in papers.items() if said.effective_on}
    told: Facts = {"instant": attempt.instant, "own_days": own, **_late(case, leaf, attempt.instant)}
    told["numbers"] = [region_number(case, code)["display"] for code in attempt.cover_order]
    return told | {"owed": _owed(case, attempt.cover_order)}


def _late(case: Case, leaf: Leaf, instant: datetime) -> Facts:
    """Where the log's clock was held nobody knows how late it was."""
    return {} if "clk" in leaf else {"late_seconds": max(0, int((case.at - instant).total_seconds()))}


def _owed(case: Case, codes: Any) -> Callable[[Any], bool]:
    """Each region whose edition came out owes as many duties as its terms name, each with an id of its own."""
    n = len(kinds_owed(lambda key: case.standing.terms[key].value))

    def fits(told: Any) -> bool:
        ids = [each for own in told.values() for each in own]
        return told.keys() == set(codes) and len(ids) == len(set(ids)) and all(len(own) == n for own in told.values())

    return fits


def _joined(case: Case, leaf: Leaf) -> Facts:
    return {"edition": region_number(case, case.region)["display"], "owed": _owed(case, [case.region])}


def _amended(case: Case, leaf: Leaf) -> Facts:
    amendment = amending.amendment_of(case)
    assert amendment.instant is not None
    told = {"filed": amendment.number, "amendment": amendment.id, "instant": amendment.instant}
    return {**told, "owed": _owed(case, case.standing.counted), **_late(case, leaf, amendment.instant)}


def _numbered(case: Case, leaf: Leaf) -> Facts:
    assert case.standing.serial is not None
    return {"serial": case.standing.serial.serial}


WRITES: Final[Mapping[str, Callable[[Case, Leaf], Facts]]] = {
    "schedule_release": _scheduled,
    "release": _released,
    "announce_accession": _joined,
    "effect_amendment": _amended,
    "confirm_number": _numbered,
    "ask_void_number": _numbered,
}
