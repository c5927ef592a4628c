"""Papers of a project to download: always as an attachment, never shown by the browser in this site's name."""

from flask import Blueprint, g, send_file
from flask.typing import ResponseReturnValue

from web.config import settings
from web.seats import shows
from workflow.process.reasons import NotThere
from workflow.reads.papers import open_to
from workflow.storage import files

pages = Blueprint("files", __name__)


@pages.get("/files/<digest>")
@shows
def download(digest: str) -> ResponseReturnValue:
    found = open_to(g.session, g.seat, digest)
    path = files.path_of(settings(), digest) if found else None
    if found is None or path is None or not path.is_file():
        raise NotThere
    answer = send_file(path, mimetype=found.media, as_attachment=True, download_name=found.name, etag=digest)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
