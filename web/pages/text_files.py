"""The text of a project as files: plain, PDF, DOCX with what changed, and the JSON form."""

from flask import Blueprint, Response, g, jsonify, request

from web.pages.texts import chosen
from web.prints import office_file, printed
from web.project.party import found
from web.seats import shows
from workflow.picture import manuscript
from workflow.process.reasons import NotThere
from workflow.text.document import written
from workflow.text.telling import told as as_words

pages = Blueprint("text_files", __name__)


@pages.get("/standards/<int:standard_id>/text.txt")
@shows
def plain(standard_id: int) -> Response:
    standing = found(standard_id)
    version = chosen(standing, "version")
    if version is None:
        raise NotThere
    answer = Response(as_words(manuscript.load(g.session, version).clauses), mimetype="text/plain")
    answer.headers["Content-Disposition"] = f"attachment; filename=standard-{standard_id}-text-{version.number}.txt"
    return answer


@pages.get("/standards/<int:standard_id>/text.pdf")
@shows
def pdf(standard_id: int) -> Response:
    standing = found(standard_id)
    version = chosen(standing, "version")
    return printed(standing, version, f"standard-{standard_id}-text-{version.number if version else 0}")


@pages.get("/standards/<int:standard_id>/text.docx")
@shows
def docx(standard_id: int) -> Response:
    standing = found(standard_id)
    version = chosen(standing, "version")
    since = chosen(standing, "since") if request.args.get("since") else None
    if since and version and since.number >= version.number:
        raise NotThere
    return office_file(standing, version, f"standard-{standard_id}-text-{version.number if version else 0}", since)


@pages.get("/standards/<int:standard_id>/text.json")
@shows
def structure(standard_id: int) -> Response:
    """The JSON form, as programs read it and the editor writes it."""
    version = chosen(found(standard_id), "version")
    if version is None:
        raise NotThere
    answer = jsonify(written(manuscript.load(g.session, version)))
    answer.headers["Content-Disposition"] = f"attachment; filename=standard-{standard_id}-text-{version.number}.json"
    return answer
