"""Pages without log-in: the released standards, one of them whole, its text in the bytes that were hashed."""

from typing import Any

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue

from web import paging
from web.amended import asked_row
from web.clauses import clause_views
from web.consulted import consulted
from web.editions import edition_view, released_row
from web.images import images_of
from web.present import region
from web.prints import office_file, print_links, printed
from web.seats import public
from workflow.process.reasons import NotThere
from workflow.reads import amendments, consultations
from workflow.reads import public as reads
from workflow.reads.public import Wanted
from workflow.text.canonical import canonical
from workflow.text.clauses import hashed
from workflow.text.deviating import placed

pages = Blueprint("public", __name__)


@pages.get("/public/")
@public
def released() -> ResponseReturnValue:
    page, wanted = paging.asked(), _wanted()
    found = reads.released(g.session, wanted, page)
    view: dict[str, Any] = {"rows": [released_row(row) for row in found.rows], "total": found.total}
    view["regions"] = [{"code": place.code, "name": region(place)["name"]} for place in found.regions]
    view |= {"years": found.years, "open": _open()}
    pages_ = paging.paged(found.total, size=reads.PAGE, here=page)
    return render_template("public/list.html", page=view, wanted=wanted, pages_=pages_)


def _open() -> list[dict[str, Any]]:
    """What anybody may comment on now: drafts of standards, and amendments."""
    drafts = [consulted(one, g.now) for one in consultations.open_now(g.session)]
    return drafts + [asked_row(*one) for one in amendments.open_now(g.session)]


def _wanted() -> Wanted:
    year = request.args.get("year", "")
    number = int(year) if len(year) == 4 and year.isascii() and year.isdecimal() else None
    return Wanted(request.args.get("q", "").strip()[:100], request.args.get("region", "")[:6], number)


@pages.get("/public/standards/<int:standard_id>")
@public
def edition(standard_id: int) -> ResponseReturnValue:
    found = _found(standard_id)
    shown = images_of(standard_id, public=True)
    clauses = clause_views(found.text.clauses, found.standing.places, images=shown) if found.text else []
    address = f"/public/standards/{standard_id}/text.{{kind}}"
    prints = print_links(found.standing, found.version, address) if found.version else []
    page = edition_view(g.session, found) | {"deviates": bool(found.text and any(placed(found.text.clauses)))}
    return render_template("public/edition.html", page=page, clauses=clauses, prints=prints)


@pages.get("/public/standards/<int:standard_id>/text.json")
@public
def text(standard_id: int) -> ResponseReturnValue:
    found = _found(standard_id)
    if found.text is None:
        raise NotThere
    answer = Response(canonical(hashed(found.text)), mimetype="application/json")
    answer.headers["Content-Disposition"] = f"attachment; filename=standard-{standard_id}.json"
    return answer


@pages.get("/public/standards/<int:standard_id>/text.pdf")
@public
def pdf(standard_id: int) -> ResponseReturnValue:
    found = _found(standard_id)
    return printed(found.standing, found.version, f"standard-{standard_id}")


@pages.get("/public/standards/<int:standard_id>/text.docx")
@public
def docx(standard_id: int) -> ResponseReturnValue:
    found = _found(standard_id)
    return office_file(found.standing, found.version, f"standard-{standard_id}")


def _found(standard_id: int) -> reads.Edition:
    found = reads.edition(g.session, standard_id)
    if found is None:
        raise NotThere
    return found
