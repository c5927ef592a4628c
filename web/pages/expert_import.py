"""Importing experts: a preview with what is wrong in which row and column, then all of the file or nothing."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import agreed
from web.config import database
from web.present import group
from web.reading import reading
from web.seats import acts, shows
from workflow.importing import experts
from workflow.importing.plan import Fate, Plan, Planned, Unsound
from workflow.importing.reading import BYTES, BadTable, Line, read, written
from workflow.process.reasons import NotThere
from workflow.words import language, say

pages = Blueprint("expert_import", __name__)


@pages.get("/agreements/<int:agreement_id>/experts/import")
@shows
def form(agreement_id: int) -> str:
    return _page(agreement_id)


@pages.post("/agreements/<int:agreement_id>/experts/import/preview")
@acts
def preview(agreement_id: int) -> ResponseReturnValue:
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        return _fault(agreement_id, say("请选择一个文件。"))
    try:
        lines = read(upload.stream.read(BYTES + 1), upload.filename, experts.COLUMNS)
    except BadTable as bad:
        return _fault(agreement_id, say(bad.key, **bad.facts))
    return _planned(agreement_id, lines)


@pages.post("/agreements/<int:agreement_id>/experts/import/steps/import")
@acts
def write(agreement_id: int) -> ResponseReturnValue:
    with reading() as session:
        if not experts.may(agreed.find(session, agreement_id), g.seat, g.now):
            raise NotThere
    try:
        lines = read(request.form.get("table", "").encode(), "preview.csv", experts.COLUMNS)
        done = experts.write(database(), agreement_id, g.seat, lines, at=g.now)
    except BadTable as bad:
        return _fault(agreement_id, say(bad.key, **bad.facts))
    except Unsound:
        return _planned(agreement_id, lines), 409
    flash(say("已导入 {n} 行。", n=done.n), "done")
    return redirect(f"/agreements/{agreement_id}/experts", 303)


def _planned(agreement_id: int, lines: list[Line]) -> str:
    if len(lines) > experts.MOST:
        return _fault(agreement_id, say("table.rows", most=experts.MOST))[0]
    with reading() as session:
        if not experts.may(agreed.find(session, agreement_id), g.seat, g.now):
            raise NotThere
        plan = experts.plan(session, agreement_id, g.seat, lines, g.now)
        return _page(agreement_id, plan=plan, table=written(lines, experts.COLUMNS))


def _fault(agreement_id: int, fault: str) -> tuple[str, int]:
    with reading():
        return _page(agreement_id, fault=fault), 422


def _page(agreement_id: int, *, plan: Plan | None = None, table: str = "", fault: str = "") -> str:
    accord = agreed.find(g.session, agreement_id)
    if not experts.may(accord, g.seat, g.now):
        raise NotThere
    columns = [_heading(key) for key in experts.COLUMNS]
    view: dict[str, Any] = {"id": agreement_id, "name": group(accord.agreement), "columns": columns, "fault": fault}
    view |= {"table": table, "plan": None}
    if plan is not None:
        counts = {fate.value: plan.count(fate) for fate in Fate}
        view["plan"] = {"rows": [_row(row) for row in plan.rows], "counts": counts, "is_sound": plan.is_sound}
    return render_template("experts/import.html", page=view)


def _row(row: Planned) -> dict[str, Any]:
    line, cells = row.line, []
    for key in experts.COLUMNS:
        cells.append({"label": _heading(key), "words": line[key], "wrong": row.wrong.get(key, "")})
    return {"number": line.number, "fate": row.fate.value, "cells": cells, "wrong": row.wrong.get("", "")}


def _heading(key: str) -> str:
    """The heading that a file may bear in the language spoken."""
    return key if language() == "en" else experts.COLUMNS[key][0]
