"""Samples of events: what was drawn, drawing one by a visible seed, and noting what was looked at."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import audit_filter, audit_room
from web.audit_filter import NAMES, Filter
from web.config import database
from web.forms import number, typed
from web.pages.audit import scope
from web.present import instant
from web.reading import reading
from web.seats import acts, shows
from web.views import audit_rows
from workflow.auditing import sampling
from workflow.auditing.sampling import Wanted
from workflow.exports import downloads
from workflow.process.reasons import NotThere, Refused
from workflow.reads import audit_room as reads
from workflow.words import say, tell

pages = Blueprint("audit_samples", __name__)
APART = {"words", "field", "was", "now"}  # what is found by its words may be another population tomorrow


@pages.get("/audit/samples")
@shows
def samples() -> ResponseReturnValue:
    scope()
    found = [_line(one) for one in reads.samples(g.session, g.seat)]
    return render_template("audit/samples.html", samples=found, room=audit_room.ways("samples"))


@pages.get("/audit/samples/new")
@shows
def new() -> ResponseReturnValue:
    return _form(_filter(request.args), request.args, [])


@pages.post("/audit/samples/steps/draw_sample")
@acts
def draw() -> ResponseReturnValue:
    with reading():
        chosen = _filter(request.form)
    if chosen.selection is None:
        raise NotThere
    try:
        made = sampling.sample(database(), g.seat, _wanted(chosen), at=g.now)
    except Refused as refused:
        with reading():
            return _form(chosen, request.form, [reason.as_json() for reason in refused.reasons]), 409
    flash(say("已抽取。任何人都能照页上的种子和总体重抽一遍。"), "done")
    return redirect(f"/audit/samples/{made}", 303)


@pages.get("/audit/samples/<int:sample_id>")
@shows
def one(sample_id: int) -> ResponseReturnValue:
    found = _found(sample_id)
    drawn = reads.items(g.session, sample_id)
    rows = audit_rows.rows(g.session, [(event, origin) for _, event, origin, _ in drawn])
    items = [_item(item, row, who) for (item, _, _, who), row in zip(drawn, rows, strict=True)]
    page = _line(found) | {"drawn": items, "heads": found.sample.heads, "seed_words": found.sample.seed_words}
    page |= {"sha256": found.sample.population_sha256, "filters": _told(found.sample.filters)}
    return render_template("audit/sample.html", page=page, room=audit_room.ways("samples"))


@pages.get("/audit/samples/<int:sample_id>/population.txt")
@shows
def population(sample_id: int) -> ResponseReturnValue:
    found = _found(sample_id).sample
    drawer = reads.scope_of_drawer(g.session, found)
    chosen, sizes = audit_filter.read(g.session, drawer, found.filters), reads.sizes(g.session, found)
    if chosen.selection is None:
        raise NotThere
    g.session.close()
    lines = (f"{name}\n".encode() for name in sampling.names(database(), chosen.selection, sizes))
    head = {"Content-Disposition": f'attachment; filename="population-{sample_id}.txt"'}
    return Response(lines, content_type="text/plain; charset=utf-8", headers=head)


@pages.post("/audit/samples/<int:sample_id>/steps/examine_item")
@acts
def examine(sample_id: int) -> ResponseReturnValue:
    place, note = number(request.form.get("place")) or 0, typed(request.form, "note", 4000)
    sampling.examine(database(), g.seat, sample_id, place, note, at=g.now)
    flash(say("已记下。"), "done")
    return redirect(f"/audit/samples/{sample_id}#at-{place}", 303)


def _filter(form: Mapping[str, str]) -> Filter:
    return audit_filter.read(g.session, scope(), {name: form.get(name, "") for name in NAMES if name not in APART})


def _wanted(chosen: Filter) -> Wanted:
    form = request.form
    assert chosen.selection is not None
    export = downloads.opened(database(), chosen.selection)
    return Wanted(
        title=typed(form, "title", 200),
        selection=chosen.selection,
        filters=chosen.resolved,
        covered=tuple(export.covered),
        size=number(form.get("size")) or 0,
        seed=" ".join(typed(form, "seed", 200).split()),
        of_heads=form.get("source") == "heads",
    )


def _form(chosen: Filter, given: Mapping[str, str], reasons: list[dict[str, Any]]) -> str:
    g.session.close()  # the export opens its own reading
    total = downloads.opened(database(), chosen.selection).total() if chosen.selection else 0
    page = {"total": total, "filters": _told(chosen.resolved), "asked": chosen.asked, "reasons": reasons}
    page |= {"given": {name: given.get(name, "") for name in ("title", "size", "seed", "source")}}
    page["back"] = f"/audit?{urlencode(chosen.asked)}"
    return render_template("audit/sample_new.html", page=page, room=audit_room.ways("samples"))


def _found(sample_id: int) -> reads.Sample:
    scope()
    found = reads.sample(g.session, g.seat, sample_id)
    if found is None:
        raise NotThere
    return found


def _line(one: reads.Sample) -> dict[str, Any]:
    sample = one.sample
    told = {"id": sample.id, "title": sample.title, "size": one.drawn, "population": sample.population}
    told |= {"seed": sample.seed, "who": tell(one.drawer.called), "at": instant(sample.drawn_at)}
    return told | {"examined": one.examined, "href": f"/audit/samples/{sample.id}"}


def _item(item: Any, row: dict[str, Any], who: Any) -> dict[str, Any]:
    seen = {"at": instant(item.examined_at), "who": tell(who.called), "note": item.note} if who else None
    return row | {"place": item.place, "seen": seen}


def _told(filters: Mapping[str, str]) -> list[str]:
    """The filter as it was set, a part each; names stand as ids."""
    told = {"act": lambda value: say(f"step.{value}"), "noun": lambda value: say(f"noun.{value}")}
    return [f"{say(f'filter.{name}')} {told.get(name, str)(value)}" for name, value in filters.items()]
