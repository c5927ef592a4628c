"""Joint release: one instant for all regions or none."""

from datetime import datetime
from typing import Any

from workflow.accord.choices import MIRRORS
from workflow.db import Work
from workflow.effects.editions import legal_duties, owe, region_number
from workflow.picture.standing import Case
from workflow.records.numbers import RegionNumber
from workflow.records.releases import Announcement, Release
from workflow.records.standards import Standard, StandardTrack
from workflow.rules.sealing import uncosigned


def schedule_release(work: Work, case: Case) -> dict[str, Any]:
    standing, answers = case.standing, case.answers
    frozen = standing.frozen
    assert frozen is not None
    given = answers.get("cover_order") or []
    covers = [*given, *(code for code in _lead_first(case) if code not in given)]
    made = work.insert(
        Release,
        standard_id=standing.standard.id,
        attempt=len(standing.releases) + 1,
        version_id=frozen.id,
        instant=answers["instant"],
        effective_on=answers["effective"],
        cover_order=covers,
        scheduled_at=work.at,
    )
    return {"release": made, "covers": covers, "text_hash": frozen.text_hash}


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
        filing_owner_id=answers.get("filing_owner"),
        effective_on=answers.get("own_effective"),
        confirmed_at=work.at,
    )


def seal_release(work: Work, case: Case) -> dict[str, Any]:
    """Where mirrors were asked, the event tells by which of their lines the evidence is sealed."""
    assert case.standing.release is not None
    work.update(Release, Release.id == case.standing.release.id, sealed_at=work.at)
    return lines_of_mirrors(case)


def lines_of_mirrors(case: Case) -> dict[str, Any]:
    """Each region with the hash of its mirror's cosignature, where the agreement asks for them."""
    if case.standing.terms["release.cosigners"].value != MIRRORS:
        return {}
    return {"cosigned": {code: case.standing.cosigned[code] for code in case.standing.counted}}


def abort_release(work: Work, case: Case) -> dict[str, Any]:
    """The attempt is over; the number stays reserved and the approvals stand. Of mirrors the event tells who reported
    the log since the attempt began, and who had not cosigned."""
    release = case.standing.release
    assert release is not None
    work.update(Release, Release.id == release.id, ended_at=work.at)
    return told_of_mirrors(case, release.scheduled_at)


def told_of_mirrors(case: Case, since: datetime) -> dict[str, Any]:
    """What an aborted release tells of the mirrors that it waited for."""
    if case.standing.terms["release.cosigners"].value != MIRRORS:
        return {}
    reported = sorted(code for code, at in case.standing.reported.items() if at >= since)
    return {"reported": reported, "uncosigned": sorted(uncosigned(case))}


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
    numbers = [region_number(case, code) for code in attempt.cover_order]
    work.insert_many(RegionNumber, numbers)
    owners = {code: standing.announcements[code].filing_owner_id for code in attempt.cover_order}
    owed = {code: owe(work, legal_duties(work, case, code, owner)) for code, owner in owners.items()}
    told = {"numbers": [n["display"] for n in numbers], "late_seconds": late, "instant": attempt.instant, "owed": owed}
    return told | _own_days(work, case)


def _own_days(work: Work, case: Case) -> dict[str, Any]:
    """Regions that named a day of their own apply the standard from then on."""
    own = {code: said.effective_on for code, said in case.standing.announcements.items() if said.effective_on}
    for code, day in own.items():
        mine = (StandardTrack.standard_id == case.standing.standard.id, StandardTrack.region_code == code)
        work.update(StandardTrack, *mine, effective_on=day)
    return {"own_days": own} if own else {}
