"""Amendments and what each region posted and confirmed for them."""

from datetime import datetime
from typing import Any

from workflow.effects.moves import all_moves
from workflow.log.journal import spelled
from workflow.process.row import Scope
from workflow.records.amendments import Amendment, AmendmentPart
from workflow.replaying.retelling.book import UNTOLD, Act, Book, Cells, write
from workflow.vocabulary import AmendmentChange, AmendmentState

LATER = ("version_id", "days", "opened_at", "closes_on")
RELEASED = dict.fromkeys(("instant", "effective_on", "scheduled_at", "sealed_at"))
BLANK = dict.fromkeys((*LATER, "ended_at", "late_seconds")) | RELEASED


def tell(book: Book, act: Act) -> None:
    if act.name == "propose_amendment":
        _propose(book, act)
    last = book.last(Amendment)
    if last is None:
        return
    for move in all_moves(act.row):
        if move.what == "amendments":
            write(_in(book, move.source), state=move.target, since=act.hour, ended_at=act.hour)
    if act.row.scope is not Scope.AMENDMENT:
        return
    if act.row.source and act.row.target:
        is_over = AmendmentState(act.row.target).is_end
        write([last], state=act.row.target, since=act.hour, **({"ended_at": act.hour} if is_over else {}))
    if act.name in WRITTEN:
        write([last], **WRITTEN[act.name](act))
    _words(act, last)
    _part(book, act, last)


def _in(book: Book, states: Any) -> list[Cells]:
    return [row for row in book.of(Amendment) if row["state"] in states]


def _propose(book: Book, act: Act) -> None:
    facts = act.facts
    book.put(
        Amendment,
        id=facts["amendment"],
        state=AmendmentState.PROPOSED,
        since=act.hour,
        items={},
        reason=act.words("reason"),
        base_id=facts.get("base"),
        proposed_region=act.region,
        proposed_by=act.actor,
        proposed_at=act.hour,
        **act.told("number", "kind"),
        **BLANK,
    )


def _words(act: Act, last: Cells) -> None:
    """Once the opening of one clause was erased, the clauses can no longer be told."""
    if act.name not in ("propose_amendment", "word_amendment") or "items" not in last:
        return
    facts, told = act.facts, {"title": act.words("new_title"), "body": act.words("new_words")}
    if UNTOLD in told.values():
        write([last], items=UNTOLD)
        return
    words, items = {name: said for name, said in told.items() if said}, last["items"]
    clause, item = str(facts.get("clause")), dict[str, Any]()
    match facts.get("change"):
        case AmendmentChange.DELETE:
            item = {clause: None}
        case AmendmentChange.ADD_AFTER:
            added = {"after": clause, "number": facts.get("clause_number") or "", **words}
            item = {f"a{last['number']}.{len(items) + 1}": added}
        case _:
            item = {clause: words if "title" in words else words.get("body", "")}
    write([last], items={**items, **item})


def _part(book: Book, act: Act, last: Cells) -> None:
    if act.name in ("abort_amendment", "call_off_amendment"):
        write(book.of(AmendmentPart, amendment_id=last["id"]), document_number="", confirmed_at=None)
    if act.name not in ("post_amendment", "confirm_amendment"):
        return
    mine = {"amendment_id": last["id"], "region_code": act.region}
    blank = {"address": "", "posted_on": None, "document_number": "", "confirmed_at": None}
    if not book.of(AmendmentPart, **mine):
        book.put(AmendmentPart, **mine, **blank)
    is_posting = act.name == "post_amendment"
    told = act.told("address", "posted_on") if is_posting else act.told("document_number") | {"confirmed_at": act.hour}
    write(book.of(AmendmentPart, **mine), **told)


def _scheduled(act: Act) -> Cells:
    instant = spelled(datetime.fromisoformat(act.facts["instant"]))
    return {"instant": instant, "effective_on": act.facts.get("effective"), "scheduled_at": act.hour}


# What each act writes on the amendment, beside its state.
WRITTEN: dict[str, Any] = {
    "word_amendment": lambda act: {"version_id": None},
    "freeze_amendment": lambda act: {"version_id": act.facts.get("version")},
    "consult_amendment": lambda act: {"opened_at": act.hour, **act.told("days")},
    "post_amendment": lambda act: act.told("closes_on") if "closes_on" in act.facts else {},
    "schedule_amendment": _scheduled,
    "seal_amendment": lambda act: {"sealed_at": act.hour},
    "abort_amendment": lambda act: RELEASED,
    "call_off_amendment": lambda act: RELEASED,
    "effect_amendment": lambda act: act.told("late_seconds"),
}
