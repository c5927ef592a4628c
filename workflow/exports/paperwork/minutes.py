"""The minutes of a review as its chair concludes it: filled from what happened, with what is demanded beside."""

from dataclasses import replace
from typing import Final

from workflow.demanding import lines
from workflow.exports.paperwork.filling import filled
from workflow.exports.paperwork.printing import form_pdf
from workflow.exports.paperwork.shapes import form
from workflow.exports.paperwork.source import Closing, Source
from workflow.judges import panel_of
from workflow.picture.standing import Case
from workflow.rules.voting import carries, shares, tally, waited_for

FORM: Final = "minutes"
NAME: Final = "审查会议纪要.pdf"


def minutes_pdf(case: Case, demands: str) -> bytes | None:
    """A file to hand in with the conclusion; none while a vote is waited for, because it tells what was voted."""
    panel, standing = panel_of(case), case.standing
    if panel is None or panel.opened_at is None or waited_for(case):
        return None
    closing = Closing(carries(tally(case), shares(standing.terms)), tuple(lines(demands)))
    code = panel.region_code or standing.standard.lead_region
    source = Source.of(standing, case.at, code, panel, reader=case.region or None)
    shape = form(FORM, standing.agreement.code, code)
    return form_pdf(filled(shape, replace(source, closing=closing))).pdf
