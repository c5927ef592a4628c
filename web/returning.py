"""Forms that outlive their session: kept when a post arrives too late, given back after log-in; ways back."""

from urllib.parse import urlencode, urlsplit

from flask import current_app, g, request
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from web import forgery
from web.config import database
from web.visitors import visitor
from workflow.entrance import sessions
from workflow.entrance.sessions import Found

NEVER_KEPT = frozenset({"csrf_token", "password", "code", "statement_id", "idempotency_key", "version", "seat"})


def kept_fields() -> dict[str, list[str]]:
    """The fields of the form at hand that may be kept: no password, no file, nothing that is only good once."""
    return {name: values for name, values in request.form.lists() if name not in NEVER_KEPT}


def login_address(ended: Found | None) -> str:
    """Where to log in, with the way back and, where a session ended over a form, the form."""
    if request.method in ("GET", "HEAD"):
        return f"/login?{urlencode({'next': request.full_path.rstrip('?')})}"
    back = _page_of(request.path)
    query = f"?{request.query_string.decode(errors='replace')}" if request.query_string else ""
    asked = {"next": back + query}
    if ended is not None and _is_ours():
        asked["held"] = sessions.hold(database(), ended.account_id, back, kept_fields(), at=g.now)
    return f"/login?{urlencode(asked)}"


def _is_ours() -> bool:
    try:
        forgery.check()
    except CSRFError:
        return False
    return True


def _page_of(path: str) -> str:
    """The nearest address above a posted one that can be shown."""
    adapter = current_app.url_map.bind_to_environ(request.environ)
    while path.strip("/"):
        try:
            adapter.match(path, method="GET")
        except RequestRedirect:
            return path
        except HTTPException:
            path = path.rsplit("/", 1)[0]
            continue
        return path
    return "/"


def returned() -> MultiDict[str, str]:
    """The half-filled form that comes back to this address after a log-in (`?held=`); empty when there is none."""
    secret, who = request.args.get("held", ""), visitor()
    if not secret or who is None:
        return MultiDict()
    with database().read() as reading:
        found = sessions.held(reading, secret, who.account_id, request.path)
    return MultiDict(found or {})


def inside(address: str) -> str:
    """The address if it is a path of ours, else the first page."""
    parts = urlsplit(address)
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    is_clean = address.isprintable() and "\\" not in address
    return address if is_path and is_clean and not parts.scheme and not parts.netloc else "/"
