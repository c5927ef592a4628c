"""Entries of a kind from a file: what each row would do, then the whole file or nothing."""

from typing import Any, Final

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from web.api.importing import refused, table, told, uploaded
from web.config import database
from web.pages.entry_import import target_of
from web.reading import reading
from web.seats import acts
from workflow.importing import entries
from workflow.importing.entry_rows import Target, read
from workflow.importing.plan import Unsound
from workflow.importing.reading import BYTES, Line

calls = Blueprint("entry_import", __name__)
PLACE: Final = "/agreements/{id}/registers/{kind}/import/{step}"
FILES: Final[dict[str, tuple[str, dict[str, Any], list[str]]]] = {
    f"{PLACE}/preview": ("what each row of a file of entries would do", {}, []),
    PLACE: ("write a file of entries, all of it or nothing", {}, []),
}


@calls.post("/agreements/<int:agreement_id>/registers/<kind>/import/<step>/preview")
@acts
def preview(agreement_id: int, kind: str, step: str) -> ResponseReturnValue:
    target, lines = _read(agreement_id, kind, step)
    with reading() as session:
        return jsonify(told(entries.plan(session, target, lines)))


@calls.post("/agreements/<int:agreement_id>/registers/<kind>/import/<step>")
@acts
def write(agreement_id: int, kind: str, step: str) -> ResponseReturnValue:
    target, lines = _read(agreement_id, kind, step)
    with reading() as session:
        plan = entries.plan(session, target, lines)
    try:
        entries.write(database(), target, lines)
    except Unsound:
        return refused(plan)
    return jsonify(told(plan))


def _read(agreement_id: int, kind: str, step: str) -> tuple[Target, list[Line]]:
    with reading(), table():
        target = target_of(agreement_id, kind, step)
        return target, read(target, *uploaded(BYTES))
