"""Public consultations as plain views: the row of a list, the head of a page, the clauses to choose from."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from web.clauses import label
from web.present import day, due, group, region, seal, title
from workflow.reads.consultations import Asked
from workflow.records.consultations import Consultation, RegionWindow
from workflow.records.places import Region
from workflow.text.clauses import Clause
from workflow.vocabulary import Window
from workflow.words import say, tell

WINDOWS = {Window.POSTED: "open", Window.CLOSED: "done", Window.PLANNED: "notdue", Window.RECALLED: "withdrawn"}


def consulted(one: Asked) -> dict[str, Any]:
    """A consultation as a row of the list and a page's head."""
    asked = one.consultation
    posted = [w.posted_on for w, _ in one.windows if w.posted_on]
    return {
        "href": f"/public/consultations/{asked.id}",
        "title": say("{title}（征求意见稿）", title=title(one.standard)),
        "over": [group(one.agreement), tell(one.standard.field)],
        "seals": [seal(place, WINDOWS[window.state], _window(window)) for window, place in one.windows],
        "windows": [
            {"region": region(p)["name"], "words": _window(w), "href": _web(w.address)} for w, p in one.windows
        ],
        "due": due(asked.closes_on, arithmetic=_arithmetic(asked, posted)) if one.is_open else None,
        "closes": day(asked.closes_on),
        "is_open": one.is_open,
        "round": asked.round,
        "numbers": [],
        "scope": one.standard.scope,
        "arithmetic": _arithmetic(asked, posted),
    }


def _arithmetic(asked: Consultation, posted: list[date]) -> str:
    """How the closing day was reckoned, or why it is not known yet."""
    if asked.closes_on is None:
        return say("截止日待各方都公布后确定：自最后一方公布的次日起第 {days} 日。", days=asked.days)
    begin = max(posted)
    return say(
        "自最后一方公布的次日起算，共 {days} 日：最后公布 {posted}，{begin} 起，{end} 止。"
        "各方窗口收到的意见汇到一处，只答复一次。",
        days=asked.days,
        posted=begin,
        begin=begin + timedelta(days=1),
        end=asked.closes_on,
    )


def _posted(window: RegionWindow, place: Region) -> dict[str, str]:
    return {"region": region(place)["name"], "words": _window(window), "href": _web(window.address)}


def _window(window: RegionWindow) -> str:
    if window.posted_on is None:
        return str(tell(window.state))
    return say("{state}，{day} 公布", state=window.state, day=window.posted_on)


def _web(address: str) -> str:
    """Only a web address becomes a link."""
    return address if address.startswith(("https://", "http://")) else ""


def clause_options(clauses: Iterable[Clause]) -> list[dict[str, str]]:
    """The clauses as choices of a plain select."""
    return [{"value": one.id, "words": label(one)} for one in clauses]
