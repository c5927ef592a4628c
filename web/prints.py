"""A text as PDF or DOCX: which covers it is printed under, the links to them, and the file itself."""

from collections.abc import Sequence
from typing import Any

from flask import Response, g, request, send_file

from web.config import settings
from web.present import region
from workflow.exports.office import Since, standard_docx
from workflow.exports.printed import Cover, covers, page_numbers, standard_pdf, undrawn
from workflow.exports.printed.images import images
from workflow.exports.prints import at_hand
from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.process.reasons import NotThere
from workflow.records.people import Person
from workflow.records.texts import Version
from workflow.storage.screening import KINDS
from workflow.text.clauses import Text
from workflow.words import say

DOCX = KINDS[".docx"][0]


def print_links(
    standing: Standing, version: Version, address: str, kinds: Sequence[str] = ("PDF", "DOCX")
) -> list[dict[str, Any]]:
    """For each cover its PDF and its DOCX; a joint cover needs no region named. `address` has {kind} for the ending."""
    found = covers(standing, version)
    joiner = "&" if "?" in address else "?"
    tails = [("", "")] if len(found) == 1 else [(f"{joiner}region={c.regions[0]}", c.regions[0]) for c in found]
    return [
        {"href": address.format(kind=kind.lower()) + tail, "words": _words(standing, kind, code)}
        for kind in kinds
        for tail, code in tails
    ]


def _words(standing: Standing, kind: str, code: str) -> str:
    return say("{kind}：{region}", kind=kind, region=_name(standing, code)) if code else kind


def _name(standing: Standing, code: str) -> str:
    return region(standing.places[code])["name"]


def printed(standing: Standing, version: Version | None, name: str) -> Response:
    """The PDF under the cover of the region asked for, else the first; of a region without one nothing is there."""
    version, cover, tail = _asked(standing, version)
    if place := at_hand(g.session, settings(), version, cover, len(covers(standing, version))):
        return send_file(
            place.resolve(), mimetype="application/pdf", as_attachment=True, download_name=f"{name}{tail}.pdf"
        )
    text = manuscript.load(g.session, version)
    made = standard_pdf(text, cover, _names(standing), images(text, settings()))
    return _sent(made.pdf, "application/pdf", f"{name}{tail}.pdf")


def office_file(standing: Standing, version: Version | None, name: str, since: Version | None = None) -> Response:
    """The DOCX under the same covers; since an older version, what changed stands in it as tracked changes."""
    version, cover, tail = _asked(standing, version)
    text = manuscript.load(g.session, version)
    old = Since(manuscript.load(g.session, since), _author(version), version.made_at) if since else None
    files = images(text, settings()) | (images(old.text, settings()) if old else {})
    pages = page_numbers(text, cover, _names(standing), files)
    made = standard_docx(text, cover, _names(standing), files, old, pages)
    return _sent(made, DOCX, f"{name}{f'-since-{since.number}' if since else ''}{tail}.docx")


def _asked(standing: Standing, version: Version | None) -> tuple[Version, Cover, str]:
    asked = request.args.get("region", "")
    found = covers(standing, version) if version else []
    cover = next((cover for cover in found if not asked or asked in cover.regions), None)
    if version is None or cover is None:
        raise NotThere
    return version, cover, f"-{asked}" if asked else ""


def _names(standing: Standing) -> dict[str, str]:
    return {code: place.name_zh for code, place in standing.places.items()}


def _author(version: Version) -> str:
    """In whose name the changes are shown: who made the newer version."""
    person = g.session.get(Person, version.made_by) if version.made_by else None
    return person.name if person else ""


def _sent(data: bytes, media: str, name: str) -> Response:
    answer = Response(data, mimetype=media)
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


def missing(text: Text | None) -> list[dict[str, str]]:
    """Characters of a text that no font of ours can draw, with their codes."""
    found = undrawn(text) if text else ()
    return [{"sign": sign if sign.isprintable() else "", "code": f"U+{ord(sign):04X}"} for sign in found]
