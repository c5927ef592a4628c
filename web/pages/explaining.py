"""The drafting explanation beside the text: the whole of it, one section with its form, prints, and handing it in."""

from urllib.parse import urlencode

from flask import Blueprint, Response, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import acting, errors
from web.config import database, settings
from web.door import MENDED, key_given, version_given
from web.pages.texts import chosen
from web.project.party import found
from web.reading import reading
from web.seats import acts, shows
from web.views import explained
from workflow.exports.office.explanation import explanation_docx
from workflow.exports.printed.explanation import explanation_pdf
from workflow.picture.standing import Standing
from workflow.process.reasons import NotThere
from workflow.reads.explaining import Explanation, Written, explanation
from workflow.storage.explained import kept
from workflow.storage.screening import KINDS
from workflow.words import say

pages = Blueprint("explaining", __name__)
PRINTS = {"pdf": ("application/pdf", explanation_pdf), "docx": (KINDS[".docx"][0], explanation_docx)}


@pages.get("/standards/<int:standard_id>/explanation")
@shows
def whole(standard_id: int) -> str:
    standing = found(standard_id)
    made = explanation(standing)
    page = explained.head_of(standing) | explained.whole(standing, made)
    page["frozen"] = [
        {"n": v.number, "words": say(f"textpurpose.{v.purpose}")}
        for v in standing.versions
        if made.content and v.purpose != "draft" and any(s.part and s.part.at <= v.made_at for s in made.sections)
    ]
    return render_template("standards/explanation.html", page=page)


@pages.get("/standards/<int:standard_id>/explanation.<form>")
@shows
def file(standard_id: int, form: str) -> Response:
    """As it stands, or as it was frozen with a version of the text."""
    if form not in PRINTS:
        raise NotThere
    standing = found(standard_id)
    version = chosen(standing, "version") if request.args.get("version") else None
    media, printing = PRINTS[form]
    answer = Response(printing(explanation(standing, version)), mimetype=media)
    name = f"standard-{standard_id}-explanation{f'-{version.number}' if version else ''}.{form}"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


@pages.get("/standards/<int:standard_id>/explanation/section")
@shows
def section(standard_id: int) -> str:
    standing = found(standard_id)
    written = _asked(explanation(standing), request.args.get("section", ""))
    page = explained.head_of(standing) | explained.one(standing, written)
    return render_template("standards/explanation_section.html", page=page, problem=None)


@pages.post("/standards/<int:standard_id>/explanation/section")
@acts
def save(standard_id: int) -> ResponseReturnValue:
    """Saved through the door; where it is refused, and where proposed words are taken over, the form comes back as it
    was typed.
    """
    key, typed, taken = (request.form.get(name, "") for name in ("section", "said", "offered"))
    with reading():
        standing = found(standard_id)
        written = _asked(explanation(standing), key)
        if "take" in request.form:
            return _taken_over(standing, written, typed)
    answers = {name: request.form.get(name, "") for name in ("section", "said", "seen", "offered")}
    try:
        acting.take(standard_id, explained.ROW, answers, version=version_given(), key=key_given())
    except MENDED as fault:
        with reading():
            standing = found(standard_id)
            page = explained.head_of(standing)
            page |= explained.one(standing, _asked(explanation(standing), key), typed, taken)
            problem = errors.problem(fault)
            return render_template("standards/explanation_section.html", page=page, problem=problem), problem.status
    flash(say("已保存为这一节的新一稿。"), "done")
    return redirect(f"/standards/{standard_id}/explanation#s-{key}", 303)


def _taken_over(standing: Standing, written: Written, typed: str) -> ResponseReturnValue:
    """The proposed words below what was typed; nothing is saved yet."""
    page = explained.head_of(standing)
    words = explained.one(standing, written)["offered"]
    said = "\n".join(part for part in (typed.strip(), words) if part)
    page |= explained.one(standing, written, said, explained.hash_of(words))
    return render_template("standards/explanation_section.html", page=page, problem=None)


@pages.post("/standards/<int:standard_id>/explanation/paper")
@acts
def paper(standard_id: int) -> ResponseReturnValue:
    """The print as it stands, kept as a file that this person hands in; then the form that freezes the text."""
    with reading():
        made = explanation(found(standard_id))
    if not made.content:
        raise NotThere
    digest = kept(database(), settings(), explanation_pdf(made), standard_id, made.content, g.seat.person_id, g.now)
    return redirect(f"/standards/{standard_id}/steps/freeze_text?{urlencode({'explanation': digest})}", 303)


def _asked(made: Explanation, key: str) -> Written:
    written = next((one for one in made.sections if one.section.key == key), None)
    if written is None:
        raise NotThere
    return written
