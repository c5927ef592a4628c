"""Log-in, log-out, choosing a seat, and the one-time link that sets a first password."""

from flask import Blueprint, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from web import acting, returning
from web.config import database, settings
from web.errors import problem
from web.present import office, region
from web.seats import acts_person, acts_public, public, shows_person
from web.visitors import address, begin, sit, visitor
from workflow.entrance import accounts, sessions
from workflow.entrance.accounts import LinkEnded, LoginFailed, Throttled, WeakPassword
from workflow.entrance.signing import codes
from workflow.reads.seats import seats_of
from workflow.records.people import Account
from workflow.records.places import Region
from workflow.words import say

pages = Blueprint("login", __name__)
CODE_PATIENCE = 600  # seconds between the password and the code


@pages.get("/login")
@public
def login() -> ResponseReturnValue:
    return _form(request.args.get("next", "/"), request.args.get("held", ""))


@pages.post("/login")
@acts_public
def log_in() -> ResponseReturnValue:
    given, way = request.form, (request.form.get("next", "/"), request.form.get("held", ""))
    try:
        production = settings().is_production
        who = given.get("username", ""), given.get("password", "")
        account = accounts.log_in(database(), *who, address=address(), at=g.now, production=production)
    except LoginFailed:
        return _form(*way, wrong=say("用户名或口令不对。"), status=401)
    except Throttled as fault:
        told = problem(fault)
        answer = _form(*way, wrong=told.detail, status=429)
        return *answer, told.headers
    with database().read() as reading:
        has_code = codes.is_asked(reading, account.id)
    if not has_code:
        return begin_on_seat(account.id, *way)
    until = g.now.timestamp() + CODE_PATIENCE
    session["code_for"] = {"account": account.id, "until": until, "way": way[0], "held": way[1]}
    return redirect("/login/code", 303)


def begin_on_seat(account_id: int, way: str, held: str) -> ResponseReturnValue:
    """Open the session on the only seat, else the last used, else the first."""
    with database().read() as reading:
        account = reading.get(Account, account_id)
        if account is None or not account.is_open:
            raise LinkEnded
        seats = seats_of(reading, account.person_id, g.today)
        reading.expunge_all()
    ids = [seat.id for seat in seats]
    chosen = account.last_seat_id if account.last_seat_id in ids else next(iter(ids), None)
    agent = request.headers.get("User-Agent", "")
    _leave()
    begin(sessions.open_session(database(), account.id, seat_id=chosen, agent=agent, at=g.now))
    back = returning.inside(way)
    mark = "&" if "?" in back else "?"
    return redirect(f"{back}{mark}held={held}" if held.isascii() and held else back, 303)


def _form(way: str, held: str, *, wrong: str = "", status: int = 200) -> tuple[str, int]:
    given = {"next": returning.inside(way), "held": held, "username": request.form.get("username", "")}
    return render_template("login.html", **given, wrong=wrong), status


def _leave() -> None:
    """Forget everything that the cookie holds, and end the session that it names."""
    found = visitor()
    if found is not None and found.session is not None:
        sessions.revoke(database(), found.session.id, account_id=found.account_id, at=g.now)
    session.clear()
    g.pop("csrf_token", None)


@pages.post("/logout")
@acts_public
def log_out() -> ResponseReturnValue:
    _leave()
    return redirect("/login", 303)


@pages.get("/seats")
@shows_person
def choose_seat() -> ResponseReturnValue:
    who = visitor()
    held = who.seats if who else ()
    codes = {seat.region for seat in held if seat.region}
    places = {code: g.session.get_one(Region, code) for code in codes}
    rows = [
        {"id": s.id, "words": office(s), "region": region(places[s.region]) if s.region else None, "until": s.until,
         "mine": g.seat is not None and s.id == g.seat.id}
        for s in held
    ]  # fmt: skip
    return render_template("seat.html", rows=rows, next=returning.inside(request.args.get("next", "/")))


@pages.post("/seat")
@acts_person
def take_seat() -> ResponseReturnValue:
    chosen = request.form.get("seat", "")
    if not (chosen.isascii() and chosen.isdigit() and sit(int(chosen))):
        raise NotFound
    return redirect(returning.inside(request.form.get("next", "/")), 303)


@pages.get("/enrol/<token>")
@public
def enrol(token: str) -> ResponseReturnValue:
    return _enrolment(accounts.invited(g.session, token, g.now).username)


@pages.post("/enrol/<token>")
@acts_public
def set_first_password(token: str) -> ResponseReturnValue:
    with database().read() as reading:
        username = accounts.invited(reading, token, g.now).username
    password = request.form.get("password", "")
    if password != request.form.get("again", ""):
        return _enrolment(username, wrong=say("两次输入的口令不同。"), status=422)
    try:
        made = accounts.enrol(database(), token, password, at=g.now)
    except WeakPassword as fault:
        return _enrolment(username, wrong=say(str(fault), least=accounts.SHORTEST), status=422)
    codes.end(database(), acting.holder(made), at=g.now)  # whoever lost the app comes back by a link
    return begin_on_seat(made, "/", "")


def _enrolment(username: str, *, wrong: str = "", status: int = 200) -> tuple[str, int]:
    return render_template("enrol.html", username=username, wrong=wrong, least=accounts.SHORTEST), status
