"""Whether a request that acts was made from a page of ours: its token, and what the browser says of its origin."""

from urllib.parse import urlsplit

from flask import g, request
from flask_wtf.csrf import CSRFError, generate_csrf, validate_csrf
from markupsafe import Markup
from wtforms.validators import ValidationError

from web.config import settings


def token() -> Markup:
    """The hidden fields of a form that acts: that the page was ours, and on which seat it was opened."""
    field = Markup('<input type="hidden" name="{}" value="{}">')
    seat = g.get("seat")
    return field.format("csrf_token", generate_csrf()) + (field.format("seat", seat.id) if seat else "")


def check(*, by_key: bool = False) -> None:
    """The form or the call was made from a page of ours; a key of the API needs no such proof."""
    if by_key:
        return
    check_origin()
    given = request.headers.get("X-CSRF-Token") if is_api() else request.form.get("csrf_token")
    try:
        validate_csrf(given)
    except ValidationError as fault:
        raise CSRFError(str(fault)) from fault


def check_origin() -> None:
    """What the browser itself says of where the request was made."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise CSRFError("cross-site")
    origin = request.headers.get("Origin")
    own = {_origin(request.host_url), _origin(settings().base_url)}
    if origin is not None and _origin(origin) not in own:
        raise CSRFError("origin")


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc


def is_api() -> bool:
    """Whether the answer is JSON."""
    return request.path.startswith("/api/")
