"""Whither an act on an agreement leads: what a proposal says, what the agreement shows after the act, and what of its
charter the act may write."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from workflow import clock
from workflow.accord import ruling
from workflow.accord.charter import Charter
from workflow.accord.content import MARK, by_term, chain_asked, entries, parsed
from workflow.agreeing.adopting import ROTATION
from workflow.facts import plain
from workflow.picture.standing import Case
from workflow.process.row import Row, Scope
from workflow.records.agreements import AgreementChange
from workflow.replaying.charted import Charted
from workflow.rules.agreeing import accord, subject
from workflow.rules.ruling import ARTICLES
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import AgreementState, ChangeKind, ChangeState

Leaf = Mapping[str, Any]
Content = dict[str, Any]


def _terms(case: Case) -> Content:
    key, text = case.answers["term"], case.answers["value"]
    new = {"value": parsed(key, accord(case).terms[key].value, text), "cites": case.answers["citation"], "mark": MARK}
    joined = accord(case).change(case.answers.get("change"))
    return {"terms": entries({**(by_term(joined.content["terms"]) if joined else {}), key: new})}


# What each row of a proposal makes of its answers.
SAYS: Final[Mapping[str, Callable[[Case], Content]]] = {
    "propose_terms": _terms,
    "propose_rule": lambda case: ruling.content(case.answers[ARTICLES], case.answers["citation"], accord(case).terms),
    "propose_chain": lambda case: {"purpose": case.answers["gate"].value, "links": chain_asked(case.answers)},
    "propose_renewal": lambda case: {"valid_until": case.answers["valid_until"].isoformat()},
    "propose_ending": lambda case: {"valid_until": case.answers["effective_from"].isoformat()},
}


def shown(row: Row, case: Case, leaf: Leaf, stood: Charted) -> dict[str, Any]:
    """What the agreement must show after the act."""
    seen, stands, change = accord(case), dict(stood.stands), subject(case)
    if row.scope is Scope.AGREEMENT and row.target is not None:
        stands["state"] = row.target
    moved = CHANGED.get(row.name, row.target if row.scope is Scope.CHANGE and row.source else None)
    if moved is not None and change is not None:
        stands["changes"] = {**stands["changes"], str(change.id): moved}
    if row.name in SAYS:
        stands["changes"] = {**stands["changes"], str(leaf["facts"]["change"]): ChangeState.PROPOSED}
    if row.name == "adopt_change" and change is not None:
        stands |= ADOPTED[change.kind](case, stands, change)
    if row.name == "rotate_chair":
        codes = [member.region_code for member in seen.members]
        stands["chair"] = codes[(codes.index(stands["chair"]) + 1) % len(codes)]
    if row.name == "empower_city":
        city = {case.answers["city"]: case.answers["document_number"]}
        stands["empowered"] = {**stands["empowered"], **city}
    return plain(stands)  # type: ignore[no-any-return]


CHANGED: Final = {"open_signing": ChangeState.CONFIRMING, "agreement_begins": ChangeState.ADOPTED}
ADOPTED: Final[Mapping[ChangeKind, Callable[[Case, Mapping[str, Any], AgreementChange], dict[str, Any]]]] = {
    ChangeKind.TERMS: lambda case, stands, change: {"rules": stands["rules"] + 1},
    ChangeKind.CHAIN: lambda case, stands, change: {},
    ChangeKind.RENEWAL: lambda case, stands, change: {
        "until": change.content["valid_until"],
        "state": AgreementState.IN_FORCE,
    },
    ChangeKind.ENDING: lambda case, stands, change: {"until": case.today, "state": AgreementState.ENDED},
}


def writes(row: Row, case: Case, leaf: Leaf, stood: Charted) -> Charter:
    """What the act may write into the charter."""
    change, seen = subject(case), accord(case)
    if row.name == "rotate_chair":
        return _chair(seen.agreement.chair_until, int(seen.terms.days(ROTATION)))
    if row.name != "adopt_change" or change is None:
        return {}
    if change.kind is ChangeKind.CHAIN:
        made = stood.succeeded(change.region_code or "", change.content, case.today.isoformat())
        return {"offices": {change.region_code or "": canonical_hash(made)}}
    return _terms_adopted(case, leaf, stood, change) if change.kind is ChangeKind.TERMS else {}


def _terms_adopted(case: Case, leaf: Leaf, stood: Charted, change: AgreementChange) -> Charter:
    """A new version of the rule set: what stood, with what the parties signed."""
    new, known = by_term(change.content["terms"]), stood.terms(stood.newest)
    made = entries({**by_term(known or ()), **new})
    version = accord(case).rule_sets[0].version + 1
    cells = {"version": version, "effective_from": case.today, "citation": change.citation}
    told: Charter = {"rule_sets": {str(leaf["facts"]["rule_set"]): plain(cells) | {"terms": canonical_hash(made)}}}
    return told | (_chair(case.today, int(new[ROTATION]["value"])) if ROTATION in new else {})


def _chair(since: date | None, months: int) -> Charter:
    until = clock.months_after(since, months) if months and since else None
    return {"agreement": {"chair_until": plain(until)}}
