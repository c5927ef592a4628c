"""What the rows of indicators write."""

from workflow.db import Work
from workflow.entering.telling import Wrote
from workflow.picture.standing import Case
from workflow.records.entries import EntryFigure
from workflow.rules.entering import entered


def tell_figure(work: Work, case: Case, number: int) -> Wrote:
    """A figure of a day, with its source; of a region's people it is their region's."""
    assert case.seat is not None
    answers = case.answers
    told = {"value": answers["figure"], "of_day": answers["of_day"], "source": answers["source"]}
    told |= {"file_sha256": answers.get("evidence"), "seat_id": case.seat.id, "region_code": case.region or None}
    made = work.insert(EntryFigure, entry_id=entered(case).held.id, number=number, at=work.at, **told)
    return Wrote(facts={"figure_id": made})
