"""A file that is being made, as a page shows it: how far it is, why it failed, and when to look again."""

from typing import Any

from flask import Response, make_response, render_template, send_file

from web.config import settings
from workflow.storage.shelf import Made, Shelf

LOOK_AGAIN = "3"  # seconds


def shelf() -> Shelf:
    """The files of this installation."""
    return Shelf(settings().var_path)


def state(key: str) -> dict[str, Any]:
    """What there is under a key: the file as it is told, how far it is, or the sentences of why not."""
    place = shelf()
    made, progress = place.find(key), place.progress(key)
    reasons = None if made or progress else place.fault(key)
    failed = None if reasons is None else [reason.sentence for reason in reasons]
    return {"made": made.told if made else None, "progress": None if made else progress, "failed": failed}


def page(template: str, **parts: Any) -> Response:
    """A page of a file; while that is being made the browser asks again by itself."""
    answer = make_response(render_template(template, **parts))
    if parts["file"]["progress"]:
        answer.headers["Refresh"] = LOOK_AGAIN
    return answer


def sent(made: Made, media: str) -> Response:
    """The file itself, under its name, with its hash."""
    answer = send_file(made.path.absolute(), media, as_attachment=True, download_name=made.told["name"], etag=False)
    if digest := made.told.get("sha256"):
        answer.set_etag(digest)
        answer.headers["X-Tongbiao-Sha256"] = digest
    return answer
