"""The browser and the API: `create_app` puts the parts together. No rule of the trade lives under this roof."""

import gc
from collections.abc import Iterable
from contextlib import nullcontext
from importlib import import_module
from typing import Any

from flask import Flask, Response, g, request
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter
from werkzeug.wrappers import Request

from web import errors, forgery, health, requestlog, stylesheet, tongues, visitors
from web.blueprints import PAGES
from web.config import database, flask_settings
from web.present import FILTERS, instant, worn
from workflow import clock
from workflow.db import Database
from workflow.log.freezing import frozen
from workflow.settings import Settings
from workflow.words import LANGUAGES, language, say, speaking

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser calls our own forms of origin "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
YEAR = 365 * 24 * 3600


def served() -> Flask:
    """The application of a server that has loaded all it needs: what is there stays, and the collector, which would
    stop an act for a quarter of a second, need not look through it again.
    """
    app = create_app()
    gc.collect()
    gc.freeze()
    return app


def create_app(settings: Settings | None = None, database: Database | None = None) -> Flask:
    """The application on a database; refuses to start when production would be unsafe."""
    settings = settings or Settings.read()
    app = Flask(__name__)
    app.config.update(flask_settings(settings))
    app.url_map.converters["int"] = Counted
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["settings"] = settings
    app.extensions["database"] = database or Database(settings.database_url)
    app.extensions["replica"] = Database(settings.replica_url) if settings.replica_url else None
    _templates(app, settings)
    requestlog.register(app, settings)
    app.before_request(_hour)
    app.after_request(_headers)
    tongues.register(app)
    errors.register(app)
    visitors.manager.init_app(app)
    for name in PAGES:
        app.register_blueprint(import_module(name).pages)
    hops = int(settings.proxy_hops)
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.wsgi_app = Speaking(app.wsgi_app)  # type: ignore[method-assign]
    return app


class Counted(IntegerConverter):
    """Ids as far as the databases count; a greater one in an address is read as the greatest, which names nothing."""

    def to_python(self, value: str) -> int:
        return min(int(super().to_python(value)), 2**31 - 1)


class Speaking:
    """Answers each request in the language it asks for: `?lang=`, else the choice kept, else Chinese."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        asked = Request(environ)
        with speaking(asked.args.get("lang") or asked.cookies.get("lang") or LANGUAGES[0]):
            answer: Iterable[bytes] = self.inner(environ, start_response)
            return answer


def _templates(app: Flask, settings: Settings) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(
        say=say, csrf_token=generate_csrf, token=forgery.token, stylesheet=stylesheet.sheet().address
    )
    said = {"notice": settings.notice, "footer": settings.footer}
    app.context_processor(lambda: said | _layout())


def _layout() -> dict[str, Any]:
    """What the layouts read."""
    found = visitors.visitor()
    if "worn" not in g:
        seat = found.seat if found else None
        with nullcontext(g.session) if "session" in g else database().read() as reading:
            g.worn = worn(reading, seat, several=bool(found and len(found.seats) > 1))
            g.stalled = seat is not None and health.is_stalled(reading)
            g.frozen = [log for log, _, _ in frozen(reading)] if seat is not None else []
    return {
        "lang": language(),
        "seat": g.worn,
        "stalled": g.get("stalled", False),
        "frozen": g.get("frozen", ()),
        "seats": found.seats if found else (),
        "now": instant(g.now),
        "today": g.today,
    }


def _hour() -> None:
    g.now = clock.now()
    g.today = clock.day_of(g.now)


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}")
    if g.get("visitor") is not None or request.path == "/login":
        response.headers["Cache-Control"] = "no-store"
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        response.set_cookie("lang", asked, max_age=YEAR, samesite="Lax", secure=request.is_secure)
    return response
