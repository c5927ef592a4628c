"""What the edition of one region brings with it, at release or when the region joins: its number, its legal duties."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from workflow import clock
from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.followups import StandardDuty
from workflow.rules.numbering import number_of
from workflow.text.number_parsing import parse
from workflow.text.numbers import StandardNumber
from workflow.vocabulary import Duty, DutyKind

# Duties that come with an edition, each with the term of its days.
DAYS: Final = {
    DutyKind.PUBLISH_TEXT: "publication.text_public_days",
    DutyKind.SELF_DECLARATION: "publication.text_public_days",
    DutyKind.FILING: "filing.days",
}

# The same for an amendment, as they are called then.
OWED_BY_AMENDMENT: Final = {
    DutyKind.PUBLISH_TEXT: "duty.amendment_text",
    DutyKind.SELF_DECLARATION: "duty.amendment_declaration",
    DutyKind.FILING: "duty.amendment_filing",
}


def region_number(case: Case, code: str) -> dict[str, Any]:
    """The number of one region: that of the common serial, or the number it was agreed to keep, which a revision
    carries under the new year.
    """
    standing = case.standing
    assert standing.serial is not None
    assert standing.release is not None
    place, kept = standing.places[code], (standing.serial.exceptions or {}).get(code)
    year = clock.day_of(standing.release.instant).year
    number = number_of(standing, code, year)
    own = parse(kept, areas={place.db_prefix.removeprefix("DB")}) if kept else None
    if isinstance(own, StandardNumber):
        number = replace(own, year=year) if standing.standard.is_revision else own
    row = {"standard_id": standing.standard.id, "region_code": code, "is_exception": kept is not None}
    return row | {"key": number.key, "display": number.display}


def kinds_owed(term: Callable[[str], Any]) -> list[DutyKind]:
    """What an edition owes by its terms: to make the text public in one way or another, and to file it or not."""
    return [DutyKind(term("publication.duty")), *([DutyKind.FILING] if term("filing.owed") else [])]


def legal_duties(work: Work, case: Case, code: str, filing_owner: int | None) -> list[dict[str, Any]]:
    """Text within 20 days by the region's authority, filing within 60 by who was named for it, where it is owed."""
    standing, today = case.standing, clock.day_of(work.at)
    shared = {"standard_id": standing.standard.id, "region_code": code, "state": Duty.OPEN, "opened_at": work.at}
    due = {kind: clock.days_after(today, standing.terms.days(DAYS[kind])) for kind in DAYS}
    owners = {DutyKind.FILING: filing_owner}
    return [
        {**shared, "kind": kind, "organ_id": owners.get(kind) or standing.authority(code), "due_on": due[kind]}
        for kind in kinds_owed(lambda key: standing.terms[key].value)
    ]


def owe(work: Work, duties: list[dict[str, Any]]) -> list[int]:
    """Write the duties of one edition; their ids, in this order, stand in the event."""
    return [work.insert(StandardDuty, **duty) for duty in duties]
