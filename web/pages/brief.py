"""The slip for a leader, printed on one page: an office signs on paper, its holder signs in the system."""

from flask import Blueprint, g, render_template

from web.project.brief import brief_view, unsatisfied_view
from web.project.party import found
from web.seats import shows
from workflow.process.missing import gaps
from workflow.reads.brief import since_position
from workflow.reads.ledger import unsatisfied
from workflow.reads.seats import signers
from workflow.reads.standards import numbers_of

pages = Blueprint("brief", __name__)


@pages.get("/standards/<int:standard_id>/brief")
@shows
def brief(standard_id: int) -> str:
    standing = found(standard_id)
    since = since_position(g.session, standing, g.seat.region or "")
    numbers = numbers_of(g.session, [standard_id]).get(standard_id, [])
    names = signers(g.session, {p.seat_id for p in standing.positions})
    page = brief_view(standing, g.seat, gaps(standing, g.now), since, numbers, names)
    page["unsatisfied"] = unsatisfied_view(unsatisfied(g.session, standard_id))
    return render_template("standards/brief.html", page=page, back=f"/standards/{standard_id}")
