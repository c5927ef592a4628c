"""The form in which anybody comments on a clause, whatever the text is laid open for."""

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from web.errors import Problem
from web.present import region
from web.views.consulted import clause_options
from workflow.records.places import Region
from workflow.text.clauses import Text
from workflow.vocabulary import CommentType, Source
from workflow.words import say, tell

ASKED = ("clause", "opinion", "proposal", "reason", "name", "contact")
WORDS = ("comment_type", "opinion", "proposal", "reason")
LONG = {"opinion": 4, "proposal": 3, "reason": 3}
FREE = frozenset({"proposal", "organisation", "home", "party", "comment_type"})
FILLED_BY = {"name": "name", "contact": "email", "organisation": "organization"}


def fields(text: Text, given: MultiDict[str, str], problem: Problem | None = None) -> list[dict[str, Any]]:
    """One field an answer of the row `comment`, with what was given and what is wrong with it."""
    wrong = problem.fields if problem else {}
    made = [_field(name, given.get(name, ""), wrong.get(name, "")) for name in ASKED]
    made[0]["options"] = clause_options(text.clauses)
    return made


def said_fields(text: Text, given: Mapping[str, str], wrong: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What one comment says, by name; who says it is asked once for all of them."""
    made = {name: _field(name, given.get(name, ""), wrong.get(name, "")) for name in ("clause", *WORDS)}
    made["clause"]["options"] = clause_options(text.clauses)
    made["comment_type"]["options"] = [{"value": one.value, "words": tell(one)} for one in CommentType]
    made["comment_type"]["value"] = given.get("comment_type") or CommentType.GENERAL.value
    return made


def details_fields(
    given: Mapping[str, str], wrong: Mapping[str, str], places: Sequence[Region], *, by_mail: bool
) -> list[dict[str, Any]]:
    """Who comments: never shown to the public."""
    names = ("name", "party", "organisation", "home", "contact")
    made = {name: _field(name, given.get(name, ""), wrong.get(name, "")) for name in names}
    made["party"] |= {"options": [{"value": one.value, "words": tell(one)} for one in Source], "required": True}
    made["home"]["options"] = [{"value": p.code, "words": region(p)["name"]} for p in places]
    made["home"]["hint"] = say("不在这几个地区的不选。")
    if by_mail:
        made["contact"] |= {"label": say("邮箱"), "hint": say("验证码和答复都发到这个邮箱。")}
    return list(made.values())


def _field(name: str, value: str, error: str) -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "label": say(f"ask.{name}"), "required": name not in FREE, "value": value}
    made |= {"type": "longtext", "rows": LONG[name]} if name in LONG else {"type": "text"}
    made |= {"autocomplete": FILLED_BY[name]} if name in FILLED_BY else {}
    return made | ({"error": error} if error else {})
