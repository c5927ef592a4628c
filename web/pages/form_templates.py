"""Templates of forms of a group and its regions: handed in, looked at, put in force, taken away again."""

from io import BytesIO

from flask import Blueprint, Response, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from web.accords.form_templates import Named, listed, look_of, scope_of
from web.config import database, settings
from web.errors import Incomplete
from web.forms import BadUploads
from web.reading import reading
from web.seats import acts, shows
from workflow.exports.paperwork import replacing
from workflow.exports.paperwork.drawing import template
from workflow.exports.paperwork.shapes import catalogue, form
from workflow.process.reasons import NotThere
from workflow.reads import agreements as reads
from workflow.storage import files
from workflow.storage.screening import KINDS, BadFile
from workflow.words import say

pages = Blueprint("form_templates", __name__)
DOCX = KINDS[".docx"][0]


@pages.get("/agreements/<int:agreement_id>/forms")
@shows
def templates(agreement_id: int) -> str:
    page = listed(g.session, g.seat, _found(agreement_id))
    return render_template("agreements/forms.html", page=page)


@pages.get("/agreements/<int:agreement_id>/forms/<name>.docx")
@shows
def usual(agreement_id: int, name: str) -> Response:
    """The usual template to begin from, in the layout of the group or of one of its regions."""
    named = _found(agreement_id)
    return _sent(template(form(_form(name), named.code, request.args.get("region", "")[:6])), f"template-{name}")


@pages.get("/agreements/<int:agreement_id>/forms/<name>/own.docx")
@shows
def own(agreement_id: int, name: str) -> Response:
    """The template in force for a region or for all."""
    named, region = _found(agreement_id), request.args.get("region") or None
    found = replacing.in_force(g.session, named.id).get((_form(name), region))
    path = files.path_of(settings(), found.file_sha256) if found else None
    if path is None or not path.is_file():
        raise NotThere
    return _sent(path.read_bytes(), f"template-{name}-{region or named.code}")


@pages.post("/agreements/<int:agreement_id>/forms/<name>/preview")
@acts
def preview(agreement_id: int, name: str) -> ResponseReturnValue:
    """What a template asks for, before it is used."""
    upload = request.files.get("file")
    with reading() as session:
        named = _named(session, agreement_id)
        scope = scope_of(session, g.seat, named, request.form.get("scope", ""))
    if upload is None or not upload.filename:
        raise Incomplete("error.no_template")
    try:
        if not upload.filename.lower().endswith(".docx"):
            raise BadFile("wrong.file_type", kinds=".docx")
        kept = BytesIO(upload.stream.read())
        digest = files.store(database(), settings(), kept, upload.filename, g.seat.person_id, g.now)
        _, look = replacing.read(files.path_of(settings(), digest))
    except BadFile as fault:
        raise BadUploads({}, {"file": (fault.key, fault.facts)}) from fault
    page = look_of(named, _form(name), scope, look, digest)
    with reading():
        return render_template("agreements/form_look.html", page=page)


@pages.post("/agreements/<int:agreement_id>/forms/<name>/steps/put_template")
@acts
def put(agreement_id: int, name: str) -> ResponseReturnValue:
    with reading() as session:
        named = _named(session, agreement_id)
        scope = scope_of(session, g.seat, named, request.form.get("scope", ""))
    digest = request.form.get("digest", "")
    replacing.put(database(), settings(), g.seat, (agreement_id, scope), _form(name), digest, at=g.now)
    flash(say("已启用模板，从现在起按它打印。"), "done")
    return redirect(f"/agreements/{agreement_id}/forms", 303)


@pages.post("/agreements/<int:agreement_id>/forms/<name>/steps/end_template")
@acts
def end(agreement_id: int, name: str) -> ResponseReturnValue:
    with reading() as session:
        named = _named(session, agreement_id)
        scope = scope_of(session, g.seat, named, request.form.get("scope", ""))
    replacing.end(database(), g.seat, (agreement_id, scope), _form(name), at=g.now)
    flash(say("已停用模板，恢复通用表单。"), "done")
    return redirect(f"/agreements/{agreement_id}/forms", 303)


def _found(agreement_id: int) -> Named:
    return _named(g.session, agreement_id)


def _named(session: Session, agreement_id: int) -> Named:
    """An agreement that this seat may look at."""
    found = reads.whole(session, g.seat, agreement_id)
    if found is None:
        raise NotThere
    return Named.of(found)


def _form(name: str) -> str:
    if name not in catalogue():
        raise NotThere
    return name


def _sent(data: bytes, name: str) -> Response:
    answer = Response(data, mimetype=DOCX)
    answer.headers["Content-Disposition"] = f"attachment; filename={name}.docx"
    return answer
