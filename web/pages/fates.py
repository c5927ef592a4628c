"""The fate of a comment by its receipt: what became of it, taking it back, and whether the answer satisfies."""

from typing import Any
from urllib.parse import quote

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import errors
from web.config import database, settings
from web.reading import reading
from web.seats import acts_public, public
from web.views.fates import fate_view
from web.visitors import address
from workflow import engine
from workflow.entering import declaring
from workflow.entrance.accounts import Throttled
from workflow.entrance.knocking import knock
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused
from workflow.reads import consultations as reads
from workflow.reads import declared, suggestions
from workflow.vocabulary import Satisfaction
from workflow.words import say

pages = Blueprint("fates", __name__)
MARKS = 120  # an hour from one address: a whole bureau is one, and each of its comments has an answer


@pages.get("/public/receipts")
@public
def receipt() -> ResponseReturnValue:
    number = _number(request.args.get("number", ""))
    fate = reads.fate(g.session, number)
    suggested = suggestions.fate(g.session, number) if fate is None else None
    found = declaring.declared(g.session, number) if not (fate or suggested) else None
    said = declared.fate(g.session, found) if found else None
    view: dict[str, Any] = {"number": number, "fate": fate_view(g.session, fate) if fate else None}
    view |= {"suggested": suggested, "marks": list(Satisfaction), "declared": said}
    is_there = fate or suggested or said
    return render_template("public/receipt.html", page=view), 404 if number and not is_there else 200


@pages.post("/public/receipts/take_back")
@acts_public
def take_back() -> ResponseReturnValue:
    with reading():
        fate = reads.fate(g.session, _number(request.form.get("number", "")))
    if fate is None:
        raise NotThere
    number = fate.comment.receipt
    engine.take(database(), "take_back_comment", fate.standard.id, None, {"receipt": number}, at=g.now)
    flash(say("意见已撤回。"), "done")
    return redirect(_back(number), 303)


@pages.post("/public/receipts/satisfaction")
@acts_public
def mark() -> ResponseReturnValue:
    """Whoever has the receipt says whether the answer satisfies."""
    with reading():
        fate = reads.fate(g.session, _number(request.form.get("number", "")))
    if fate is None:
        raise NotThere
    raw = {"receipt": fate.comment.receipt, "satisfaction": request.form.get("satisfaction", "")}
    try:
        knock(database(), f"marks from {address()}", secret=settings().secret(), at=g.now, most=MARKS)
        engine.take(database(), "mark_satisfaction", fate.standard.id, None, raw, at=g.now)
        flash(say("评价已记下。"), "done")
    except Refused as fault:
        flash(" ".join(reason.sentence for reason in fault.reasons), "refused")
    except (WrongAnswers, Throttled) as fault:
        flash(errors.problem(fault).title, "refused")
    return redirect(_back(fate.comment.receipt), 303)


def _back(receipt: str) -> str:
    """Where the form stood: the page of all that was sent together, or of this receipt."""
    secret = request.form.get("basket", "")
    return f"/public/baskets/{quote(secret)}#{receipt}" if secret else f"/public/receipts?number={receipt}"


def _number(given: str) -> str:
    return given.strip().upper()[: reads.LONGEST + 1]
