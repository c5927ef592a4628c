"""Entries as files and as a tree: a list to take away, the certificate of one, a branch with what stands in it."""

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from web.api import views
from web.api.listing import listed
from web.entered import kind_of
from web.pages.certificates import printed
from web.pages.rolls import FORMS, file_of
from web.seats import shows
from workflow.process.reasons import NotThere
from workflow.reads import entries as reads
from workflow.reads.entry_tree import Node, tree, walked

calls = Blueprint("entry_files", __name__)


@calls.get(f"/registers/<kind>.{FORMS}")
@shows
def roll(kind: str, form: str) -> ResponseReturnValue:
    """Narrowed as the list is."""
    return file_of(kind, form, g.seat)


@calls.get("/entries/<int:entry_id>/certificate.pdf")
@shows
def certificate(entry_id: int) -> ResponseReturnValue:
    found = reads.one(g.session, reads.within(g.seat), entry_id)
    if found is None:
        raise NotThere
    return printed(found.kind, entry_id, g.seat)


@calls.get("/registers/<kind>/tree")
@shows
def tree_of(kind: str) -> ResponseReturnValue:
    """In the order of reading, each with how deep it stands and how many of each choice its branch holds."""
    found = kind_of(kind)
    if not found.is_tree or found.summed is None:
        raise NotThere
    roots = tree(g.session, reads.within(g.seat), found)
    return listed([_node(depth, node, found.summed.sums) for depth, node in walked(roots)])


def _node(depth: int, node: Node, sums: tuple[str, ...]) -> views.Json:
    entry = node.entry
    told = {"id": entry.id, "parent": entry.cells["parent_id"], "depth": depth, "title": entry.title}
    told |= {"state": entry.state.value, "held": node.held, "standard": entry.cells["standard_id"]}
    return told | {"counts": {code: node.counts[code] for code in sums}}
