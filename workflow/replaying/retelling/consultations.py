"""Asking the public: rounds, windows, comments and their answers."""

from datetime import date
from itertools import zip_longest

from workflow import addressing
from workflow.clock import start_of
from workflow.effects.consultations import SAID
from workflow.effects.moves import all_moves
from workflow.log.journal import spelled
from workflow.process.row import Scope
from workflow.records.consultations import Addressee, Comment, Consultation, RegionWindow
from workflow.records.suggestions import AnswerMark
from workflow.replaying.retelling.book import UNTOLD, Act, Book, Cells, write
from workflow.vocabulary import COUNTED, LIVE, CommentKind, CommentState, CommentType, Source, Window

WORDS = ("opinion", "proposal", "reason", "name", "contact")


def tell(book: Book, act: Act) -> None:
    if act.name == "open_consultation":
        _open(book, act)
    if act.row.scope is Scope.COMMENT and "comments" not in act.facts:
        _comment(book, act)
    last = book.last(Consultation)
    if last is None:
        return
    _days(book, act, last)
    _units(book, act)


def _days(book: Book, act: Act, last: Cells) -> None:
    """Postings, days, and what moves along with a row."""
    windows = book.of(RegionWindow, consultation_id=last["id"])
    if act.name == "post_draft":
        mine = [row for row in windows if row["region_code"] == act.region]
        write(mine, state=Window.POSTED, **act.told("address", "posted_on"))
        write(mine, **{SAID[name]: act.words(name) for name in ("host", "enquiries", "notice_words")})
    if act.name == "extend_window":
        last["days"] += act.facts["days"]
    if act.name in ("post_draft", "extend_window") and "closes_on" in act.facts:
        last["closes_on"] = act.facts["closes_on"]
    if act.name in ("close_consultation", "recall_consultation"):
        last["closed_at"] = act.hour
    for move in all_moves(act.row):
        if move.what == "windows":
            write((row for row in windows if row["state"] in move.source), state=move.target)


def _open(book: Book, act: Act) -> None:
    made, number = act.facts["consultation"], len(book.of(Consultation)) + 1
    dates = {"opened_at": act.hour, "closes_on": None, "closed_at": None}
    book.put(
        Consultation,
        id=made,
        round=number,
        days=act.facts["days"],
        written_to=act.words("written_to"),
        gist=act.words("gist"),
        **dates,
    )
    for region, track in act.leaf["from"]["tracks"].items():
        if track in COUNTED:
            blank: Cells = {"address": "", "posted_on": None, "host": "", "enquiries": "", "announcement": ""}
            book.put(RegionWindow, consultation_id=made, region_code=region, state=Window.PLANNED, **blank)


def _units(book: Book, act: Act) -> None:
    """Who was written to, and who replied. Units whose list is erased are known by their numbers alone."""
    facts = act.facts
    if act.name == "note_reply":
        write(book.of(Addressee, id=facts["addressee"]), reply=facts["reply"], replied_at=act.hour)
    if act.name != "write_to":
        return
    shared = {"consultation_id": facts["consultation"], "region_code": facts["home"]}
    told, known = act.words("units"), {row.get("name") for row in book.of(Addressee, **shared)}
    units = [] if told is UNTOLD else [u for u in addressing.read(told).units if u.name not in known]
    for made, unit in zip_longest(facts["addressees"], units[: len(facts["addressees"])]):
        told = {"source": unit.source, "name": unit.name, "contact": unit.contact} if unit else {}
        shared |= {"sent_on": facts["sent_on"]}
        book.put(Addressee, id=made, reply=None, replied_at=None, **shared, **told)


def _comment(book: Book, act: Act) -> None:
    facts = act.facts
    if not act.row.source:
        book.put(Comment, **_received(book, act) | (_by_a_reviewer(act) if act.name == "remark" else {}))
        return
    if act.name == "mark_satisfaction":
        book.ensure(AnswerMark, comment_id=facts["comment"])
        write(book.of(AnswerMark, comment_id=facts["comment"]), satisfaction=facts["satisfaction"], marked_at=act.hour)
        return
    named = {column: facts[name] for name, column in (("comment", "id"), ("receipt", "receipt")) if name in facts}
    named = named or {"panel_id": None}
    mine = [row for row in book.of(Comment, **named) if row["state"] in act.row.source]
    write(mine, state=act.row.target)
    if act.name == "merge_comment":
        write(book.of(Comment, id=facts["comment"]), into_id=facts["into"])
    elif act.name == "answer_comment":
        answered = [*book.of(Comment, id=facts["comment"]), *book.of(Comment, into_id=facts["comment"])]
        said = {"disposition": facts["disposition"], "answer": act.words("answer")}
        write(answered, **said, answered_by=act.actor, answered_at=act.hour)
    elif act.name == "publish_answers":
        due = (row for row in book.of(Comment, published_at=None, panel_id=None) if row["answered_at"] is not None)
        write(due, published_at=act.hour)


def _received(book: Book, act: Act) -> Cells:
    is_feedback, facts = act.leaf["from"].get("joint") in LIVE, act.facts
    last = None if is_feedback else book.last(Consultation)
    is_entered = act.name == "enter_comment"
    on = start_of(date.fromisoformat(facts["received_on"])) if is_entered else None
    blank: Cells = dict.fromkeys(("into_id", "disposition", "answered_by", "answered_at", "published_at"))
    blank |= {"inside": None, "inside_note": "", "assignee_id": None}
    return {
        "id": facts["comment"],
        "consultation_id": last["id"] if last else None,
        "panel_id": None,
        "version_id": book.frozen,
        "kind": CommentKind.FEEDBACK if is_feedback else CommentKind.DRAFT,
        "state": CommentState.RECEIVED,
        "receipt": facts.get("receipt") or act.words("receipt"),  # former leaves tell it in clear
        "clause_id": facts.get("clause"),
        "quote": act.words("quote"),
        "quote_at": facts.get("quote_at", 0),
        "type": facts.get("comment_type", CommentType.GENERAL),
        "source": facts.get("party", Source.OTHER),
        "organisation": act.words("organisation"),
        "region_code": facts.get("home", act.region if is_entered else None),
        "is_confirmed": facts.get("confirmed", False),
        "attachments": facts.get("attachments", "").split() or None,
        **{name: act.words(name) for name in WORDS},
        "answer": "",
        "received_at": spelled(on) if on else act.hour,
        "entered_by": act.actor if is_entered else None,
        **blank,
    }


def _by_a_reviewer(act: Act) -> Cells:
    """What a remark has of its maker; his name stands in no leaf."""
    told: Cells = {"name": UNTOLD, "organisation": UNTOLD, "source": Source.EXPERT, "entered_by": act.actor}
    return told | {"consultation_id": None, "panel_id": act.facts["panel"], "region_code": act.region or None}
