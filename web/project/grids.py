"""Two grids of matters by regions: what each region did for its initiation, and what it owes after the release."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import g

from web.present import day, region, short_day
from workflow import clock
from workflow.picture.standing import Standing
from workflow.process.duties import duty_name
from workflow.records.followups import StandardDuty
from workflow.records.standards import StandardTrack
from workflow.vocabulary import LIVE, RESTING, Duty, Joint, Track
from workflow.words import say, tell

Cell = dict[str, Any]
SOFT: Cell = {"words": "—", "note": "", "is_soft": True}
BEFORE_DRAFTING = frozenset({Joint.PROPOSED, Joint.INITIATING})


def grid(standing: Standing) -> dict[str, Any] | None:
    """The grid of the present stage, if it has one."""
    if standing.state in BEFORE_DRAFTING:
        return _initiation(standing)
    return _tower(standing) if standing.state in LIVE else None


def _shown(standing: Standing, codes: list[str]) -> list[dict[str, Any]]:
    return [region(standing.places[code]) for code in codes]


def _row(standing: Standing, codes: list[str], name: str, told: Callable[[str], Cell]) -> dict[str, Any]:
    cells = [{"char": region(standing.places[code])["char"]} | told(code) for code in codes]
    return {"name": name, "cells": cells}


# --- initiation 立项 --------------------------------------------------------------------------------------------------


def _initiation(standing: Standing) -> dict[str, Any]:
    """Each region's own way to its initiation."""
    codes = list(standing.tracks)
    rows = [
        _row(standing, codes, say("参加"), lambda code: _joined(standing, standing.tracks[code])),
        _row(standing, codes, say("申请部门"), lambda code: _department(standing, standing.tracks[code])),
        _row(standing, codes, say("计划编号"), lambda code: _told(standing.tracks[code].plan_number)),
        _row(standing, codes, say("计划期限"), lambda code: _told(standing.tracks[code].plan_until)),
        _row(standing, codes, say("决定期限"), lambda code: _deadline(standing, standing.tracks[code])),
    ]
    return {"id": "initiation", "name": say("立项一览"), "regions": _shown(standing, codes), "rows": rows}


def _joined(standing: Standing, track: StandardTrack) -> Cell:
    note = "" if track.state is Track.OUTSIDE else str(short_day(track.since))
    return {"words": tell(track.state), "note": note, "is_soft": track.state in RESTING}


def _department(standing: Standing, track: StandardTrack) -> Cell:
    if track.department_id is None:
        return SOFT
    return {"words": str(tell(standing.organ(track.department_id))), "note": ""}


def _told(value: str | date | None) -> Cell:
    if value is None or value == "":
        return SOFT
    return {"words": str(day(value)) if isinstance(value, date) else value, "note": ""}


def _deadline(standing: Standing, track: StandardTrack) -> Cell:
    until = track.reply_by if track.state is Track.INVITED else standing.standard.decide_by
    if until is None or track.state in RESTING or track.state is Track.INITIATED:
        return SOFT
    late = -clock.days_left(until, clock.day_of(g.now))
    note = say("逾期 {n} 日", n=late) if late > 0 else ""
    return {"words": str(day(until)), "note": note, "is_late": late > 0}


# --- implementation 实施 ----------------------------------------------------------------------------------------------


def _tower(standing: Standing) -> dict[str, Any]:
    """Every duty by region: the legal ones first, then measures by what they are called."""
    codes = [code for code, track in standing.tracks.items() if track.state not in RESTING]
    ordered = sorted(standing.duties, key=lambda d: not d.kind.legal)
    called = {duty.id: str(tell(duty_name(standing, duty))) for duty in ordered}
    kinds = dict.fromkeys((duty.kind, called[duty.id]) for duty in ordered)
    rows = [_row(standing, codes, say("本区状态"), lambda code: _state(standing.tracks[code]))]
    for kind, name in kinds:
        same = [duty for duty in standing.duties if (duty.kind, called[duty.id]) == (kind, name)]
        rows.append(_row(standing, codes, name, _duties(standing, same)))
    return {"id": "tower", "name": say("实施一览"), "regions": _shown(standing, codes), "rows": rows}


def _state(track: StandardTrack) -> Cell:
    return {"words": tell(track.state), "note": str(short_day(track.since))}


def _duties(standing: Standing, same: list[StandardDuty]) -> Callable[[str], Cell]:
    def told(code: str) -> Cell:
        found = [duty for duty in same if duty.region_code == code]
        return _duty(standing, found[-1]) if found else SOFT

    return told


def _duty(standing: Standing, duty: StandardDuty) -> Cell:
    """Done when, or due when and how late; the receipt where one was given."""
    if duty.state is not Duty.OPEN:
        note = duty.receipt_number or (str(short_day(duty.done_on)) if duty.done_on else "")
        return {"words": tell(duty.state), "note": note}
    late = -clock.days_left(duty.due_on, clock.day_of(g.now))
    if late > 0:
        return {"words": say("逾期 {n} 日", n=late), "note": str(day(duty.due_on)), "is_late": True}
    return {"words": say("{day} 前", day=str(short_day(duty.due_on))), "note": ""}
