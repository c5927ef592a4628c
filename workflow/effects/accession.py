"""A region joins a released standard: it asks, consults at home, and announces its own edition under the serial."""

from typing import Any

from workflow import clock
from workflow.db import Work
from workflow.effects.editions import legal_duties, owe, region_number
from workflow.effects.positions import write_position
from workflow.effects.proposals import found_by
from workflow.picture.standing import Case
from workflow.records.numbers import RegionNumber
from workflow.records.releases import Announcement
from workflow.records.standards import StandardTrack
from workflow.vocabulary import Purpose, Role, Stand

NO_WINDOW = {"home_posted_on": None, "home_closes_on": None, "home_text_hash": None}
# Answers of a posting → columns of the track.
SAID = {
    "address": "home_address",
    "host": "home_host",
    "enquiries": "home_enquiries",
    "notice_words": "home_announcement",
}


def _on_track(work: Work, case: Case, **values: Any) -> None:
    mine = (StandardTrack.standard_id == case.standing.standard.id, StandardTrack.region_code == case.region)
    work.update(StandardTrack, *mine, **values)


def accede(work: Work, case: Case) -> None:
    """Whatever an earlier time in this standard left on the track does not speak for this one."""
    blank = {
        "admitted_at": None,
        "repealed_on": None,
        "effective_on": None,
        **NO_WINDOW,
        **dict.fromkeys(SAID.values(), ""),
    }
    _on_track(work, case, plan_number=case.answers.get("plan_number"), **blank)
    found_by(work, case, case.answers.get("plan_number", ""))


def post_at_home(work: Work, case: Case) -> dict[str, Any]:
    answers, frozen = case.answers, case.standing.frozen
    assert frozen is not None
    closes_on = clock.days_after(answers["posted_on"], answers["days"])
    window = {"home_posted_on": answers["posted_on"], "home_closes_on": closes_on, "home_text_hash": frozen.text_hash}
    _on_track(work, case, **window, **{column: answers.get(name, "") for name, column in SAID.items()})
    return {"closes_on": closes_on, "text_hash": frozen.text_hash}


def announce_accession(work: Work, case: Case) -> dict[str, Any]:
    """The same serial and year with a date of its own; a region that carried a number here before carries it again."""
    answers, number = case.answers, region_number(case, case.region)
    _on_track(work, case, effective_on=answers["effective"])
    if case.region not in case.standing.numbers:
        work.insert(RegionNumber, **number)
    _announced(work, case)
    owed = {case.region: owe(work, legal_duties(work, case, case.region, answers.get("filing_owner")))}
    said = write_position(work, case, purpose=Purpose.ACCESSION, role=Role.APPROVER, stand=Stand.AGREE)
    return said | {"edition": number["display"], "owed": owed}


def _announced(work: Work, case: Case) -> None:
    """Its announcement stands beside those of the release; a later one takes the place of its own earlier one."""
    answers, release = case.answers, case.standing.release
    assert release is not None
    told = {
        "document_number": answers["document_number"],
        "issuer": answers["issuer"],
        "proposer": answers.get("proposer", ""),
        "replaces": answers.get("replaces", ""),
        "filing_owner_id": answers.get("filing_owner"),
        "confirmed_at": work.at,
    }
    before = case.standing.announcements.get(case.region)
    if before is None:
        work.insert(Announcement, release_id=release.id, region_code=case.region, **told)
    else:
        work.update(Announcement, Announcement.id == before.id, **told)
