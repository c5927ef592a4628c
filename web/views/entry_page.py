"""One entry as a page: as it stands, or as it stood at the end of a past day."""

from typing import Any
from urllib.parse import urlencode

from flask import g, request

from web import entry_filter, witnessing
from web.accords import grounded, ruled
from web.entered import HOME, PUBLIC
from web.present import group
from web.views import entry_course, entry_voices, measured, stages, weighed
from web.views import entry_view as view
from workflow import entering
from workflow.accord.entered import Entered
from workflow.kinds import Kind, all_kinds
from workflow.process.reasons import NotThere
from workflow.reads import declared, entry_sums
from workflow.reads import entries as reads
from workflow.records.agreements import Agreement
from workflow.records.entries import Entry
from workflow.rules.declaring import LISTED
from workflow.vocabulary import EntryState, Noun
from workflow.words import say, step_of_entry, tell

Json = dict[str, Any]


def seat_of(home: str) -> Any:
    """Who reads: on public pages the public, whoever is logged in."""
    return g.seat if home == HOME else None


def layout(home: str) -> str:
    return "layouts/base.html" if home == HOME else "layouts/public.html"


def page(kind: Kind, entry_id: int, home: str) -> Json:
    """All of it that this reader may read; an auditor's look at what the public does not read is put on record."""
    where, entry = reads.within(seat_of(home)), _there(kind, entry_id, home)
    is_public = reads.is_outside(seat_of(home))
    if home == HOME:
        witnessing.of_entries(kind, f"entry/{entry_id}", entry.agreement_id)
        entry = _there(kind, entry_id, home)
    ended = entry_filter.ended()
    shown = reads.then(g.session, entry, ended, is_public=is_public)
    if shown is None:
        raise NotThere
    told = _told(kind, entry, shown, home) | _said(kind, shown, ended, home)
    told |= {"below": _below(reads.below_then(g.session, where, entry_id, ended, is_public=is_public), home)}
    told |= {"above": _above(where, shown.cells["parent_id"], home)}
    told |= {"turns": entry_course.turns(entry, ended) if home == HOME else []}
    now = _now(kind, entry, home)
    told |= {"unread_day": entry_filter.unread()}
    return told | (now if ended is None else dict.fromkeys(now) | {"as_of": request.args["on"]})


def _now(kind: Kind, entry: Entry, home: str) -> Json:
    """What is of today alone: of a past day none of it is shown."""
    return {
        "as_of": "",
        "acts": _acts(entry.id, seat_of(home)),
        "sums": _sums(reads.within(seat_of(home)), entry, home),
        "term": grounded.term_of(entry),
        "certificate": _certificate(kind, entry, home),
        "ways": ruled.ways(kind, entry) if home == HOME else _declares(kind, entry),
    }


def _declares(kind: Kind, entry: Entry) -> list[Json]:
    """Where anybody declares that he uses a listed standard."""
    is_used = entry.state in LISTED and kind.code in all_kinds()[declared.KIND].parents
    return [{"href": f"{PUBLIC}/{kind.code}/{entry.id}/use", "words": say("声明实施")}] if is_used else []


def _there(kind: Kind, entry_id: int, home: str) -> Entry:
    entry = reads.one(g.session, reads.within(seat_of(home)), entry_id)
    if entry is None or entry.kind != kind.code:
        raise NotThere
    return entry


def _told(kind: Kind, entry: Entry, shown: reads.Shown, home: str) -> Json:
    """What it holds, and what it hangs on."""
    known, standard = reads.places(g.session), shown.cells["standard_id"]
    agreement = g.session.get(Agreement, entry.agreement_id)
    named = {"kind": tell(kind.name), "home": f"{home}/{kind.code}", "layout": layout(home), "here": request.path}
    held = {"group": group(agreement), "fields": view.fields(kind, shown.fields, known, is_public=home != HOME)}
    linked = {"standard": view.linked([standard]).get(standard) if standard else None}
    return view.line(shown, known) | named | held | linked


def _said(kind: Kind, shown: reads.Shown, ended: Any, home: str) -> Json:
    """What regions said of it, and the figures told, until an hour."""
    known = reads.places(g.session)
    figures = reads.until(ended, reads.figures(g.session, [shown.id]).get(shown.id, []))
    return {
        "voices": entry_voices.told(shown, known, ended) if kind.noun is Noun.LIST else None,
        "figures": [view.figure(one, known) for one in figures],
        "progress": measured.shown(shown.fields, figures, known),
        "stages": stages.strip(kind, shown),
        "weighed": weighed.shown(kind, shown) if home == HOME else None,
    }


def _below(found: list[reads.Shown], home: str) -> list[Json]:
    kinds_, known = all_kinds(), reads.places(g.session)
    return [
        view.line(one, known) | {"href": f"{home}/{one.kind}/{one.id}", "kind": tell(kinds_[one.kind].name)}
        for one in found
        if one.kind in kinds_
    ]


def _certificate(kind: Kind, entry: Entry, home: str) -> str:
    is_there = kind.is_certified and entry.state is not EntryState.ENDED
    return f"{home}/{kind.code}/{entry.id}/certificate.pdf" if is_there else ""


def _sums(where: Any, entry: Any, home: str) -> list[Json]:
    """What hangs on the entry, counted; each number opens its list."""
    return [
        {"name": tell(kind.name), "counts": [_sum(one, f"{home}/{kind.code}") for one in counted]}
        for kind, counted in entry_sums.sums(g.session, where, entry)
        if home == HOME or kind.is_public
    ]


def _sum(one: entry_sums.Sum, base: str) -> Json:
    words = tell(one.words) if one.words is not None else say("家单位，各计一次")
    return {"n": one.n, "words": words, "href": f"{base}?{urlencode(one.asked)}"}


def _above(where: Any, parent: int | None, home: str) -> Json | None:
    found = reads.one(g.session, where, parent) if parent else None
    return {"href": f"{home}/{found.kind}/{found.id}", "title": found.title} if found else None


def _acts(entry_id: int, seat: Any) -> list[Json]:
    seen = Entered.standing_at(g.session, entry_id) if seat is not None else None
    offers = entering.offers(seen, seat, g.now) if seen else []
    return [
        {
            "href": f"/entries/{entry_id}/steps/{one.row.name}",
            "words": step_of_entry(one.row.name),
            "reasons": [reason.as_json() for reason in one.reasons],
        }
        for one in offers
    ]
