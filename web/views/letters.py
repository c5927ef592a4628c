"""Letters between regions as plain views: a line of a list, one with its receipts, the form, and what would be sent."""

from typing import Any

from flask import g
from sqlalchemy.orm import Session

from web.config import settings
from web.present import day, group, instant, region, title
from workflow.corresponding import receiving
from workflow.corresponding.composing import Composed, Draft
from workflow.corresponding.receiving import Held
from workflow.corresponding.variables import VARIABLES
from workflow.picture.standing import Seat
from workflow.post import written
from workflow.post.letters import Reader
from workflow.reads.letters import Line, Whole
from workflow.records.agreements import Agreement
from workflow.records.letters import LetterCopy, RegionLetter
from workflow.records.places import Region
from workflow.storage import files
from workflow.vocabulary import Named, NoticeKind
from workflow.words import language, say, tell

Json = dict[str, Any]
Places = dict[str, Region]


def line(one: Line, seat: Seat, places: Places) -> Json:
    """A letter in a list: to the sender with its copies, to a region that got it with its own."""
    letter, copies = one.letter, one.copies
    is_sent = letter.region_code == seat.region
    open_ = [c for c in copies if _owes(letter, c)]
    return {
        "href": f"/letters/{letter.id}",
        "subject": _subject(letter, copies),
        "who": _names(places, [c.region_code for c in copies]) if is_sent else _name(places, letter.region_code),
        "kind": tell(letter.kind),
        "standard": title(one.standard) if one.standard else "",
        "at": instant(letter.sent_at),
        "open": len(open_),
        "of": len(copies),
        "due": day(letter.answer_by) if letter.answer_by and open_ else "",
        "late": bool(letter.answer_by and open_ and letter.answer_by < g.today),
    }


def whole(one: Whole, seat: Seat, places: Places) -> Json:
    """One letter: the words that the reader's region got, or sent, and how far each copy has come."""
    letter = one.letter
    held = Held(one.mine, letter) if one.mine is not None else None
    return {
        "id": letter.id,
        "subject": _subject(letter, one.copies),
        "from": _name(places, letter.region_code),
        "by": tell(one.persons[letter.sent_by]) if letter.sent_by in one.persons else "",
        "kind": tell(letter.kind),
        "at": instant(letter.sent_at),
        "answer_by": day(letter.answer_by) if letter.answer_by else "",
        "hash": letter.words_hash,
        "about": letter.about,
        "standard": {"href": f"/standards/{one.standard.id}", "words": title(one.standard)} if one.standard else None,
        "texts": _texts(one, places),
        "files": [{"href": f"/letters/{letter.id}/files/{f.sha256}", "words": f.name} for f in one.files],
        "copies": [_copy(one, copy, places) for copy in one.copies],
        "may_acknowledge": held is not None and not letter.step and not receiving.against(seat, held),
        "may_answer": held is not None and not receiving.against_answer(seat, held, "-"),
    }


def _texts(one: Whole, places: Places) -> list[Json]:
    """The words, once where all regions got the same."""
    found: dict[tuple[str, str], list[str]] = {}
    for copy in [one.mine] if one.mine else one.copies:
        found.setdefault((copy.subject, copy.body), []).append(copy.region_code)
    return [{"to": _names(places, to), "subject": s, "body": body} for (s, body), to in found.items() if body]


def _copy(one: Whole, copy: LetterCopy, places: Places) -> Json:
    def by(person: int | None) -> str:
        return str(tell(one.persons[person])) if person in one.persons else ""

    steps = [
        (say("送达"), copy.delivered_at, ""),
        (say("阅知"), copy.read_at, by(copy.read_by)),
        (say("签收"), copy.acknowledged_at, by(copy.acknowledged_by)),
        (say("复函"), copy.answered_at, by(copy.answered_by)),
    ]
    return {
        "to": _name(places, copy.region_code),
        "seal": {"region": region(places[copy.region_code]), "state": _stand(one.letter, copy)},
        "steps": [{"words": words, "at": instant(at), "by": who} for words, at, who in steps if at],
        "answer": copy.answer or "",
        "state": tell(copy.state),
    }


def _stand(letter: RegionLetter, copy: LetterCopy) -> str:
    """How the seal of a copy stands: nothing more is owed, or it is that region's turn, or it has not arrived."""
    if not _owes(letter, copy):
        return "agreed"
    return "open" if copy.delivered_at else "notdue"


def _owes(letter: RegionLetter, copy: LetterCopy) -> bool:
    unanswered = letter.answer_by is not None and copy.answered_at is None
    return not letter.step and (copy.acknowledged_at is None or unanswered)


def _subject(letter: RegionLetter, copies: list[LetterCopy]) -> str:
    return say(f"step.{letter.step}") if letter.step else next((c.subject for c in copies), "")


def _name(places: Places, code: str | None) -> str:
    return region(places[code])["name"] if code in places else say("系统")


def _names(places: Places, codes: list[str]) -> str:
    return str(tell([_name(places, code) for code in codes]))


# --- before it is sent ----------------------------------------------------------------------------------------------


def form(composed: Composed, groups: list[Agreement], standards: list[Json], *, is_asked: bool) -> Json:
    """The form as it was filled; its reasons only where somebody asked for them."""
    draft = composed.draft
    return {
        "given": draft,
        "groups": [{"value": one.id, "words": group(one)} for one in groups],
        "partners": [{"value": code, "words": region(place)["name"]} for code, place in composed.partners.items()],
        "kinds": [{"value": kind.value, "words": tell(kind)} for kind in NoticeKind],
        "standards": standards,
        "variables": [{"name": f"{{{{{name}}}}}", "words": say(f"letter_variable.{name}")} for name in VARIABLES],
        "files": [{"value": digest, "words": kept.name} for digest, kept in composed.files.items()],
        "accept": files.ACCEPT,
        "reasons": composed.reasons if is_asked else [],
    }


def preview(session: Session, composed: Composed) -> Json:
    """What each region would get: the page, and the mail to whoever speaks for it there."""
    draft = composed.draft
    return {
        "given": draft,
        "hash": composed.hash,
        "kind": tell(draft.kind),
        "agreement": group(composed.agreement),
        "standard": title(composed.standard) if composed.standard else "",
        "answer_by": day(draft.answer_by) if draft.answer_by else "",
        "files": [kept.name for kept in composed.files.values()],
        "copies": [
            {"to": region(c.region)["name"], "region": region(c.region), "subject": c.subject, "body": c.body}
            for c in composed.copies
        ],
        "mail": _mail(session, composed),
    }


def _mail(session: Session, composed: Composed) -> Json:
    """The mail as any reader gets it; only the name differs."""
    draft = composed.draft
    letter = RegionLetter(id=0, standard_id=draft.standard_id, step="", answer_by=draft.answer_by)
    reader = Reader(0, Named("", "〔收信人〕", "[reader]"), language())
    sender = session.get_one(Region, g.seat.region)
    made = written.mail(reader, letter, composed.agreement, sender, settings().base_url.rstrip("/"))
    return {"subject": made.subject, "body": made.body}


def carried(draft: Draft) -> list[tuple[str, str]]:
    """A draft as the hidden fields of the next form."""
    about = [("agreement", str(draft.agreement_id)), ("standard", str(draft.standard_id or ""))]
    words = [("kind", draft.kind.value), ("subject", draft.subject), ("body", draft.body)]
    day_ = [("answer_by", draft.answer_by.isoformat() if draft.answer_by else "")]
    return [*about, *words, *day_, *(("to", code) for code in draft.to), *(("file", digest) for digest in draft.files)]
