"""What regions keep together around their standards: the kinds, one kind's list now or as of a past day, one entry."""

from typing import Any, Final

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from web import entry_filter, paging, witnessing
from web.entered import HOME, PUBLIC, kind_of
from web.present import group
from web.seats import public, shows
from web.views import entry_page, entry_voices, shelves
from web.views import entry_view as view
from workflow import entering
from workflow.accord.entered import Entered
from workflow.kinds import Kind
from workflow.process.reasons import NotThere
from workflow.reads import entries as reads
from workflow.reads import entry_lists
from workflow.vocabulary import EntryState, Noun, SeatRole
from workflow.words import step_of_entry, tell

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
    return render_template("registers/one.html", page=entry_page.page(kind_of(kind), entry_id, HOME))


@pages.get(f"{PUBLIC}/<kind>/<int:entry_id>")
@public
def public_one(kind: str, entry_id: int) -> ResponseReturnValue:
    return render_template("registers/one.html", page=entry_page.page(kind_of(kind), entry_id, PUBLIC))


def _kinds(home: str) -> ResponseReturnValue:
    found, is_public = reads.counts(g.session, reads.within(entry_page.seat_of(home))), home == PUBLIC
    page: Json = {"shelves": list(shelves.laid_out(found, home, is_public=is_public)), "home": home}
    page |= {"layout": entry_page.layout(home), "words": entry_filter.asked(entry_page.seat_of(home)).words}
    page |= {"found": _across(home, page["words"]) if page["words"] else []}
    return render_template("registers/kinds.html", page=page)


def _across(home: str, words: str) -> list[Json]:
    """Entries of all kinds whose title has the words, as far as they are read here."""
    known = reads.places(g.session)
    found = entry_lists.across(g.session, reads.within(entry_page.seat_of(home)), words)
    return [view.line(one, known) | {"href": f"{home}/{one.kind}/{one.id}", "kind": _name(one.kind)} for one in found]


def _name(code: str) -> str:
    return str(tell(kind_of(code).name))


def _list(kind: Kind, home: str) -> ResponseReturnValue:
    if home == PUBLIC and not kind.is_public:
        raise NotThere
    if home == HOME:
        witnessing.of_entries(kind, f"registers/{kind.code}")
    seat, here = entry_page.seat_of(home), paging.asked()
    wanted = entry_filter.asked(seat)
    total, found = entry_lists.listed(g.session, reads.within(seat), kind, wanted, here)
    known = reads.places(g.session)
    page: Json = {
        "kind": kind.code,
        "name": tell(kind.name),
        "about": tell(kind.about),
        "layout": entry_page.layout(home),
    }
    page |= {"home": home, "lines": [view.line(one, known) for one in found], "total": total, "given": request.args}
    page |= {"strips": entry_voices.strips(found, known, wanted.ended_at) if kind.noun is Noun.LIST else {}}
    page |= {"tree": f"{home}/{kind.code}/tree" if kind.is_tree else "", "kept": _kept()}
    page |= {"also": [ALSO[kind.code]] if kind.code in ALSO and seat is not None else []}
    page |= {"as_of": request.args.get("on", "") if wanted.ended_at else "", "states": _states(kind)}
    page |= {"unread_day": entry_filter.unread()}
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
    return [(name, value) for name in KEPT for value in request.args.getlist(name) if value]


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
            {"href": f"{href}/{one.row.name}", "words": step_of_entry(one.row.name), "group": group(agreement)}
            | {"file": f"/agreements/{agreement.id}/registers/{kind.code}/import/{one.row.name}" if one.is_open else ""}
            for one in offers
        ]
    return found
