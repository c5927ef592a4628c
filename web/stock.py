"""The day that figures are asked for, and choices among standards as addresses: a count and its list share one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from flask import g

from web import forms
from web.present import region, title
from workflow import clock
from workflow.reads.board import within
from workflow.reads.stock import PARTS, Slice, Stood, stock
from workflow.records.standards import Standard
from workflow.vocabulary import Joint, Stage
from workflow.words import say, tell

LIST = "/statistics/standards"
Json = dict[str, Any]


def asked_day(given: Mapping[str, str]) -> date:
    """The day in the address; today where there is none, or one that has not come."""
    today: date = g.today
    return min(forms.day(given.get("on")) or today, today)


def hour_of(day: date) -> datetime:
    """The end of a past day; of today, now."""
    return g.now if day >= clock.day_of(g.now) else clock.end_of(day)


def known(day: date) -> list[Stood]:
    """The standards that the seat may see today, as they stood then."""
    return stock(g.session, within(g.seat), hour_of(day))


def asked_slice(given: Mapping[str, str]) -> Slice:
    """The choice that an address tells; what it spells wrong is not asked."""
    stage, state, part = forms.number(given.get("stage")), given.get("state", ""), given.get("part", "")
    flags = {name: given[name] == "1" for name in ("ended", "imported") if given.get(name) in ("0", "1")}
    return Slice(
        stage=Stage(stage) if stage in set(Stage) else None,
        state=next((one for one in Joint if one.value == state), None),
        group=forms.number(given.get("group")),
        region=given.get("region", "")[:6] or None,
        part=part if part in PARTS else None,
        field=given["field"][:64] if "field" in given else None,
        year=given.get("year", "")[:4] or None,
        until=given.get("until", "")[:4] or None,
        **flags,
    )


def address(chosen: Slice, day: date, path: str = LIST, **more: Any) -> str:
    """The address of the list that a choice opens."""
    told = {name: value for name, value in vars(chosen).items() if value is not None}
    plain = {name: int(value) if isinstance(value, bool) else value for name, value in told.items()}
    return f"{path}?{urlencode({'on': day.isoformat(), **plain, **more})}"


def counted(known_: list[Stood], day: date, words: str, chosen: Slice) -> Json:
    """A count with its words and the list that it opens."""
    return {"words": words, "n": len(chosen.among(known_)), "href": address(chosen, day)}


def state_words(state: Joint, is_imported: bool) -> str:
    """A state; of standards entered from records it says so."""
    return say("{state}（补录）", state=state) if is_imported else str(tell(state))


def listed(found: list[Stood], standards: Mapping[int, Standard], places: Mapping[str, Any]) -> list[Json]:
    """The rows of a list: each standard with where it stood then."""
    return [
        {
            "title": title(standards[one.id]),
            "href": f"/standards/{one.id}",
            "state": state_words(one.state, one.is_imported),
            "lead": region(places[one.lead])["name"] if one.lead in places else one.lead,
            "field": str(tell(one.field)) if one.field else "—",
            "year": one.year or "—",
        }
        for one in found
    ]
