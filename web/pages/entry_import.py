"""Entries of a kind from a file: a preview with what is wrong where, then all of the file or nothing."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import agreed
from web.config import database
from web.entered import HOME, kind_of
from web.present import group
from web.reading import reading
from web.seats import acts, shows
from workflow.importing import entries
from workflow.importing.entry_rows import Target, read
from workflow.importing.plan import Fate, Plan, Planned, Unsound
from workflow.importing.reading import BYTES, BadTable, Line, written
from workflow.process.reasons import NotThere
from workflow.words import say, tell

pages = Blueprint("entry_import", __name__)
PLACE = "/agreements/<int:agreement_id>/registers/<kind>/import/<step>"


@pages.get(PLACE)
@shows
def form(agreement_id: int, kind: str, step: str) -> str:
    return _page(target_of(agreement_id, kind, step))


@pages.post(f"{PLACE}/preview")
@acts
def preview(agreement_id: int, kind: str, step: str) -> ResponseReturnValue:
    upload = request.files.get("file")
    with reading():
        target = target_of(agreement_id, kind, step)
        if upload is None or not upload.filename:
            return _page(target, fault=say("请选择一个文件。")), 422
        try:
            return _planned(target, read(target, upload.stream.read(BYTES + 1), upload.filename))
        except BadTable as bad:
            return _page(target, fault=say(bad.key, **bad.facts)), 422


@pages.post(f"{PLACE}/steps/import")
@acts
def write(agreement_id: int, kind: str, step: str) -> ResponseReturnValue:
    with reading():
        target = target_of(agreement_id, kind, step)
        try:
            lines = read(target, request.form.get("table", "").encode(), "preview.csv")
        except BadTable as bad:
            return _page(target, fault=say(bad.key, **bad.facts)), 422
    try:
        done = entries.write(database(), target, lines)
    except Unsound:
        with reading():
            return _planned(target, lines), 409
    flash(say("已导入 {n} 行。", n=done.n), "done")
    return redirect(f"{HOME}/{kind}", 303)


def target_of(agreement_id: int, kind: str, step: str) -> Target:
    """Where the rows of a file go, if the seat may begin such entries there."""
    agreed.find(g.session, agreement_id)
    target = Target(agreement_id, kind_of(kind), g.seat, g.now, step)
    if not target.may(g.session):
        raise NotThere
    return target


def _planned(target: Target, lines: list[Line]) -> str:
    used = {name for line in lines for name in line.cells}
    columns: dict[str, tuple[str, ...]] = {ask.name: (ask.name,) for ask in target.asks if ask.name in used}
    return _page(target, plan=entries.plan(g.session, target, lines), table=written(lines, columns), used=used)


def _page(target: Target, *, plan: Plan | None = None, table: str = "", fault: str = "", used: Any = ()) -> str:
    accord = agreed.find(g.session, target.agreement_id)
    asks = [ask for ask in target.asks if not used or ask.name in used]
    columns = [{"name": ask.label, "required": ask.required} for ask in asks]
    view: dict[str, Any] = {
        "id": target.agreement_id,
        "kind": target.kind.code,
        "step": target.step,
        "name": tell(target.kind.name),
    }
    view |= {"group": group(accord.agreement), "columns": columns, "fault": fault, "table": table, "plan": None}
    if plan is not None:
        counts = {fate.value: plan.count(fate) for fate in Fate}
        rows = [_row(row, {ask.name: ask.label for ask in asks}) for row in plan.rows]
        view["plan"] = {"rows": rows, "counts": counts, "is_sound": plan.is_sound}
    return render_template("registers/import.html", page=view)


def _row(row: Planned, labels: dict[str, str]) -> dict[str, Any]:
    line = row.line
    cells = [{"label": label, "words": line[name], "wrong": row.wrong.get(name, "")} for name, label in labels.items()]
    beside = [words for name, words in row.wrong.items() if name not in labels]
    return {"number": line.number, "fate": row.fate.value, "cells": cells, "wrong": "；".join(beside)}
