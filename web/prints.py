"""A text as PDF: which covers it is printed under, the links to them, and the file itself."""

from typing import Any

from flask import Response, g, request

from web.config import settings
from web.present import region
from workflow import manuscript
from workflow.exports.printed import covers, standard_pdf, undrawn
from workflow.exports.printed.images import images
from workflow.process.reasons import NotThere
from workflow.records.texts import Version
from workflow.standing import Standing
from workflow.text.clauses import Text
from workflow.words import say


def print_links(standing: Standing, version: Version, address: str) -> list[dict[str, Any]]:
    """One link for each cover; a joint cover needs no region named."""
    found = covers(standing, version)
    joint = [{"href": address, "words": say("PDF")}]
    joiner = "&" if "?" in address else "?"
    own = [
        {
            "href": f"{address}{joiner}region={cover.regions[0]}",
            "words": say("PDF：{region}", region=_name(standing, cover.regions[0])),
        }
        for cover in found
    ]
    return joint if len(found) == 1 else own


def _name(standing: Standing, code: str) -> str:
    return region(standing.places[code])["name"]


def printed(standing: Standing, version: Version | None, name: str) -> Response:
    """The file under the cover of the region asked for, else the first; of a region without one nothing is there."""
    asked = request.args.get("region", "")
    found = covers(standing, version) if version else []
    cover = next((cover for cover in found if not asked or asked in cover.regions), None)
    if version is None or cover is None:
        raise NotThere
    text = manuscript.load(g.session, version)
    names = {code: place.name_zh for code, place in standing.places.items()}
    made = standard_pdf(text, cover, names, images(text, settings()))
    answer = Response(made.pdf, mimetype="application/pdf")
    tail = f"-{asked}" if asked else ""
    answer.headers["Content-Disposition"] = f"attachment; filename={name}{tail}.pdf"
    return answer


def missing(text: Text | None) -> list[dict[str, str]]:
    """Characters of a text that no font of ours can draw, with their codes."""
    found = undrawn(text) if text else ()
    return [{"sign": sign if sign.isprintable() else "", "code": f"U+{ord(sign):04X}"} for sign in found]
