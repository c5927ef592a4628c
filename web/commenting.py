"""The form in which anybody comments on a clause, whatever the text is laid open for."""

from typing import Any

from werkzeug.datastructures import MultiDict

from web.consulted import clause_options
from web.errors import Problem
from workflow.text.clauses import Text
from workflow.words import say

ASKED = ("clause", "opinion", "proposal", "reason", "name", "contact")
LONG = {"opinion": 4, "proposal": 3, "reason": 3}
FREE = frozenset({"proposal"})
FILLED_BY = {"name": "name", "contact": "email"}


def fields(text: Text, given: MultiDict[str, str], problem: Problem | None = None) -> list[dict[str, Any]]:
    """One field an answer of the row `comment`, with what was given and what is wrong with it."""
    wrong = problem.fields if problem else {}
    made = [_field(name, given.get(name, ""), wrong.get(name, "")) for name in ASKED]
    made[0]["options"] = clause_options(text.clauses)
    return made


def _field(name: str, value: str, error: str) -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "label": say(f"ask.{name}"), "required": name not in FREE, "value": value}
    made |= {"type": "longtext", "rows": LONG[name]} if name in LONG else {"type": "text"}
    made |= {"autocomplete": FILLED_BY[name]} if name in FILLED_BY else {}
    return made | ({"error": error} if error else {})
