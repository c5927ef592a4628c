"""The link of a unit that was written to: it has no comment and says so, or goes on to comment; without an account."""

from flask import Blueprint, flash, g, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from web.basketing import begun, hold
from web.config import database, settings
from web.pages.consultations import found
from web.reading import reading
from web.seats import acts_public, public
from web.views.consulted import consulted
from workflow.commenting import addressed
from workflow.words import say

pages = Blueprint("replies", __name__)


@pages.get("/public/replies/<int:addressee_id>/<token>")
@public
def one(addressee_id: int, token: str) -> ResponseReturnValue:
    unit = addressed.find(g.session, addressee_id, token, settings().secret())
    asked = found(unit.consultation_id)
    page = {"asked": consulted(asked, g.now), "unit": unit, "token": token, "takes": asked.takes(g.now)}
    return render_template("public/reply.html", page=page)


@pages.post("/public/replies/<int:addressee_id>/<token>/no_comment")
@acts_public
def no_comment(addressee_id: int, token: str) -> ResponseReturnValue:
    with reading() as session:
        unit = addressed.find(session, addressee_id, token, settings().secret())
    addressed.no_comment(database(), unit, at=g.now)
    flash(say("已记下：无意见。截止前还可以改提意见。"), "done")
    return redirect(f"/public/replies/{addressee_id}/{token}", 303)


@pages.post("/public/replies/<int:addressee_id>/<token>/comment")
@acts_public
def comment(addressee_id: int, token: str) -> ResponseReturnValue:
    """A basket of the unit's own: once it is sent, the unit has replied."""
    with reading() as session:
        unit = addressed.find(session, addressee_id, token, settings().secret())
    secret = begun(unit.consultation_id, addressee=unit.id)
    answer = make_response(redirect(f"/public/consultations/{unit.consultation_id}#text", 303))
    return hold(answer, unit.consultation_id, secret)
