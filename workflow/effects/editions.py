"""What the edition of one region brings with it, at release or when the region joins: its number, its legal duties."""

from dataclasses import replace
from typing import Any

from workflow import clock
from workflow.db import Work
from workflow.standing import Case
from workflow.text.number_parsing import parse
from workflow.text.numbers import StandardNumber, compose
from workflow.vocabulary import Duty, DutyKind


def region_number(case: Case, code: str) -> dict[str, Any]:
    """The number of one region: the common serial under its own prefix, or the number it was agreed to keep, which a
    revision carries under the new year.
    """
    standing = case.standing
    assert standing.serial is not None
    assert standing.release is not None
    place, kept = standing.places[code], (standing.serial.exceptions or {}).get(code)
    year = clock.day_of(standing.release.instant).year
    part, nature = standing.serial.part or None, standing.standard.nature.value
    number = compose(place.db_prefix, nature, serial=standing.serial.serial, part=part, year=year)
    own = parse(kept, areas={place.db_prefix.removeprefix("DB")}) if kept else None
    if isinstance(own, StandardNumber):
        number = replace(own, year=year) if standing.standard.is_revision else own
    row = {"standard_id": standing.standard.id, "region_code": code, "is_exception": kept is not None}
    return row | {"key": number.key, "display": number.display}


def legal_duties(work: Work, case: Case, code: str, filing_owner: int) -> list[dict[str, Any]]:
    """Text within 20 days by the region's authority, filing within 60 by who was named for it."""
    standing, today = case.standing, clock.day_of(work.at)
    shared = {"standard_id": standing.standard.id, "region_code": code, "state": Duty.OPEN, "opened_at": work.at}
    owners = {DutyKind.PUBLISH_TEXT: standing.authority(code), DutyKind.FILING: filing_owner}
    terms = {DutyKind.PUBLISH_TEXT: "publication.text_public_days", DutyKind.FILING: "filing.days"}
    return [
        {**shared, "kind": kind, "organ_id": owner, "due_on": clock.days_after(today, standing.terms.days(terms[kind]))}
        for kind, owner in owners.items()
    ]
