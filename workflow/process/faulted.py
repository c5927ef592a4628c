"""What may be answered for by name: the errors and warnings that the checker finds in the newest text."""

from workflow.checking import checked, named, place_of
from workflow.picture.standing import Case
from workflow.process.row import Choice
from workflow.text.checks import Severity


def findings_to_waive(case: Case) -> list[Choice]:
    """Those of one check in one clause together, as `L45@c12`; none that is answered for already."""
    last = case.standing.draft
    if last is None:
        return []
    now = checked(case.standing, last)
    wanted = (one for one in now.findings if one.severity is not Severity.INFORMATION)
    places = [place for place in dict.fromkeys(map(place_of, wanted)) if place not in now.waived]
    names = (named(now.text, place) for place in places)
    return [Choice(name.code, name) for name in names]
