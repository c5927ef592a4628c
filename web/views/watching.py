"""Watch rules as plain views: what a form may choose, what a rule chooses in words, what it tells."""

from collections.abc import Mapping
from typing import Any

from flask import g, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from web.forms import number
from web.present import group, instant, region, title
from workflow.doors.watching import Choice
from workflow.reads import catalogue, exchanges
from workflow.reads.inbox import APART
from workflow.reads.watching import Act
from workflow.records.agreements import Agreement
from workflow.records.places import Region
from workflow.records.watching import WatchRule
from workflow.vocabulary import PUBLIC, Cadence, Joint, NoticeKind
from workflow.words import say, tell

Json = dict[str, Any]
LONGEST = 12  # signs of a class
FIELD = 60  # signs of a field


class Known:
    """The agreements of the seat and their regions, by which a rule is chosen and told in words."""

    def __init__(self, session: Session) -> None:
        seat = g.seat
        is_inside = seat.region is not None and seat.role not in APART
        self.agreements: list[Agreement] = catalogue.agreements(session, seat) if is_inside else []
        self.places: dict[str, Region] = exchanges.parties(session, self.agreements)

    def choices(self) -> Json:
        """What the form offers."""
        fields = dict.fromkeys(field for one in self.agreements for field in one.fields)
        return {
            "agreements": [{"value": str(one.id), "words": group(one)} for one in self.agreements],
            "regions": [{"value": code, "words": region(place)["name"]} for code, place in self.places.items()],
            "states": [{"value": state.value, "words": tell(state)} for state in Joint],
            "fields": [{"value": field, "words": field} for field in fields],
            "kinds": [{"value": kind.value, "words": tell(kind)} for kind in NoticeKind],
            "cadences": [{"value": cadence.value, "words": tell(cadence)} for cadence in Cadence],
        }

    def told(self, choice: Choice) -> str:
        """A choice as one sentence."""
        named = {one.id: group(one) for one in self.agreements}
        parts = [
            named.get(choice.agreement_id or 0, ""),
            region(self.places[choice.region_code])["name"] if choice.region_code in self.places else "",
            str(tell(choice.state)) if choice.state else "",
            choice.field,
            f"ICS {choice.ics}" if choice.ics else "",
            f"CCS {choice.ccs}" if choice.ccs else "",
            str(tell(list(choice.kinds))) if choice.kinds else "",
        ]
        return " · ".join(part for part in parts if part) or say("看得到的全部")


def chosen(given: MultiDict[str, str]) -> Choice:
    """What was chosen; what is none of the choices counts as not chosen."""
    states = {state.value: state for state in Joint}
    kinds = [kind for kind in given.getlist("kind") if kind in set(NoticeKind)]
    return Choice(
        agreement_id=number(given.get("agreement")),
        region_code=given.get("region", "")[:6] or None,
        state=states.get(given.get("state", "")),
        field=given.get("field", "")[:FIELD].strip(),
        ics=given.get("ics", "")[:LONGEST].strip(),
        ccs=given.get("ccs", "")[:LONGEST].strip().upper().replace(" ", ""),
        kinds=tuple(NoticeKind(kind) for kind in dict.fromkeys(kinds)),
    )


def within(choice: Choice, known: Known) -> Choice:
    """The choice without agreements and regions that are none of the seat's."""
    is_ours = choice.agreement_id in {one.id for one in known.agreements}
    region_code = choice.region_code if choice.region_code in known.places else None
    return Choice(
        **{**vars(choice), "agreement_id": choice.agreement_id if is_ours else None, "region_code": region_code}
    )


def carried(choice: Choice) -> list[tuple[str, str]]:
    """A choice as hidden fields or an address."""
    told = {"agreement": choice.agreement_id, "region": choice.region_code, "state": choice.state}
    told |= {"field": choice.field, "ics": choice.ics, "ccs": choice.ccs}
    return [(name, str(value)) for name, value in told.items() if value] + [
        ("kind", kind.value) for kind in choice.kinds
    ]


def line(rule: WatchRule, known: Known) -> Json:
    """A rule in the list of a person's rules."""
    return {
        "id": rule.id,
        "name": rule.name,
        "told": known.told(Choice.of(rule)),
        "cadence": tell(rule.cadence),
        "paused": rule.paused_at is not None,
        "has_address": rule.token_hash is not None,
    }


def act(one: Act, places: Mapping[str, Region], groups: set[int]) -> Json:
    """An act that a rule chooses; a title that is not public yet is shown to those who work on it alone."""
    event, standard, _ = one
    place = places.get(event.region_code or "")
    is_ours = standard.agreement_id in groups
    public = f"/public/standards/{standard.id}" if standard.state in PUBLIC else "/public/"
    return {
        "key": event.leaf_hash.hex(),
        "who": region(place)["name"] if place else say("系统"),
        "act": event.act,
        "what": say(f"step.{event.act}"),
        "title": title(standard),
        "href": f"/standards/{standard.id}" if is_ours else public,
        "at": instant(event.at),
        "stamp": event.at.isoformat(),
    }


def is_asked() -> bool:
    """Whether the address chooses anything: then it is shown what that would have told."""
    return bool(request.args)
