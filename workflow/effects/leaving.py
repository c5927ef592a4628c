"""The life no rule book prints: leaving, the lead passing on, ending below the floor."""

from typing import Any

from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.standards import Drafter, Standard, StandardTrack
from workflow.rules.leaving import heirs
from workflow.vocabulary import Ending


def release_drafters(work: Work, case: Case, region: str) -> None:
    """A region's drafters leave with it; where its editor was among them the group is due for confirmation."""
    standing = case.standing
    mine = (Drafter.standard_id == standing.standard.id, Drafter.region_code == region, Drafter.until.is_(None))
    work.update(Drafter, *mine, until=work.at)
    track = (StandardTrack.standard_id == standing.standard.id, StandardTrack.region_code == region)
    work.update(StandardTrack, *track, drafters_named_at=None)
    if any(d.is_editor and d.region_code == region for d in standing.drafters):
        work.update(Standard, Standard.id == standing.standard.id, group_confirmed_at=None)


def withdraw_from_project(work: Work, case: Case) -> None:
    release_drafters(work, case, case.region)


def lead_falls(work: Work, case: Case) -> dict[str, Any]:
    heir = heirs(case)[0]
    work.update(Standard, Standard.id == case.standing.standard.id, lead_region=heir)
    return {"lead": heir}


def end_below_floor(work: Work, case: Case) -> None:
    work.update(Standard, Standard.id == case.standing.standard.id, ending=Ending.BELOW_FLOOR)


def convert(work: Work, case: Case) -> dict[str, Any]:
    """The band's number is given back for ever; text and plan pass to an ordinary project of the region."""
    return _converted(work, case, Ending.AGREED)


def convert_before_release(work: Work, case: Case) -> dict[str, Any]:
    return _converted(work, case, Ending.BELOW_FLOOR)


def _converted(work: Work, case: Case, ending: Ending) -> dict[str, Any]:
    """Whose ordinary project it becomes."""
    standing = case.standing
    work.update(Standard, Standard.id == standing.standard.id, ending=ending)
    return {"alone": next(iter(standing.counted or standing.undecided), None)}
