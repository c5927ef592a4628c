"""Importing a list (people, a calendar, cited documents): a preview with what is wrong where; confirmed, written."""

from types import ModuleType
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.config import database, settings
from web.reading import reading
from web.seats import acts, shows
from workflow.importing.kinds import KINDS
from workflow.importing.plan import Fate, Plan, Planned, Unsound
from workflow.importing.reading import BYTES, BadTable, Line, read, written
from workflow.process.reasons import NotThere
from workflow.words import language, say

pages = Blueprint("importing", __name__)
AFTER = {"cited": "/documents"}  # where what was imported is seen


@pages.get("/people/import/<kind>")
@shows
def form(kind: str) -> ResponseReturnValue:
    return _page(kind, _kind(kind))


@pages.post("/people/import/<kind>/preview")
@acts
def preview(kind: str) -> ResponseReturnValue:
    module, upload = _kind(kind), request.files.get("file")
    if upload is None or not upload.filename:
        return _fault(kind, module, say("请选择一个文件。"))
    try:
        lines = read(upload.stream.read(BYTES + 1), upload.filename, module.COLUMNS)
    except BadTable as bad:
        return _fault(kind, module, say(bad.key, **bad.facts))
    with reading() as session:
        plan = module.plan(session, g.seat, lines, g.today)
        return _page(kind, module, plan=plan, table=written(lines, module.COLUMNS))


@pages.post("/people/import/<kind>/steps/import")
@acts
def write(kind: str) -> ResponseReturnValue:
    module = _kind(kind)
    try:
        lines = read(request.form.get("table", "").encode(), "preview.csv", module.COLUMNS)
        done = module.write(database(), g.seat, lines, at=g.now)
    except BadTable as bad:
        return _fault(kind, module, say(bad.key, **bad.facts))
    except Unsound:
        with reading() as session:
            plan = module.plan(session, g.seat, lines, g.today)
            return _page(kind, module, plan=plan, table=written(lines, module.COLUMNS)), 409
    if done.links:
        root = settings().base_url.rstrip("/")
        links = [{"name": n, "username": u, "address": f"{root}/enrol/{secret}"} for n, u, secret in done.links]
        return render_template("people/links.html", links=links, n=done.n)
    flash(say("已导入 {n} 行。", n=done.n), "done")
    return redirect(AFTER.get(kind, "/people"), 303)


def _kind(kind: str) -> ModuleType:
    """The list of this name, for a seat that may import it; for anybody else it is not there."""
    module = KINDS.get(kind)
    if module is None or not module.may(g.seat):
        raise NotThere
    return module


def _fault(kind: str, module: ModuleType, fault: str) -> tuple[str, int]:
    with reading():
        return _page(kind, module, fault=fault), 422


def _page(kind: str, module: ModuleType, *, plan: Plan | None = None, table: str = "", fault: str = "") -> str:
    columns = [_heading(key, names) for key, names in module.COLUMNS.items()]
    view: dict[str, Any] = {"kind": kind, "columns": columns, "fault": fault, "table": table, "plan": None}
    if plan is not None:
        counts = {fate.value: plan.count(fate) for fate in Fate}
        rows = [_row(row, module.COLUMNS) for row in plan.rows]
        view |= {"plan": {"rows": rows, "counts": counts, "is_sound": plan.is_sound}}
    return render_template("people/import.html", **view, kinds=list(KINDS))


def _row(row: Planned, columns: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    line: Line = row.line
    cells = [
        {"label": _heading(key, names), "words": line[key], "wrong": row.wrong.get(key, "")}
        for key, names in columns.items()
    ]
    return {"number": line.number, "fate": row.fate.value, "cells": cells, "wrong": row.wrong.get("", "")}


def _heading(key: str, names: tuple[str, ...]) -> str:
    """The heading that a file may bear in the language spoken."""
    return key if language() == "en" else names[0]
