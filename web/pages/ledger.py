"""The ledger of comments of a project."""

from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, g, render_template, request

from web import paging
from web.project.comments import ledger_view
from web.project.offers import offers
from web.project.party import found, page_head, ways
from web.seats import shows
from workflow.reads import ledger as reads
from workflow.reads.ledger import Wanted
from workflow.vocabulary import CommentState, Disposition
from workflow.words import say

pages = Blueprint("ledger", __name__)
S = TypeVar("S", bound=StrEnum)


@pages.get("/standards/<int:standard_id>/comments")
@shows
def comments(standard_id: int) -> str:
    standing = found(standard_id)
    wanted, here = _wanted(), paging.asked()
    ledger = reads.ledger(g.session, standard_id, wanted, here)
    page = ledger_view(standing, g.seat, ledger, wanted)
    page["offers"] = offers(page["offers"], [], g.seat, standard_id, standing.standard.version)
    page |= {"head": page_head(standing, say("意见汇总")), "ways": ways(standing, "comments"), "all": ledger.all}
    pages_ = paging.paged(ledger.total, size=reads.PAGE, here=here)
    return render_template("standards/comments.html", page=page, wanted=wanted, pages_=pages_, standard_id=standard_id)


def _wanted() -> Wanted:
    asked = request.args
    return Wanted(
        _member(CommentState, asked.get("state", "")),
        _member(Disposition, asked.get("disposition", "")),
        asked.get("clause", "")[:32],
        asked.get("q", "").strip()[:100],
    )


def _member(kind: type[S], value: str) -> S | None:
    return kind(value) if value in {member.value for member in kind} else None
