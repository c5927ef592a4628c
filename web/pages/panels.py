"""The review panels of a project: who sits on them, what they declared, how they voted."""

from typing import Any

from flask import Blueprint, g, render_template

from web.project.offers import offers
from web.project.panels import demand_view, panel_view
from web.project.party import found, page_head, ways
from web.seats import shows
from workflow import engine
from workflow.process.row import Scope
from workflow.reads.panels import members
from workflow.words import say

pages = Blueprint("panels", __name__)
CONCLUDING = ("call_review", "pass_review", "fail_review", "fail_review_again", "recall_review")


@pages.get("/standards/<int:standard_id>/panel")
@shows
def panel(standard_id: int) -> str:
    standing = found(standard_id, declared=False)
    seated = members(g.session, standard_id)
    open_now = engine.offers(standing, g.seat, g.now)
    mine = [o for o in open_now if o.row.scope is Scope.PANEL or o.row.name in CONCLUDING]
    page: dict[str, Any] = {
        "head": page_head(standing, say("审查组")),
        "ways": ways(standing, "panel"),
        "panels": [panel_view(standing, g.seat, p, seated.get(p.id, [])) for p in standing.panels],
        "demands": [demand_view(standing, demand) for demand in standing.demands],
        "offers": offers(mine, [], g.seat, standard_id, standing.standard.version),
    }
    return render_template("standards/panel.html", page=page, standard_id=standard_id)
