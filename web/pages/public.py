"""One released standard for everybody: the page, its text in the bytes that were hashed, prints."""

import io

import segno
from flask import Blueprint, Response, g, render_template
from flask.typing import ResponseReturnValue

from web.config import settings
from web.images import images_of
from web.prints import office_file, print_links, printed
from web.seats import public
from web.views.clauses import clause_views
from web.views.editions import edition_view
from web.views.published import beside, stable
from workflow.process.reasons import NotThere
from workflow.reads import public as reads
from workflow.text.canonical import canonical
from workflow.text.clauses import hashed
from workflow.text.deviating import placed
from workflow.vocabulary import LIVE

pages = Blueprint("public", __name__)


@pages.get("/public/standards/<int:standard_id>")
@public
def edition(standard_id: int) -> ResponseReturnValue:
    found = found_edition(standard_id)
    shown = images_of(standard_id, public=True)
    clauses = clause_views(found.text.clauses, found.standing.places, images=shown) if found.text else []
    address = f"/public/standards/{standard_id}/text.{{kind}}"
    prints = print_links(found.standing, found.version, address) if found.version else []
    if found.standing.state in LIVE:
        for view, clause in zip(clauses, found.text.clauses if found.text else (), strict=True):
            view["remark"] = {"href": f"/public/standards/{standard_id}/comment?clause={clause.id}", "n": 0}
    page = edition_view(g.session, found) | {"deviates": bool(found.text and any(placed(found.text.clauses)))}
    told = beside(found, settings().base_url.rstrip("/"))
    return render_template("public/edition.html", page=page, beside=told, clauses=clauses, prints=prints)


@pages.get("/public/standards/<int:standard_id>/qr.svg")
@public
def square(standard_id: int) -> ResponseReturnValue:
    """The stable address for a camera."""
    address = stable(found_edition(standard_id), settings().base_url.rstrip("/"))
    drawn = segno.make(address, error="m", micro=False)
    out = io.BytesIO()
    drawn.save(out, kind="svg", scale=4, border=2, xmldecl=False, dark="#1d1b19", light="#ffffff")
    return Response(out.getvalue(), mimetype="image/svg+xml")


@pages.get("/public/standards/<int:standard_id>/text.json")
@public
def text(standard_id: int) -> ResponseReturnValue:
    found = found_edition(standard_id)
    if found.text is None:
        raise NotThere
    answer = Response(canonical(hashed(found.text)), mimetype="application/json")
    answer.headers["Content-Disposition"] = f"attachment; filename=standard-{standard_id}.json"
    return answer


@pages.get("/public/standards/<int:standard_id>/text.pdf")
@public
def pdf(standard_id: int) -> ResponseReturnValue:
    found = found_edition(standard_id)
    return printed(found.standing, found.version, f"standard-{standard_id}")


@pages.get("/public/standards/<int:standard_id>/text.docx")
@public
def docx(standard_id: int) -> ResponseReturnValue:
    found = found_edition(standard_id)
    return office_file(found.standing, found.version, f"standard-{standard_id}")


def found_edition(standard_id: int) -> reads.Edition:
    """What is released under this id; anything else is not there."""
    found = reads.edition(g.session, standard_id)
    if found is None:
        raise NotThere
    return found
