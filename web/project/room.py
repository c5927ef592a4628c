"""The release room as plain views: the one instant, what is ready in each region, what will be due after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from flask import g

from web.present import instant, region, seal, short_day
from web.project.offices import Names, signed_text
from workflow import clock, gates
from workflow.effects.editions import DAYS, kinds_owed
from workflow.picture.standing import Seat, Standing
from workflow.records.numbers import RegionNumber
from workflow.records.papers import Paper
from workflow.records.releases import Release
from workflow.rules.numbering import number_of
from workflow.vocabulary import PUBLIC, CoverMode, DutyKind, Number, Purpose, Role
from workflow.words import language, say, tell

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


@dataclass(frozen=True)
class Room:
    """What the room is drawn from."""

    standing: Standing
    seat: Seat
    papers: Mapping[str, Paper]
    numbers: Mapping[str, RegionNumber]
    names: Names

    @property
    def release(self) -> Release | None:
        return self.standing.release

    @property
    def codes(self) -> list[str]:
        """The regions that release together, in the order of the cover where it is fixed."""
        return list(self.release.cover_order) if self.release else self.standing.counted


def instant_view(room: Room, n_missing: int) -> dict[str, Any]:
    """The instant for all regions or none, and how far it is."""
    standing, release = room.standing, room.release
    states = (standing.standard.outlook or {}).get("seals", {})
    row = [seal(standing.places[code], states.get(code, "notdue")) for code in room.codes]
    made: dict[str, Any] = {"seals": row, "iso": "", "shown": say("尚未定发布时刻"), "is_done": False}
    if release is None:
        return made | {
            "words": say("眼下待办 {n} 件，见项目页。", n=n_missing) if n_missing else say("万事俱备，等待定时。")
        }
    local = release.instant.astimezone(clock.BEIJING)
    made |= {"iso": local.isoformat(timespec="minutes"), "shown": _written(local)}
    if release.released_at is not None:
        late = release.late_seconds or 0
        words = say("已于 {at} 发布，{day} 起施行。", at=str(instant(release.released_at)), day=release.effective_on)
        return made | {"words": words + (say("比约定晚 {n} 秒，已记录。", n=late) if late else ""), "is_done": True}
    words = _countdown(release.instant - g.now if release.instant > g.now else None)
    if n_missing:
        return made | {"words": words + say("到时仍差任何一件，就不发布。")}
    return made | {"words": words + say("不差任何一件；届时自动发布，无须再有人动手。")}


def _written(local: datetime) -> str:
    weekday = local.strftime("%A") if language() == "en" else WEEKDAYS[local.weekday()]
    return f"{local:%Y-%m-%d} {weekday} {local:%H:%M}"


def _countdown(left: Any) -> str:
    if left is None:
        return say("时刻已到。")
    hours, days = left.seconds // 3600, left.days
    if days:
        return say("还有 {days} 天 {hours} 小时。", days=days, hours=hours)
    return say("还有 {hours} 小时 {minutes} 分。", hours=hours, minutes=left.seconds % 3600 // 60)


# --- readiness: one row a matter, one column a region -----------------------------------------------------------------

Cell = dict[str, Any]
NOTHING: Cell = {"words": "", "note": ""}


def ready(room: Room) -> list[dict[str, Any]]:
    """Each matter in each region, and for all."""
    frozen, serial = room.standing.frozen, room.standing.serial
    is_over = room.standing.state in PUBLIC
    text = {"words": say("文本 {n}", n=frozen.number), "hash": frozen.text_hash[:12]} if frozen else {"words": "—"}
    rows = [
        _matter(room, say("批准立场"), _approval, text),
        _matter(room, say("标准编号"), _number, _serial(room) if serial else {"words": say("未预留")}),
        _matter(room, say("发布公告"), _announced, {"words": say("已公开") if is_over else say("到时刻才公开")}),
        _matter(room, say("封面发布机构"), _issuer, {"words": _cover(room)}),
    ]
    after = {"words": say("发布后办")}
    owed = kinds_owed(lambda key: room.standing.terms[key].value)
    return [*rows, *(_matter(room, str(tell(kind)), partial(_duty, kind=kind), after) for kind in owed)]


def _cover(room: Room) -> str:
    is_joint = room.standing.terms["release.cover_mode"].value == CoverMode.JOINT.value
    return say("共用一张") if is_joint else say("各方一张")


def _matter(room: Room, name: str, told: Callable[[Room, str], Cell], joint: Cell) -> dict[str, Any]:
    cells = [NOTHING | {"char": region(room.standing.places[code])["char"]} | told(room, code) for code in room.codes]
    return {"name": name, "cells": cells, "joint": {"note": "", "hash": ""} | joint}


def _approval(room: Room, code: str) -> Cell:
    standing = room.standing
    offices = [o for o in gates.offices(standing, code, Purpose.RELEASE) if o.role is Role.APPROVER]
    said = next((p for o in offices if (p := gates.position_of(standing, o)) is not None), None)
    if said is None:
        return {"words": say("未给"), "is_soft": True}
    number = signed_text(standing, said)
    who = tell(room.names.get(said.seat_id, ""))
    who = say("{who}（您）", who=who) if said.person_id == room.seat.person_id else who
    note = say("{who}，{day}，文本 {n}", who=who, day=str(short_day(said.at)), n=number)
    if not gates.is_fresh(standing, said):
        return {"words": say("已过时"), "note": note, "is_late": True}
    return {"words": tell(said.stand), "note": note, "is_late": said.stand.blocks}


def _number(room: Room, code: str) -> Cell:
    standing = room.standing
    if code in room.numbers:
        return {"words": room.numbers[code].display}
    if standing.serial is None:
        return {"words": "—", "is_soft": True}
    year = clock.day_of(room.release.instant if room.release else g.now).year
    return {"words": number_of(standing, code, year).display}


def _serial(room: Room) -> Cell:
    serial = room.standing.serial
    assert serial is not None
    is_sure = serial.confirmed_at is not None or serial.state is Number.USED
    return {"words": say("顺序号 {n}", n=serial.serial), "note": say("已确认") if is_sure else say("待另一方确认")}


def _announced(room: Room, code: str) -> Cell:
    said, paper = room.standing.announcements.get(code), room.papers.get(code)
    if said is None:
        return {"words": say("未确认"), "is_soft": True}
    link = {"href": f"/files/{paper.file_sha256}"} if paper else {}
    return {"words": said.document_number, "note": str(short_day(said.confirmed_at)), **link}


def _issuer(room: Room, code: str) -> Cell:
    said = room.standing.announcements.get(code)
    if said is None:
        return {"words": say("未确认"), "is_soft": True}
    return {"words": said.issuer, "note": say("代替 {replaces}", replaces=said.replaces) if said.replaces else ""}


def _duty(room: Room, code: str, kind: DutyKind) -> Cell:
    """After the release what was opened; before it the day on which it will be due."""
    standing, release = room.standing, room.release
    found = next((d for d in standing.duties if d.region_code == code and d.kind is kind), None)
    if found is not None:
        note = (
            say("{day} 办结", day=found.done_on) if found.done_on else say("{day} 前", day=str(short_day(found.due_on)))
        )
        return {"words": tell(found.state), "note": note, "is_late": found.done_on is None and found.due_on < g.today}
    days = standing.terms.days(DAYS[kind])
    note = say("发布后 {n} 日内", n=days)
    if release is None:
        return {"words": "—", "note": note, "is_soft": True}
    until: date = clock.days_after(clock.day_of(release.instant), days)
    return {"words": say("{day} 前", day=str(short_day(until))), "note": note, "is_soft": True}


def complete_since(room: Room) -> str:
    """Since when everything stands."""
    sealed = room.release.sealed_at if room.release else None
    return say("{at} 起各方齐备", at=str(instant(sealed))) if sealed else ""
