"""A letter between regions is written, looked at as each region would get it, changed, and sent; templates beside."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from web.config import database, settings
from web.forms import BadUploads, day, number, typed
from web.present import title
from web.reading import reading
from web.seats import acts, shows
from web.views import letters
from workflow.corresponding import sending, templating
from workflow.corresponding.composing import BODY, SUBJECT, Composed, Draft, compose, parties_of
from workflow.process.reasons import NotThere
from workflow.reads import catalogue
from workflow.records.agreements import Agreement
from workflow.storage import files
from workflow.storage.screening import BadFile
from workflow.vocabulary import NoticeKind
from workflow.words import say

pages = Blueprint("writing", __name__)
Json = dict[str, Any]


@pages.get("/letters/new")
@shows
def new() -> ResponseReturnValue:
    groups = _groups(g.session)
    given = _read(request.args, groups)
    template = templating.in_force(g.session, given.agreement_id, g.seat.region).get(given.kind)
    words = {"subject": template.subject, "body": template.body} if template and not given.body else {}
    return _form(_composed(g.session, Draft(**{**vars(given), **words})), groups, is_asked=False)


@pages.post("/letters/new/edit")
@acts
def edit() -> ResponseReturnValue:
    """Back from the preview to the form, with all that was written."""
    with reading() as session:
        groups = _groups(session)
        return _form(_composed(session, _read(request.form, groups)), groups, is_asked=False)


@pages.post("/letters/new/preview")
@acts
def preview() -> ResponseReturnValue:
    kept = _stored()
    with reading() as session:
        groups = _groups(session)
        draft = _read(request.form, groups)
        composed = _composed(session, Draft(**{**vars(draft), "files": tuple(dict.fromkeys([*draft.files, *kept]))}))
        if composed.reasons:
            return _form(composed, groups, is_asked=True), 422
        page = letters.preview(session, composed) | {"carried": letters.carried(composed.draft)}
        return render_template("letters/preview.html", page=page)


@pages.post("/letters/new/steps/send_letter")
@acts
def send() -> ResponseReturnValue:
    with reading() as session:
        draft = _read(request.form, _groups(session))
    sent = sending.send(database(), settings(), g.seat, draft, request.form.get("hash", ""), at=g.now)
    flash(say("已发出，全文的指纹记入本组协作的日志。"), "done")
    return redirect(f"/letters/{sent}", 303)


@pages.get("/letters/templates")
@shows
def templates() -> ResponseReturnValue:
    return _templates(g.session)


@pages.post("/letters/templates/steps/put_letter_template")
@acts
def put() -> ResponseReturnValue:
    draft = _posted()
    templating.put(database(), g.seat, draft.agreement_id, draft.kind, draft.subject, draft.body, at=g.now)
    flash(say("已启用模板，本方今后的函件从它写起。"), "done")
    return redirect(f"/letters/templates?agreement={draft.agreement_id}", 303)


@pages.post("/letters/templates/steps/end_letter_template")
@acts
def end() -> ResponseReturnValue:
    draft = _posted()
    templating.end(database(), g.seat, draft.agreement_id, draft.kind, at=g.now)
    flash(say("已停用模板。"), "done")
    return redirect(f"/letters/templates?agreement={draft.agreement_id}", 303)


def _posted() -> Draft:
    with reading() as session:
        return _read(request.form, _groups(session))


def _templates(session: Session) -> str:
    groups = _groups(session)
    given = _read(request.args, groups)
    held = templating.in_force(session, given.agreement_id, g.seat.region)
    composed = _composed(session, given)
    page = letters.form(composed, groups, [], is_asked=False)
    page["held"] = [{"kind": kind, "subject": one.subject, "body": one.body} for kind, one in held.items()]
    return render_template("letters/templates.html", page=page)


def _form(composed: Composed, groups: list[Agreement], *, is_asked: bool) -> str:
    found = catalogue.standards_of(g.session, g.seat, composed.agreement.id)
    standards = [{"value": one.id, "words": title(one)} for one in found]
    return render_template("letters/form.html", page=letters.form(composed, groups, standards, is_asked=is_asked))


def _composed(session: Session, draft: Draft) -> Composed:
    return compose(session, settings(), g.seat, draft, g.today)


def _groups(session: Session) -> list[Agreement]:
    """The agreements to which the seat's region itself is a party."""
    found = [one for one in catalogue.agreements(session, g.seat) if g.seat.region in parties_of(session, one.id)]
    if not found:
        raise NotThere
    return found


def _read(given: MultiDict[str, str], groups: list[Agreement]) -> Draft:
    """What was typed; what is no day or no number counts as not given."""
    kind = given.get("kind", "")
    asked = number(given.get("agreement"))
    return Draft(
        agreement_id=asked if asked is not None else groups[0].id,
        standard_id=number(given.get("standard")),
        kind=NoticeKind(kind) if kind in set(NoticeKind) else NoticeKind.OTHER,
        to=tuple(dict.fromkeys(given.getlist("to"))),
        subject=typed(given, "subject", 2 * SUBJECT),
        body=typed(given, "body", 2 * BODY).replace("\r\n", "\n"),
        answer_by=day(given.get("answer_by")),
        files=tuple(dict.fromkeys(given.getlist("file"))),
    )


def _stored() -> list[str]:
    """Files are kept first, as everywhere; a bad one is a wrong answer."""
    kept = []
    for upload in request.files.getlist("upload"):
        if upload.filename:
            try:
                name, person = upload.filename, g.seat.person_id
                kept.append(files.store(database(), settings(), upload.stream, name, person, g.now))
            except BadFile as fault:
                raise BadUploads({}, {"upload": (fault.key, fault.facts)}) from fault
    return kept
