"""Experts of a bank from a file: what each row would do, then the whole file or nothing."""

from typing import Any, Final

from flask import Blueprint, g, jsonify
from flask.typing import ResponseReturnValue

from web import agreed
from web.api.importing import refused, table, told, uploaded
from web.config import database
from web.reading import reading
from web.seats import acts
from workflow.importing import experts
from workflow.importing.plan import Plan, Unsound
from workflow.importing.reading import BYTES, BadTable, Line, read
from workflow.process.reasons import NotThere

calls = Blueprint("expert_import", __name__)
PLACE: Final = "/agreements/{id}/experts/import"
FILES: Final[dict[str, tuple[str, dict[str, Any], list[str]]]] = {
    f"{PLACE}/preview": ("what each row of a file of experts would do", {}, []),
    PLACE: ("write a file of experts, all of it or nothing", {}, []),
}


@calls.post("/agreements/<int:agreement_id>/experts/import/preview")
@acts
def preview(agreement_id: int) -> ResponseReturnValue:
    return jsonify(told(_planned(agreement_id)[0]))


@calls.post("/agreements/<int:agreement_id>/experts/import")
@acts
def write(agreement_id: int) -> ResponseReturnValue:
    plan, lines = _planned(agreement_id)
    try:
        experts.write(database(), agreement_id, g.seat, lines, at=g.now)
    except Unsound:
        return refused(plan)
    return jsonify(told(plan))


def _planned(agreement_id: int) -> tuple[Plan, list[Line]]:
    with reading() as session, table():
        if not experts.may(agreed.find(session, agreement_id), g.seat, g.now):
            raise NotThere
        lines = read(*uploaded(BYTES), experts.COLUMNS)
        if len(lines) > experts.MOST:
            raise BadTable("table.rows", most=experts.MOST)
        return experts.plan(session, agreement_id, g.seat, lines, g.now), lines
