"""The departments of a project 会签: the matrix on the page, and the same as PDF, XLSX and CSV."""

from flask import Blueprint, Response, g, render_template

from web.project.concurrence import matrix_view
from web.project.offers import offers
from web.project.paperwork import filled_form
from web.project.party import found, page_head, ways
from web.seats import shows
from workflow import engine
from workflow.exports.paperwork.printing import form_pdf
from workflow.exports.paperwork.sheets import form_sheet
from workflow.exports.tables import MEDIA
from workflow.process.reasons import NotThere
from workflow.reads.concurrence import matrix
from workflow.words import say

pages = Blueprint("concurrence", __name__)
STEPS = ("take_position", "overrule_department", "inform_department", "urge")


@pages.get("/standards/<int:standard_id>/concurrence")
@shows
def concurrence(standard_id: int) -> str:
    standing = found(standard_id)
    page = matrix_view(standing, matrix(g.session, standing, g.now))
    mine = [o for o in engine.offers(standing, g.seat, g.now) if o.row.name in STEPS]
    page |= {"head": page_head(standing, say("部门会签")), "ways": ways(standing, "concurrence")}
    page["offers"] = offers(mine, [], g.seat, standard_id, standing.standard.version)
    return render_template("standards/concurrence.html", page=page, standard_id=standard_id)


@pages.get("/standards/<int:standard_id>/concurrence.<kind>")
@shows
def table(standard_id: int, kind: str) -> Response:
    """The form of the same name, in its own columns."""
    standing = found(standard_id)
    if kind != "pdf" and kind not in MEDIA:
        raise NotThere
    filled, _ = filled_form(standing, "concurrence", standing.standard.lead_region)
    data = form_pdf(filled).pdf if kind == "pdf" else form_sheet(filled, kind)
    answer = Response(data, mimetype=MEDIA.get(kind, "application/pdf"))
    answer.headers["Content-Disposition"] = f"attachment; filename=standard-{standard_id}-concurrence.{kind}"
    return answer
