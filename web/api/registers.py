"""The registers: regions, numbers, the seat's own turns, figures."""

from collections import Counter
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

from web import forms, stock
from web.api import views
from web.seats import shows
from workflow.process.answers import WrongAnswers
from workflow.reads import catalogue, signing
from workflow.reads.standards import PAGE, numbers_of
from workflow.records.agreements import Agreement
from workflow.records.numbers import Serial
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.vocabulary import Joint, Stage
from workflow.words import say

calls = Blueprint("registers", __name__)


@calls.get("/regions")
@shows
def regions() -> ResponseReturnValue:
    found = g.session.scalars(sa.select(Region).order_by(Region.code))
    items = [
        {"code": r.code, "name": {"zh": r.name_zh, "en": r.name_en}, "short": r.short, "level": r.level}
        | {"parent": r.parent_code, "db_prefix": r.db_prefix}
        for r in found
    ]
    return jsonify({"total": len(items), "items": items, "next": None})


@calls.get("/numbers")
@shows
def numbers() -> ResponseReturnValue:
    page = forms.number(request.args.get("page", "1")) or 0
    if page < 1:
        raise WrongAnswers({"page": ("wrong.integer", {})})
    query = sa.select(Serial, Standard, Agreement.code).join(Standard, Standard.id == Serial.standard_id)
    query = query.join(Agreement, Agreement.id == Serial.agreement_id).where(catalogue.visible(g.seat))
    total = g.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    order = (Serial.agreement_id, Serial.serial, Serial.part)
    rows = g.session.execute(query.order_by(*order).limit(PAGE).offset((page - 1) * PAGE)).all()
    carried = numbers_of(g.session, [serial.standard_id for serial, _, _ in rows])
    items = [_serial(serial, standard, code, carried.get(standard.id, [])) for serial, standard, code in rows]
    onward = f"{request.path}?page={page + 1}" if page * PAGE < total else None
    return jsonify({"total": total, "items": items, "next": onward})


def _serial(serial: Serial, standard: Standard, code: str, carried: list[Any]) -> views.Json:
    return {
        "agreement": code,
        "serial": serial.serial,
        "part": serial.part,
        "state": serial.state.value,
        "standard": standard.id,
        "title": standard.title_zh,
        "numbers": [{"region": n.region_code, "number": n.display} for n in carried],
    }


@calls.get("/inbox")
@shows
def inbox() -> ResponseReturnValue:
    turns = signing.my_turns(g.session, g.seat)
    ids = {turn.standard_id for turn in turns}
    titles = dict(g.session.execute(sa.select(Standard.id, Standard.title_zh).where(Standard.id.in_(ids))).all())
    items = [
        {"standard": t.standard_id, "title": titles.get(t.standard_id), "step": t.step, "label": say(f"step.{t.step}")}
        | {"due_on": views.time(t.due_on)}
        for t in turns
    ]
    return jsonify({"total": len(items), "items": items, "next": None})


@calls.get("/statistics")
@shows
def statistics() -> ResponseReturnValue:
    """Where the standards of the seat's agreements stood at the end of a day, as the page of the same name counts."""
    day = stock.asked_day(request.args)
    known = stock.known(day)
    states, stages = Counter(one.state for one in known), Counter(one.stage for one in known)
    told = {"stages": {s.value: stages[s] for s in Stage}, "states": {s.value: states[s] for s in Joint}}
    return jsonify({"as_of": day.isoformat(), "total": len(known)} | told)
