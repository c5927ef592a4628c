"""Each request bears an id, which comes back in its answer; on wish it is logged with who asked, but not for what."""

import re
import secrets
from time import perf_counter
from typing import Final

from flask import Flask, Response, g, request

from workflow import lines
from workflow.settings import Settings

HEADER: Final = "X-Request-Id"
SECRETS: Final = {"secret", "token"}  # parts of an address that let whoever knows them in
GIVEN: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")  # what a proxy in front may hand in


def register(app: Flask, settings: Settings) -> None:
    """Give every request its id; log them when the installation wishes it."""
    app.before_request(_named)
    app.after_request(_answered)
    if settings.log_json == "1":
        lines.begin()
        app.after_request(_logged)


def _named() -> None:
    given = request.headers.get(HEADER, "")
    g.request_id = given if GIVEN.fullmatch(given) else secrets.token_hex(8)
    lines.request_id.set(g.request_id)


def _answered(response: Response) -> Response:
    response.headers[HEADER] = g.get("request_id", "")
    return response


def _logged(response: Response) -> Response:
    """One line: no query and no form, which may hold names and words."""
    visitor = g.get("visitor")
    seat = visitor.seat if visitor else None
    told = {
        "method": request.method,
        "path": _path(),
        "endpoint": request.endpoint,
        "status": response.status_code,
        "ms": round((perf_counter() - g.began) * 1000, 1) if "began" in g else None,
        "person": visitor.person_id if visitor else None,
        "seat": seat.id if seat else None,
        "region": seat.region if seat else None,
        "address": request.remote_addr,
        "refused": g.get("refused"),
    }
    lines.REQUESTS.info("request", extra={"told": told})
    return response


def _path() -> str:
    """The address that was asked for; of a link that is itself a secret only its pattern."""
    is_secret = SECRETS & (request.view_args or {}).keys()
    return str(request.url_rule) if is_secret else request.path
