"""The ledger of notices between regions, and one letter, for programs; within what the seat may read."""

from typing import Any

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

from web import paging
from web.api import views
from web.seats import shows
from web.views import exchanges
from workflow.process.told import kind_of
from workflow.reads import letters as letter_reads
from workflow.reads.exchanges import PAGE, Ledger, Only, Row
from workflow.records.letters import LetterCopy

calls = Blueprint("exchanges", __name__)
HOURS = ("sent_at", "delivered_at", "read_at", "acknowledged_at", "answered_at")


@calls.get("/exchanges")
@shows
def ledger() -> ResponseReturnValue:
    """One page of the list, and the counts of every pair; what cannot be read of the filter leaves it wide."""
    found, page = Ledger(g.session, g.seat, exchanges.wanted(request.args, g.today)), paging.asked()
    total = found.total()
    pairs = [{"from": p.sender, "to": p.receiver} | {o.value: p._mapping[o.value] for o in Only} for p in found.pairs()]
    onward = paging.address(page + 1) if page * PAGE < total else None
    items = [_exchange(found, row) for row in found.page(page)]
    told = {"total": total, "as_of": found.wanted.as_of.isoformat(), "pairs": pairs}
    return jsonify(told | {"items": items, "next": onward})


@calls.get("/letters/<int:letter_id>")
@shows
def letter(letter_id: int) -> ResponseReturnValue:
    found = letter_reads.one(g.session, g.seat, letter_id)
    told: dict[str, Any] = {"id": found.letter.id, "from": found.letter.region_code, "kind": found.letter.kind.value}
    told |= {"agreement": found.letter.agreement_id, "standard": found.letter.standard_id, "step": found.letter.step}
    told |= {"sent_at": views.time(found.letter.sent_at), "words_hash": found.letter.words_hash}
    told |= {"answer_by": found.letter.answer_by.isoformat() if found.letter.answer_by else None}
    told |= {"files": [one.sha256 for one in found.files], "copies": [_copy(copy) for copy in found.copies]}
    return jsonify(told)


def _exchange(found: Ledger, row: Row) -> views.Json:
    cells = dict(row._mapping)
    due = found.due(cells)
    told = {"from": row.sender, "to": row.receiver, "kind": row.kind or kind_of(row.step).value, "step": row.step}
    told |= {"standard": row.standard_id, "letter": row.letter_id, "subject": row.subject}
    told |= {name: views.time(cells[name]) for name in HOURS}
    return told | {"due": due.isoformat() if due else None, "overdue": bool(row.overdue)}


def _copy(copy: LetterCopy) -> views.Json:
    hours = {name: views.time(getattr(copy, name)) for name in HOURS[1:]}
    return {"to": copy.region_code, "subject": copy.subject, "body": copy.body, "answer": copy.answer, **hours}
