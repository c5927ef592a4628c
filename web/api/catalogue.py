"""The catalogues of regions, each row with its provenance."""

from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

from web import forms
from web.api import views
from web.seats import shows
from workflow.process.answers import WrongAnswers
from workflow.reads import catalogued as reads
from workflow.records.catalogues import CatalogueEntry, CatalogueImport

calls = Blueprint("catalogue", __name__)
PLAIN = ("number", "printed", "title_zh", "title_en", "state", "ics", "ccs", "issuer", "replaces", "others", "source")


@calls.get("/catalogue")
@shows
def catalogue() -> ResponseReturnValue:
    page = forms.number(request.args.get("page", "1")) or 0
    if not 0 < page <= 100_000:
        raise WrongAnswers({"page": ("wrong.integer", {})})
    words, region = request.args.get("q", "")[:100], request.args.get("region", "")[:6]
    found = reads.listed(g.session, words, region, page)
    onward = (
        f"{request.path}?{urlencode({'q': words, 'region': region, 'page': page + 1})}"
        if page * reads.PAGE < found.total
        else None
    )
    return jsonify({"total": found.total, "items": [_entry(*row) for row in found.rows], "next": onward})


def _entry(entry: CatalogueEntry, source: CatalogueImport) -> views.Json:
    days = {name: _day(getattr(entry, name)) for name in ("published_on", "effective_on")}
    provenance = {"region": entry.region_code, "file": source.file_name, "file_sha256": source.file_sha256}
    provenance |= {"row": str(entry.line), "licence": source.licence}
    return {name: getattr(entry, name) for name in PLAIN} | days | {"provenance": provenance}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
