"""The review room of a project: its papers and agenda, who is there, remarks by clause, the vote, what is printed."""

from typing import Any

from flask import Blueprint, g, render_template
from werkzeug.datastructures import MultiDict

from web import forms
from web.project.offers import offers
from web.project.panels import demand_view, panel_view
from web.project.party import found, page_head, ways
from web.project.review_room import table_view
from web.seats import shows
from workflow import engine
from workflow.engine import Offer
from workflow.exports.paperwork.source import Source
from workflow.picture.standing import Case, Standing
from workflow.process.row import Scope
from workflow.reads.declaring import must_declare
from workflow.reads.panels import members
from workflow.records.panels import ReviewPanel
from workflow.words import say

pages = Blueprint("panels", __name__)
CONCLUDING = ("call_review", "pass_review", "fail_review", "fail_review_again", "recall_review")
REMARK = "remark"


@pages.get("/standards/<int:standard_id>/panel")
@shows
def panel(standard_id: int) -> str:
    """The papers lie on the table only for who has declared his interests."""
    standing = found(standard_id, declared=False)
    seated, hides = members(g.session, standard_id), must_declare(standing, g.seat)
    open_now = engine.offers(standing, g.seat, g.now)
    mine = [o for o in open_now if o.row.scope is Scope.PANEL or o.row.name in CONCLUDING]

    def shown(one: ReviewPanel) -> dict[str, Any]:
        here = Source.of(standing, g.now, one.region_code or standing.standard.lead_region, one, reader=g.seat.region)
        table = None if hides else table_view(standing, here, one)
        return panel_view(standing, g.seat, one, seated.get(one.id, [])) | {"table": table}

    page: dict[str, Any] = {
        "head": page_head(standing, say("审查组")),
        "ways": ways(standing, "panel"),
        "panels": [shown(one) for one in standing.panels],
        "demands": [demand_view(standing, demand) for demand in standing.demands],
        "offers": offers(mine, [], g.seat, standard_id, standing.standard.version),
        "remark": None if hides else _remark(standing, open_now),
    }
    return render_template("standards/panel.html", page=page, standard_id=standard_id)


def _remark(standing: Standing, offered: list[Offer]) -> dict[str, Any] | None:
    """The form of a remark, where this seat may make one."""
    offer = next((one for one in offered if one.row.name == REMARK and one.is_open), None)
    if offer is None:
        return None
    case = Case(standing, g.seat, g.now, role=offer.role)
    fields = forms.fields(g.session, offer.row, case, MultiDict(), {})
    return {
        "fields": [one for one in fields if one["name"] != "quote_at"],
        "hidden": {"version": standing.standard.version, "idempotency_key": forms.new_key()},
    }
