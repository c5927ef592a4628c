"""Verification for everybody: a number, a hash, or a file of which only the hash is taken."""

from hashlib import sha256

from flask import Blueprint, Response, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.pages.public import found_edition
from web.seats import acts_public_with_files, public
from web.views.verifying import answer
from workflow.log.checkpoints import proof as path_of
from workflow.log.proofs import Proof
from workflow.log.trust import full_note
from workflow.process.reasons import NotThere
from workflow.reads import record

pages = Blueprint("verifying", __name__)
LONGEST = 200
BLOCK = 256 * 1024


@pages.get("/public/verify")
@public
def verify() -> ResponseReturnValue:
    given = request.args.get("q", "").strip()[:LONGEST]
    found = answer(given) if given else None
    lacks = "lacking" in request.args
    return render_template("public/verify.html", given=given, found=found, lacks=lacks)


@pages.post("/public/verify")
@acts_public_with_files
def verify_file() -> ResponseReturnValue:
    """The hash of a file that was sent; its bytes are kept nowhere."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        return redirect("/public/verify?lacking=1#file", 303)
    digest = sha256()
    while block := upload.stream.read(BLOCK):
        digest.update(block)
    return redirect(f"/public/verify?q={digest.hexdigest()}", 303)


@pages.get("/public/standards/<int:standard_id>/proof")
@public
def proof(standard_id: int) -> ResponseReturnValue:
    """That the release stands in the log: the way of its leaf to a signed head, as C2SP tools read it."""
    event = found_edition(standard_id).event
    signed = record.signed(g.session, event.log_id) if event else None
    if event is None or signed is None or event.index >= signed.size:
        raise NotThere
    path = tuple(path_of(g.session, event.log_id, index=event.index, size=signed.size))
    told = Proof(event.index, path, full_note(g.session, signed)).text()
    answer = Response(told, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = f"attachment; filename=standard-{standard_id}.tlog-proof"
    return answer


@pages.get("/public/standards/<int:standard_id>/leaf")
@public
def leaf(standard_id: int) -> ResponseReturnValue:
    """The bytes that were hashed when it was released; what is personal stands in them as a commitment."""
    event = found_edition(standard_id).event
    if event is None:
        raise NotThere
    answer = Response(event.leaf, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f"attachment; filename=standard-{standard_id}.leaf"
    return answer
