"""Findings of the checker as rows of pages and of the API: what is wrong, where, what to do, and who answers for it."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Final

from web.present import instant
from web.views.clauses import anchor, label
from workflow.checking import Checked, named, place_of
from workflow.picture.standing import Standing
from workflow.reads.checking import SEVERITIES, is_heuristic, key_of
from workflow.records.checking import Waiver
from workflow.text.blocks import Block, Deviation
from workflow.text.checks import BY_ID, Finding, Severity
from workflow.text.notation import read
from workflow.words import say, tell

Json = dict[str, Any]
Home = Callable[[str], str]
LAW: Final = "law."


def finding_rows(standing: Standing, found: Checked, home: Home) -> list[Json]:
    """Every finding, worst first, within a severity in reading order; `home` gives the page of a clause."""
    rank = list(Severity)
    ordered = sorted(found.findings, key=lambda one: rank.index(one.severity))
    return [_row(standing, found, one, home) for one in ordered]


def _row(standing: Standing, found: Checked, one: Finding, home: Home) -> Json:
    clause, waiver = found.text.by_id.get(one.clause), found.waived.get(place_of(one))
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "severity_words": say(SEVERITIES[one.severity]),
        "cites": cites(one.rule),
        "sentence": say(f"check.{one.rule.lower()}", **one.facts),
        "cure": say(f"cure.{one.rule.lower()}", **one.facts),
        "is_heuristic": is_heuristic(one),
        "clause": one.clause,
        "place": label(clause) if clause else say("全文和封面"),
        "href": f"{home(clause.id)}#{place_on_page(found, one)}" if clause else "",
        "words": one.words,
        "finding": "@".join(place_of(one)),
        "key": key_of(one) if one.fix else "",
        "waived": waiver_row(standing, waiver) if waiver else None,
    }


def waiver_row(standing: Standing, waiver: Waiver) -> Json:
    """Who answers for it, why, since when."""
    return {"who": standing.person(waiver.person_id), "reason": waiver.reason, "at": instant(waiver.at)}


def lapsed_rows(standing: Standing, found: Checked) -> list[Json]:
    """Waivers whose clause has changed since, or is gone."""
    return [
        {"name": tell(named(found.text, (one.rule, one.clause_id))), **waiver_row(standing, one)}
        for one in found.lapsed
    ]


def cites(rule: str) -> str:
    """The clause of GB/T 1.1—2020, or of the law, that a check rests on."""
    told = BY_ID[rule].cites
    if told.startswith(LAW):
        return say("《标准化法》第 {n} 条", n=told.removeprefix(LAW))
    return say("协同编写的规则") if told == "coordination" else f"GB/T 1.1—2020, {told}"


def counts(findings: Iterable[Json]) -> dict[str, int]:
    """How many of each severity wait, and how many are answered for."""
    return dict(Counter("waived" if one["waived"] else one["severity"] for one in findings))


def desk_of(standing: Standing) -> Home:
    """The clauses on the drafter's desk."""
    return lambda clause: f"/standards/{standing.standard.id}/draft?clause={clause}"


def text_of(standing: Standing, number: int) -> Home:
    """The clauses of a version as everybody reads them."""
    return lambda _: f"/standards/{standing.standard.id}/text?version={number}"


def place_on_page(found: Checked, one: Finding) -> str:
    """The anchor of the block where it has one, else of its clause."""
    blocks: tuple[Block, ...] = read(found.text.by_id[one.clause].body) if one.path else ()
    id_ = ""
    for at in one.path:
        block = blocks[at] if at < len(blocks) else None
        id_ = getattr(block, "id", "") or id_
        blocks = block.blocks if isinstance(block, Deviation) else ()
    return anchor(id_ or one.clause)
