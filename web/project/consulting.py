"""The consultation as the committee sees it: days, windows, whom each region wrote to, and what may be done now."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from web.present import day, instant
from web.project.offers import offers
from web.views.consulted import consulted
from workflow import engine
from workflow.commenting.addressed import token_of
from workflow.picture.standing import Case, Seat, Standing
from workflow.process.commented import home
from workflow.reads.consultations import Asked
from workflow.reads.counted import attachments
from workflow.records.baskets import PublicFile
from workflow.records.consultations import Addressee, Comment
from workflow.rules.answering import Keeping
from workflow.vocabulary import Reply
from workflow.words import say, tell

HERE = ("open_consultation", "post_draft", "write_to", "extend_window", "recall_consultation", "forgo_consultation",
        "return_to_drafting")  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """Who looks, at what, when, and the base of links to the public's pages."""

    standing: Standing
    seat: Seat
    at: Any
    base: str
    secret: str

    @property
    def home(self) -> str:
        return home(Case(self.standing, self.seat, self.at))


def consulting_view(desk: Desk, asked: Asked) -> dict[str, Any]:
    """The page of the round that is shown."""
    standing, number = desk.standing, desk.standing.standard.id
    found = [one for one in engine.offers(standing, desk.seat, desk.at) if one.row.name in HERE]
    units = [unit for unit in standing.addressees if unit.consultation_id == asked.consultation.id]
    return {
        "asked": consulted(asked, desk.at),
        "id": asked.consultation.id,
        "days": asked.consultation.days,
        "opened": day(asked.consultation.opened_at),
        "closed": instant(asked.consultation.closed_at) if asked.consultation.closed_at else "",
        "offers": offers(found, [], desk.seat, number, standing.standard.version),
        "rounds": [
            {"n": one.round, "at": day(one.opened_at), "closes": day(one.closes_on)} for one in _rounds(standing)
        ],
        "regions": [_region(desk, code, units) for code in standing.counted if _of(code, units)],
        "total": _replies(units),
        "files": [_file(number, comment, kept) for comment, kept in _attached(desk, asked)],
        "may_list": _may(desk, "write_to"),
        "may_enter": _may(desk, "enter_comment"),
        "may_note": _may(desk, "note_reply"),
    }


def _attached(desk: Desk, asked: Asked) -> list[tuple[Comment, PublicFile]]:
    """The files of all comments that no other region keeps to itself."""
    hides, found = Keeping(desk.standing, desk.at).hides, attachments(desk.standing.session, asked.consultation.id)
    return [(comment, kept) for comment, kept in found if not hides(comment, desk.seat.region)]


def _file(number: int, comment: Comment, kept: PublicFile) -> dict[str, Any]:
    """A file that came with a comment: to keep, never shown as a page of ours."""
    href = f"/standards/{number}/comments/{comment.id}/files/{kept.id}"
    return {"href": href, "name": kept.name, "kb": max(1, kept.size // 1024), "clause": comment.clause_label}


def _rounds(standing: Standing) -> list[Any]:
    return sorted(standing.consultations, key=lambda one: one.round)


def _may(desk: Desk, step: str) -> bool:
    return any(one.row.name == step and one.is_open for one in engine.offers(desk.standing, desk.seat, desk.at))


def _of(code: str, units: list[Addressee]) -> list[Addressee]:
    return [unit for unit in units if unit.region_code == code]


def _region(desk: Desk, code: str, units: list[Addressee]) -> dict[str, Any]:
    """The list of one region; how its units are reached, and their links, are for itself."""
    mine, is_own = _of(code, units), code == desk.home
    return {
        "name": tell(desk.standing.named(code)),
        "counts": _replies(mine),
        "rows": [_unit(desk, unit, is_own) for unit in mine],
        "is_own": is_own,
    }


def _unit(desk: Desk, unit: Addressee, is_own: bool) -> dict[str, Any]:
    link = f"{desk.base}/public/replies/{unit.id}/{token_of(unit.id, desk.secret)}"
    return {
        "id": unit.id,
        "kind": tell(unit.source),
        "name": unit.name,
        "contact": unit.contact if is_own else "",
        "link": link if is_own else "",
        "sent": day(unit.sent_on),
        "reply": tell(unit.reply) if unit.reply else say("未回复"),
        "at": day(unit.replied_at) if unit.replied_at else "",
    }


def _replies(units: list[Addressee]) -> list[dict[str, Any]]:
    """The counts of the official table: written to, replied, no comment, no reply."""
    counted: Mapping[Reply | None, int] = Counter(unit.reply for unit in units)
    return [
        {"words": say("已发函"), "n": len(units)},
        *({"words": tell(reply), "n": counted.get(reply, 0)} for reply in Reply),
        {"words": say("未回复"), "n": counted.get(None, 0)},
    ]
