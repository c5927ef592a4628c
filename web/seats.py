"""Who asks, from which seat, and the marks of every endpoint: @public, @shows, @acts. Logging in is in pages."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Any

from flask import g, request, session
from sqlalchemy.orm import Session

from web import forgery
from web.config import SEAT_FORM_BYTES, UPLOAD_BYTES, database, idle, settings
from workflow import accounts, clock, sessions
from workflow.reads.seats import seat as one_seat
from workflow.reads.seats import seats_of
from workflow.records.people import Account
from workflow.sessions import Found
from workflow.standing import Seat

View = Callable[..., Any]
SECRET = "secret"  # the key of the session's secret within the cookie


class SignInFirst(Exception):
    """Nobody is signed in, or the session has ended; `ended` says whose it was."""

    def __init__(self, ended: Found | None = None) -> None:
        super().__init__()
        self.ended = ended


class NoSeat(Exception):
    """Signed in, but no appointment is in force today."""


@dataclass(frozen=True)
class Visitor:
    """A person who is signed in, by a session or by a key of the API, and the seat chosen."""

    account_id: int
    person_id: int
    name: str
    username: str
    seat: Seat | None
    seats: tuple[Seat, ...]
    session: Found | None = None

    @property
    def is_token(self) -> bool:
        return self.session is None


def visitor() -> Visitor | None:
    """Who asks; looked up once a request, in a short transaction of its own."""
    if "visitor" not in g:
        g.now = g.get("now") or clock.now()
        g.today = clock.day_of(g.now)
        g.ended, g.visitor = None, None
        with database().read() as reading:
            g.visitor = _identified(reading, g.now)
        g.seat = g.visitor.seat if g.visitor else None
        if g.visitor and g.visitor.session:
            sessions.touch(database(), g.visitor.session, at=g.now)
    found: Visitor | None = g.visitor
    return found


def _identified(reading: Session, at: datetime) -> Visitor | None:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if request.path.startswith("/api/") and kind.lower() == "bearer":
        return _by_token(reading, secret.strip(), at)
    secret = session.get(SECRET, "")
    found = sessions.find_session(reading, secret, at=at, idle=idle(settings())) if secret else None
    if found is None or not found.is_alive:
        g.ended = found
        return None
    seats = tuple(seats_of(reading, found.person_id, clock.day_of(at)))
    seat = next((s for s in seats if s.id == found.seat_id), seats[0] if seats else None)
    return Visitor(found.account_id, found.person_id, found.person_name, found.username, seat, seats, found)


def _by_token(reading: Session, secret: str, at: datetime) -> Visitor | None:
    token = accounts.find_token(reading, secret, at)
    seat = one_seat(reading, token.seat_id, clock.day_of(at)) if token else None
    if token is None or seat is None:
        return None
    account = reading.get_one(Account, token.account_id)
    return Visitor(account.id, seat.person_id, seat.person_name, account.username, seat, (seat,))


# --- the marks ------------------------------------------------------------------------------------------------------


def public(view: View) -> View:
    """Open to everybody; shows only what is public, or what the seat may see when there is one."""
    return _marked("public", view, _reading)


def public_bare(view: View) -> View:
    """Open to machines; nobody is looked up and no transaction is opened."""
    view.mark = "public"  # type: ignore[attr-defined]
    return view


def shows(view: View) -> View:
    """A page for a signed-in person with a seat; reads only, in one short transaction."""
    return _marked("shows", view, _reading, signed=True, seated=True)


def shows_person(view: View) -> View:
    """A page for a signed-in person, seat or none."""
    return _marked("shows", view, _reading, signed=True)


def acts(view: View) -> View:
    """An act of a seat: guarded against forged requests; it opens its own transactions."""
    return _marked("acts", view, _acting, signed=True, seated=True)


def acts_person(view: View) -> View:
    """An act on the person's own account or session."""
    return _marked("acts", view, _acting, signed=True)


def acts_public(view: View) -> View:
    """A form that anybody may send."""
    return _marked("acts", view, _acting)


def _marked(
    mark: str, view: View, around: Callable[[View, Any], Any], signed: bool = False, seated: bool = False
) -> View:
    if hasattr(view, "mark"):
        raise ValueError("a view bears one mark")

    @wraps(view)
    def guarded(**parts: Any) -> Any:
        found = visitor()
        if mark == "acts" and (found or g.ended):
            request.max_content_length, request.max_form_memory_size = UPLOAD_BYTES, SEAT_FORM_BYTES
        if signed and found is None:
            raise SignInFirst(g.ended)
        if seated and g.seat is None:
            raise NoSeat
        return around(view, parts)

    guarded.mark = mark  # type: ignore[attr-defined]
    return guarded


def _reading(view: View, parts: dict[str, Any]) -> Any:
    with database().read() as reading:
        g.session = reading
        try:
            return view(**parts)
        finally:
            g.pop("session")


def _acting(view: View, parts: dict[str, Any]) -> Any:
    forgery.check(by_key=g.visitor is not None and g.visitor.is_token)
    return view(**parts)


def address() -> str:
    """The network address that failed log-ins are counted by."""
    return request.remote_addr or "-"


def sit(seat_id: int) -> bool:
    """Choose another of the person's own seats for this session."""
    found = visitor()
    chosen = next((s for s in found.seats if s.id == seat_id), None) if found else None
    if found is None or found.session is None or chosen is None:
        return False
    sessions.choose_seat(database(), found.session, seat_id)
    g.visitor, g.seat = replace(found, seat=chosen), chosen
    return True
