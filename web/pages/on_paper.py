"""Acts done on paper: what the region has entered, what could be entered, the form of one, and the second person."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from web import errors, forms
from web.config import database, settings
from web.errors import Problem
from web.forms import BadUploads
from web.present import instant
from web.project.party import found, page_head, ways
from web.reading import reading
from web.seats import acts, shows
from workflow.doors import on_paper
from workflow.doors.paper_law import Slip
from workflow.picture.standing import Case, Seat, Standing
from workflow.process import answers as answering
from workflow.process import asking as ask
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused
from workflow.process.row import Row, Scope
from workflow.process.standard import ROWS
from workflow.reads import on_paper as reads
from workflow.reads.seats import seat as seat_of
from workflow.storage import files
from workflow.vocabulary import READERS, PaperActState, PaperKind, Role, SeatRole
from workflow.who import role_of
from workflow.words import say, tell

pages = Blueprint("on_paper", __name__)
ENTRY = Row("enter_paper", None, Scope.OWN, frozenset(), None, (Role.HANDLER,),
            asks=(ask.past_day("paper_dated"), ask.paper("paper_scan", PaperKind.SCAN)))  # fmt: skip
Form = MultiDict[str, str]


@pages.get("/standards/<int:standard_id>/on-paper")
@shows
def listed(standard_id: int) -> ResponseReturnValue:
    standing = found(standard_id)
    if g.seat.region not in standing.tracks or g.seat.role in READERS:
        raise NotThere
    own = reads.entries(g.session, standing, g.seat.region)
    may = g.seat.role is SeatRole.HANDLER
    open_ = reads.enterable(g.session, standing, g.seat.region, g.now) if may else ()
    page: dict[str, Any] = {"head": page_head(standing, say("补录")), "ways": ways(standing, "on-paper"), "may": may}
    page["way"] = f"/standards/{standard_id}/on-paper"
    page |= {"entries": [_entry(standing, one) for one in own], "open": [_open(standing, *one) for one in open_]}
    return render_template("standards/on_paper.html", page=page)


@pages.get("/standards/<int:standard_id>/on-paper/<int:signer_id>/<step>")
@shows
def form(standard_id: int, signer_id: int, step: str) -> ResponseReturnValue:
    return _form(standard_id, signer_id, step, request.args)


@pages.post("/standards/<int:standard_id>/on-paper/<int:signer_id>/<step>")
@acts
def enter(standard_id: int, signer_id: int, step: str) -> ResponseReturnValue:
    with reading():
        standing = found(standard_id)  # nothing is stored for what is not there
    row, raw, entry = _row(step), dict[str, Any](), dict[str, Any]()
    try:
        raw, entry = forms.posted(row), forms.posted(ENTRY)
        dated = answering.read(ENTRY, Case(standing, g.seat, g.now), entry)
        _check_own(standard_id, row, {**raw, **entry})
        slip = Slip(step=step, signer=signer_id, answers=raw, done_on=dated["paper_dated"], scan=dated["paper_scan"])
        on_paper.enter(database(), g.seat, standard_id, slip, at=g.now)
    except (WrongAnswers, Refused) as fault:
        given = forms.filled(raw | entry | (fault.raw if isinstance(fault, BadUploads) else {}))
        told = errors.problem(fault)
        with reading():
            return _form(standard_id, signer_id, step, given, told), told.status
    flash(say("已补录。本地区第二人对照扫描件核对之后，这一步才算办理。"), "done")
    return redirect(f"/standards/{standard_id}/on-paper", 303)


@pages.post("/standards/<int:standard_id>/on-paper/<int:paper_id>/steps/confirm_paper")
@acts
def confirm(standard_id: int, paper_id: int) -> ResponseReturnValue:
    outcome = on_paper.confirm(database(), g.seat, standard_id, paper_id, at=g.now)
    flash(say("已核对，这一步已按纸面办理。"), "done")
    return redirect(f"/standards/{outcome.standard_id}", 303)


@pages.post("/standards/<int:standard_id>/on-paper/<int:paper_id>/steps/refuse_paper")
@acts
def send_back(standard_id: int, paper_id: int) -> ResponseReturnValue:
    reason = request.form.get("reason", "").strip()[:1000]
    on_paper.send_back(database(), g.seat, standard_id, paper_id, at=g.now, reason=reason)
    flash(say("已退回，没有办理。"), "done")
    return redirect(f"/standards/{standard_id}/on-paper", 303)


# --- what was filled in -----------------------------------------------------------------------------------------------


def _row(step: str) -> Row:
    row = ROWS.get(step)
    if row is None or row.is_system:
        raise NotThere
    return row


def _check_own(standard_id: int, row: Row, raw: dict[str, Any]) -> None:
    """A hash is no key: whoever enters hands in the files himself."""
    own = {"person_id": g.seat.person_id, "standard_id": standard_id}
    with database().read() as session:
        for asked in (row, ENTRY):
            files.check_own(session, settings(), asked, raw, **own)


# --- views ------------------------------------------------------------------------------------------------------------


def _form(standard_id: int, signer_id: int, step: str, given: Form, problem: Problem | None = None) -> str:
    standing, row = found(standard_id), _row(step)
    signer = seat_of(g.session, signer_id, g.today)
    if signer is None or signer.region != g.seat.region or g.seat.role is not SeatRole.HANDLER:
        raise NotThere
    bare = Case(standing, signer, g.now)
    case = Case(standing, signer, g.now, role=role_of(row.who, bare))
    wrong = problem.fields if problem else {}
    paper = forms.fields(g.session, ENTRY, case, given, wrong)
    return render_template(
        "standards/enter_paper.html",
        head=page_head(standing, say("补录：{step}", step=say(f"step.{row.name}"))),
        action=f"/standards/{standard_id}/on-paper/{signer_id}/{step}",
        signer=_signer(signer),
        fields=[*forms.fields(g.session, row, case, given, wrong), *paper],
        problem=problem,
        back=f"/standards/{standard_id}/on-paper",
    )


def _signer(seat: Seat) -> str:
    return say("{organ} {person}（{role}）", organ=seat.organ, person=seat.person, role=seat.role)


def _open(standing: Standing, signer: Seat, row: Row) -> dict[str, str]:
    href = f"/standards/{standing.standard.id}/on-paper/{signer.id}/{row.name}"
    return {"href": href, "signer": _signer(signer), "step": say(f"step.{row.name}")}


def _entry(standing: Standing, one: reads.Entry) -> dict[str, Any]:
    paper_act, row = one.paper, ROWS.get(one.paper.step)
    kinds = {a.name: a.kind for a in row.asks} if row else {}
    files_ = {a.name for a in row.asks if a.paper is not None} if row else set()
    is_kept = reads.is_kept(standing, paper_act)
    answers = {} if is_kept else paper_act.answers
    said = [(name, tell(kind(v) if (kind := kinds.get(name)) else v)) for name, v in answers.items()]
    return {
        "id": paper_act.id,
        "step": say(f"step.{paper_act.step}"),
        "signer": say("{organ} {person}（{role}）", organ=one.organ, person=one.signer, role=one.role),
        "done_on": paper_act.done_on.isoformat(),
        "entered": say("{person} 于 {at} 补录", person=one.entered_by, at=instant(paper_act.entered_at)),
        "closed": say(
            "{person} 于 {at} {state}", person=one.closed_by, at=instant(paper_act.closed_at), state=paper_act.state
        )
        if one.closed_by
        else "",
        "said": [(say(f"ask.{name}"), value) for name, value in said if name not in files_],
        "files": [(say(f"ask.{name}"), f"/files/{sha}") for name, sha in answers.items() if name in files_],
        "scan": "" if is_kept else f"/files/{paper_act.scan}",
        "is_waiting": paper_act.state is PaperActState.WAITING,
        "is_mine": paper_act.entered_by == g.seat.person_id,
    }
