"""Images of figures: shown to those who may read the text, handed in on the drafter's desk."""

from flask import Blueprint, flash, g, redirect, request
from flask.typing import ResponseReturnValue

from web import acting
from web.config import database, settings
from web.door import key_given, version_given
from web.errors import Incomplete
from web.forms import BadUploads, number
from web.images import sent
from web.project.party import found
from web.reading import reading
from web.seats import acts, public, shows
from workflow.picture import manuscript
from workflow.process.reasons import NotThere
from workflow.process.standard import ROWS
from workflow.reads import drafting, images
from workflow.reads import public as released
from workflow.storage import files
from workflow.storage.files import HASH
from workflow.storage.screening import BadFile
from workflow.words import say

pages = Blueprint("images", __name__)
ROW = ROWS["save_draft"]
SUFFIXES = (".png", ".jpg", ".jpeg")


@pages.get("/standards/<int:standard_id>/images/<digest>")
@shows
def image(standard_id: int, digest: str) -> ResponseReturnValue:
    """Named by a text of the standard, or handed in by the reader and not saved yet."""
    standing = found(standard_id)
    if not HASH.fullmatch(digest):
        raise NotThere
    mine = files.is_handed_in(settings(), digest, g.seat.person_id)
    if not mine and not manuscript.naming(g.session, standing.standard.id, [digest]):
        raise NotThere
    return sent(images.image(g.session, digest))


@pages.get("/public/standards/<int:standard_id>/images/<digest>")
@public
def released_image(standard_id: int, digest: str) -> ResponseReturnValue:
    edition = released.edition(g.session, standard_id)
    if edition is None or edition.text is None or not HASH.fullmatch(digest):
        raise NotThere
    if not images.stands_in(edition.text.clauses, digest):
        raise NotThere
    return sent(images.image(g.session, digest))


@pages.post("/standards/<int:standard_id>/draft/figure")
@acts
def figure(standard_id: int) -> ResponseReturnValue:
    """A new image for a figure of a clause: saved as a new draft."""
    clause, alt = request.form.get("clause", ""), " ".join(request.form.get("alt", "").split())
    with reading() as session:
        desk = drafting.desk(session, found(standard_id))
        drafting.with_image(desk, clause, number(request.form.get("figure")) or 0, "", alt)
    version, key = version_given(), key_given()
    digest = _stored()
    words = drafting.with_image(desk, clause, number(request.form.get("figure")) or 0, digest, alt)
    acting.take(standard_id, ROW, {"clause": clause, "words": words}, version=version, key=key)
    flash(say("图已放入，保存为新的一稿。"), "done")
    return redirect(f"/standards/{standard_id}/draft?clause={clause}", 303)


def _stored() -> str:
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise Incomplete("error.no_image")
    try:
        if not upload.filename.lower().endswith(SUFFIXES):
            raise BadFile("wrong.file_type", kinds=" ".join(SUFFIXES))
        return files.store(database(), settings(), upload.stream, upload.filename, g.seat.person_id, g.now)
    except BadFile as fault:
        raise BadUploads({}, {"file": (fault.key, fault.facts)}) from fault
