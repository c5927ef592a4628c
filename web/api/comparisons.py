"""Two standards side by side: those that a group laid, and one whole; the group's steps lay and settle them."""

from flask import Blueprint, Response, g
from flask.typing import ResponseReturnValue

from web import agreed
from web.api.listing import listed, plain
from web.pages.comparing import JSON, told_of
from web.seats import shows
from workflow.exports.comparisons import comparison_json
from workflow.reads import comparing as reads
from workflow.records.limits import Comparison

calls = Blueprint("comparisons", __name__)


@calls.get("/agreements/<int:agreement_id>/comparisons")
@shows
def index(agreement_id: int) -> ResponseReturnValue:
    agreed.find(g.session, agreement_id)
    found = reads.listed(g.session, agreement_id)
    names = reads.titles(g.session, found)
    return listed([_line(one, names) for one in found])


def _line(one: Comparison, names: dict[int, str]) -> dict[str, object]:
    theirs = one.theirs_title or names.get(one.theirs_id or 0, "")
    told: dict[str, object] = {"id": one.id, "ours": names.get(one.ours_id, ""), "theirs": theirs}
    return told | {"theirs_number": one.theirs_number, "at": plain(one.at), "sha256": one.sha256}


@calls.get("/agreements/<int:agreement_id>/comparisons/<int:comparison_id>")
@shows
def one(agreement_id: int, comparison_id: int) -> Response:
    """Both texts named by their hashes, and every line with what was proposed and what people settled."""
    return Response(comparison_json(told_of(agreement_id, comparison_id)), content_type=JSON)
