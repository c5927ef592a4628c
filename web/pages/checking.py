"""What the checker finds in the newest draft: each finding with place and cure; safe ones are mended by a button."""

import json
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import acting, returning
from web.door import key_given, version_given
from web.forms import new_key
from web.present import instant
from web.project.party import found, page_head, ways
from web.rail import may_waive
from web.reading import reading
from web.seats import acts, shows
from web.views.clauses import anchor
from web.views.findings import counts, desk_of, finding_rows, lapsed_rows, text_of
from workflow.db import Outdated
from workflow.picture.standing import Standing
from workflow.process.standard import ROWS
from workflow.reads.checking import SEVERITIES, looked_at, mended
from workflow.reads.drafting import saving
from workflow.text.clauses import Text
from workflow.text.document import written
from workflow.words import say

pages = Blueprint("checking", __name__)
SAVE = "save_draft"
SHOWS = {"open": "待处理", "waived": "已说明不改", "fix": "可自动改正", "guess": "须由人判断"}


@pages.get("/standards/<int:standard_id>/check")
@shows
def findings(standard_id: int) -> ResponseReturnValue:
    standing = found(standard_id)
    newest, now = looked_at(standing), standing.versions[0]
    may_save = _may_save(standing)
    rows = finding_rows(standing, newest, desk_of(standing) if may_save else text_of(standing, now.number))
    wanted = {name: request.args.get(name, "") for name in ("severity", "show")}
    page: dict[str, Any] = {
        "id": standard_id,
        "head": page_head(standing, say("文本检查")),
        "ways": ways(standing, "check"),
        "version": say("文本 {n}，{at}", n=now.number, at=instant(now.made_at)),
        "hidden": {"version": standing.standard.version, "idempotency_key": new_key()},
        "may_save": may_save,
        "may_waive": may_waive(standing),
        "fix": f"/standards/{standard_id}/check/fix",
        "back": f"/standards/{standard_id}/check",
        "all": len(rows),
        "counts": _counts(counts(rows)),
        "severities": _options({s.value: words for s, words in SEVERITIES.items()}, wanted["severity"]),
        "shows": _options(SHOWS, wanted["show"]),
        "rows": _anchored([row for row in rows if _is_wanted(row, **wanted)]),
        "fixes": sum(bool(row["key"]) for row in rows),
        "lapsed": lapsed_rows(standing, newest),
        "is_gate": standing.terms["draft.check"].value == "gate",
    }
    return render_template("drafting/check.html", page=page)


@pages.post("/standards/<int:standard_id>/check/fix")
@acts
def fix(standard_id: int) -> ResponseReturnValue:
    with reading():
        standing: Standing = found(standard_id)
        newest = looked_at(standing)
        mended_now = mended(newest, None if request.form.get("all") else [request.form.get("finding", "")])
    if mended_now == newest.text.clauses:
        raise Outdated
    structure = json.dumps(written(Text({}, mended_now)), ensure_ascii=False)
    acting.take(standard_id, ROWS[SAVE], {"structure": structure}, version=version_given(), key=key_given())
    flash(say("已改正，保存为新的一稿。"), "done")
    way = returning.inside(request.form.get("next", ""))
    return redirect(way if way != "/" else f"/standards/{standard_id}/check", 303)


def _may_save(standing: Standing) -> bool:
    """What its answers will be judged by is no reason yet."""
    offer = saving(standing, g.seat, g.now)
    return offer is not None and all(reason.rule == "words_given" for reason in offer.reasons)


def _anchored(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first finding of each clause bears its place, to which the desk leads."""
    first: dict[str, int] = {}
    for n, row in enumerate(rows):
        first.setdefault(row["clause"], n)
    return [row | {"anchor": anchor(row["clause"]) if first[row["clause"]] == n else ""} for n, row in enumerate(rows)]


def _is_wanted(row: dict[str, Any], severity: str, show: str) -> bool:
    kinds = {
        "open": not row["waived"],
        "waived": bool(row["waived"]),
        "fix": bool(row["key"]),
        "guess": row["is_heuristic"],
    }
    return severity in ("", row["severity"]) and kinds.get(show, True)


def _options(words: dict[str, str], now: str) -> list[dict[str, Any]]:
    return [{"value": value, "words": say(told), "on": value == now} for value, told in words.items()]


def _counts(told: dict[str, int]) -> list[dict[str, Any]]:
    named = {s.value: say(words) for s, words in SEVERITIES.items()} | {"waived": say("已说明不改")}
    return [{"words": words, "n": told.get(name, 0)} for name, words in named.items()]
