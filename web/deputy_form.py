"""The forms of acting for another and of leave: their fields for parts/fields.html, and what was filled in, read."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from web import forms
from workflow.process.answers import WrongAnswers
from workflow.process.row import Row
from workflow.seats.deputies import Wish
from workflow.vocabulary import Named
from workflow.words import say, tell

Fields = list[dict[str, Any]]
AWAY = "away_"


def fields(
    persons: Sequence[Named], rows: Sequence[Row], given: MultiDict[str, str], errors: Mapping[str, str]
) -> Fields:
    """Who, in which acts (none to choose: all of the office), from when until when, and why."""
    found = [_field("person", "choice", say("代理人"), given, errors, options=_options(persons))]
    if rows:
        acts = [{"value": row.name, "words": say(f"step.{row.name}")} for row in rows]
        made = _field("steps", "choices", say("委托的事项"), given, errors, options=acts)
        found.append(
            made | {"value": given.getlist("steps"), "hint": say("发布环节的签署一律不得委托，所以不在其中。")}
        )
    found += days(given, errors)
    return [*found, _field("reason", "text", say("缘由"), given, errors, required=not rows)]


def days(given: MultiDict[str, str], errors: Mapping[str, str], *, of: str = "") -> Fields:
    """From when until when; a second form on the same page has names of its own."""
    return [
        _field(f"{of}since", "date", say("起日"), given, errors),
        _field(f"{of}until", "date", say("止日"), given, errors),
    ]


def wish(form: MultiDict[str, str], *, limited: bool) -> Wish:
    """Who shall act; raises WrongAnswers."""
    person, since, until = forms.number(form.get("person")), forms.day(form.get("since")), forms.day(form.get("until"))
    steps = tuple(dict.fromkeys(form.getlist("steps"))) if limited else ()
    if person is None or since is None or until is None or (limited and not steps):
        raise _lacking(person=person, steps=steps or not limited, since=since, until=until)
    return Wish(person_id=person, since=since, until=until, steps=steps)


def span(form: MultiDict[str, str]) -> tuple[date, date]:
    """The days of a leave; raises WrongAnswers."""
    since, until = forms.day(form.get(f"{AWAY}since")), forms.day(form.get(f"{AWAY}until"))
    if since is None or until is None:
        raise _lacking(**{f"{AWAY}since": since, f"{AWAY}until": until})
    return since, until


def _lacking(**given: Any) -> WrongAnswers:
    told = ("请填写日期。", "请从列表中选择。")
    return WrongAnswers({n: (told[n in ("person", "steps")], {}) for n, value in given.items() if not value})


def _field(
    name: str, kind: str, label: str, given: MultiDict[str, str], errors: Mapping[str, str], **more: Any
) -> dict[str, Any]:
    made = {"name": name, "type": kind, "label": label, "required": True, "value": given.get(name, "")}
    return made | {"error": errors.get(name, ""), "autocomplete": "off"} | more


def _options(persons: Sequence[Named]) -> list[dict[str, str]]:
    return [{"value": person.code, "words": str(tell(person))} for person in persons]
