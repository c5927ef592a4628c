"""The consultation as the committee runs it: days and windows, whom each region wrote to, forms that came by mail."""

from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request, send_file
from flask.typing import ResponseReturnValue

from web import errors
from web.blanks import blank_of
from web.config import database, settings
from web.forms import new_key
from web.project.consulting import Desk, consulting_view
from web.project.entering import form_view, units_view
from web.project.party import found, page_head, ways
from web.reading import reading
from web.seats import acts, shows
from workflow.comment_forms.reading import BYTES, read
from workflow.comment_forms.shape import BadForm
from workflow.commenting import entering, handing_in
from workflow.importing.reading import BYTES as LIST_BYTES
from workflow.importing.reading import BadTable
from workflow.importing.reading import read as read_list
from workflow.picture.standing import Standing
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused
from workflow.reads import consultations as reads
from workflow.reads.counted import attachment as attached
from workflow.rules.answering import Keeping
from workflow.storage import files
from workflow.storage.screening import BadFile
from workflow.words import say

pages = Blueprint("consulting", __name__)
COLUMNS: dict[str, tuple[str, ...]] = {"source": ("类别",), "name": ("单位",), "contact": ("联系方式",)}
SENDER = ("name", "party", "organisation", "home", "contact")


@pages.get("/standards/<int:standard_id>/consultation")
@shows
def one(standard_id: int) -> ResponseReturnValue:
    return _page(found(standard_id))


@pages.post("/standards/<int:standard_id>/consultation/units")
@acts
def units(standard_id: int) -> ResponseReturnValue:
    """A list from a file, shown before it is listed by the step itself."""
    with reading():
        found(standard_id)
    upload = request.files.get("file")
    try:
        if upload is None or not upload.filename:
            raise BadTable("请选择一个文件。")
        lines = read_list(upload.stream.read(LIST_BYTES + 1), upload.filename, COLUMNS)
    except BadTable as bad:
        flash(say(bad.key, **bad.facts), "refused")
        return redirect(f"/standards/{standard_id}/consultation", 303)
    with reading():
        standing = found(standard_id)
        view = _frame(standing) | {"units": units_view(standing, g.seat, lines, g.now), "key": new_key()}
        return render_template("standards/units.html", page=view, standard_id=standard_id)


@pages.post("/standards/<int:standard_id>/consultation/form")
@acts
def form(standard_id: int) -> ResponseReturnValue:
    """A filled form as it came by mail, shown row by row before anything is entered."""
    with reading():
        found(standard_id)
    upload = request.files.get("form")
    try:
        if upload is None or not upload.filename:
            raise BadForm("请选择一个文件。")
        sha = files.store(database(), settings(), upload.stream, upload.filename, g.seat.person_id, g.now)
        return _previewed(standard_id, sha, upload.filename)
    except (BadForm, BadFile) as bad:
        flash(say(bad.key, **bad.facts), "refused")
        return redirect(f"/standards/{standard_id}/consultation", 303)


@pages.post("/standards/<int:standard_id>/consultation/enter")
@acts
def enter(standard_id: int) -> ResponseReturnValue:
    """The sound rows that are new, all at once."""
    sha, name = request.form.get("scan", ""), request.form.get("file", "")
    if not files.HASH.fullmatch(sha) or not files.is_handed_in(settings(), sha, g.seat.person_id):
        raise NotThere
    shared = {one: request.form.get(one, "").strip() for one in (*SENDER, "received_on")} | {"scan": sha}
    try:
        with reading():
            filled = read(_blank(found(standard_id)), _bytes(sha), name)
        rows = [row.given for row in filled.rows if not row.faults]
        n = len(entering.enter(database(), standard_id, g.seat, rows, shared, at=g.now))
    except BadForm as bad:
        flash(say(bad.key, **bad.facts), "refused")
        return redirect(f"/standards/{standard_id}/consultation", 303)
    except (WrongAnswers, Refused) as fault:
        told = errors.problem(fault)
        wrong = [f"{say(f'ask.{field}')}：{words}" for field, words in told.fields.items()]
        flash(" ".join([told.title, *wrong, *(reason["sentence"] for reason in told.reasons)]), "refused")
        return _previewed(standard_id, sha, name)
    flash(say("已录入 {n} 条意见；其余的台账里已有或者有误，没有录入。", n=n), "done")
    return redirect(f"/standards/{standard_id}/comments", 303)


@pages.get("/standards/<int:standard_id>/comments/<int:comment_id>/files/<int:file_id>")
@shows
def attachment(standard_id: int, comment_id: int, file_id: int) -> ResponseReturnValue:
    """A file of a comment, to keep: it is never shown as a page of ours."""
    standing = found(standard_id)
    handed = attached(g.session, standing.standard.id, comment_id, file_id)
    if handed is None or Keeping(standing, g.now).hides(handed[0], g.seat.region):
        raise NotThere
    kept = handed[1]
    path = handing_in.place(settings()) / kept.sha256
    if not path.is_file():
        raise NotThere
    answer = send_file(path, mimetype=kept.media, as_attachment=True, download_name=kept.name, max_age=0)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _previewed(standard_id: int, sha: str, name: str) -> ResponseReturnValue:
    with reading() as session:
        standing = found(standard_id)
        filled = read(_blank(standing), _bytes(sha), name)
        assert standing.consultation is not None
        sender = {one: request.form.get(one) or filled.details.get(one, "") for one in SENDER}
        known = entering.known(session, standing.consultation.id, sender["name"])
        view = _frame(standing) | form_view(standing, filled, known, sender)
        view |= {"scan": sha, "file": name, "received": request.form.get("received_on") or g.today.isoformat()}
        return render_template("standards/filled_form.html", page=view, standard_id=standard_id)


def _bytes(sha: str) -> bytes:
    with files.path_of(settings(), sha).open("rb") as stream:
        return stream.read(BYTES + 1)


def _blank(standing: Standing) -> Any:
    return blank_of(g.session, _asked(standing))


def _asked(standing: Standing) -> reads.Asked:
    """The round under way, posted or not; raises NotThere where there never was one."""
    asked = reads.round_of(g.session, standing.consultation.id) if standing.consultation else None
    if asked is None:
        raise NotThere
    return asked


def _frame(standing: Standing) -> dict[str, Any]:
    return {"head": page_head(standing, say("征求意见")), "ways": ways(standing, "consultation")} | {
        "version": standing.standard.version
    }


def _page(standing: Standing) -> str | Response:
    desk = Desk(standing, g.seat, g.now, settings().base_url.rstrip("/"), settings().secret())
    view = _frame(standing) | consulting_view(desk, _asked(standing))
    return render_template("standards/consultation.html", page=view, standard_id=standing.standard.id)
