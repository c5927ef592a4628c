"""Agreements to read and to act on: the list, one of them with its changes and what the seat may do, its door."""

from collections.abc import Iterable
from typing import Any, Final

import sqlalchemy as sa
from flask import Blueprint, g, jsonify
from flask.typing import ResponseReturnValue

from web import agreed
from web.api import bodies, views
from web.seats import acts, shows
from workflow import agreeing
from workflow.accord.picture import Accord
from workflow.process.reasons import NotThere
from workflow.reads import catalogue, rehearsals
from workflow.records.agreements import Agreement, AgreementChange, AgreementDocument, Member, Rehearsal
from workflow.vocabulary import ChangeState

calls = Blueprint("agreements", __name__)
CALLS: Final[dict[str, tuple[str, views.Json, list[str]]]] = {
    "/agreements/{id}/changes/{change}/rehearse": ("let sample projects walk under a change", {}, []),
}


@calls.get("/agreements")
@shows
def index() -> ResponseReturnValue:
    found = catalogue.agreements(g.session, g.seat)
    ids = [one.id for one in found]
    members = _grouped(sa.select(Member).where(Member.agreement_id.in_(ids)).order_by(Member.rank))
    documents = _grouped(sa.select(AgreementDocument).where(AgreementDocument.agreement_id.in_(ids)))
    items = [_line(one, members.get(one.id, []), documents.get(one.id, [])) for one in found]
    return jsonify({"total": len(items), "items": items, "next": None})


@calls.get("/agreements/<int:agreement_id>")
@shows
def one(agreement_id: int) -> ResponseReturnValue:
    accord = agreed.find(g.session, agreement_id)
    documents = sa.select(AgreementDocument).where(AgreementDocument.agreement_id == agreement_id)
    told = _line(accord.agreement, accord.members, g.session.scalars(documents.order_by(AgreementDocument.id)))
    rules = accord.rule_sets[0]
    told["rules"] = {"version": rules.version, "effective_from": views.time(rules.effective_from)}
    told["rules"] |= {"citation": rules.citation, "terms": rules.terms}
    told["changes"] = [_change(accord, change) for change in accord.changes]
    return jsonify(told | {"offers": [_offer(offer) for offer in agreeing.offers(accord, g.seat, g.now)]})


@calls.get("/agreements/<int:agreement_id>/changes/<int:change_id>")
@shows
def change(agreement_id: int, change_id: int) -> ResponseReturnValue:
    accord = agreed.find(g.session, agreement_id)
    found = accord.change(change_id)
    if found is None:
        raise NotThere
    faults = [reason.as_json() for reason in agreeing.faults_of(accord, found, g.now)]
    told = _change(accord, found) | {"before": found.before, "content": found.content, "faults": faults}
    return jsonify(told | {"rehearsal": _rehearsal(found, rehearsals.newest(g.session, change_id))})


@calls.post("/agreements/<int:agreement_id>/changes/<int:change_id>/rehearse")
@acts
def rehearse(agreement_id: int, change_id: int) -> ResponseReturnValue:
    """What came of it stands with the change, some seconds later."""
    agreed.rehearse(agreement_id, change_id)
    return jsonify({"change": change_id}), 202


@calls.post("/agreements")
@acts
def draft() -> ResponseReturnValue:
    key, body = bodies.idempotency_key(), bodies.body()
    return jsonify(views.taken(agreed.draft(bodies.answers(body), key=key)))


@calls.post("/agreements/<int:agreement_id>/steps/<step>/statement")
@acts
def statement(agreement_id: int, step: str) -> ResponseReturnValue:
    return jsonify(views.drawn(agreed.draw_up(agreement_id, agreed.row_of(step), bodies.answers(bodies.body()))))


@calls.post("/agreements/<int:agreement_id>/steps/<step>")
@acts
def take(agreement_id: int, step: str) -> ResponseReturnValue:
    row = agreed.row_of(step)
    key, body = bodies.idempotency_key(), bodies.body()
    return jsonify(views.taken(agreed.take(agreement_id, row, bodies.answers(body), key=key, proof=bodies.proof(body))))


# --- views ----------------------------------------------------------------------------------------------------------


def _grouped(query: sa.Select[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in g.session.scalars(query):
        found.setdefault(row.agreement_id, []).append(row)
    return found


def _line(one: Agreement, members: Iterable[Member], documents: Iterable[AgreementDocument]) -> views.Json:
    return {
        "id": one.id,
        "code": one.code,
        "name": {"zh": one.name_zh, "en": one.name_en},
        "state": one.state.value,
        "members": [m.region_code for m in members],
        "chair": one.chair_region,
        "stage_labels": one.stage_labels,
        "fields": one.fields,
        "band": {"start": one.band_start, "end": one.band_end},
        "cover_mode": one.cover_mode,
        "log": one.log_name,
        "valid_from": views.time(one.valid_from),
        "valid_until": views.time(one.valid_until),
        "documents": [{"title": d.title, "dated": views.time(d.dated), "source": d.source} for d in documents],
    }


def _change(accord: Accord, one: AgreementChange) -> views.Json:
    """A change as a line: whose signatures are missing, and the hash that is signed."""
    told: views.Json = {"id": one.id, "kind": one.kind.value, "state": one.state.value}
    told |= {"effective_from": views.time(one.effective_from), "citation": one.citation, "sha256": one.sha256}
    told |= {"region": one.proposed_region, "of_region": one.region_code, "reason": one.reason}
    return told | {"missing": accord.silent(one) if one.state is ChangeState.CONFIRMING else []}


def _rehearsal(change: AgreementChange, one: Rehearsal | None) -> views.Json | None:
    """The newest; outdated where the change says something else by now."""
    if one is None:
        return None
    told = {"asked_at": views.time(one.asked_at), "done_at": views.time(one.done_at), "samples": one.played}
    return told | {"outdated": one.sha256 != change.sha256}


def _offer(one: agreeing.Offer) -> views.Json:
    told = views.act(one.row, one.case, one.reasons)
    return told | {"change": one.change.id if one.change else None}
