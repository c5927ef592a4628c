"""Public consultations without log-in: one with its text and a mark at each clause, and the form of one comment."""

from typing import Any

from flask import Blueprint, Response, flash, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import errors, paging
from web.basketing import begun, current, hold, secret_of
from web.commenting import said_fields
from web.config import database, settings
from web.errors import Problem
from web.forms import number
from web.images import sent
from web.reading import reading
from web.seats import acts_public_with_files, public
from web.views.clauses import clause_views
from web.views.consulted import consulted, counts_view
from workflow.commenting import baskets, handing_in, sending
from workflow.commenting.baskets import Full
from workflow.entrance.accounts import Throttled
from workflow.picture.standing import Standing
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere
from workflow.reads import consultations as reads
from workflow.reads import images
from workflow.reads.counted import counts
from workflow.records.baskets import Basket
from workflow.storage.files import HASH
from workflow.storage.screening import BadFile
from workflow.text.clauses import Text
from workflow.words import say

pages = Blueprint("consultations", __name__)


@pages.get("/public/consultations/<int:consultation_id>")
@public
def one(consultation_id: int) -> ResponseReturnValue:
    asked = found(consultation_id)
    version, text = reads.text_of(g.session, asked)
    here, basket = paging.asked(), current(consultation_id)
    answers = reads.answers(g.session, asked, here)
    view: dict[str, Any] = {"asked": consulted(asked, g.now), "answers": answers.rows, "id": consultation_id}
    view |= {"version": version, "clauses": _clauses(asked, text, basket), "count": len(text.clauses)}
    view |= {"basket": len(baskets.items(g.session, basket.id)) if basket else 0, "secret": secret_of(consultation_id)}
    view["pages"] = paging.paged(answers.total, size=reads.PAGE, here=here)
    view["counts"] = None if asked.takes(g.now) or asked.is_paused else counts_view(counts(g.session, asked))
    return render_template("public/consultation.html", page=view)


@pages.get("/public/consultations/<int:consultation_id>/images/<digest>")
@public
def image(consultation_id: int, digest: str) -> ResponseReturnValue:
    _, text = reads.text_of(g.session, found(consultation_id))
    if not HASH.fullmatch(digest) or not images.stands_in(text.clauses, digest):
        raise NotThere
    return sent(images.image(g.session, digest))


@pages.get("/public/consultations/<int:consultation_id>/comment")
@public
def form(consultation_id: int) -> ResponseReturnValue:
    asked = found(consultation_id)
    given, item = {name: request.args.get(name, "")[: baskets.MOST] for name in baskets.FIELDS}, 0
    basket, wanted = current(consultation_id), number(request.args.get("item")) or 0
    if wanted and basket is not None:
        given, item = dict(baskets.item_of(g.session, basket, wanted).given or {}), wanted
    return _form(asked, given, item=item)


@pages.post("/public/consultations/<int:consultation_id>/comment")
@acts_public_with_files
def put(consultation_id: int) -> ResponseReturnValue:
    """A comment into the basket; one that is wrong comes back with everything in it."""
    given = {name: request.form.get(name, "") for name in baskets.FIELDS}
    given["quote_at"] = given["quote_at"] if number(given["quote_at"]) is not None else ""
    item = number(request.form.get("item")) or 0
    with reading() as session:
        asked = found(consultation_id)
        standing = Standing.load(session, asked.standard.id)
        assert standing is not None
        wrong = sending.wrongs(standing, given, at=g.now)
        if not asked.takes(g.now):
            return _form(asked, given, item=item), 409
        basket = current(consultation_id)
        secret = secret_of(consultation_id) if basket else ""
    try:
        if wrong:
            raise WrongAnswers(wrong)
        received = [_received(one) for one in request.files.getlist("files") if one.filename]
        secret = secret or begun(consultation_id)
        _keep(secret, given, item, received)
    except (WrongAnswers, Throttled, BadFile, Full) as fault:
        told = _told(fault)
        with reading():
            return _form(found(consultation_id), given, told, item=item), told.status, told.headers
    return _onward(consultation_id, given["clause"], secret)


def _received(upload: Any) -> handing_in.Received:
    return handing_in.receive(settings(), upload.stream, upload.filename)


def _keep(secret: str, given: dict[str, str], item: int, received: list[handing_in.Received]) -> None:
    with database().plain() as session:
        basket = baskets.open_one(session, secret)
        if item:
            baskets.change(session, basket, item, given, at=g.now)
        made = [item] if item else baskets.put(session, basket, [given], at=g.now)
        if made and received:
            handing_in.hand_in(session, basket, made[0], received, at=g.now)


def _told(fault: Exception) -> Problem:
    if isinstance(fault, BadFile):
        return Problem(422, say("填写有误"), "", fields={"files": say(fault.key, **fault.facts)})
    if isinstance(fault, Full):
        return Problem(
            422, say("意见篮满了"), "", fields={"opinion": say("一次最多 {n} 条，请先提交。", n=baskets.ITEMS)}
        )
    return errors.problem(fault)


def _onward(consultation_id: int, clause: str, secret: str) -> Response:
    """Back to the text where it was read, or on to the sending."""
    flash(say("已放进意见篮，还没有提交。"), "done")
    further = f"/public/baskets/{secret}"
    back = f"/public/consultations/{consultation_id}#k-{clause}"
    way = further if request.form.get("next") == "send" else back
    return hold(make_response(redirect(way, 303)), consultation_id, secret)


def found(consultation_id: int) -> reads.Asked:
    """A consultation that some region has posted; raises NotThere."""
    one_ = reads.one(g.session, consultation_id)
    if one_ is None:
        raise NotThere
    return one_


def _clauses(asked: reads.Asked, text: Text, basket: Basket | None) -> list[dict[str, Any]]:
    """The text as anybody reads it, a mark at each clause while comments are taken."""
    base = f"/public/consultations/{asked.consultation.id}"
    views = clause_views(text.clauses, images=f"{base}/images/")
    if asked.takes(g.now):
        mine = [(item.given or {}).get("clause") for item in baskets.items(g.session, basket.id)] if basket else []
        for view, clause in zip(views, text.clauses, strict=True):
            view["remark"] = {"href": f"{base}/comment?clause={clause.id}", "n": mine.count(clause.id)}
    return views


def _form(asked: reads.Asked, given: dict[str, str], problem: Problem | None = None, *, item: int = 0) -> str:
    """One comment: the clause as it stands, what is meant, what is said of it."""
    _, text = reads.text_of(g.session, asked)
    clause = text.by_id.get(given.get("clause", ""))
    shown = (
        clause_views([clause], within=text.clauses, images=f"/public/consultations/{asked.consultation.id}/images/")
        if clause
        else []
    )
    view: dict[str, Any] = {"asked": consulted(asked, g.now), "id": asked.consultation.id, "item": item}
    view |= {"clauses": shown, "given": given, "problem": problem, "takes": asked.takes(g.now)}
    view["fields"] = said_fields(text, given, problem.fields if problem else {})
    view["file_error"] = problem.fields.get("files", "") if problem else ""
    basket = current(asked.consultation.id) if item else None
    view["files"] = baskets.files_of(g.session, [item]).get(item, []) if basket else []
    return render_template("public/comment.html", page=view)
