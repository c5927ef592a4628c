"""The search of the public as plain views: the words looked for, what was found and where, and what to narrow it to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import g, request

from web import paging
from web.present import group, region
from web.views.clauses import anchor
from web.views.editions import released_row
from workflow.reads import finding
from workflow.reads.facets import APPLIES, FACETS, Wanted
from workflow.reads.finding import Place, Result
from workflow.reads.public import Released
from workflow.records.agreements import Agreement
from workflow.records.places import Region
from workflow.vocabulary import PUBLIC, Joint
from workflow.words import language, say, tell

Json = dict[str, Any]
LIST: Final = "/public/standards"
SHOWN: Final = 8  # values of a facet that stand open
LONGEST: Final = 100
_STATES: Final = {state.value: state for state in (*PUBLIC, Joint.CONSULTING)}
STATES: Final = frozenset({APPLIES, *_STATES})


def wanted() -> Wanted:
    """What the address asks for; nonsense leaves it wide."""
    asked = {name: request.args.get(name, "").replace("\x00", "").strip()[:64] for name in FACETS}
    year = asked["year"]
    asked["year"] = year if len(year) == 4 and year.isascii() and year.isdecimal() else ""
    asked["state"] = asked["state"] if asked["state"] in STATES else ""
    return Wanted(request.args.get("q", "").replace("\x00", "").strip()[:LONGEST], **asked)


def searched(narrowed: Wanted, page: int) -> Json:
    """One page of what is found."""
    found = finding.find(g.session, narrowed, page, language=language())
    names = _named(found.counts, narrowed)
    facets = [_facet(name, narrowed, found.counts[name], names[name]) for name in FACETS]
    return {
        "words": narrowed.words,
        "kept": [(name, getattr(narrowed, name)) for name in FACETS if getattr(narrowed, name)],
        "total": found.total,
        "results": [_result(one) for one in found.results],
        "facets": [facet for facet in facets if facet["open"]],
        "chosen": [facet for facet in facets if facet["chosen"]],
        "pages": paging.paged(found.total, size=finding.PAGE, here=found.here),
    }


def address(narrowed: Wanted) -> str:
    """The list that this finds."""
    asked = [("q", narrowed.words), *((name, getattr(narrowed, name)) for name in FACETS)]
    told = urlencode([(name, value) for name, value in asked if value])
    return f"{LIST}?{told}" if told else LIST


def _named(counts: Mapping[str, Iterable[str]], narrowed: Wanted) -> dict[str, Callable[[str], str]]:
    """Facet → how its values are called; two statements at most, whatever was found."""
    codes = [*counts["region"], narrowed.region]
    groups = {one.code: group(one) for one in g.session.scalars(sa.select(Agreement))}
    query = sa.select(Region).where(Region.code.in_(codes))
    regions = {one.code: region(one)["name"] for one in g.session.scalars(query)}
    states = {state: say("现行") if state == APPLIES else str(tell(_STATES[state])) for state in STATES}
    return {
        "group": lambda code: groups.get(code, code),
        "region": lambda code: regions.get(code, code),
        "field": lambda field: str(tell(field)),
        "year": str,
        "state": lambda state: states[state],
    }


def _facet(name: str, narrowed: Wanted, counted: Mapping[str, int], named: Callable[[str], str]) -> Json:
    chosen = str(getattr(narrowed, name))
    order = sorted(counted.items(), key=(lambda one: one[0]) if name == "year" else (lambda one: one[1]), reverse=True)
    values = [
        {
            "words": named(value),
            "n": n,
            "href": address(replace(narrowed, **{name: value})),
            "is_chosen": value == chosen,
        }
        for value, n in order
    ]
    return {
        "name": name,
        "label": _labels()[name],
        "open": values[:SHOWN],
        "more": values[SHOWN:],
        "chosen": named(chosen) if chosen else "",
        "without": address(replace(narrowed, **{name: ""})),
    }


def _labels() -> dict[str, str]:
    return {
        "group": say("协同组"),
        "region": say("地区"),
        "field": say("领域"),
        "year": say("发布年份"),
        "state": say("状态"),
    }


def home(one: Result) -> str:
    """The page where it can be read."""
    return f"/public/consultations/{one.asked}" if one.asked else f"{LIST}/{one.standard.id}"


def _result(one: Result) -> Json:
    row = released_row(Released(one.standard, one.agreement, one.numbers))
    told = {"href": home(one), "title": one.title, "other": one.other_title, "place": _place(one.place, home(one))}
    return (
        row
        | told
        | {"is_asked": one.asked is not None, "field": tell(one.standard.field) if one.standard.field else ""}
    )


def _place(place: Place | None, page: str) -> Json | None:
    if place is None:
        return None
    return {"href": f"{page}#{anchor(place.clause_id)}", "label": place.label, "pieces": place.pieces}
