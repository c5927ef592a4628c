"""The declaration of interests that stands before the papers of a review."""

from flask import Blueprint, g, render_template

from web.forms import new_key
from web.project.party import found, page_head
from web.seats import shows
from workflow.picture.standing import Case
from workflow.process.panelled import interests
from workflow.process.reasons import NotThere
from workflow.reads.declaring import must_declare, own_ties
from workflow.words import say, tell

pages = Blueprint("declaring", __name__)


@pages.get("/standards/<int:standard_id>/declaration")
@shows
def declaration(standard_id: int) -> str:
    """What data tell of the expert, and the classes of interest to choose from."""
    standing = found(standard_id, declared=False)
    if not must_declare(standing, g.seat):
        raise NotThere
    ties, case = own_ties(standing, g.seat, g.now), Case(standing, g.seat, g.now)
    options = [{"value": one.value, "words": tell(one.label), "blocks": False} for one in interests(case)]
    page = {
        "head": page_head(standing, say("step.declare_interest")),
        "ties": [{"ground": tell(tie.ground), "found": tie.found} for tie in ties],
        "field": {"name": "interest", "type": "choice", "label": say("ask.interest"), "required": True}
        | {"value": "", "options": options},
        "key": new_key(),
        "version": standing.standard.version,
        "years": standing.terms.days("review.avoidance_years"),
    }
    return render_template("experts/declaration.html", page=page, standard_id=standard_id)
