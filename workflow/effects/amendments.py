"""Amendments: proposed, frozen, posted, scheduled, and at their instant the text of the standard."""

from typing import Any

from workflow.db import Work
from workflow.effects.drafting import metadata
from workflow.effects.editions import OWED_BY_AMENDMENT, legal_duties, owe
from workflow.effects.releases import lines_of_mirrors
from workflow.picture import manuscript
from workflow.picture.standing import Case
from workflow.records.amendments import Amendment, AmendmentPart
from workflow.rules import amending
from workflow.rules.consulting import closes_after
from workflow.rules.items import worded
from workflow.text.amended import amended
from workflow.text.clauses import Text
from workflow.vocabulary import AmendmentState, TextPurpose


def propose_amendment(work: Work, case: Case) -> dict[str, Any]:
    standing, answers, seat, base = case.standing, case.answers, case.seat, case.standing.frozen
    assert seat is not None
    assert base is not None
    number = amending.in_effect(case) + 1
    made = work.insert(
        Amendment,
        standard_id=standing.standard.id,
        number=number,
        kind=answers["kind"],
        state=AmendmentState.PROPOSED,
        since=work.at,
        items=worded(case, number, {}),
        reason=answers["reason"],
        base_id=base.id,
        proposed_region=case.region,
        proposed_by=seat.person_id,
        proposed_at=work.at,
    )
    return {"amendment": made, "number": number, "base": base.id}


def _write(work: Work, case: Case, **values: Any) -> None:
    work.update(Amendment, Amendment.id == amending.amendment_of(case).id, **values)


def word_amendment(work: Work, case: Case) -> None:
    """Other words are another text: what was frozen before is not the amendment any more."""
    amendment = amending.amendment_of(case)
    items = worded(case, amendment.number, amendment.items)
    _write(work, case, items=items, version_id=None)


def freeze_amendment(work: Work, case: Case) -> dict[str, Any]:
    """The text in force with the new words, under today's metadata."""
    standing, amendment = case.standing, amending.amendment_of(case)
    base = next(v for v in standing.versions if v.id == amendment.base_id)
    clauses = amended(manuscript.load(work.session, base), amendment.items)
    text = Text(metadata(case) | {"amendment": amendment.number}, clauses)
    told = _stored(work, case, text, TextPurpose.AMENDMENT, base.id, case.answers["summary"])
    _write(work, case, version_id=told["version"])
    return told


def _stored(work: Work, case: Case, text: Text, purpose: TextPurpose, base: int, summary: str) -> dict[str, Any]:
    standing = case.standing
    number = standing.versions[0].number + 1
    made, hashed = manuscript.store(
        work,
        text,
        standard_id=standing.standard.id,
        number=number,
        purpose=purpose,
        base_id=base,
        made_by=case.seat.person_id if case.seat else None,
        summary=summary,
    )
    work.along["text_version"] = standing.standard.version + 1
    return {"version": made, "number": number, "purpose": purpose, "text_hash": hashed}


# --- consultation ---------------------------------------------------------------------------------------------------


def consult_amendment(work: Work, case: Case) -> dict[str, Any]:
    _write(work, case, days=case.answers["days"], opened_at=work.at)
    return _bound(case)


def _bound(case: Case) -> dict[str, Any]:
    """On which text."""
    return {"text_hash": case.standing.amended.text_hash if case.standing.amended else None}


def forgo_amendment_consultation(work: Work, case: Case) -> dict[str, Any]:
    return _bound(case)


def post_amendment(work: Work, case: Case) -> dict[str, Any] | None:
    """After the last region's posting the closing day is fixed for all."""
    answers, amendment = case.answers, amending.amendment_of(case)
    _part(work, case, case.region, address=answers["address"], posted_on=answers["posted_on"])
    if amendment.closes_on is not None or set(amending.unposted(case)) - {case.region}:
        return None
    parts, counted = amending.parts_of(case), case.standing.counted
    others = [part.posted_on for code, part in parts.items() if code in counted and part.posted_on]
    closes_on = closes_after([answers["posted_on"], *others], amendment.days or 0)
    _write(work, case, closes_on=closes_on)
    return {"closes_on": closes_on}


def _part(work: Work, case: Case, region: str, **values: Any) -> None:
    """What one region did: its row begins with its first deed."""
    mine = {"amendment_id": amending.amendment_of(case).id, "region_code": region}
    if region in amending.parts_of(case):
        where = (AmendmentPart.amendment_id == mine["amendment_id"], AmendmentPart.region_code == region)
        work.update(AmendmentPart, *where, **values)
    else:
        work.insert(AmendmentPart, **mine, **({"address": "", "document_number": ""} | values))


# --- release --------------------------------------------------------------------------------------------------------


def schedule_amendment(work: Work, case: Case) -> dict[str, Any]:
    answers = case.answers
    _write(work, case, instant=answers["instant"], effective_on=answers["effective"], scheduled_at=work.at)
    return _bound(case)


def confirm_amendment(work: Work, case: Case) -> None:
    _part(work, case, case.region, document_number=case.answers["document_number"], confirmed_at=work.at)


def seal_amendment(work: Work, case: Case) -> dict[str, Any]:
    _write(work, case, sealed_at=work.at)
    return lines_of_mirrors(case)


def abort_amendment(work: Work, case: Case) -> None:
    """Instant and confirmations are gone; the approvals stand as far as they are fresh."""
    _write(work, case, instant=None, effective_on=None, scheduled_at=None, sealed_at=None)
    mine = AmendmentPart.amendment_id == amending.amendment_of(case).id
    work.update(AmendmentPart, mine, document_number="", confirmed_at=None)


call_off_amendment = abort_amendment  # stopping is the same deed, whoever stops it


def effect_amendment(work: Work, case: Case) -> dict[str, Any]:
    """What was approved becomes the text of the standard, for all regions at once; lateness is recorded."""
    amendment, amended = amending.amendment_of(case), case.standing.amended
    assert amended is not None
    assert amendment.instant is not None
    late = max(0, int((work.at - amendment.instant).total_seconds()))
    _write(work, case, late_seconds=late)
    text = manuscript.load(work.session, amended)
    told = _stored(work, case, text, TextPurpose.FINAL, amended.id, amended.summary)
    counted, papers = case.standing.counted, case.standing.announcements
    owners = {code: papers[code].filing_owner_id if code in papers else None for code in counted}
    matter = {"matter_facts": {"number": amendment.number}}
    duties = {code: legal_duties(work, case, code, owners[code]) for code in counted}
    about = {code: [d | matter | {"matter": OWED_BY_AMENDMENT[d["kind"]]} for d in own] for code, own in duties.items()}
    filed = {"filed": amendment.number, "owed": {code: owe(work, own) for code, own in about.items()}}
    return told | filed | {"amendment": amendment.id, "late_seconds": late, "instant": amendment.instant}
