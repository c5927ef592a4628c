"""Open data: what there is and how it is written, the sets themselves, one standard, and what changed since an hour."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from web.config import reader, settings
from web.opened import MEDIA, SHAPES, as_csv
from web.pages.addresses import base
from web.seats import public
from web.views.linked import catalogue, linked
from web.views.portal import registers
from workflow import clock
from workflow.exports.opened import SETS, DataSet, plain, schema, told
from workflow.exports.opened.standards import rows
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere
from workflow.reads.announced import changes
from workflow.reads.catalogue import is_public
from workflow.words import language

pages = Blueprint("open_data", __name__)
AT_ONCE = 500
FROM_THE_BEGINNING = "2000-01-01"


@pages.get("/public/data")
@public
def data() -> ResponseReturnValue:
    sets = [_set(one) for one in SETS.values()]
    more = {"registers": registers(), "licence": settings().data_licence}
    return render_template("public/data.html", sets=sets, forms=tuple(MEDIA), **more)


def _set(one: DataSet) -> dict[str, Any]:
    zh = language() == "zh"
    fields = [{"name": f.name, "type": f.type.partition(":"), "words": f.zh if zh else f.en} for f in one.fields]
    title, _, words = (one.zh if zh else one.en).partition("，" if zh else ", ")
    return {"name": one.name, "title": title, "words": words, "fields": fields}


@pages.get("/public/data/catalog.jsonld")
@public
def dcat() -> ResponseReturnValue:
    answer = jsonify(catalogue(base(), settings().data_licence))
    answer.mimetype = MEDIA["jsonld"]
    return answer


@pages.get("/public/data/<name>.schema.json")
@public
def described(name: str) -> ResponseReturnValue:
    return jsonify(schema(_named(name)) | {"$id": f"{base()}/public/data/{name}.schema.json"})


@pages.get("/public/data/<name>.<form>")
@public
def one_set(name: str, form: str) -> ResponseReturnValue:
    """The whole set; whoever names the sign or the hour of what he has, is told when nothing has changed."""
    one = _named(name)
    if form not in MEDIA:
        raise NotThere
    bom = form == "csv" and request.args.get("bom") == "1"
    answer = Response(content_type=MEDIA[form])
    answer.automatically_set_content_length = False  # it is streamed: nobody knows how long it will be
    answer.set_etag(f"{one.stamp(g.session)}-{form}{'-bom' if bom else ''}")
    answer.last_modified = one.changed(g.session)
    answer.headers["Cache-Control"] = "public, max-age=60"
    answer.headers["Content-Disposition"] = f"inline; filename={name}.{form}"
    if licence := settings().data_licence:
        answer.headers["Link"] = f'<{licence}>; rel="license"' if licence.isascii() else ""
    if answer.make_conditional(request).status_code == 304:
        return answer
    told_ = (reader(None), one, base())
    answer.response = as_csv(*told_, bom=bom) if form == "csv" else SHAPES[form](*told_)
    return answer


def _named(name: str) -> DataSet:
    if name not in SETS:
        raise NotThere
    return SETS[name]


@pages.get("/public/standards/<int:standard_id>.json")
@public
def one_standard(standard_id: int) -> ResponseReturnValue:
    return _one(standard_id, lambda row: row, "application/json")


@pages.get("/public/standards/<int:standard_id>.jsonld")
@public
def linked_standard(standard_id: int) -> ResponseReturnValue:
    context = {"@context": "https://schema.org"}
    return _one(standard_id, lambda row: context | linked("standards", row, base()), MEDIA["jsonld"])


def _one(standard_id: int, shaped: Callable[[dict[str, Any]], dict[str, Any]], media: str) -> ResponseReturnValue:
    if not is_public(g.session, standard_id):
        raise NotThere
    [row] = rows(g.session, [standard_id], base())
    answer = jsonify(shaped(told(row)))
    answer.mimetype = media
    answer.set_etag(sha256(answer.get_data()).hexdigest()[:24])
    answer.last_modified = row["updated_at"]
    return answer.make_conditional(request)


@pages.get("/public/data/changes.json")
@public
def changed() -> ResponseReturnValue:
    """Public acts from an hour on, the oldest first; `next` leads on until there is nothing more."""
    since, behind = _since()
    found = changes(g.session, since, behind, AT_ONCE)
    items = [
        {"at": plain(event.at), "act": event.act, "region": event.region_code, "standard": standard.id}
        | {"title_zh": standard.title_zh, "url": base() + href}
        for event, standard, href in found
    ]
    last = found[-1][0] if len(found) == AT_ONCE else None
    onward = f"{last.at.isoformat()}~{last.log_id}~{last.index}" if last else None
    path = f"{base()}/public/data/changes.json"
    return jsonify({"items": items, "next": f"{path}?after={onward.replace('+', '%2B')}" if onward else None})


def _since() -> tuple[datetime, tuple[int, int] | None]:
    """The hour that is asked for, or the place where the last answer ended."""
    hour, *place = request.args.get("after", "").split("~")
    try:
        since = datetime.fromisoformat(hour or request.args.get("since", "") or FROM_THE_BEGINNING)
        since = (since if since.tzinfo else since.replace(tzinfo=clock.BEIJING)).astimezone(UTC)
        behind = (min(int(place[0]), 2**31), min(int(place[1]), 2**31)) if place else None
    except (ValueError, IndexError, OverflowError) as fault:
        raise WrongAnswers({"since": ("wrong.date", {})}) from fault
    return since, behind
