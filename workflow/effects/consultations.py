"""Asking the public: opening and closing windows, comments and their answers."""

import secrets
from typing import Any

import sqlalchemy as sa

from workflow import clock
from workflow.db import Work
from workflow.judges import panel_of
from workflow.picture.standing import Case
from workflow.process.commented import home
from workflow.records.consultations import Addressee, Comment, Consultation, RegionWindow
from workflow.records.suggestions import AnswerMark
from workflow.rules import consulting
from workflow.vocabulary import LIVE, CommentKind, CommentState, CommentType, Source, Window

# Answers of a posting → columns of the window.
SAID = {"address": "address", "host": "host", "enquiries": "enquiries", "notice_words": "announcement"}


def open_consultation(work: Work, case: Case) -> dict[str, Any]:
    """One window in each counted region; the days count from the last region's posting."""
    standing = case.standing
    frozen = standing.frozen
    assert frozen is not None
    made = work.insert(
        Consultation,
        standard_id=standing.standard.id,
        round=len(standing.consultations) + 1,
        version_id=frozen.id,
        days=case.answers["days"],
        opened_at=work.at,
        written_to=case.answers["written_to"],
        gist=case.answers.get("gist", ""),
    )
    rows = [{"consultation_id": made, "region_code": code, "state": Window.PLANNED} for code in standing.counted]
    work.insert_many(RegionWindow, rows)
    return {"consultation": made, "text_hash": frozen.text_hash}


def post_draft(work: Work, case: Case) -> dict[str, Any] | None:
    """After the last region's posting the closing day is fixed for all."""
    consultation = case.standing.consultation
    assert consultation is not None
    mine = (RegionWindow.consultation_id == consultation.id, RegionWindow.region_code == case.region)
    posted_on = case.answers["posted_on"]
    said = {column: case.answers.get(name, "") for name, column in SAID.items()}
    work.update(RegionWindow, *mine, state=Window.POSTED, posted_on=posted_on, **said)
    others = [w for w in case.standing.windows if w.consultation_id == consultation.id and w.region_code != case.region]
    if any(w.state is not Window.POSTED for w in others if w.region_code in case.standing.counted):
        return None
    counted = [w.posted_on for w in others if w.posted_on and w.region_code in case.standing.counted]
    closes_on = consulting.closes_after([posted_on, *counted], consultation.days)
    work.update(Consultation, Consultation.id == consultation.id, closes_on=closes_on)
    return {"closes_on": closes_on}


def extend_window(work: Work, case: Case) -> dict[str, Any]:
    consultation = case.standing.consultation
    assert consultation is not None
    days, more = consultation.days + case.answers["days"], case.answers["days"]
    closes_on = clock.days_after(consultation.closes_on, more) if consultation.closes_on else None
    work.update(Consultation, Consultation.id == consultation.id, days=days, closes_on=closes_on)
    return {"closes_on": closes_on}


def close_consultation(work: Work, case: Case) -> None:
    consultation = case.standing.consultation
    assert consultation is not None
    work.update(Consultation, Consultation.id == consultation.id, closed_at=work.at)


recall_consultation = close_consultation  # either way nobody is asked any more


def write_to(work: Work, case: Case) -> dict[str, Any]:
    """The units that the region has not on its list yet; the leaf tells their numbers in the order of the list."""
    consultation, units = case.standing.consultation, consulting.new_units(case)
    assert consultation is not None
    shared = {"consultation_id": consultation.id, "region_code": home(case), "sent_on": case.answers["sent_on"]}
    named = ({"source": unit.source, "name": unit.name, "contact": unit.contact} for unit in units)
    return {
        "addressees": [work.insert(Addressee, **shared, **unit) for unit in named],
        "consultation": consultation.id,
        "home": home(case),
    }


def note_reply(work: Work, case: Case) -> None:
    """Noted anew, the last word counts."""
    mine = Addressee.id == case.answers["addressee"]
    work.update(Addressee, mine, reply=case.answers["reply"], replied_at=work.at)


def comment(work: Work, case: Case) -> dict[str, Any]:
    return _receive(work, case, received_at=work.at, region_code=case.answers.get("home"))


def enter_comment(work: Work, case: Case) -> dict[str, Any]:
    """A comment that came on paper or late: who entered it stays beside who made it."""
    entered_by = case.seat.person_id if case.seat else None
    came = {"received_at": clock.start_of(case.answers["received_on"]), "entered_by": entered_by}
    return _receive(work, case, region_code=case.answers.get("home", case.region or None), **came)


def remark(work: Work, case: Case) -> dict[str, Any]:
    """A comment of the ledger that came to no consultation; who made it is known, so no contact is kept."""
    panel, seat = panel_of(case), case.seat
    assert panel is not None
    assert seat is not None
    by = {"name": seat.person_name, "organisation": seat.organ.zh, "contact": "", "entered_by": seat.person_id}
    where = {"consultation_id": None, "panel_id": panel.id, "region_code": case.region or None}
    return _receive(work, case, received_at=work.at, source=Source.EXPERT, **by, **where) | {"panel": panel.id}


def _receive(work: Work, case: Case, **values: Any) -> dict[str, Any]:
    standing, answers = case.standing, case.answers
    said = {name: answers[name] for name in ("name", "contact") if name in answers}
    kind = CommentKind.FEEDBACK if standing.state in LIVE else CommentKind.DRAFT
    asked = standing.consultation if kind is CommentKind.DRAFT else None  # feedback answers no consultation
    said |= {"consultation_id": asked.id if asked else None}
    said |= {"source": answers.get("party", Source.OTHER), "organisation": answers.get("organisation", "")}
    receipt = f"{work.at:%Y}-{secrets.token_hex(5).upper()}"
    frozen = standing.frozen
    label = frozen.digest[answers["clause"]][2] if frozen else ""
    made = work.insert(
        Comment,
        standard_id=standing.standard.id,
        version_id=frozen.id if frozen else None,
        kind=kind,
        state=CommentState.RECEIVED,
        receipt=receipt,
        clause_id=answers["clause"],
        clause_label=label,
        quote=answers.get("quote", ""),
        quote_at=answers.get("quote_at", 0),
        type=answers.get("comment_type", CommentType.GENERAL),
        opinion=answers["opinion"],
        proposal=answers.get("proposal", ""),
        reason=answers["reason"],
        is_confirmed=answers.get("confirmed", False),
        attachments=answers.get("attachments", "").split() or None,
        **said | values,
    )
    return {"comment": made, "receipt": receipt}


def merge_comment(work: Work, case: Case) -> None:
    """What was merged into this one goes along, and an answer that stands already answers for all of them."""
    comment, into = case.answers["comment"], case.answers["into"]
    parent = next(c for c in case.standing.comments if c.id == into)
    told: dict[str, Any] = {"disposition": parent.disposition, "answer": parent.answer}
    told |= {"answered_by": parent.answered_by, "answered_at": parent.answered_at}
    work.update(Comment, sa.or_(Comment.id == comment, Comment.into_id == comment), into_id=into, **told)


def answer_comment(work: Work, case: Case) -> None:
    answers = case.answers
    work.update(
        Comment,
        sa.or_(Comment.id == answers["comment"], Comment.into_id == answers["comment"]),
        disposition=answers["disposition"],
        answer=answers["answer"],
        answered_by=case.seat.person_id if case.seat else None,
        answered_at=work.at,
    )


def take_back_comment(work: Work, case: Case) -> dict[str, Any]:
    return {"comment": _by_receipt(case)}


def _by_receipt(case: Case) -> int:
    return next(c.id for c in case.standing.comments if c.receipt == case.answers["receipt"])


def mark_satisfaction(work: Work, case: Case) -> dict[str, Any]:
    """Said anew, the last word counts."""
    comment = _by_receipt(case)
    said = {"satisfaction": case.answers["satisfaction"], "marked_at": work.at}
    if not work.update(AnswerMark, AnswerMark.comment_id == comment, **said):
        work.insert_many(AnswerMark, [{"comment_id": comment, **said}])
    return {"comment": comment}


def publish_answers(work: Work, case: Case) -> None:
    """What the reviewers of a panel remarked is for those who take part."""
    public = (Comment.standard_id == case.standing.standard.id, Comment.panel_id.is_(None))
    due = (Comment.published_at.is_(None), Comment.answered_at.is_not(None))
    work.update(Comment, *public, *due, published_at=work.at)
