"""Partners' projects 伙伴项目: read-only copies, taking packages, and the keys that administrators enter."""

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import forms, paging
from web.config import database
from web.reading import reading
from web.seats import acts, shows
from web.views import partnered
from web.views.clauses import clause_views
from workflow.exchange import copies, partners, taking
from workflow.exchange.copies import Copy
from workflow.exchange.zipped import MOST_BYTES
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused
from workflow.words import say

pages = Blueprint("partners", __name__)
PAGE = 50
KEY = ("partner", "vkey", "fingerprint")


@pages.get("/partners")
@shows
def index() -> ResponseReturnValue:
    return _page()


@pages.post("/partners/steps/take_package")
@acts
def take() -> ResponseReturnValue:
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        return _again(say("请选择一个文件。"))
    try:
        copy, is_new = taking.take(database(), g.seat, upload.stream.read(MOST_BYTES + 1), at=g.now)
    except Refused as refused:
        return _again(*(reason.sentence for reason in refused.reasons), status=409)
    flash(say("交换包已核对并接收。") if is_new else say("这个交换包已经接收过，没有变化。"), "done")
    return redirect(f"/partners/copies/{copy}", 303)


@pages.post("/partners/steps/register_key")
@acts
def register() -> ResponseReturnValue:
    given = {name: forms.typed(request.form, name, 400) for name in KEY}
    try:
        partners.register(database(), g.seat, given["partner"], given["vkey"], given["fingerprint"], at=g.now)
    except WrongAnswers as wrong:
        return _again(*(say(key, **facts) for key, facts in wrong.fields.values()), given=given)
    flash(say("已登记伙伴的密钥。"), "done")
    return redirect("/partners", 303)


@pages.post("/partners/steps/end_key")
@acts
def end() -> ResponseReturnValue:
    partners.end(database(), g.seat, forms.number(request.form.get("key")) or 0, at=g.now)
    flash(say("这把密钥已停用，由它签名的交换包不再接收。"), "done")
    return redirect("/partners", 303)


@pages.get("/partners/copies/<int:copy_id>")
@shows
def one(copy_id: int) -> str:
    copy, known = _found(copy_id), partnered.places(g.session)
    comments, page = copy.part("comments"), paging.asked()
    shown = comments[(page - 1) * PAGE : page * PAGE]
    return render_template(
        "partners/copy.html",
        it=partnered.whole(copy, known),
        comments=[partnered.comment(each, known) for each in shown],
        acts=[partnered.act(each, known) for each in copy.acts()],
        pages_=paging.paged(len(comments), size=PAGE, here=page),
    )


@pages.get("/partners/copies/<int:copy_id>/texts/<int:number>")
@shows
def text(copy_id: int, number: int) -> str:
    copy = _found(copy_id)
    words = copy.text(number)
    if words is None:
        raise NotThere
    clauses = clause_views(words.clauses, partnered.places(g.session))
    return render_template("partners/text.html", it=partnered.line(copy.row), number=number, clauses=clauses)


def _found(copy_id: int) -> Copy:
    found = copies.one(g.session, g.seat, copy_id)
    if found is None:
        raise NotThere
    return found


def _page(faults: tuple[str, ...] = (), given: dict[str, str] | None = None) -> str:
    seat, keeps = g.seat, partners.may(g.seat)
    if not keeps and not copies.sees(seat):
        raise NotThere
    return render_template(
        "partners/index.html",
        copies=[partnered.line(row) for row in copies.listed(g.session, seat)],
        keys=partnered.keys(g.session),
        sees=copies.sees(seat),
        takes=taking.may(seat),
        keeps=keeps,
        faults=faults,
        given=given or dict.fromkeys(KEY, ""),
    )


def _again(*faults: str, given: dict[str, str] | None = None, status: int = 422) -> tuple[str, int]:
    with reading():
        return _page(faults, given), status
