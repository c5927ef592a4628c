"""The marks of every endpoint, @public, @shows, @acts: who may ask at all, and what is opened for the answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g, request

from web import forgery
from web.config import PUBLIC_UPLOAD_BYTES, SEAT_FORM_BYTES, TYPED_BYTES, UPLOAD_BYTES, reader
from web.visitors import visitor
from workflow import clock
from workflow.entrance.sessions import Found
from workflow.process.reasons import Reason, Refused

View = Callable[..., Any]


class SignInFirst(Exception):
    """Nobody is signed in, or the session has ended; `ended` says whose it was."""

    def __init__(self, ended: Found | None = None) -> None:
        super().__init__()
        self.ended = ended


class NoSeat(Exception):
    """Signed in, but no appointment is in force today."""


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
    return _marked("acts", view, _acting_here, signed=True, seated=True)


def acts_person(view: View) -> View:
    """An act on the person's own account or session."""
    return _marked("acts", view, _acting, signed=True)


def acts_public(view: View) -> View:
    """A form that anybody may send."""
    return _marked("acts", view, _acting)


def acts_public_with_files(view: View) -> View:
    """A form with files that anybody may send."""
    return _marked("acts", view, _acting_with_files)


def acts_signed(view: View) -> View:
    """Open to machines that sign what they send; nobody is looked up, the view checks the signature."""

    @wraps(view)
    def timed(**parts: Any) -> Any:
        g.now = g.get("now") or clock.now()
        return view(**parts)

    timed.mark = "acts"  # type: ignore[attr-defined]
    return timed


def _marked(
    mark: str, view: View, around: Callable[[View, Any], Any], signed: bool = False, seated: bool = False
) -> View:
    if hasattr(view, "mark"):
        raise ValueError("a view bears one mark")

    @wraps(view)
    def guarded(**parts: Any) -> Any:
        found = visitor()
        if mark == "acts" and (found or g.ended):
            has_files = request.mimetype == "multipart/form-data"
            request.max_content_length = UPLOAD_BYTES if has_files else TYPED_BYTES
            request.max_form_memory_size = SEAT_FORM_BYTES
        if signed and found is None:
            raise SignInFirst(g.ended)
        if seated and g.seat is None:
            raise NoSeat
        return around(view, parts)

    guarded.mark = mark  # type: ignore[attr-defined]
    return guarded


def _reading(view: View, parts: dict[str, Any]) -> Any:
    with reader(g.seat).read() as reading:
        g.session = reading
        try:
            return view(**parts)
        finally:
            g.pop("session")


def _acting(view: View, parts: dict[str, Any]) -> Any:
    forgery.check(by_key=g.visitor is not None and g.visitor.is_token)
    return view(**parts)


def _acting_with_files(view: View, parts: dict[str, Any]) -> Any:
    """The room is made before the form is looked at for the first time."""
    request.max_content_length = PUBLIC_UPLOAD_BYTES
    return _acting(view, parts)


def _acting_here(view: View, parts: dict[str, Any]) -> Any:
    """From the seat that the form was opened on, where the form names it: another may have been taken since."""
    forgery.check(by_key=g.visitor.is_token)
    if request.form.get("seat", str(g.seat.id)) != str(g.seat.id):
        raise Refused([Reason("other_seat", {"seat": g.seat.organ, "role": g.seat.role})])
    return view(**parts)
