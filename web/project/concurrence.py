"""The matrix of departments as a page shows it: a row a region, a column a part, and how far lateness was told."""

from typing import Any

from web.present import day, due, instant, region, short_day
from workflow.picture.standing import Standing
from workflow.reads.concurrence import Asked, Ladder, Matrix
from workflow.vocabulary import Concurrence, DepartmentPart
from workflow.words import say, tell

SEALS = {
    Concurrence.NOT_DUE: "notdue",
    Concurrence.OPEN: "open",
    Concurrence.LATE: "open",
    Concurrence.APPLIED: "agreed",
    Concurrence.SPOKEN: "agreed",
    Concurrence.STALE: "stale",
    Concurrence.BLOCKS: "blocks",
    Concurrence.TOLD: "agreed",
}


def matrix_view(standing: Standing, found: Matrix) -> dict[str, Any]:
    """Regions by parts; empty where no department has to do with the standard yet."""
    rows = [_row(standing, found, ladder) for ladder in found.ladders]
    return {"parts": [tell(part) for part in DepartmentPart], "rows": rows, "any": bool(found.asked)}


def _row(standing: Standing, found: Matrix, ladder: Ladder) -> dict[str, Any]:
    place = region(standing.places[ladder.region])
    cells = [
        {"part": tell(part), "asked": [_asked(place, one) for one in found.of(ladder.region, part)]}
        for part in DepartmentPart
    ]
    return {"region": place, "cells": cells, "ladder": _ladder(ladder)}


def _asked(place: dict[str, str], one: Asked) -> dict[str, Any]:
    return {
        "name": tell(one.organ),
        "gate": tell(one.gate) if one.gate else "",
        "seal": {"region": place, "state": SEALS[one.state], "words": tell(one.state)},
        "state": tell(one.position.stand) if one.position else tell(one.state),
        "outdated": tell(one.state) if one.state is Concurrence.STALE else "",
        "is_late": one.state is Concurrence.LATE,
        "said": _said(one),
        "since": say("自 {day}", day=str(short_day(one.since))) if one.since else "",
        "due": due(one.due) if one.due else None,
    }


def _said(one: Asked) -> str:
    """Its notes or its reason, or what it was told."""
    return (one.position.notes or one.position.reason) if one.position else one.note


def _ladder(ladder: Ladder) -> dict[str, Any]:
    """Reminders that were sent, the rung reached, and when the next one comes."""
    return {
        "reminded": say("已催办 {n} 次，最近 {at}", n=len(ladder.reminded), at=str(instant(ladder.reminded[-1])))
        if ladder.reminded
        else say("没有催办过"),
        "urged": say("催办于 {day}", day=str(day(ladder.urged_on))) if ladder.urged_on else "",
        "rung": say(f"ladder.{ladder.rung}") if ladder.due else "",
        "next": say("仍未办的，将于 {at} 报给下一级", at=str(instant(ladder.next))) if ladder.next else "",
        "due": due(ladder.due) if ladder.due else None,
    }
