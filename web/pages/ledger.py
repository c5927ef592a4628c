"""The workbench: the ledger of comments of a project beside its text."""

from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, g, render_template, request

from web import paging
from web.forms import number
from web.project.comment_cards import Bench
from web.project.comments import ON_ALL, bench_view
from web.project.offers import offers
from web.project.party import found, page_head, ways
from web.seats import shows
from workflow import engine
from workflow.engine import Offer
from workflow.picture.standing import Standing
from workflow.reads import ledger as reads
from workflow.reads import provenance
from workflow.reads.ledger import Wanted
from workflow.vocabulary import CommentState, CommentType, Disposition, Source
from workflow.words import say

pages = Blueprint("ledger", __name__)
S = TypeVar("S", bound=StrEnum)


@pages.get("/standards/<int:standard_id>/comments")
@shows
def comments(standard_id: int) -> str:
    standing = found(standard_id)
    wanted, here = _wanted(), paging.asked()
    ledger = reads.ledger(standing, g.seat, wanted, here, g.now)
    offered = {offer.row.name: offer for offer in engine.offers(standing, g.seat, g.now)}
    page = bench_view(bench(standing, offered), ledger, wanted)
    shown = [offered[step] for step in ON_ALL if step in offered]
    page["offers"] = offers(shown, [], g.seat, standard_id, standing.standard.version)
    page |= {"head": page_head(standing, say("意见汇总")), "ways": ways(standing, "comments"), "all": ledger.all}
    pages_ = paging.paged(ledger.total, size=reads.PAGE, here=here)
    return render_template("standards/comments.html", page=page, wanted=wanted, pages_=pages_, standard_id=standard_id)


def bench(standing: Standing, offered: dict[str, Offer]) -> Bench:
    """The workbench of the present seat."""
    numbers = {version.id: version.number for version in standing.versions}
    taken: dict[int, list[int]] = {}
    for use in provenance.uses(g.session, standing.standard.id):
        taken.setdefault(use.comment_id, []).append(numbers[use.version_id])
    return Bench(standing, g.seat, frozenset(step for step, offer in offered.items() if offer.is_open), taken)


def _wanted() -> Wanted:
    asked = request.args
    return Wanted(
        _member(CommentState, asked.get("state", "")),
        _member(Disposition, asked.get("disposition", "")),
        asked.get("clause", "")[:32],
        asked.get("q", "").strip()[:100],
        asked.get("region", "")[:6],
        _member(Source, asked.get("source", "")),
        _member(CommentType, asked.get("type", "")),
        number(asked.get("assignee")),
        asked.get("show") == "lost",
        asked.get("show") == "kindred",
        asked.get("show") == "unsatisfied",
        asked.get("show") == "panel",
        number(asked.get("like")),
    )


def _member(kind: type[S], value: str) -> S | None:
    return kind(value) if value in {member.value for member in kind} else None
