"""Addresses that stay: a standard by its number however it is written; and what tells machines where everything is."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from flask import Blueprint, Response, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.config import settings
from web.seats import public, public_bare
from workflow import clock
from workflow.exports.opened.rows import changed
from workflow.process.reasons import NotThere
from workflow.reads import portal
from workflow.reads.catalogue import IS_PUBLIC
from workflow.reads.numbered import numbered
from workflow.records.standards import Standard

pages = Blueprint("addresses", __name__)
MOST = 50_000  # addresses of one sitemap, as its protocol bounds them
FIXED = ("/public/", "/public/standards", "/public/consultations", "/public/groups", "/public/regions")
OPEN = ("/public/", "/n/", "/style/", "/static/")


@pages.get("/n/<path:number>")
@public
def by_number(number: str) -> ResponseReturnValue:
    """The newest edition that bears the number, released, replaced or withdrawn."""
    found = numbered(g.session, number)
    if not found:
        raise NotThere
    return redirect(f"/public/standards/{found[0].id}", 302)


@pages.get("/robots.txt")
@public_bare
def robots() -> ResponseReturnValue:
    allowed = "".join(f"Allow: {path}\n" for path in OPEN)
    told = f"User-agent: *\nDisallow: /\n{allowed}Sitemap: {base()}/sitemap.xml\n"
    return Response(told, mimetype="text/plain")


@pages.get("/sitemap.xml")
@public
def sitemap() -> ResponseReturnValue:
    """Every page that anybody may read, and since when it is as it is."""
    told = render_template("public/sitemap.xml", base=base(), places=[*_fixed(), *_standards()])
    answer = Response(told, mimetype="application/xml")
    answer.set_etag(sha256(told.encode()).hexdigest()[:24])
    answer.last_modified = changed(g.session)
    return answer.make_conditional(request)


def _fixed() -> Iterator[tuple[str, str]]:
    groups = [f"/public/groups/{one.agreement.code}" for one in portal.groups(g.session)]
    regions = [f"/public/regions/{one.region.code}" for one in portal.places(g.session)]
    years = [f"/public/years/{year}" for year, _ in portal.by_year(g.session)]
    return ((path, "") for path in (*FIXED, "/public/verify", "/public/data", *groups, *regions, *years))


def _standards() -> Iterator[tuple[str, str]]:
    query = sa.select(Standard.id, Standard.since).where(IS_PUBLIC).order_by(Standard.id.desc()).limit(MOST)
    return ((f"/public/standards/{one}", _day(since)) for one, since in g.session.execute(query))


def _day(at: datetime) -> str:
    return clock.day_of(at).isoformat()


def base() -> str:
    """The address of this installation."""
    return settings().base_url.rstrip("/")
