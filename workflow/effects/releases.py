"""Joint release: one instant for all regions or none."""

from typing import Any

from workflow import clock
from workflow.db import Work
from workflow.records.followups import StandardDuty
from workflow.records.numbers import RegionNumber
from workflow.records.releases import Announcement, Release
from workflow.records.standards import Standard
from workflow.standing import Case
from workflow.text.number_parsing import parse
from workflow.text.numbers import StandardNumber, compose
from workflow.vocabulary import Duty, DutyKind


def schedule_release(work: Work, case: Case) -> dict[str, Any]:
    standing, answers = case.standing, case.answers
    frozen = standing.frozen
    assert frozen is not None
    given = answers.get("cover_order") or []
    made = work.insert(
        Release,
        standard_id=standing.standard.id,
        attempt=len(standing.releases) + 1,
        version_id=frozen.id,
        instant=answers["instant"],
        effective_on=answers["effective"],
        own_dates={},
        cover_order=[*given, *(code for code in _lead_first(case) if code not in given)],
        scheduled_at=work.at,
    )
    return {"release": made, "text_hash": frozen.text_hash}


def _lead_first(case: Case) -> list[str]:
    lead = case.standing.standard.lead_region
    return sorted(case.standing.counted, key=lambda code: code != lead)


def confirm_release(work: Work, case: Case) -> None:
    release, answers = case.standing.release, case.answers
    assert release is not None
    work.insert(
        Announcement,
        release_id=release.id,
        region_code=case.region,
        document_number=answers["document_number"],
        issuer=answers["issuer"],
        proposer=answers.get("proposer", ""),
        replaces=answers.get("replaces", ""),
        filing_owner_id=answers["filing_owner"],
        confirmed_at=work.at,
    )


def seal_release(work: Work, case: Case) -> None:
    assert case.standing.release is not None
    work.update(Release, Release.id == case.standing.release.id, sealed_at=work.at)


def abort_release(work: Work, case: Case) -> None:
    """The attempt is over; the number stays reserved and the approvals stand."""
    assert case.standing.release is not None
    work.update(Release, Release.id == case.standing.release.id, ended_at=work.at)


call_off_release = abort_release  # stopping is the same deed, whoever stops it


def release(work: Work, case: Case) -> dict[str, Any]:
    """Numbers, dates and legal duties of all regions, in the same transaction as the state; lateness is recorded."""
    standing = case.standing
    attempt = standing.release
    assert attempt is not None
    late = max(0, int((work.at - attempt.instant).total_seconds()))
    work.update(Release, Release.id == attempt.id, released_at=work.at, late_seconds=late)
    dates = {"released_at": work.at, "effective_on": attempt.effective_on}
    work.update(Standard, Standard.id == standing.standard.id, **dates)
    numbers = [_number(case, code) for code in attempt.cover_order]
    work.insert_many(RegionNumber, numbers)
    work.insert_many(StandardDuty, [duty for code in attempt.cover_order for duty in _legal_duties(work, case, code)])
    return {"numbers": [n["display"] for n in numbers], "late_seconds": late, "instant": attempt.instant}


def _number(case: Case, code: str) -> dict[str, Any]:
    """The number of one region: the common serial under its own prefix, or the number it was agreed to keep."""
    standing = case.standing
    assert standing.serial is not None
    assert standing.release is not None
    place, kept = standing.places[code], (standing.serial.exceptions or {}).get(code)
    year = clock.day_of(standing.release.instant).year
    part, nature = standing.serial.part or None, standing.standard.nature.value
    common = compose(place.db_prefix, nature, serial=standing.serial.serial, part=part, year=year)
    own = parse(kept, areas={place.db_prefix.removeprefix("DB")}) if kept else common
    number = own if isinstance(own, StandardNumber) else common
    row = {"standard_id": standing.standard.id, "region_code": code, "is_exception": kept is not None}
    return row | {"key": number.key, "display": number.display}


def _legal_duties(work: Work, case: Case, code: str) -> list[dict[str, Any]]:
    """Text within 20 days by the region's authority, filing within 60 by who was named for it."""
    standing, today = case.standing, clock.day_of(work.at)
    shared = {"standard_id": standing.standard.id, "region_code": code, "state": Duty.OPEN, "opened_at": work.at}
    owners = {
        DutyKind.PUBLISH_TEXT: standing.authority(code),
        DutyKind.FILING: standing.announcements[code].filing_owner_id,
    }
    terms = {DutyKind.PUBLISH_TEXT: "publication.text_public_days", DutyKind.FILING: "filing.days"}
    return [
        {**shared, "kind": kind, "organ_id": owner, "due_on": clock.days_after(today, standing.terms.days(terms[kind]))}
        for kind, owner in owners.items()
    ]
