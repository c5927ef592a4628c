"""Letters between regions: lists, one letter with its receipts, acknowledging and answering it."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, send_file
from flask.typing import ResponseReturnValue

from web import paging
from web.config import database, settings
from web.forms import typed
from web.seats import acts, shows
from web.views import letters
from workflow.corresponding import receiving
from workflow.corresponding.composing import BODY, may
from workflow.process.reasons import NotThere
from workflow.reads import catalogue
from workflow.reads import letters as reads
from workflow.reads.exchanges import parties
from workflow.reads.letters import Box
from workflow.records.places import Region
from workflow.storage import files
from workflow.words import say

pages = Blueprint("letters", __name__)
BOXES = {Box.OWED: "待签收或复函", Box.RECEIVED: "来函", Box.SENT: "去函"}


@pages.get("/letters")
@shows
def listed() -> ResponseReturnValue:
    if not reads.may_read(g.seat):
        raise NotThere
    asked, number = request.args.get("box", ""), paging.asked()
    box = Box(asked) if asked in set(Box) else Box.RECEIVED
    found, total = reads.listed(g.session, g.seat, box, number)
    counts, places = reads.counts(g.session, g.seat), _places()
    return render_template(
        "letters/list.html",
        rows=[letters.line(one, g.seat, places) for one in found],
        ways=[{"box": b.value, "words": say(words), "n": counts[b], "now": b is box} for b, words in BOXES.items()],
        box=box.value,
        may=may(g.seat),
        pages_=paging.paged(total, size=reads.PAGE, here=number),
    )


@pages.get("/letters/<int:letter_id>")
@shows
def one(letter_id: int) -> ResponseReturnValue:
    found = reads.one(g.session, g.seat, letter_id)
    page = letters.whole(found, g.seat, _places())
    unread = found.mine is not None and found.mine.read_at is None
    g.session.close()
    if unread:
        receiving.opened(database(), g.seat, letter_id, at=g.now)
    return render_template("letters/one.html", page=page)


@pages.get("/letters/<int:letter_id>/files/<digest>")
@shows
def file(letter_id: int, digest: str) -> ResponseReturnValue:
    return file_of(letter_id, digest)


def file_of(letter_id: int, digest: str) -> Response:
    """A file of a letter, for those who may read the letter."""
    found = next((one for one in reads.one(g.session, g.seat, letter_id).files if one.sha256 == digest), None)
    path = files.path_of(settings(), digest) if found else None
    if found is None or path is None or not path.is_file():
        raise NotThere
    answer = send_file(path, mimetype=found.media, as_attachment=True, download_name=found.name, etag=digest)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@pages.post("/letters/<int:letter_id>/steps/acknowledge_letter")
@acts
def acknowledge(letter_id: int) -> ResponseReturnValue:
    receiving.acknowledge(database(), g.seat, letter_id, at=g.now)
    flash(say("已签收，记入本组协作的日志。"), "done")
    return redirect(f"/letters/{letter_id}", 303)


@pages.post("/letters/<int:letter_id>/steps/answer_letter")
@acts
def answer(letter_id: int) -> ResponseReturnValue:
    words = typed(request.form, "answer", 2 * BODY).replace("\r\n", "\n")
    receiving.answer(database(), g.seat, letter_id, words, at=g.now)
    flash(say("已复函，记入本组协作的日志。"), "done")
    return redirect(f"/letters/{letter_id}", 303)


def _places() -> dict[str, Region]:
    return parties(g.session, catalogue.agreements(g.session, g.seat))
