"""The catalogue of documents that standards cite, as it was last taken in: what is in force, what replaced what."""

from typing import Any

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from web import paging
from web.present import instant, region
from web.seats import shows
from workflow.importing.cited import may
from workflow.reads import cited as reads
from workflow.reads.numbers import places
from workflow.records.checking import CitedDocument
from workflow.records.places import Region
from workflow.vocabulary import Validity
from workflow.words import tell

pages = Blueprint("cited", __name__)


@pages.get("/documents")
@shows
def documents() -> ResponseReturnValue:
    words, page = request.args.get("q", "").strip()[:100], paging.asked()
    found = reads.listed(g.session, words, page)
    known = places(g.session, {code for row in found.rows for code in row.regions})
    return render_template(
        "drafting/documents.html",
        rows=[_row(row, known) for row in found.rows],
        words=words,
        listed_at=instant(found.listed_at) if found.listed_at else None,
        may=may(g.seat),
        pages_=paging.paged(found.total, size=reads.PAGE, here=page),
    )


def _row(row: CitedDocument, known: dict[str, Region]) -> dict[str, Any]:
    return {
        "number": row.number,
        "title": row.title,
        "status": tell(row.status),
        "is_current": row.status is Validity.CURRENT,
        "replaced_by": row.replaced_by,
        "regions": [region(known[code])["name"] for code in row.regions if code in known],
    }
