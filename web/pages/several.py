"""The same step on several entries at once: chosen from the list, shown one by one, all taken or none."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from web import acting, errors, forms, several
from web.acting import Drawn
from web.config import database
from web.entered import HOME, kind_of
from web.errors import Problem
from web.pages.entering import MENDED, UNPROVED
from web.seats import acts, shows
from web.views import entry_view as view
from workflow import ceremony, entering
from workflow.accord.entered import Entered
from workflow.ceremony import NotSigned
from workflow.picture.standing import Case
from workflow.process.reasons import NotThere
from workflow.process.row import Row
from workflow.reads import entries as reads
from workflow.words import say, step_of_entry, tell

pages = Blueprint("several", __name__)
Json = dict[str, Any]


@pages.get(f"{HOME}/<kind>/several")
@shows
def choose(kind: str) -> ResponseReturnValue:
    return _form(g.session, kind, _ids(request.args), request.args.get("step", ""), MultiDict())


@pages.post(f"{HOME}/<kind>/several/steps/<step>/statement")
@acts
def statements(kind: str, step: str) -> ResponseReturnValue:
    ids, row = _ids(request.form), entering.row_of(step, kind_of(kind))
    raw = forms.posted(row)
    try:
        drawn = several.draw_up(ids, step, raw)
    except MENDED as fault:
        return _mend(kind, ids, step, fault, raw)
    return _statements(kind, ids, row, raw, drawn)


@pages.post(f"{HOME}/<kind>/several/steps/<step>")
@acts
def take(kind: str, step: str) -> ResponseReturnValue:
    ids, row = _ids(request.form), entering.row_of(step, kind_of(kind))
    raw, key = forms.posted(row), forms.old_key()
    several.checked(ids, step, raw)
    statements = [forms.number(told) for told in request.form.getlist("statement_id")]
    try:
        done = several.take(ids, row, raw, key=key, statements=statements, proof=acting.proof_given())
    except UNPROVED as fault:
        return _statements(kind, ids, row, raw, None, errors.problem(fault))
    except MENDED as fault:
        return _mend(kind, ids, step, fault, raw)
    flash(say("已办理 {n} 项：{step}。", n=len(done), step=step_of_entry(step)), "done")
    return redirect(f"{HOME}/{kind}", 303)


def _ids(given: MultiDict[str, str]) -> list[int]:
    found = {number for told in given.getlist("entry")[: several.MOST] if (number := forms.number(told))}
    if not found:
        raise NotThere
    return sorted(found)


def _seen(session: Session, ids: list[int], kind: str) -> list[Entered]:
    found = []
    for entry_id in ids:
        if reads.one(session, reads.within(g.seat), entry_id) is None:
            raise NotThere
        seen = Entered.standing_at(session, entry_id)
        if seen is None or seen.kind.code != kind:
            raise NotThere
        found.append(seen)
    return found


def _form(
    session: Session, kind: str, ids: list[int], step: str, given: MultiDict[str, str], problem: Problem | None = None
) -> ResponseReturnValue:
    seen, known = _seen(session, ids, kind), reads.places(session)
    offered = [{offer.row.name: offer for offer in entering.offers(one, g.seat, g.now)} for one in seen]
    common = [name for name in offered[0] if all(name in offers for offers in offered)]
    chosen = step if step in common else common[0] if len(common) == 1 else ""
    page: Json = {"kind": kind, "name": tell(kind_of(kind).name), "ids": ids, "problem": problem, "home": HOME}
    page |= {"entries": [view.line(reads.shown(one.held), known) for one in seen], "step": chosen}
    page |= {"steps": common, "fields": [], "reasons": [], "row": None, "key": forms.new_key()}
    if chosen:
        offer = offered[0][chosen]
        case = Case(seen[0], g.seat, g.now, role=offer.case.role)
        wrong = problem.fields if problem else {}
        page |= {"row": offer.row, "fields": forms.fields(session, offer.row, case, given, wrong)}
        page["reasons"] = [reason.as_json() for offers in offered for reason in offers[chosen].reasons]
    return render_template("registers/several.html", page=page), problem.status if problem else 200


def _mend(kind: str, ids: list[int], step: str, fault: Exception, raw: Json) -> ResponseReturnValue:
    with database().read() as session:
        return _form(session, kind, ids, step, forms.filled(raw), errors.problem(fault))


def _statements(
    kind: str, ids: list[int], row: Row, raw: Json, drawn: list[Drawn] | None, problem: Problem | None = None
) -> ResponseReturnValue:
    """All that will be signed, in full, each with its hash; the proof is given once."""
    with database().read() as session:
        numbers = [forms.number(told) or 0 for told in request.form.getlist("statement_id")]
        found = drawn or [one for number in numbers if (one := acting.drawn(session, number))]
        ways = acting.ways(session) | {"browser_keys": []}
    if len(found) != len(ids):
        raise NotSigned("sign.unknown")
    page: Json = {"kind": kind, "row": row, "ids": ids, "drawn": found, "answers": forms.filled(raw), "ways": ways}
    page |= {"problem": problem, "minutes": int(ceremony.LIFETIME.total_seconds() // 60), "home": HOME}
    page["key"] = forms.old_key() or forms.new_key()
    words = render_template("registers/statements.html", page=page)
    return words, problem.status if problem else 200, problem.headers if problem else {}
