"""Entries that hang on one another as a tree, such as a standard system: what each branch lacks, plans and has."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from web.entered import HOME, PUBLIC, kind_of
from web.seats import public, shows
from web.views import entry_view as view
from web.views.entry_page import layout, seat_of
from workflow.kinds import Field, Kind
from workflow.process.reasons import NotThere
from workflow.reads import entries as reads
from workflow.reads.entry_tree import Node, tree, walked
from workflow.vocabulary import EntryState
from workflow.words import tell

pages = Blueprint("entry_trees", __name__)
Json = dict[str, Any]
DEEPEST = 6  # what hangs deeper is set in no further


@pages.get(f"{HOME}/<kind>/tree")
@shows
def tree_of(kind: str) -> ResponseReturnValue:
    return _tree(kind_of(kind), HOME)


@pages.get(f"{PUBLIC}/<kind>/tree")
@public
def public_tree_of(kind: str) -> ResponseReturnValue:
    return _tree(kind_of(kind), PUBLIC)


def _tree(kind: Kind, home: str) -> ResponseReturnValue:
    if not kind.is_tree or kind.summed is None or (home == PUBLIC and not kind.is_public):
        raise NotThere
    roots = tree(g.session, reads.within(seat_of(home)), kind)
    nodes = list(walked(roots))
    standards = view.linked(id_ for _, node in nodes if (id_ := node.entry.cells["standard_id"]))
    base = f"{home}/{kind.code}"
    heads = [one for one in kind.summed.choices if one.code in kind.summed.sums]
    page: Json = {
        "name": tell(kind.name),
        "about": tell(kind.about),
        "layout": layout(home),
        "home": home,
        "base": base,
    }
    page |= {"heads": [tell(one) for one in heads], "day": g.today}
    page |= {"branches": [_node(root, kind.summed, base, standards) for root in roots]}
    page |= {
        "nodes": [_node(one, kind.summed, base, standards) | {"depth": min(depth, DEEPEST)} for depth, one in nodes]
    }
    return render_template("registers/tree.html", page=page)


def _node(node: Node, field: Field, base: str, standards: Mapping[int, Json]) -> Json:
    """An entry with its counts, each with the list that it opens."""
    entry, names = node.entry, {one.code: one for one in field.choices}
    told: Json = {"title": entry.title, "href": f"{base}/{entry.id}", "number": str(entry.fields.get("number") or "")}
    told |= {"status": tell(names[node.held]) if node.held in names else "", "code": node.held}
    told |= {"is_ended": node.is_ended, "standard": standards.get(entry.cells["standard_id"] or 0)}
    told |= {"is_branch": bool(node.below), "ended": tell(entry.state)}
    return told | {"counts": [_count(node, field.name, names[code], base) for code in field.sums]}


def _count(node: Node, name: str, choice: Any, base: str) -> Json:
    asked = {"under": node.entry.id, "field": name, "value": choice.code, "state": EntryState.RECORDED.value}
    return {"n": node.counts[choice.code], "words": tell(choice), "href": f"{base}?{urlencode(asked)}"}
