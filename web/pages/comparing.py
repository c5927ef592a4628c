"""Two standards side by side: the comparisons of a group, a new one, one whole with what people say of each line."""

from typing import Any, Final

from flask import Blueprint, Response, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import agreed, errors, pasting
from web.door import MENDED
from web.forms import new_key, old_key
from web.present import day, group, title
from web.reading import reading
from web.seats import acts, shows
from web.views import compared
from workflow import agreeing
from workflow.accord.picture import Accord
from workflow.exports.comparisons import comparison_json, comparison_table
from workflow.exports.tables import MEDIA
from workflow.process.reasons import NotThere
from workflow.process.row import Scope
from workflow.reads import comparing as reads
from workflow.reads import texts
from workflow.reads.drafting import Desk
from workflow.text.limits.relating import Relation
from workflow.text.lineage import id_factory
from workflow.words import say

pages = Blueprint("comparing", __name__)
JSON: Final = "application/json; charset=utf-8"
GIVEN: Final = ("standard", "other", "other_number", "other_title")


@pages.get("/agreements/<int:agreement_id>/comparisons")
@shows
def listed(agreement_id: int) -> str:
    return _list(agreed.find(g.session, agreement_id))


@pages.post("/agreements/<int:agreement_id>/comparisons")
@acts
def lay(agreement_id: int) -> ResponseReturnValue:
    """Beside another standard, or beside a text that was pasted or handed in as a file."""
    with reading() as session:
        accord = agreed.find(session, agreement_id)
        raw: dict[str, Any] = {name: said for name in GIVEN if (said := request.form.get(name, "").strip())}
        if "other" not in raw:
            brought = pasting.given(Desk((), id_factory()))
            if brought.fault:
                return _list(accord, brought.fault), 422
            raw["structure"] = brought.structure or pasting.structured(brought.clauses)
    try:
        made = agreed.take(agreement_id, agreed.row_of("lay_comparison"), raw, key=old_key())
    except MENDED as fault:
        with reading() as session:
            problem = errors.problem(fault)
            return _list(agreed.find(session, agreement_id), problem=problem), problem.status
    return redirect(f"/agreements/{agreement_id}/comparisons/{made.facts['comparison']}", 303)


@pages.get("/agreements/<int:agreement_id>/comparisons/<int:comparison_id>")
@shows
def one(agreement_id: int, comparison_id: int) -> str:
    return _one(agreement_id, comparison_id)


@pages.post("/agreements/<int:agreement_id>/comparisons/<int:comparison_id>")
@acts
def settle(agreement_id: int, comparison_id: int) -> ResponseReturnValue:
    """The ticked lines as they were proposed, or one line as this person says."""
    raw = {name: said for name in ("relation", "notes") if (said := request.form.get(name, "").strip())}
    raw |= {"comparison": str(comparison_id), "lines": " ".join(request.form.getlist("line"))}
    try:
        agreed.take(agreement_id, agreed.row_of("settle_relations"), raw, key=old_key())
    except MENDED as fault:
        with reading():
            problem = errors.problem(fault)
            return _one(agreement_id, comparison_id, problem), problem.status
    flash(say("已确认 {n} 行。", n=len(request.form.getlist("line"))), "done")
    only = request.form.get("show", "")
    query = f"?show={only}" if only in compared.SHOWS else ""
    return redirect(f"/agreements/{agreement_id}/comparisons/{comparison_id}{query}", 303)


@pages.get("/agreements/<int:agreement_id>/comparisons/<int:comparison_id>.<form>")
@shows
def file(agreement_id: int, comparison_id: int, form: str) -> Response:
    told = told_of(agreement_id, comparison_id)
    if form == "json":
        answer = Response(comparison_json(told), content_type=JSON)
    elif form in MEDIA:
        names = texts.persons(g.session, {line.settled_by for line in told.lines})
        answer = Response(comparison_table(form, told, names), content_type=MEDIA[form])
    else:
        raise NotThere
    answer.headers["Content-Disposition"] = f'attachment; filename="comparison-{comparison_id}.{form}"'
    return answer


def told_of(agreement_id: int, comparison_id: int) -> reads.Told:
    """One comparison of an agreement of the seat's."""
    agreed.find(g.session, agreement_id)
    told = reads.comparison(g.session, comparison_id)
    if told is None or told.comparison.agreement_id != agreement_id:
        raise NotThere
    return told


def _may(accord: Accord) -> set[str]:
    found = agreeing.offers(accord, g.seat, g.now)
    return {offer.row.name for offer in found if offer.row.scope is Scope.COMPARISON}


def _list(accord: Accord, fault: str = "", problem: errors.Problem | None = None) -> str:
    found = reads.listed(g.session, accord.agreement.id)
    names = reads.titles(g.session, found)
    chosen = request.form if request.method == "POST" else request.args
    page = {
        "id": accord.agreement.id,
        "name": group(accord.agreement),
        "rows": [
            {
                "id": one.id,
                "ours": names.get(one.ours_id, ""),
                "theirs": one.theirs_title or names.get(one.theirs_id or 0, ""),
                "day": day(one.at),
            }
            for one in found
        ],
        "standards": [{"value": str(one.id), "words": title(one)} for one in reads.released(g.session)],
        "given": {name: chosen.get(name, "") for name in (*GIVEN, "text")},
        "may": "lay_comparison" in _may(accord),
        "fault": fault,
        "problem": problem,
        "key": new_key(),
    }
    return render_template("comparisons/list.html", page=page)


def _one(agreement_id: int, comparison_id: int, problem: errors.Problem | None = None) -> str:
    accord, told = agreed.find(g.session, agreement_id), told_of(agreement_id, comparison_id)
    wanted = request.args.get("show", "")
    wanted = wanted if wanted in compared.SHOWS else compared.first_shown(told)
    names = texts.persons(g.session, {line.settled_by for line in told.lines})
    home = f"/agreements/{agreement_id}/comparisons/{comparison_id}"
    page = {
        "home": home,
        "id": agreement_id,
        "name": group(accord.agreement),
        "ours": told.ours,
        "theirs": told.theirs,
        "pairs": compared.pair_views(told, wanted, names),
        "counts": [_count(told, r, home, wanted) for r in Relation if told.counts[r]],
        "show": wanted,
        "shows": [_show(home, key, wanted) for key in (compared.LIMITING, compared.DIFFERENT, compared.ALL)],
        "may": "settle_relations" in _may(accord),
        "relations": [{"value": r.value, "words": say(f"relation.{r}")} for r in Relation],
        "waits": sum(1 for line in told.lines if line.proposed and not line.settled),
        "sha256": told.sha256,
        "day": day(told.comparison.at),
        "key": new_key(),
        "problem": problem,
    }
    return render_template("comparisons/one.html", page=page)


def _show(home: str, key: str, wanted: str) -> dict[str, Any]:
    names = {compared.ALL: say("全部"), compared.LIMITING: say("只看限值"), compared.DIFFERENT: say("只看不同")}
    return {"words": names[key], "href": f"{home}?show={key}", "on": key == wanted}


def _count(told: reads.Told, relation: Relation, home: str, wanted: str) -> dict[str, Any]:
    """A count opens the lines that it counts."""
    shown = {"n": told.counts[relation], "href": f"{home}?show={relation}", "on": wanted == relation}
    return compared.mark(relation) | shown
