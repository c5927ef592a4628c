"""How names, days, deadlines, seals and badges look on a page: plain data for the parts, and the template filters."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from flask import g
from markupsafe import Markup
from sqlalchemy.orm import Session

from web.citations import cited
from web.navigation import places
from web.typography import FILTERS as TYPOGRAPHY
from workflow import clock
from workflow.picture.standing import Seat, Standing
from workflow.reads.catalogue import agreements
from workflow.reads.notices import owed
from workflow.records.agreements import Agreement
from workflow.records.places import Region
from workflow.vocabulary import Joint, Stage
from workflow.words import language, say, tell

SOON: Final = 7  # days before a deadline from which it is shown as near


class Moment(dict[str, str]):
    """A day or an instant for the parts ({iso, shown}); printed alone it is a <time> element."""

    def __str__(self) -> str:
        return self["shown"]

    def __html__(self) -> str:
        return Markup('<time datetime="{}">{}</time>').format(self["iso"], self["shown"])


def day(value: date | datetime | None) -> Moment | str:
    """A Beijing day in full: 2026-11-27; a dash where there is none."""
    if value is None:
        return "—"
    told = clock.day_of(value) if isinstance(value, datetime) else value
    return Moment(iso=told.isoformat(), shown=told.isoformat())


def short_day(value: date | datetime | None) -> Moment | str:
    """A Beijing day of this year as 11-27, of another year in full."""
    if value is None:
        return "—"
    told = clock.day_of(value) if isinstance(value, datetime) else value
    shown = told.strftime("%m-%d") if told.year == _today().year else told.isoformat()
    return Moment(iso=told.isoformat(), shown=shown)


def instant(value: datetime | None) -> Moment | str:
    """A Beijing instant: 2026-11-27 10:00."""
    if value is None:
        return "—"
    local = value.astimezone(clock.BEIJING)
    return Moment(iso=local.isoformat(timespec="minutes"), shown=local.strftime("%Y-%m-%d %H:%M"))


def due(until: date | datetime | None, *, today: date | None = None, arithmetic: str = "") -> dict[str, Any] | None:
    """A deadline for parts/dates.html: the day, the days left, near or late, and how it was reckoned."""
    if until is None:
        return None
    last = clock.day_of(until) if isinstance(until, datetime) else until
    left = clock.days_left(last, today or _today())
    shown = str(short_day(last))
    return {"shown": shown, "left": left, "working": False, "soon": 0 <= left <= SOON, "arithmetic": arithmetic}


def _today() -> date:
    found: date | None = g.get("today") if g else None
    return found or clock.today()


def region(place: Region) -> dict[str, str]:
    """A region for the seal: one character and the name."""
    return {"char": place.short[:1], "name": place.name_en if language() == "en" else place.name_zh}


def seal(place: Region, state: str, words: str = "") -> dict[str, Any]:
    """One seal of a row."""
    return {"region": region(place), "state": state} | ({"words": words} if words else {})


def seals(places: Mapping[str, Region], states: Mapping[str, str]) -> list[dict[str, Any]]:
    """The seals of an outlook, in its order."""
    return [seal(places[code], state) for code, state in states.items() if code in places]


def title(standard: Any) -> str:
    """A standard's title in the language spoken."""
    return str((standard.title_en or standard.title_zh) if language() == "en" else standard.title_zh)


def group(agreement: Agreement) -> str:
    """The name of a group."""
    return agreement.name_en if language() == "en" else agreement.name_zh


def stage(standing: Standing) -> str:
    """The present stage by the agreement's own label."""
    return stage_label(standing.agreement, standing.state)


def stage_label(agreement: Agreement, state: Joint) -> str:
    """A group's own label of a state's stage."""
    return leg_label(agreement, state.stage)


def leg_label(agreement: Agreement, stage: Stage) -> str:
    """A stage as the group's agreement calls it; agreements are Chinese, so English has the common name."""
    labels = agreement.stage_labels
    return labels[stage - 1] if language() == "zh" and len(labels) >= stage else say(f"stage.{stage.value}")


def office(seat: Seat) -> str:
    """A seat in words: 市市场监管委·批准人."""
    own = f"{tell(seat.organ)}·{tell(seat.role)}"
    return say("{office}（{person}）", office=own, person=seat.person) if seat.deputy else own


def worn(reading: Session, seat: Seat | None, several: bool) -> dict[str, Any] | None:
    """The seat as the layout shows it, with the group it works in."""
    if seat is None:
        return None
    place = reading.get(Region, seat.region) if seat.region else None
    groups = agreements(reading, seat) if seat.region else []
    return {
        "region": region(place) if place else None,
        "person": tell(seat.person),
        "office": office(seat),
        "group": group(groups[0]) if groups else "",
        "several": several,
        "nav": places(seat, *owed(reading, seat)),
    }


def joined(words: Iterable[Any]) -> str:
    """Things told in one line."""
    return str(tell(list(words)))


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    **TYPOGRAPHY,
    "day": day,
    "short_day": short_day,
    "instant": instant,
    "due": due,
    "tell": tell,
    "title_of": title,
    "joined": joined,
    "cited": cited,
}
