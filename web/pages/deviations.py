"""Regional deviations: the table of a text and its files, for those inside and in public; the form on the desk."""

import json

from flask import Blueprint, Response, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import acting, errors
from web.deviation_form import Given, asked, blank, form_page, given
from web.door import MENDED, key_given, version_given
from web.present import title
from web.project.deviating import convergence_view, deviation_view, file_of
from web.project.party import found, page_head, ways
from web.reading import reading
from web.seats import acts, public, shows
from workflow.process.reasons import NotThere
from workflow.process.standard import ROWS
from workflow.reads import deviations as reads
from workflow.reads import drafting
from workflow.reads import public as released
from workflow.text.clauses import Text
from workflow.text.document import written
from workflow.words import say

pages = Blueprint("deviations", __name__)
ROW = ROWS["save_draft"]


@pages.get("/standards/<int:standard_id>/deviations")
@shows
def table(standard_id: int) -> str:
    standing = found(standard_id)
    rows = reads.deviations(g.session, standing, standing.draft)
    page = {
        "id": standard_id,
        "head": page_head(standing, say("区域差异")),
        "ways": ways(standing, "deviations"),
        "rows": [deviation_view(standing, one, inside=True) for one in rows],
        "convergence": convergence_view(standing, reads.convergence(g.session, standing)),
        "files": f"/standards/{standard_id}/deviations",
        "may_write": drafting.saving(standing, g.seat, g.now) is not None,
    }
    return render_template("standards/deviations.html", page=page)


@pages.get("/standards/<int:standard_id>/deviations.<form>")
@shows
def file(standard_id: int, form: str) -> Response:
    standing = found(standard_id)
    rows = reads.deviations(g.session, standing, standing.draft)
    return file_of(form, f"standard-{standard_id}-deviations", standing, rows, inside=True)


@pages.get("/public/standards/<int:standard_id>/deviations")
@public
def public_table(standard_id: int) -> str:
    edition = _edition(standard_id)
    rows = reads.deviations(g.session, edition.standing, edition.version)
    told = [reads.of_version(g.session, edition.version)] if edition.version else []
    page = {
        "id": standard_id,
        "title": title(edition.standing.standard),
        "rows": [deviation_view(edition.standing, one, inside=False) for one in rows],
        "convergence": convergence_view(edition.standing, told),
        "files": f"/public/standards/{standard_id}/deviations",
    }
    return render_template("public/deviations.html", page=page)


@pages.get("/public/standards/<int:standard_id>/deviations.<form>")
@public
def public_file(standard_id: int, form: str) -> Response:
    edition = _edition(standard_id)
    rows = reads.deviations(g.session, edition.standing, edition.version)
    return file_of(form, f"standard-{standard_id}-deviations", edition.standing, rows, inside=False)


def _edition(standard_id: int) -> released.Edition:
    edition = released.edition(g.session, standard_id)
    if edition is None or edition.text is None:
        raise NotThere
    return edition


@pages.get("/standards/<int:standard_id>/draft/deviation")
@shows
def desk(standard_id: int) -> str:
    standing = found(standard_id)
    lying = drafting.desk(g.session, standing)
    clause, known = asked(lying, request.args)
    return render_template("drafting/deviation.html", page=form_page(standing, clause, known or blank(lying, g.seat)))


@pages.post("/standards/<int:standard_id>/draft/deviation")
@acts
def save(standard_id: int) -> ResponseReturnValue:
    """Put in, changed or taken out: a draft saved through the door; what was typed stays where it is refused."""
    with reading() as session:
        standing = found(standard_id)
        lying = drafting.desk(session, standing)
        clause, known = asked(lying, request.form)
        wanted = given(request.form, known or blank(lying, g.seat), standing)
        if wanted.wrong:
            return _again(standard_id, clause.id, wanted)
        names = {code: place.name_zh for code, place in standing.places.items()}
        made = drafting.with_deviation(lying, clause.id, wanted.deviation, names, cut=wanted.is_cut)
    structure = json.dumps(written(Text({}, made)), ensure_ascii=False)
    try:
        acting.take(standard_id, ROW, {"structure": structure}, version=version_given(), key=key_given())
    except MENDED as fault:
        with reading():
            return _again(standard_id, clause.id, wanted, errors.problem(fault))
    flash(say("已保存为新的一稿；区域差异附录随之改好。"), "done")
    return redirect(f"/standards/{standard_id}/draft?clause={clause.id}", 303)


def _again(
    standard_id: int, clause_id: str, wanted: Given, problem: errors.Problem | None = None
) -> ResponseReturnValue:
    standing = found(standard_id)
    clause, _ = asked(drafting.desk(g.session, standing), {"clause": clause_id})
    page = form_page(standing, clause, wanted.deviation, wanted.wrong, problem)
    return render_template("drafting/deviation.html", page=page), problem.status if problem else 422
