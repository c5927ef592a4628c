"""Public consultations as plain views: the row of a list, the head of a page, the clauses to choose from."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from web.present import day, due, group, region, seal, title
from web.views.clauses import label
from workflow.reads.consultations import SHOWN, Asked
from workflow.reads.counted import Counts
from workflow.records.consultations import RegionWindow
from workflow.records.places import Region
from workflow.text.clauses import Clause
from workflow.vocabulary import Reply, Window
from workflow.words import say, tell

WINDOWS = {Window.POSTED: "open", Window.CLOSED: "done", Window.PLANNED: "notdue", Window.RECALLED: "withdrawn"}


def consulted(one: Asked, at: datetime) -> dict[str, Any]:
    """A consultation as a row of the list and a page's head."""
    asked = one.consultation
    posted = [w.posted_on for w, _ in one.windows if w.posted_on]
    takes = one.takes(at)
    return {
        "href": f"/public/consultations/{asked.id}",
        "title": say("{title}（征求意见稿）", title=title(one.titled)),
        "over": [group(one.agreement), tell(one.standard.field)],
        "seals": [seal(place, WINDOWS[window.state], _window(window)) for window, place in one.windows],
        "windows": [_posted(window, place) for window, place in one.windows],
        "due": due(one.closes_on, arithmetic=_arithmetic(one, posted)) if takes else None,
        "closes": day(one.closes_on),
        "is_open": takes,
        "is_paused": one.is_paused,
        "stands": _stands(one, takes),
        "round": asked.round,
        "numbers": [],
        "scope": asked.gist or one.standard.scope,
        "arithmetic": _arithmetic(one, posted),
    }


def _stands(one: Asked, takes: bool) -> str:
    if one.is_paused:
        return say("征求意见暂停")
    return say("正在征求意见") if takes else say("征求意见已截止")


def _arithmetic(one: Asked, posted: list[date]) -> str:
    """How the closing day was reckoned, or why it is not known yet."""
    asked, last = one.consultation, one.closes_on
    if last is None or asked.closes_on is None:
        return say("截止日待各方都公布后确定：自最后一方公布的次日起第 {days} 日。", days=asked.days)
    begin = max(posted)
    paused = (last - asked.closes_on).days
    stood = say("项目曾暂停 {days} 日，截止日相应顺延。", days=paused) if paused else ""
    return stood + say(
        "自最后一方公布的次日起算，共 {days} 日：最后公布 {posted}，{begin} 起，{end} 止。"
        "按公历日计算，节假日计入。各方窗口收到的意见汇到一处，只答复一次。",
        days=asked.days,
        posted=begin,
        begin=begin + timedelta(days=1),
        end=last,
    )


def _posted(window: RegionWindow, place: Region) -> dict[str, Any]:
    """A region's own window: when and where it was posted, by whom, and how to ask."""
    said = {"host": window.host, "enquiries": window.enquiries, "announcement": window.announcement}
    told = {"region": region(place)["name"], "words": _window(window), "href": _web(window.address)}
    is_out = window.state in SHOWN
    return told | (said if is_out else dict.fromkeys(said, ""))


def counts_view(counts: Counts) -> dict[str, Any]:
    """The numbers of a consultation, each with its word; what nobody was is left out."""
    replies = [(tell(reply), counts.replies.get(reply, 0)) for reply in Reply]
    none = counts.units - sum(n for _, n in replies)
    return {
        "comments": counts.comments,
        "published": counts.published,
        "kinds": [
            {"head": say("按类型"), "rows": _shares(counts.types)},
            {"head": say("按提出方"), "rows": _shares(counts.sources)},
            {"head": say("按处理"), "rows": _shares(counts.dispositions)},
        ],
        "units": counts.units,
        "replies": [*replies, (say("未回复"), none)] if counts.units else [],
    }


def _shares(counted: Mapping[Any, int]) -> list[tuple[str, int]]:
    return [(str(tell(kind)), n) for kind, n in sorted(counted.items(), key=lambda one: -one[1]) if n]


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
