"""Proposed changes: written down whole with one hash, opened, signed by each region that is asked, or taken back."""

from typing import Any

from workflow.accord import ruling
from workflow.accord.content import MARK, by_term, chain_asked, current, entries, hashed, parsed
from workflow.db import Work, table_of
from workflow.picture.standing import Case
from workflow.records.agreements import AgreementChange, AgreementVoice
from workflow.rules.agreeing import accord, subject
from workflow.rules.ruling import ARTICLES
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import ChangeKind, ChangeState

Facts = dict[str, Any]


def propose(work: Work, case: Case, kind: ChangeKind, content: Facts) -> Facts:
    seen, answers, seat = accord(case), case.answers, case.seat
    assert seat is not None
    change = AgreementChange(
        agreement_id=seen.agreement.id,
        kind=kind,
        state=ChangeState.PROPOSED,
        region_code=seat.region if kind is ChangeKind.CHAIN else None,
        content=content,
        effective_from=answers["effective_from"],
        citation=answers["citation"],
        reason=answers.get("reason", ""),
        proposed_by=seat.person_id,
        proposed_region=seat.region,
        proposed_at=work.at,
    )
    values = {c.name: getattr(change, c.name) for c in table_of(AgreementChange).columns if c.name != "id"}
    sha256 = hashed(kind, content, answers["effective_from"].isoformat(), answers["citation"])
    before = current(seen, change)
    made = work.insert(AgreementChange, **values | {"before": before, "sha256": sha256})
    return {
        "change": made,
        "kind": kind,
        "sha256": sha256,
        "before": canonical_hash(before),
        "content": content if kind is not ChangeKind.FOUNDING else {},
    }


def propose_terms(work: Work, case: Case) -> Facts:
    """One figure; given a change that is not open yet, the figure joins it."""
    seen, answers = accord(case), case.answers
    key = answers["term"]
    new = {"value": parsed(key, seen.terms[key].value, answers["value"]), "cites": answers["citation"], "mark": MARK}
    joined = seen.change(answers.get("change"))
    if joined is None:
        return propose(work, case, ChangeKind.TERMS, {"terms": entries({key: new})})
    content = {"terms": entries({**by_term(joined.content["terms"]), key: new})}
    sha256 = hashed(ChangeKind.TERMS, content, answers["effective_from"].isoformat(), answers["citation"])
    same = {name: answers[name] for name in ("effective_from", "citation", "reason")}
    joined.content = content
    before = current(seen, joined)
    move(work, joined, content=content, before=before, sha256=sha256, **same)
    told = {"change": joined.id, "kind": joined.kind, "sha256": sha256, "content": content}
    return told | {"before": canonical_hash(before)}


def propose_rule(work: Work, case: Case) -> Facts:
    """The whole joint rule, and with it every figure that its articles fix."""
    says = ruling.content(case.answers[ARTICLES], case.answers["citation"], accord(case).terms)
    return propose(work, case, ChangeKind.TERMS, says)


def propose_chain(work: Work, case: Case) -> Facts:
    content = {"purpose": case.answers["gate"].value, "links": chain_asked(case.answers)}
    return propose(work, case, ChangeKind.CHAIN, content)


def propose_renewal(work: Work, case: Case) -> Facts:
    return propose(work, case, ChangeKind.RENEWAL, {"valid_until": case.answers["valid_until"].isoformat()})


def propose_ending(work: Work, case: Case) -> Facts:
    return propose(work, case, ChangeKind.ENDING, {"valid_until": case.answers["effective_from"].isoformat()})


def move(work: Work, change: AgreementChange, **values: Any) -> None:
    where = (AgreementChange.id == change.id, AgreementChange.state == change.state)
    work.guarded(AgreementChange, *where, **values)


def named(case: Case) -> AgreementChange:
    change = subject(case)
    assert change is not None
    return change


def told(change: AgreementChange) -> Facts:
    return {"change": change.id, "kind": change.kind, "sha256": change.sha256}


def open_change(work: Work, case: Case) -> Facts:
    change = named(case)
    move(work, change, state=ChangeState.CONFIRMING, opened_at=work.at)
    return told(change)


def confirm_change(work: Work, case: Case) -> Facts:
    """One region's signature under the hash that all sign."""
    change, seat = named(case), case.seat
    assert seat is not None
    who = {"region_code": seat.region, "person_id": seat.person_id, "seat_id": seat.id}
    work.insert(AgreementVoice, change_id=change.id, **who, sha256=change.sha256, at=work.at)
    return told(change)


sign_agreement = confirm_change  # the draft of an agreement is the first change of all


def withdraw_change(work: Work, case: Case) -> Facts:
    change = named(case)
    move(work, change, state=ChangeState.DROPPED, decided_at=work.at)
    return told(change)


refuse_change = withdraw_change  # no and never mind are one deed, whoever says it
