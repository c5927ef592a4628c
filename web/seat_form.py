"""The form that proposes a seat: its fields for parts/fields.html, and what a person filled in, read."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from web import forms
from workflow.process.answers import WrongAnswers
from workflow.reads.people import Choices
from workflow.seats.eligibility import NewPerson, Wanted
from workflow.vocabulary import SeatRole
from workflow.words import say, tell

Option = dict[str, str]
LONGEST = 80


def fields(choices: Choices, given: MultiDict[str, str], errors: Mapping[str, str]) -> list[dict[str, Any]]:
    """The fields with what was filled in; the region is not asked, it follows from the proposer's seat."""
    known = [_option(person.code, tell(person)) for person in choices.persons]
    kinds: list[tuple[str, str, str, bool, list[Option]]] = [
        ("person", "choice", say("已登记的人"), False, [_option("", say("新人员，在下面填写")), *known]),
        ("name", "text", say("新人员的姓名"), False, []),
        ("name_latin", "text", say("姓名的拼音"), False, []),
        ("username", "text", say("新人员的用户名"), False, []),
        ("organ", "choice", say("单位"), True, [_option(o.code, tell(o)) for o in choices.organs]),
        ("role", "choice", say("席位"), True, [_option(r.value, tell(r)) for r in choices.roles]),
        ("since", "date", say("任期自"), True, []),
        ("until", "date", say("任期至"), False, []),
    ]
    hints = {
        "person": say("已有席位的人从这里选，同一个人不要登记两次。"),
        "username": say("3—64 个小写字母、数字、点、短横或下划线。"),
        "until": say("审计员必填，到期自动失效。"),
    }
    return [
        {"name": name, "type": kind, "label": label, "required": must, "options": options, "value": given.get(name, "")}
        | {"hint": hints.get(name, ""), "error": errors.get(name, ""), "autocomplete": "off"}
        for name, kind, label, must, options in kinds
    ]


def _option(value: str, words: str) -> Option:
    return {"value": value, "words": words}


def wanted(form: MultiDict[str, str]) -> Wanted:
    """The seat that a form proposes; raises WrongAnswers."""
    given = {name: value.strip()[:LONGEST] for name, value in form.items()}
    role = next((role for role in SeatRole if role == given.get("role")), None)
    organ, since = forms.number(given.get("organ")), forms.day(given.get("since"))
    until = forms.day(given.get("until"))
    lacking = {"organ": organ, "role": role, "since": since, "until": until or not given.get("until")}
    wrong = {name: _lack(name) for name, value in lacking.items() if not value} | _wrong_person(given)
    if wrong or role is None or organ is None or since is None:
        raise WrongAnswers(wrong)
    newcomer = NewPerson(
        name=given.get("name", ""), name_latin=given.get("name_latin", ""), username=given.get("username", "")
    )
    return Wanted(
        person=forms.number(given.get("person", "")) or newcomer, organ_id=organ, role=role, since=since, until=until
    )


def _lack(name: str) -> tuple[str, dict[str, Any]]:
    return ("请填写日期。" if name in ("since", "until") else "请从列表中选择。"), {}


def _wrong_person(given: Mapping[str, str]) -> dict[str, tuple[str, dict[str, Any]]]:
    """Either somebody known or somebody new."""
    person, name = given.get("person", ""), given.get("name", "")
    if bool(person) == bool(name):
        return {"person": ("选一位已登记的人，或者填写一位新人员，两者取一。", {})}
    if person and forms.number(person) is None:
        return {"person": _lack("person")}
    return {"username": ("新人员须有用户名。", {})} if name and not given.get("username") else {}
