"""The official forms of a project: the list of what can be printed, and each form on the page and as a file."""

from collections.abc import Callable

from flask import Blueprint, Response, g, jsonify, render_template, request

from web.config import settings
from web.forms import number
from web.project.paperwork import chosen_region, faces, filled_form, listed, regions_of, rounds_of, shape_of
from web.project.party import found, page_head, ways
from web.seats import shows
from workflow.exports.paperwork.drawing import template
from workflow.exports.paperwork.filling import Filled, told
from workflow.exports.paperwork.printing import form_pdf
from workflow.exports.paperwork.replacing import template_of
from workflow.exports.paperwork.sheets import form_sheet
from workflow.exports.paperwork.source import Source
from workflow.exports.paperwork.templates import form_docx
from workflow.exports.tables import MEDIA
from workflow.process.reasons import NotThere
from workflow.storage import files
from workflow.storage.screening import KINDS
from workflow.words import say

pages = Blueprint("printed_forms", __name__)


@pages.get("/standards/<int:standard_id>/forms")
@shows
def forms(standard_id: int) -> str:
    standing = found(standard_id)
    code = chosen_region(standing, g.seat, request.args.get("region", ""))
    page = {"head": page_head(standing, say("表单")), "ways": ways(standing, "forms"), "stages": listed(standing, code)}
    page |= {"regions": regions_of(standing, code), "templates": f"/agreements/{standing.agreement.id}/forms"}
    return render_template("standards/forms.html", page=page, standard_id=standard_id)


@pages.get("/standards/<int:standard_id>/forms/<name>")
@shows
def form(standard_id: int, name: str) -> str:
    """The form on the page, as it will be printed."""
    standing = found(standard_id)
    code = chosen_region(standing, g.seat, request.args.get("region", ""))
    filled, source = filled_form(standing, name, code, _review())
    tail = f"?region={code}" + (f"&review={source.panel.id}" if _review() and source.panel else "")
    address = f"/standards/{standard_id}/forms"
    page = {"head": page_head(standing, say(f"form.{name}")), "ways": ways(standing, "forms"), "filled": filled}
    page |= {"files": [{"href": f"{address}/{name}.{kind}{tail}", "words": kind.upper()} for kind in faces(name)]}
    page |= {"rounds": rounds_of(standing, code, name), "back": f"{address}?region={code}"}
    return render_template("standards/form.html", page=page, standard_id=standard_id)


@pages.get("/standards/<int:standard_id>/forms/<name>.<kind>")
@shows
def file(standard_id: int, name: str, kind: str) -> Response:
    return file_of(standard_id, name, kind)


def file_of(standard_id: int, name: str, kind: str) -> Response:
    """The form as a file."""
    standing = found(standard_id)
    code = chosen_region(standing, g.seat, request.args.get("region", ""))
    if kind not in faces(name):
        raise NotThere
    filled, source = filled_form(standing, name, code, _review())
    answer = WRITERS[kind](filled, source)
    answer.headers["Content-Disposition"] = f"attachment; filename=standard-{standard_id}-{name}-{code}.{kind}"
    return answer


def _review() -> int:
    return number(request.args.get("review")) or 0


def _pdf(filled: Filled, source: Source) -> Response:
    return Response(form_pdf(filled).pdf, mimetype="application/pdf")


def _docx(filled: Filled, source: Source) -> Response:
    """By the template of the region or its group, else by the usual one; where its file is gone, by the usual one."""
    name, standing = filled.form.name, source.standing
    own = template_of(g.session, standing.agreement.id, name, source.region)
    path = files.path_of(settings(), own.file_sha256) if own else None
    data = path.read_bytes() if path and path.is_file() else template(shape_of(standing, name, source.region))
    return Response(form_docx(data, filled, source), mimetype=KINDS[".docx"][0])


def _xlsx(filled: Filled, source: Source) -> Response:
    return Response(form_sheet(filled, "xlsx"), mimetype=MEDIA["xlsx"])


def _json(filled: Filled, source: Source) -> Response:
    return jsonify(told(filled))


WRITERS: dict[str, Callable[[Filled, Source], Response]] = {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx, "json": _json}
