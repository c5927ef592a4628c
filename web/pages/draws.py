"""A draw of experts: its stages for the group, its published record for everybody, as a page and as JSON."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, g, jsonify, render_template
from flask.typing import ResponseReturnValue

from web import agreed
from web.forms import new_key
from web.present import group
from web.seats import public, shows
from web.views import experts
from workflow import agreeing
from workflow.accord.picture import Accord
from workflow.picture.standing import Case
from workflow.process.reasons import NotThere
from workflow.reads import experts as reads
from workflow.records.draws import Draw
from workflow.rules import drawing
from workflow.vocabulary import DrawState, InterestGroup, SeatRole

pages = Blueprint("draws", __name__)


@pages.get("/agreements/<int:agreement_id>/draws/<int:draw_id>")
@shows
def draw(agreement_id: int, draw_id: int) -> str:
    accord = agreed.find(g.session, agreement_id)
    one = accord.bank.draw(draw_id)
    if one is None:
        raise NotThere
    offers = {o.row.name for o in agreeing.offers(accord, g.seat, g.now)}
    case = Case(accord, g.seat, g.now)
    mine = one in drawing.owing(case)
    is_used = one.state is DrawState.DRAWN and one.standard_id in {s.id for s in accord.bank.reviewed}
    page = _view(accord, one) | {
        "id": agreement_id,
        "aside": experts.grounds(accord, one) if g.seat.role in experts.OFFICES else [],
        "commits": experts.fresh_share() if mine and "commit_share" in offers else None,
        "reveals": mine and "reveal_share" in offers,
        "panel": _panel(accord, one) if is_used and g.seat.role is SeatRole.SECRETARY else None,
        "may_replace": is_used and "replace_drawn" in offers,
        "key": new_key(),
    }
    return render_template("experts/draw.html", page=page)


def _view(accord: Accord, one: Draw) -> dict[str, Any]:
    told = reads.draw_record(g.session, one.id)
    assert told is not None
    return {
        "name": group(accord.agreement),
        "draw": experts.draw_line(accord, one),
        "stage": one.state.value,
        "shares": experts.shares(accord, one),
        "silent": [accord.named(code) for code in one.silent or ()],
        "avoided": len(one.frozen["avoided"]),
        "quotas": experts.quotas(accord, one),
        "candidates": len(one.frozen["candidates"]),
        "seed": one.seed or "",
        "drawn": [_seat(accord, told, seat) for seat in told["drawn"]],
        "reserves": [told["names"].get(str(id_), {}).get("name", "") for id_ in told["reserves"]],
        "commit_by": one.commit_by,
        "reveal_by": one.reveal_by,
    }


def _seat(accord: Accord, told: dict[str, Any], seat: dict[str, Any]) -> dict[str, Any]:
    came = {one["gone"]: one["came"] for one in told["replacements"]}
    now = came.get(seat["id"])
    name = told["names"].get(str(now), {}).get("name", "") if now else ""
    where, interest = accord.named(seat["region"]), InterestGroup(seat["group"])
    return {**seat, "where": where, "interest": interest, "is_gone": seat["id"] in came, "came": name}


def _panel(accord: Accord, one: Draw) -> dict[str, Any]:
    """The panel as the form that names it would take it: those who have an account."""
    seated = [e for id_ in accord.bank.panel_of(one) if (e := accord.bank.expert(id_)) is not None]
    pairs = [("experts", e.person_id) for e in seated if e.person_id]
    pairs += [("users", e.person_id) for e in seated if e.person_id and e.interest is InterestGroup.USER]
    lacking = [e.name for e in seated if not e.person_id]
    return {"href": f"/standards/{one.standard_id}/steps/appoint_panel?{urlencode(pairs)}", "lacking": lacking}


@pages.get("/draws/<int:draw_id>")
@public
def record(draw_id: int) -> str:
    """What anybody needs to draw again."""
    one = g.session.get(Draw, draw_id) if 0 < draw_id < 2**31 else None
    accord = Accord.load(g.session, one.agreement_id) if one else None
    if one is None or accord is None:
        raise NotThere
    return render_template("experts/record.html", page=_view(accord, one))


@pages.get("/draws/<int:draw_id>.json")
@public
def record_file(draw_id: int) -> ResponseReturnValue:
    told = reads.draw_record(g.session, draw_id)
    if told is None:
        raise NotThere
    return jsonify(told)
