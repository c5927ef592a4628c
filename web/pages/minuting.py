"""The minutes of a review, generated on the page that concludes it: looked at, or taken over into its form."""

from io import BytesIO

from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue

from web import acting, door, forms
from web.config import database, settings
from web.project.party import found
from web.reading import reading
from web.seats import acts
from workflow.exports.paperwork.minutes import NAME, minutes_pdf
from workflow.process.reasons import NotThere, Refused, unmet
from workflow.process.row import Row
from workflow.storage import files
from workflow.vocabulary import PaperKind

pages = Blueprint("minuting", __name__)


@pages.post("/standards/<int:standard_id>/steps/<step>/minutes")
@acts
def minutes(standard_id: int, step: str) -> ResponseReturnValue:
    """The form again with the generated file in the place of its minutes, or, to look at it, the file alone."""
    row = acting.row_of(step)
    name = next((ask.name for ask in row.asks if ask.paper is PaperKind.MINUTES), None)
    if name is None:
        raise NotThere
    pdf = _made(standard_id, row, request.form.get("demands", ""))
    if "look" in request.form:
        named = f"attachment; filename=standard-{standard_id}-minutes.pdf"
        return Response(pdf, mimetype="application/pdf", headers={"Content-Disposition": named})
    digest = files.store(database(), settings(), BytesIO(pdf), NAME, g.seat.person_id, g.now)
    return door.again(standard_id, row, forms.written(row) | {name: digest})


def _made(standard_id: int, row: Row, demands: str) -> bytes:
    with reading():
        standing = found(standard_id)
        case = door.case_of(row, standing)
        if reasons := unmet(row, case, before_answers=True):
            raise Refused(reasons)
        pdf = minutes_pdf(case, demands)
    if pdf is None:
        raise NotThere
    return pdf
