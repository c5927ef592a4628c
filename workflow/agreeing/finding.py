"""What the rows of audit findings write: the finding, and each word of its course as a turn that is never changed."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from workflow.agreeing.proposing import Facts
from workflow.clock import days_after
from workflow.db import Work
from workflow.picture.standing import Case
from workflow.process.agreement import ROWS
from workflow.records.auditing import AuditFinding, AuditFindingTurn
from workflow.rules.agreeing import accord
from workflow.rules.auditing import standard_of
from workflow.vocabulary import FindingState


def write_finding(work: Work, case: Case) -> Facts:
    answers, owed = case.answers, _answer_by(case)
    made = work.insert(
        AuditFinding,
        agreement_id=accord(case).agreement.id,
        standard_id=standard_of(case),
        region_code=answers["region"],
        severity=answers["severity"],
        state=FindingState.ASKED,
        event=answers.get("event"),
        raised_region=case.region or None,
        answer_by=owed,
    )
    _turn(work, case, made, "write_finding", answers["matter"])
    return {"concern": made, "standard": standard_of(case), "answer_by": owed}


def answer_finding(work: Work, case: Case) -> Facts:
    _moved(work, case, "answer_finding")
    return _turn(work, case, case.answers["concern"], "answer_finding", case.answers["answer"])


def accept_answer(work: Work, case: Case) -> Facts:
    _moved(work, case, "accept_answer")
    return _turn(work, case, case.answers["concern"], "accept_answer", case.answers.get("notes", ""))


def return_answer(work: Work, case: Case) -> Facts:
    """It is owed anew, and the term begins anew."""
    owed = _answer_by(case)
    _moved(work, case, "return_answer", answer_by=owed)
    return _turn(work, case, case.answers["concern"], "return_answer", case.answers["reason"]) | {"answer_by": owed}


def withdraw_finding(work: Work, case: Case) -> Facts:
    _moved(work, case, "withdraw_finding")
    return _turn(work, case, case.answers["concern"], "withdraw_finding", case.answers["reason"])


def _answer_by(case: Case) -> date:
    return days_after(case.today, case.standing.terms.days("audit.answer_days"))


def _moved(work: Work, case: Case, step: str, **values: Any) -> None:
    row = ROWS[step]
    mine = (AuditFinding.id == case.answers["concern"], AuditFinding.state.in_(row.source))
    work.guarded(AuditFinding, *mine, state=row.target, **values)


def _turn(work: Work, case: Case, finding_id: int, step: str, words: str) -> Facts:
    assert case.seat is not None
    last = sa.select(sa.func.max(AuditFindingTurn.number)).where(AuditFindingTurn.finding_id == finding_id)
    number = (work.session.scalar(last) or 0) + 1
    said = {"step": step, "words": words, "file_sha256": case.answers.get("evidence")}
    at = {"finding_id": finding_id, "number": number, "seat_id": case.seat.id, "at": work.at}
    work.insert_many(AuditFindingTurn, [at | said])
    return {"turn": number}
