"""The board: what the seat's groups work on, four columns by stage, searched and narrowed."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from web import paging
from web.present import region, short_day, stage_label
from web.seats import shows
from web.views.cards import due_of, gap, number, shown
from workflow.reads import board as reads
from workflow.reads.board import Column, Wanted
from workflow.reads.catalogue import agreements
from workflow.reads.deputies import uncovered
from workflow.reads.numbers import places, serials_of
from workflow.reads.standards import numbers_of
from workflow.records.agreements import Agreement
from workflow.records.standards import Standard
from workflow.vocabulary import Joint, Stage
from workflow.words import say, tell

pages = Blueprint("board", __name__)
Json = dict[str, Any]
FIRST_YEAR, LAST_YEAR = 1990, 2999


@pages.get("/board")
@shows
def board() -> ResponseReturnValue:
    wanted = _wanted()
    found = reads.columns(g.session, g.seat, wanted, g.today)
    cards = _cards([row for column in found for row in column.rows])
    labels = _labels(agreements(g.session, g.seat))
    return render_template(
        "board/board.html",
        wanted=wanted,
        columns=[_column(column, labels, cards, wanted) for column in found],
        total=sum(column.total for column in found),
        tally=reads.tally(g.session, g.seat, g.today),
        ways=_ways(),
        kept=[name for name in ("mine", "blocked", "ended") if name in request.args],
        narrowed=any(name not in ("lang", "page") for name in request.args),
        all=_address(stage=""),
        selected=_address(),
        uncovered=uncovered(g.session, g.seat, g.today),
    )


def _wanted() -> Wanted:
    given = request.args
    stage = given.get("stage", "")
    return Wanted(
        words=given.get("q", "").strip()[:100],
        field=given.get("field", "")[:64],
        region=given.get("region", "")[:6],
        year=_year(given.get("year", "")),
        is_late="late" in given,
        is_mine="mine" in given,
        is_blocked="blocked" in given,
        is_ended="ended" in given,
        stage=Stage(int(stage)) if stage in {str(one.value) for one in Stage} else None,
        page=paging.asked(),
    )


def _year(given: str) -> int | None:
    year = int(given) if len(given) == 4 and given.isascii() and given.isdecimal() else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _labels(groups: list[Agreement]) -> dict[Stage, str]:
    """The stages as the seat's group prints them; where several groups differ, the common names."""
    states = {stage: next(state for state in Joint if state.stage is stage) for stage in Stage}
    own = [{stage: stage_label(one, state) for stage, state in states.items()} for one in groups]
    common = {stage: say(f"stage.{stage.value}") for stage in Stage}
    return own[0] if own and all(labels == own[0] for labels in own) else common


def _column(column: Column, labels: dict[Stage, str], cards: dict[int, Json], wanted: Wanted) -> Json:
    more = column.total - len(column.rows)
    view = {"stage": column.stage.value, "label": labels[column.stage], "total": column.total}
    alone = wanted.stage is column.stage
    return view | {
        "cards": [cards[standard.id] for standard, _ in column.rows],
        "more": _address(stage=column.stage.value) if more > 0 and not alone else "",
        "pages": paging.paged(column.total, size=reads.PAGE, here=wanted.page) if alone else None,
    }


def _address(**other: Any) -> str:
    """This page's address with other answers; an empty one is left out."""
    kept = {name: value for name, value in request.args.items() if name not in ("page", "lang")} | other
    return f"{request.path}?{urlencode([(name, value) for name, value in kept.items() if value])}"


def _cards(rows: Iterable[tuple[Standard, Agreement]]) -> dict[int, Json]:
    standards = [standard for standard, _ in rows]
    ids = [standard.id for standard in standards]
    known = places(g.session, {code for s in standards for code in (s.outlook or {}).get("seals", {})})
    serials, numbers = serials_of(g.session, ids), numbers_of(g.session, ids)
    plans, waiting = reads.plans_of(g.session, standards), reads.waiting_for(g.session, g.seat, ids)
    called = {s.id: number(s, serials.get(s.id, []), numbers.get(s.id, [])) or plans.get(s.id, "") for s in standards}
    return {one.id: shown(one, known) | _below(one, called[one.id]) | {"mine": one.id in waiting} for one in standards}


def _below(standard: Standard, called: str) -> Json:
    due = due_of(standard)
    return {
        "number": " · ".join(part for part in (called, str(tell(standard.field))) if part),
        "gap": gap(standard),
        "due": due,
        "when": "" if due else _since(standard),
    }


def _since(standard: Standard) -> str:
    """Since when it stands so; of a historic standard only what its source says is known."""
    known = standard.effective_on if standard.is_imported or standard.state is Joint.IN_FORCE else None
    day = known or (standard.released_at if standard.is_imported else standard.since)
    return say("自 {day} 起", day=str(short_day(day))) if day else ""


def _ways() -> Json:
    found = reads.ways(g.session, g.seat, g.today)
    named = [{"code": place.code, "name": region(place)["name"]} for place in found.regions]
    return {"fields": found.fields, "regions": named, "years": found.years}
