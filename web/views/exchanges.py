"""The ledger of notices as plain views: what was asked for, pairs with their counts, one exchange a row."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from web import forms
from web.present import day, group, instant, region, title
from workflow.clock import day_of
from workflow.process.told import kind_of
from workflow.reads.exchanges import SYSTEM, Ledger, Only, Row, Wanted
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.vocabulary import NoticeKind
from workflow.words import say, tell

Json = dict[str, Any]
LEDGER = "/notices/ledger"
SHOWS = {
    Only.ALL: "发出",
    Only.OPENED: "已阅",
    Only.ACKNOWLEDGED: "已签收",
    Only.OWED: "待签收或复函",
    Only.OVERDUE: "逾期",
}
NAMES = {"agreement": "agreement", "from": "sender", "to": "receiver", "kind": "kind", "since": "since"}
NAMES |= {"until": "until", "as_of": "as_of", "only": "only"}


def wanted(given: Mapping[str, str], today: date) -> Wanted:
    """What an address asks for; what cannot be read leaves the list as wide as it was."""
    kind, only = given.get("kind", ""), given.get("only", "")
    return Wanted(
        as_of=min(forms.day(given.get("as_of")) or today, today),
        agreement=forms.number(given.get("agreement")),
        sender=given.get("from", "")[:6],
        receiver=given.get("to", "")[:6],
        kind=NoticeKind(kind) if kind in set(NoticeKind) else None,
        since=forms.day(given.get("since")),
        until=forms.day(given.get("until")),
        only=Only(only) if only in set(Only) else Only.ALL,
    )


def href(asked: Wanted, today: date, form: str = "", **changed: Any) -> str:
    """The address of a list; of what is usual nothing stands in it."""
    made = replace(asked, **changed)
    usual = Wanted(as_of=today)
    told = {name: getattr(made, part) for name, part in NAMES.items() if getattr(made, part) != getattr(usual, part)}
    return f"{LEDGER}{form}?{urlencode({name: str(value) for name, value in told.items()})}"


def pairs(found: list[Row], asked: Wanted, today: date, places: Mapping[str, Region]) -> list[Json]:
    """A line a pair, each number with the list it counts; the sum of all comes last."""
    lines = [
        {
            "from": named(one.sender, places),
            "to": named(one.receiver, places),
            "cells": _cells(dict(one._mapping), replace(asked, sender=one.sender, receiver=one.receiver), today),
        }
        for one in found
    ]
    sums = {only.value: sum(one._mapping[only.value] for one in found) for only in Only}
    return [*lines, {"from": "", "to": "", "cells": _cells(sums, asked, today)}] if lines else []


def _cells(counts: Mapping[str, int], asked: Wanted, today: date) -> list[Json]:
    return [
        {"words": say(words), "n": counts[only.value], "href": href(asked, today, only=only), "only": only.value}
        for only, words in SHOWS.items()
    ]


def row(ledger: Ledger, one: Row, places: Mapping[str, Region], standards: Mapping[int, Standard]) -> Json:
    """One exchange, as it stood at the end of the day that is looked at."""
    on = ledger.wanted.as_of
    given, read, answered = (_by(at, on) for at in (one.acknowledged_at, one.read_at, one.answered_at))
    due = ledger.due(dict(one._mapping))
    standard = standards.get(one.standard_id)
    is_open = bool((one.owes and not given) or (one.answer_by and not answered))
    return {
        "from": named(one.sender, places),
        "to": named(one.receiver, places),
        "what": say(f"step.{one.step}") if one.step else one.subject,
        "kind": tell(NoticeKind(one.kind) if one.kind else kind_of(one.step)),
        "href": f"/letters/{one.letter_id}" if one.letter_id else f"/standards/{one.standard_id}",
        "standard": title(standard) if standard else "",
        "sent": instant(one.sent_at),
        "read": instant(read) if read else "",
        "given": instant(given) if given else "",
        "answered": instant(answered) if answered else "",
        "days": (day_of(given or read) - day_of(one.sent_at)).days if given or read else None,
        "due": day(due) if due and is_open else "",
        "overdue": bool(one.overdue),
        "owes": is_open,
    }


def named(code: str, places: Mapping[str, Region]) -> str:
    """A region by name; what no region did is the system's."""
    return say("系统") if code == SYSTEM or code not in places else region(places[code])["name"]


def choices(ledger: Ledger, places: Mapping[str, Region]) -> Json:
    """What the form of the filter offers."""
    regions = [{"value": code, "words": region(place)["name"]} for code, place in places.items()]
    return {
        "agreements": [{"value": str(one.id), "words": group(one)} for one in ledger.agreements],
        "senders": [*regions, {"value": SYSTEM, "words": say("系统")}],
        "receivers": regions,
        "kinds": [{"value": kind.value, "words": tell(kind)} for kind in NoticeKind],
    }


def _by(at: Any, on: date) -> Any:
    return at if at is not None and day_of(at) <= on else None
