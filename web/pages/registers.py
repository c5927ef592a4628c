"""What regions keep together around their standards: the kinds, one kind's list now or as of a past day, one entry."""

from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from web import entry_filter, entry_voices, measured, paging, shelves
from web import entry_view as view
from web.accords import ruled
from web.entered import HOME, PUBLIC, kind_of
from web.present import group
from web.seats import public, shows
from workflow import entering
from workflow.accord.entered import Entered
from workflow.kinds import Kind, all_kinds
from workflow.process.reasons import NotThere
from workflow.reads import entries as reads
from workflow.reads import entry_lists, entry_sums
from workflow.records.agreements import Agreement
from workflow.vocabulary import EntryState, Noun, SeatRole
from workflow.words import say, tell

pages = Blueprint("registers", __name__)
Json = dict[str, Any]
ALSO: Final = {"department_duty": {"href": "/departments", "words": "部门负荷"}}  # pages that count for a kind
ACTING = frozenset({SeatRole.HANDLER, SeatRole.APPROVER, SeatRole.SECRETARY})


@pages.get(HOME)
@shows
def kinds() -> ResponseReturnValue:
    return _kinds(HOME)


@pages.get(PUBLIC)
@public
def public_kinds() -> ResponseReturnValue:
    return _kinds(PUBLIC)


@pages.get(f"{HOME}/<kind>")
@shows
def of_kind(kind: str) -> ResponseReturnValue:
    return _list(kind_of(kind), HOME)


@pages.get(f"{PUBLIC}/<kind>")
@public
def public_of_kind(kind: str) -> ResponseReturnValue:
    return _list(kind_of(kind), PUBLIC)


@pages.get(f"{HOME}/<kind>/<int:entry_id>")
@shows
def one(kind: str, entry_id: int) -> ResponseReturnValue:
    return _one(kind_of(kind), entry_id, HOME)


@pages.get(f"{PUBLIC}/<kind>/<int:entry_id>")
@public
def public_one(kind: str, entry_id: int) -> ResponseReturnValue:
    return _one(kind_of(kind), entry_id, PUBLIC)


def seat_of(home: str) -> Any:
    """Who reads: on public pages the public, whoever is logged in."""
    return g.seat if home == HOME else None


def layout(home: str) -> str:
    return "layouts/base.html" if home == HOME else "layouts/public.html"


def _kinds(home: str) -> ResponseReturnValue:
    found, is_public = reads.counts(g.session, reads.within(seat_of(home))), home == PUBLIC
    page = {"shelves": list(shelves.laid_out(found, home, is_public=is_public)), "layout": layout(home)}
    return render_template("registers/kinds.html", page=page)


def _list(kind: Kind, home: str) -> ResponseReturnValue:
    if home == PUBLIC and not kind.is_public:
        raise NotThere
    if home == HOME:
        witnessing.of_entries(kind, f"registers/{kind.code}")
    seat, wanted, here = seat_of(home), entry_filter.asked(), paging.asked()
    total, found = entry_lists.listed(g.session, reads.within(seat), kind, wanted, here)
    known = reads.places(g.session)
    page: Json = {"kind": kind.code, "name": tell(kind.name), "about": tell(kind.about), "layout": layout(home)}
    page |= {"home": home, "lines": [view.line(one, known) for one in found], "total": total, "given": request.args}
    page |= {"strips": entry_voices.strips(found, known, wanted.ended_at) if kind.noun is Noun.LIST else {}}
    page |= {"tree": f"{home}/{kind.code}/tree" if kind.is_tree else "", "kept": _kept()}
    page |= {"also": [ALSO[kind.code]] if kind.code in ALSO and seat is not None else []}
    page |= {"as_of": request.args.get("on", "") if wanted.ended_at else "", "states": _states(kind)}
    page |= {
        "begin": _beginnings(kind) if seat is not None else [],
        "may_choose": seat is not None and seat.role in ACTING,
    }
    page |= {"ways": [{"href": f"{home}/{kind.code}.{form}?{_query()}", "words": form.upper()} for form in FORMS]}
    return render_template(
        "registers/list.html", page=page, pages_=paging.paged(total, size=entry_lists.PAGE, here=here)
    )


KEPT = ("agreement", "region", "standard", "parent", "batch", "under", "field", "value", "once")


def _kept() -> list[tuple[str, str]]:
    """What the address narrows beside what the form asks."""
    return [(name, request.args[name]) for name in KEPT if request.args.get(name)]


FORMS = ("csv", "xlsx", "jsonl", "pdf")


def _query() -> str:
    return request.query_string.decode("ascii", "ignore")


def _states(kind: Kind) -> list[Json]:
    mine = {state for row in entering.rows_of(kind) for state in (*row.source, row.target) if state}
    return [{"value": state.value, "words": tell(state)} for state in EntryState if state in mine]


def _beginnings(kind: Kind) -> list[Json]:
    """Where this seat may begin an entry of the kind, one way a group."""
    found = []
    for agreement in reads.groups(g.session, g.seat):
        seen = Entered.beginning(g.session, agreement.id, kind)
        offers = entering.beginnings(seen, g.seat, g.now) if seen else []
        href = f"/agreements/{agreement.id}/registers/{kind.code}/steps"
        found += [
            {"href": f"{href}/{one.row.name}", "words": say(f"step.{one.row.name}"), "group": group(agreement)}
            | {"file": f"/agreements/{agreement.id}/registers/{kind.code}/import/{one.row.name}" if one.is_open else ""}
            for one in offers
        ]
    return found


def _one(kind: Kind, entry_id: int, home: str) -> ResponseReturnValue:
    seat = seat_of(home)
    where = reads.within(seat)
    entry = reads.one(g.session, where, entry_id)
    if entry is None or entry.kind != kind.code:
        raise NotThere
    if home == HOME:
        witnessing.of_entries(kind, f"entry/{entry_id}", entry.agreement_id)
    ended = entry_filter.asked().ended_at
    if ended is not None:
        return render_template("registers/one.html", page=entry_past.page(kind, entry_id, home, ended))
    known, shown = reads.places(g.session), reads.shown(entry)
    agreement = g.session.get(Agreement, entry.agreement_id)
    page = view.line(shown, known) | {"kind": tell(kind.name), "home": f"{home}/{kind.code}", "layout": layout(home)}
    page |= {"group": group(agreement), "fields": view.fields(kind, entry.fields, known, is_public=seat is None)}
    page |= {"voices": entry_voices.told(shown, known) if kind.noun is Noun.LIST else None}
    figures = reads.figures(g.session, [entry_id]).get(entry_id, [])
    page |= {"figures": [view.figure(one, known) for one in figures]}
    page |= {"progress": measured.shown(entry.fields, figures, known)}
    page |= {"below": _below(reads.below(g.session, where, entry_id), known, home), "acts": _acts(entry_id, seat)}
    page |= {"sums": _sums(where, entry, home)}
    page |= {"above": _above(where, entry.parent_id, home), "ways": ruled.ways(kind, entry) if seat is not None else []}
    page |= {"standard": view.linked([entry.standard_id]).get(entry.standard_id) if entry.standard_id else None}
    page |= {"turns": [view.turn(one) for one in reads.course(g.session, entry_id)] if seat is not None else []}
    return render_template("registers/one.html", page=page)


def _below(found: list[Any], known: Any, home: str) -> list[Json]:
    kinds_ = all_kinds()
    return [
        view.line(reads.shown(one), known)
        | {"href": f"{home}/{one.kind}/{one.id}", "kind": tell(kinds_[one.kind].name)}
        for one in found
        if one.kind in kinds_
    ]


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
            "words": say(f"step.{one.row.name}"),
            "reasons": [reason.as_json() for reason in one.reasons],
        }
        for one in offers
    ]
