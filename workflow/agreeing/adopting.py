"""What takes effect: new terms as a new version, a chain from its day on, a longer or an ended agreement, the chair."""

from collections.abc import Callable
from datetime import date
from typing import Any

from workflow import clock
from workflow.accord.content import by_term
from workflow.accord.picture import Accord
from workflow.agreeing.proposing import Facts, move, named, open_change, told
from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.agreements import Agreement, AgreementChange, Member, Office, RuleSet
from workflow.rules.agreeing import accord
from workflow.vocabulary import AgreementState, ChangeKind, ChangeState, Purpose

ROTATION = "chair.rotation_months"


def adopt_change(work: Work, case: Case) -> Facts:
    change = named(case)
    move(work, change, state=ChangeState.ADOPTED, decided_at=work.at)
    return told(change) | ADOPT[change.kind](work, accord(case), change, case.today)


def _adopt_terms(work: Work, seen: Accord, change: AgreementChange, today: date) -> Facts:
    """A new version of the rule set; projects under way keep theirs until an act moves them."""
    latest, new = seen.rule_sets[0], by_term(change.content["terms"])
    version = {"version": latest.version + 1, "effective_from": today, "citation": change.citation}
    made = work.insert(RuleSet, agreement_id=seen.agreement.id, **version, terms={**latest.terms, **new})
    if ROTATION in new:
        months = int(new[ROTATION]["value"])
        write_agreement(work, seen, chair_until=clock.months_after(today, months) if months else None)
    return {"rule_set": made, "version": latest.version + 1}


def _adopt_chain(work: Work, seen: Accord, change: AgreementChange, today: date) -> Facts:
    region, purpose = change.region_code or "", Purpose(change.content["purpose"])
    key = {"agreement_id": seen.agreement.id, "region_code": region, "purpose": purpose}
    here = (Office.agreement_id == seen.agreement.id, Office.region_code == region, Office.purpose == purpose)
    work.update(Office, *here, Office.until.is_(None), until=today)
    rows = [
        {**key, "since": today, "rank": k["rank"], "organ_id": k["organ"], "role": k["role"], "field": k["field"]}
        for k in change.content["links"]
    ]
    work.insert_many(Office, rows)
    return {}


def _adopt_renewal(work: Work, seen: Accord, change: AgreementChange, today: date) -> Facts:
    until = date.fromisoformat(change.content["valid_until"])
    write_agreement(work, seen, valid_until=until, state=AgreementState.IN_FORCE)
    return {}


def _adopt_ending(work: Work, seen: Accord, change: AgreementChange, today: date) -> Facts:
    write_agreement(work, seen, valid_until=today, state=AgreementState.ENDED)
    return {}


ADOPT: dict[ChangeKind, Callable[[Work, Accord, AgreementChange, date], Facts]] = {
    ChangeKind.TERMS: _adopt_terms,
    ChangeKind.CHAIN: _adopt_chain,
    ChangeKind.RENEWAL: _adopt_renewal,
    ChangeKind.ENDING: _adopt_ending,
}


def write_agreement(work: Work, seen: Accord, **values: Any) -> None:
    work.guarded(Agreement, Agreement.id == seen.agreement.id, Agreement.state == seen.agreement.state, **values)


def open_signing(work: Work, case: Case) -> Facts:
    write_agreement(work, accord(case), state=AgreementState.SIGNING)
    return open_change(work, case)


def agreement_begins(work: Work, case: Case) -> Facts:
    change = named(case)
    write_agreement(work, accord(case), state=AgreementState.IN_FORCE)
    move(work, change, state=ChangeState.ADOPTED, decided_at=work.at)
    return told(change)


def agreement_lapses(work: Work, case: Case) -> Facts:
    write_agreement(work, accord(case), state=AgreementState.LAPSED)
    return {}


def rotate_chair(work: Work, case: Case) -> Facts:
    """To the next party in the agreement's fixed order."""
    seen = accord(case)
    codes, agreement = [m.region_code for m in seen.members], seen.agreement
    assert agreement.chair_until is not None
    chair = codes[(codes.index(agreement.chair_region) + 1) % len(codes)]
    months = seen.terms.days(ROTATION)
    until = clock.months_after(agreement.chair_until, months) if months else None
    write_agreement(work, seen, chair_region=chair, chair_until=until)
    return {"chair": chair, "since": agreement.chair_until}


def empower_city(work: Work, case: Case) -> Facts:
    where = (Member.agreement_id == accord(case).agreement.id, Member.region_code == case.answers["city"])
    work.guarded(Member, *where, empowered_by=case.answers["document_number"])
    return {}
