"""The hand-over of a rotating chair: what the present chair hands over, counted today, and who took it over."""

from typing import Any

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from web import agreed
from web.present import day, group, region
from web.seats import shows
from web.views import listed
from workflow import entering
from workflow.accord.entered import Entered
from workflow.accord.picture import Accord
from workflow.kinds import all_kinds
from workflow.reads import handover as reads
from workflow.words import tell

pages = Blueprint("handover", __name__)
Json = dict[str, Any]


@pages.get("/agreements/<int:agreement_id>/handover")
@shows
def handover(agreement_id: int) -> ResponseReturnValue:
    accord = agreed.find(g.session, agreement_id)
    told = reads.told(g.session, g.seat, accord)
    page: Json = {"id": agreement_id, "name": group(accord.agreement), "day": g.today, "months": told.months}
    page |= {"chair": _place(accord, told.chair), "next": _place(accord, told.next), "until": told.until}
    page |= {"since": told.since, "lists": listed.shown(told.lists)}
    page["confirmed"] = _confirmed(told.confirmed) if told.confirmed else None
    page["begin"] = "" if told.confirmed else _begin(agreement_id)
    return render_template("agreements/handover.html", page=page)


def _place(accord: Accord, code: str) -> str:
    return region(accord.places[code])["name"]


def _confirmed(made: Any) -> Json:
    told = {"title": made.title, "href": f"/registers/{made.kind}/{made.id}", "state": tell(made.state)}
    return told | {"at": day(made.opened_at)}


def _begin(agreement_id: int) -> str:
    """Where this seat confirms that it took over, if it may."""
    seen = Entered.beginning(g.session, agreement_id, all_kinds()[reads.KIND])
    offers = entering.beginnings(seen, g.seat, g.now) if seen else []
    may = next((offer.row.name for offer in offers if offer.is_open), "")
    return f"/agreements/{agreement_id}/registers/{reads.KIND}/steps/{may}" if may else ""
