"""The offline comment form for the public: taken along empty, handed in filled, read row by row into the basket."""

from flask import Blueprint, flash, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import errors
from web.basketing import begun, current, hold, secret_of
from web.blanks import blank_file, blank_of
from web.config import database, settings
from web.pages.consultations import found
from web.reading import reading
from web.seats import acts_public_with_files, public
from web.views.basketviews import basket_view
from workflow.comment_forms.reading import BYTES, Form, read
from workflow.comment_forms.shape import BadForm
from workflow.commenting import baskets
from workflow.commenting.baskets import Full
from workflow.entrance.accounts import Throttled
from workflow.words import say

pages = Blueprint("comment_forms", __name__)


@pages.get("/public/consultations/<int:consultation_id>/form.<kind>")
@public
def blank(consultation_id: int, kind: str) -> ResponseReturnValue:
    return blank_file(g.session, found(consultation_id), kind)


@pages.post("/public/consultations/<int:consultation_id>/form")
@acts_public_with_files
def handed_in(consultation_id: int) -> ResponseReturnValue:
    """Every row that says something goes into the basket, the broken ones too: there they can be mended."""
    upload = request.files.get("form")
    with reading() as session:
        asked = found(consultation_id)
        takes, form = asked.takes(g.now), blank_of(session, asked)
        secret = secret_of(consultation_id) if current(consultation_id) else ""
    if not takes:
        return _back(consultation_id, say("现在不再收意见。"))
    if upload is None or not upload.filename:
        return _back(consultation_id, say("请选择一个文件。"))
    try:
        filled = read(form, upload.stream.read(BYTES + 1), upload.filename)
        if not filled.rows:
            return _back(consultation_id, say("意见表里还没有意见。请在条款那一行写上意见再交。"))
        secret = secret or begun(consultation_id)
        n = _put(secret, filled)
    except BadForm as bad:
        return _back(consultation_id, say(bad.key, **bad.facts))
    except Full:
        return _back(consultation_id, say("一次最多 {n} 条，请先提交。", n=baskets.ITEMS))
    except Throttled as fault:
        return _back(consultation_id, errors.problem(fault).title)
    return _report(consultation_id, secret, filled, n)


def _put(secret: str, filled: Form) -> int:
    """How many rows were new to the basket."""
    with database().plain() as session:
        basket = baskets.open_one(session, secret)
        made = baskets.put(session, basket, [row.given for row in filled.rows], at=g.now)
        known = basket.details or {}
        told = {name: known.get(name) or filled.details.get(name, "") for name in baskets.DETAILS}
        baskets.tell(session, basket, told, at=g.now)
        return len(made)


def _report(consultation_id: int, secret: str, filled: Form, n: int) -> ResponseReturnValue:
    """The basket, with what is wrong in the file by row and column."""
    with reading() as session:
        basket = baskets.find(session, secret)
        assert basket is not None
        view = basket_view(session, basket, secret, None, by_mail=bool(settings().mail_url), at=g.now)
    view["read"] = {"n": n, "known": len(filled.rows) - n, "faults": filled.faults}
    return hold(make_response(render_template("public/basket.html", page=view)), consultation_id, secret)


def _back(consultation_id: int, words: str) -> ResponseReturnValue:
    flash(words, "refused")
    return redirect(f"/public/consultations/{consultation_id}", 303)
