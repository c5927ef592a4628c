"""Audit findings: the auditors' list, an agreement's own, and one with its course and what may be done about it."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from web import agreed, audit_room
from web.pages.audit import scope
from web.present import group
from web.seats import shows
from web.views import findings_view
from workflow import agreeing
from workflow.process.reasons import NotThere
from workflow.process.row import Scope
from workflow.reads import audit_findings as reads
from workflow.records.agreements import Agreement
from workflow.records.auditing import AuditFinding
from workflow.vocabulary import SeatRole
from workflow.words import say

pages = Blueprint("audit_findings", __name__)


@pages.get("/audit/findings")
@shows
def of_auditor() -> ResponseReturnValue:
    found = [findings_view.line(one) for one in reads.listed(g.session, reads.within(scope()))]
    groups = [{"href": f"/agreements/{one.id}/steps/write_finding", "words": group(one)} for one in _open_to()]
    return render_template("audit/findings.html", findings=found, room=audit_room.ways("findings"), groups=groups)


@pages.get("/agreements/<int:agreement_id>/findings")
@shows
def of_agreement(agreement_id: int) -> ResponseReturnValue:
    accord = agreed.find(g.session, agreement_id)
    if g.seat.role not in reads.SEEN_BY:
        raise NotThere
    found = reads.listed(g.session, AuditFinding.agreement_id == agreement_id)
    page = {"findings": [findings_view.line(one) for one in found], "name": group(accord.agreement)}
    return render_template("audit/findings_of.html", page=page, agreement_id=agreement_id)


@pages.get("/agreements/<int:agreement_id>/findings/<int:finding_id>")
@shows
def one(agreement_id: int, finding_id: int) -> ResponseReturnValue:
    accord = agreed.find(g.session, agreement_id)
    held = reads.one(g.session, agreement_id, finding_id)
    if held is None or g.seat.role not in reads.SEEN_BY:
        raise NotThere
    offers = (o for o in agreeing.offers(accord, g.seat, g.now) if o.row.scope is Scope.FINDING and o.row.source)
    mine = [o.row for o in offers if held.finding.state in o.row.source]
    acts = [
        {"href": f"{_home(agreement_id)}/{r.name}?concern={finding_id}", "words": say(f"step.{r.name}")} for r in mine
    ]
    turns = [findings_view.said(each) for each in reads.course(g.session, finding_id)]
    page = findings_view.line(held) | {"turns": turns, "acts": acts}
    return render_template("audit/finding.html", page=page, agreement_id=agreement_id)


def _open_to() -> list[Agreement]:
    """The agreements on which this seat may raise a finding."""
    is_auditor = g.seat.role is SeatRole.AUDITOR
    return reads.groups(g.session, scope()) if is_auditor else []


def _home(agreement_id: int) -> str:
    return f"/agreements/{agreement_id}/steps"
