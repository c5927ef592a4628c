"""The filing package of one region's edition: what it lacks and what it tells, and the file."""

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from web.config import settings
from web.pages.filing import answer, source_of
from web.project.party import found
from web.seats import shows
from workflow.exchange.filing.checking import against
from workflow.exchange.filing.metadata import SCHEME, elements
from workflow.exchange.filing.packing import packed

calls = Blueprint("filing", __name__)


@calls.get("/standards/<int:standard_id>/filing")
@shows
def filing(standard_id: int) -> ResponseReturnValue:
    source = source_of(found(standard_id))
    told = [{"id": one.id, "name": one.name, "values": list(one.values)} for one in elements(source)]
    reasons = [reason.as_json() for reason in against(source)]
    return jsonify({"region": source.region, "scheme": SCHEME, "elements": told, "reasons": reasons})


@calls.get("/standards/<int:standard_id>/filing.zip")
@shows
def file(standard_id: int) -> Response:
    return answer(packed(source_of(found(standard_id)), settings()))
