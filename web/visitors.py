"""Who is signed in, by way of flask-login: the cookie holds the secret of a session's row; programs show a key."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import Request, g, request
from flask_login import LoginManager, current_user, login_user
from sqlalchemy.orm import Session

from web import forgery
from web.config import database, idle, settings
from workflow import clock
from workflow.entrance import accounts, sessions
from workflow.entrance.sessions import Found
from workflow.picture.standing import Seat
from workflow.reads.seats import seat as one_seat
from workflow.reads.seats import seats_of
from workflow.records.people import Account

manager = LoginManager()
manager.session_protection = None  # a changed address or browser locks travellers out and stops nobody


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

    # what flask-login asks of its user
    is_authenticated = is_active = True
    is_anonymous = False


def visitor() -> Visitor | None:
    """Who asks; looked up once a request, in a short transaction of its own."""
    if "visitor" not in g:
        g.now = g.get("now") or clock.now()
        g.today = clock.day_of(g.now)
        g.ended, g.visitor = None, None
        user = current_user._get_current_object()
        g.visitor = user if isinstance(user, Visitor) else None
        g.seat = g.visitor.seat if g.visitor else None
        if g.visitor and g.visitor.session:
            sessions.touch(database(), g.visitor.session, at=g.now)
    found: Visitor | None = g.visitor
    return found


class SignedIn:
    """Whom the cookie names: nobody but the holder of a session's secret."""

    is_active = True

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def get_id(self) -> str:
        return self.secret


def begin(secret: str) -> None:
    """Let the cookie hold a new session's secret; who that is stands in the session's row and can be revoked."""
    login_user(SignedIn(secret))


@manager.user_loader  # type: ignore[untyped-decorator]
def _by_session(secret: str) -> Visitor | None:
    with database().read() as reading:
        found = sessions.find_session(reading, secret, at=g.now, idle=idle(settings()))
        if found is None or not found.is_alive:
            g.ended = found
            return None
        seats = tuple(seats_of(reading, found.person_id, clock.day_of(g.now)))
    seat = next((s for s in seats if s.id == found.seat_id), seats[0] if seats else None)
    return Visitor(found.account_id, found.person_id, found.person_name, found.username, seat, seats, found)


@manager.request_loader  # type: ignore[untyped-decorator]
def _by_header(asked: Request) -> Visitor | None:
    """A key of the API; pages know only sessions."""
    kind, _, secret = asked.headers.get("Authorization", "").partition(" ")
    if not forgery.is_api() or kind.lower() != "bearer":
        return None
    with database().read() as reading:
        return _by_token(reading, secret.strip(), g.now)


def _by_token(reading: Session, secret: str, at: datetime) -> Visitor | None:
    token = accounts.find_token(reading, secret, at)
    seat = one_seat(reading, token.seat_id, clock.day_of(at)) if token else None
    if token is None or seat is None:
        return None
    account = reading.get_one(Account, token.account_id)
    return Visitor(account.id, seat.person_id, seat.person_name, account.username, seat, (seat,))


def sit(seat_id: int) -> bool:
    """Choose another of the person's own seats for this session."""
    found = visitor()
    chosen = next((s for s in found.seats if s.id == seat_id), None) if found else None
    if found is None or found.session is None or chosen is None:
        return False
    sessions.choose_seat(database(), found.session, seat_id)
    g.visitor, g.seat = replace(found, seat=chosen), chosen
    return True


def address() -> str:
    """The network address that failed log-ins are counted by."""
    return request.remote_addr or "-"
