"""Limits that the clauses of a standard set: proposed, confirmed by people, public once released; a page and files."""

from typing import Any, Final

from flask import Blueprint, Response, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import acting, errors
from web.door import MENDED, key_given, version_given
from web.forms import new_key
from web.present import title
from web.project.limiting import SHOWN, clause_rows
from web.project.party import found, page_head, ways
from web.reading import reading
from web.seats import acts, public, shows
from workflow import engine
from workflow.exports.limits import limits_json, limits_table
from workflow.exports.tables import MEDIA
from workflow.picture.standing import Standing
from workflow.process.reasons import NotThere
from workflow.process.standard import ROWS
from workflow.reads import public as released
from workflow.records.texts import Version
from workflow.text.limits.judged import HOLDING, Judged, Limits
from workflow.words import say

pages = Blueprint("limits", __name__)
ROW: Final = ROWS["confirm_limits"]
JSON: Final = "application/json; charset=utf-8"


@pages.get("/standards/<int:standard_id>/limits")
@shows
def table(standard_id: int) -> str:
    return _page(found(standard_id))


@pages.post("/standards/<int:standard_id>/limits")
@acts
def confirm(standard_id: int) -> ResponseReturnValue:
    """What was ticked, or all that is shown."""
    with reading():
        found(standard_id)
    try:
        given = {"limits": request.form.getlist("limits")}
        acting.take(standard_id, ROW, given, version=version_given(), key=key_given())
    except MENDED as fault:
        with reading():
            problem = errors.problem(fault)
            return _page(found(standard_id), problem), problem.status
    flash(say("已确认 {n} 项限值。", n=len(given["limits"])), "done")
    return redirect(f"/standards/{standard_id}/limits", 303)


@pages.get("/standards/<int:standard_id>/limits.<form>")
@shows
def file(standard_id: int, form: str) -> Response:
    standing = found(standard_id)
    return _file(form, standing, standing.limits, standing.draft)


@pages.get("/public/standards/<int:standard_id>/limits")
@public
def public_table(standard_id: int) -> str:
    standing, limits, _ = _edition(standard_id)
    held = [one for one in limits.found if one.state in HOLDING]
    page = {
        "id": standard_id,
        "title": title(standing.standard),
        "rows": clause_rows(standing, held, inside=False),
        "n": len(held),
        "files": f"/public/standards/{standard_id}/limits",
    }
    return render_template("public/limits.html", page=page)


@pages.get("/public/standards/<int:standard_id>/limits.<form>")
@public
def public_file(standard_id: int, form: str) -> Response:
    return _file(form, *_edition(standard_id))


def _edition(standard_id: int) -> tuple[Standing, Limits, Version | None]:
    """The released text with what people said of it; a draft that is newer is nobody's business here."""
    edition = released.edition(g.session, standard_id)
    if edition is None or edition.text is None:
        raise NotThere
    limits = Limits(edition.text.clauses, edition.standing.limits.judgements)
    return edition.standing, limits, edition.version


def _page(standing: Standing, problem: errors.Problem | None = None) -> str:
    chosen, whole = request.args.get("show", ""), standing.limits.found
    offer = engine.offer(ROW, standing, g.seat, g.now)
    page: dict[str, Any] = {
        "id": standing.standard.id,
        "head": page_head(standing, say("限值")),
        "ways": ways(standing, "limits"),
        "rows": clause_rows(standing, _shown(whole, chosen), inside=True),
        "tabs": _tabs(standing.standard.id, whole, chosen),
        "files": f"/standards/{standing.standard.id}/limits",
        "compare": _compare(standing),
        "may": offer is not None,
        "is_open": offer is not None and offer.is_open,
        "hidden": {"version": standing.standard.version, "idempotency_key": new_key()},
        "problem": problem,
    }
    return render_template("standards/limits.html", page=page)


def _compare(standing: Standing) -> str:
    """Where a released standard is laid beside another."""
    home = f"/agreements/{standing.agreement.id}/comparisons"
    return f"{home}?standard={standing.standard.id}" if standing.released is not None else ""


def _shown(whole: list[Judged], chosen: str) -> list[Judged]:
    return [one for one in whole if one.state in SHOWN[chosen]] if chosen in SHOWN else whole


def _tabs(standard_id: int, whole: list[Judged], chosen: str) -> list[dict[str, Any]]:
    """Each count opens the list that it counts."""
    names = {"": say("全部"), "waiting": say("待确认"), "held": say("已确认"), "rejected": say("已剔除")}
    home = f"/standards/{standard_id}/limits"
    return [
        {
            "words": name,
            "n": len(_shown(whole, key)),
            "href": f"{home}?show={key}" if key else home,
            "on": key == chosen,
        }
        for key, name in names.items()
    ]


def _file(form: str, standing: Standing, limits: Limits, version: Version | None) -> Response:
    """What people answer for, of the text at hand."""
    held = [one for one in limits.found if one.state in HOLDING]
    if form == "json":
        answer = Response(limits_json(_about(standing, version), held), content_type=JSON)
    elif form in MEDIA:
        answer = Response(limits_table(form, held), content_type=MEDIA[form])
    else:
        raise NotThere
    name = f"standard-{standing.standard.id}-limits.{form}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _about(standing: Standing, version: Version | None) -> dict[str, Any]:
    numbers = {code: number.display for code, number in standing.numbers.items()}
    told = {"id": standing.standard.id, "title_zh": standing.standard.title_zh, "title_en": standing.standard.title_en}
    text = {"version": version.number, "text_hash": version.text_hash} if version else {}
    return {"standard": told | {"numbers": numbers}, **text}
