"""The checker's findings in a version: the twin of the page."""

from typing import Any

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

from web import acting, forms
from web.project.party import is_inside, on_record
from web.seats import shows
from web.views.findings import counts, finding_rows, lapsed_rows, text_of
from workflow.facts import plain
from workflow.process.reasons import NotThere
from workflow.reads.checking import looked_at
from workflow.words import tell

calls = Blueprint("findings", __name__)


@calls.get("/standards/<int:standard_id>/findings")
@shows
def findings(standard_id: int) -> ResponseReturnValue:
    standing = on_record(acting.find(g.session, standard_id))
    given = request.args.get("version")
    number = forms.number(given)
    if not is_inside(standing, g.seat) or (given and number is None):
        raise NotThere
    looked = looked_at(standing, number)
    shown = number or standing.versions[0].number
    rows = finding_rows(standing, looked, text_of(standing, shown))
    told: dict[str, Any] = {"version": shown, "total": len(rows), "counts": counts(rows)}
    lapsed = [_waiver(one) for one in lapsed_rows(standing, looked)]
    return jsonify(told | {"items": [_item(row) for row in rows], "lapsed": lapsed, "next": None})


def _item(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "waived": _waiver(row["waived"]) if row["waived"] else None}


def _waiver(told: dict[str, Any]) -> dict[str, Any]:
    return {**told, "person": plain(told["who"]), "who": tell(told["who"]), "at": told["at"]["iso"]}
