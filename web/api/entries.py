"""Entries to read and to act on: the kinds with their fields, the entries of one, one with its course, its door."""

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

from web import entered, entry_filter, forms, witnessing
from web.api import bodies, views
from web.config import database
from web.seats import acts, shows
from workflow import entering
from workflow.accord.entered import Entered
from workflow.facts import plain
from workflow.kinds import Kind, all_kinds
from workflow.process.reasons import NotThere
from workflow.reads import entries as reads
from workflow.reads import entry_lists
from workflow.reads.entries import Shown, Turn
from workflow.records.entries import EntryFigure, EntryVoice
from workflow.vocabulary import EntryState
from workflow.words import tell

calls = Blueprint("entries", __name__)


@calls.get("/registers")
@shows
def kinds() -> ResponseReturnValue:
    found = reads.counts(g.session, reads.within(g.seat))
    items = [_kind(kind) | _counted(found.get(kind.code, {})) for kind in all_kinds().values()]
    return jsonify({"total": len(items), "items": items, "next": None})


@calls.get("/registers/<kind>")
@shows
def of_kind(kind: str) -> ResponseReturnValue:
    here = forms.number(request.args.get("page", "1")) or 1
    wanted = entry_filter.asked(g.seat)
    witnessing.of_entries(entered.kind_of(kind), f"registers/{kind}")
    total, found = entry_lists.listed(g.session, reads.within(g.seat), entered.kind_of(kind), wanted, here)
    onward = f"{request.path}?page={here + 1}" if here * entry_lists.PAGE < total else None
    return jsonify({"total": total, "items": [_entry(one) for one in found], "next": onward})


@calls.get("/entries/<int:entry_id>")
@shows
def one(entry_id: int) -> ResponseReturnValue:
    found = reads.one(g.session, reads.within(g.seat), entry_id)
    if found is not None:
        witnessing.of_entries(entered.kind_of(found.kind), f"entry/{entry_id}", found.agreement_id)
        found = reads.one(g.session, reads.within(g.seat), entry_id)
    seen = Entered.standing_at(g.session, entry_id) if found else None
    if found is None or seen is None:
        raise NotThere
    told = _entry(reads.shown(found)) | {"turns": [_turn(each) for each in reads.course(g.session, entry_id)]}
    told["positions"] = [_voice(each) for each in reads.voices(g.session, [entry_id]).get(entry_id, [])]
    told["figures"] = [_figure(each) for each in reads.figures(g.session, [entry_id]).get(entry_id, [])]
    offers = entering.offers(seen, g.seat, g.now)
    return jsonify(told | {"offers": [views.act(each.row, each.case, each.reasons) for each in offers]})


@calls.post("/agreements/<int:agreement_id>/registers/<kind>/steps/<step>")
@acts
def begin(agreement_id: int, kind: str, step: str) -> ResponseReturnValue:
    key, body = bodies.idempotency_key(), bodies.body()
    with database().read() as session:
        target = entered.to_begin(session, agreement_id, kind, step)
    return jsonify(views.entered(entered.taken(target, bodies.answers(body), key=key)))


@calls.post("/entries/<int:entry_id>/steps/<step>/statement")
@acts
def statement(entry_id: int, step: str) -> ResponseReturnValue:
    with database().read() as session:
        target = entered.to_move(session, entry_id, step)
    return jsonify(views.drawn(entered.draw_up(target, bodies.answers(bodies.body()))))


@calls.post("/entries/<int:entry_id>/steps/<step>")
@acts
def take(entry_id: int, step: str) -> ResponseReturnValue:
    key, body = bodies.idempotency_key(), bodies.body()
    with database().read() as session:
        target = entered.to_move(session, entry_id, step)
    return jsonify(views.entered(entered.taken(target, bodies.answers(body), key=key, proof=bodies.proof(body))))


# --- views -----------------------------------------------------------------------------------------------------------


def _kind(kind: Kind) -> views.Json:
    fields = [
        {"name": field.name, "type": field.type, "required": field.is_required, "personal": field.is_personal}
        | {"label": tell(field.words), "choices": [one.code for one in field.choices]}
        for field in kind.fields
    ]
    steps = [row.name for row in entering.rows_of(kind)]
    told = {"kind": kind.code, "noun": kind.noun.value, "name": tell(kind.name), "about": tell(kind.about)}
    return told | {"fields": fields, "steps": steps, "public": kind.is_public, "parents": list(kind.parents)}


def _counted(states: dict[EntryState, int]) -> views.Json:
    return {"total": sum(states.values()), "states": {state.value: n for state, n in states.items()}}


def _entry(one: Shown) -> views.Json:
    told = {"id": one.id, "kind": one.kind, "state": one.state.value, "since": views.time(one.since)}
    kind = all_kinds().get(one.kind)
    reckoned = {field.name: field.held(one.fields) for field in kind.fields if not field.is_told} if kind else {}
    return told | dict(plain({**one.cells, "fields": {**one.fields, **reckoned}}))


def _turn(one: Turn) -> views.Json:
    told = one.turn
    made = {"number": told.number, "step": told.step, "state": told.state.value, "at": views.time(told.at)}
    return made | {"by": tell(one.organ), "words": told.words, "file": told.file_sha256, "view": told.view}


def _voice(one: EntryVoice) -> views.Json:
    told = {"region": one.region_code, "position": one.stand.value, "at": views.time(one.at), "turn": one.number}
    return told | {"until": views.time(one.until), "conditions": one.conditions, "exceptions": one.exceptions}


def _figure(one: EntryFigure) -> views.Json:
    return {"region": one.region_code, "day": views.time(one.of_day), "value": one.value, "source": one.source}
