"""Findings of auditors: those of the auditor's agreements, those of one agreement, and one with every word of it."""

from flask import Blueprint, g, jsonify
from flask.typing import ResponseReturnValue

from web import agreed
from web.api import views
from web.api.listing import listed, of, plain
from web.pages.audit import scope
from web.seats import shows
from workflow.process.reasons import NotThere
from workflow.reads import audit_findings as reads
from workflow.reads.audit_findings import Held, Said
from workflow.records.auditing import AuditFinding

calls = Blueprint("audit_findings", __name__)
FINDING = ("id", "agreement_id", "standard_id", "region_code", "severity", "state", "event", "answer_by")
TURN = ("number", "step", "at", "words", "file_sha256")


@calls.get("/findings")
@shows
def of_auditor() -> ResponseReturnValue:
    return listed([_line(one) for one in reads.listed(g.session, reads.within(scope()))])


@calls.get("/agreements/<int:agreement_id>/findings")
@shows
def of_agreement(agreement_id: int) -> ResponseReturnValue:
    _admit(agreement_id)
    return listed([_line(one) for one in reads.listed(g.session, AuditFinding.agreement_id == agreement_id)])


@calls.get("/agreements/<int:agreement_id>/findings/<int:finding_id>")
@shows
def one(agreement_id: int, finding_id: int) -> ResponseReturnValue:
    """Answered, closed and reopened by steps of the agreement."""
    _admit(agreement_id)
    held = reads.one(g.session, agreement_id, finding_id)
    if held is None:
        raise NotThere
    return jsonify(_line(held) | {"turns": [_turn(each) for each in reads.course(g.session, finding_id)]})


def _admit(agreement_id: int) -> None:
    agreed.find(g.session, agreement_id)
    if g.seat.role not in reads.SEEN_BY:
        raise NotThere


def _line(one: Held) -> views.Json:
    return of(one.finding, FINDING)


def _turn(one: Said) -> views.Json:
    return of(one.turn, TURN) | {"organ": plain(one.organ), "person": plain(one.person)}
