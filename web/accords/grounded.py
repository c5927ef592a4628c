"""Terms of an agreement with the articles of the policy library that they rest on, and articles with their terms."""

from collections.abc import Iterable
from typing import Any

from flask import g

from web.accords.one import value_words
from web.entered import HOME
from web.present import group
from workflow.reads.entries import within
from workflow.reads.grounds import KIND, grounds, in_force
from workflow.records.agreements import Agreement
from workflow.records.entries import Entry
from workflow.words import catalogue, language, say

Json = dict[str, Any]


def with_grounds(terms: Iterable[Json], agreement_id: int) -> list[Json]:
    """Each term with its articles; one that has ended is marked."""
    found = grounds(g.session, within(g.seat), agreement_id)
    return [one | {"grounds": [_ground(entry) for entry in found.get(one["key"], [])]} for one in terms]


def _ground(one: Entry) -> Json:
    words = " ".join(str(word) for word in (one.fields.get("instrument"), one.fields.get("article")) if word)
    is_over = one.until is not None and one.until < g.today
    return {"href": f"{HOME}/{KIND}/{one.id}", "words": words or one.title, "is_over": is_over}


def term_of(one: Entry) -> Json | None:
    """The term that rests on an article, with the value in force; nothing where it names no term of the agreement."""
    key = str(one.fields.get("term") or "").strip()
    agreement = g.session.get(Agreement, one.agreement_id)
    held = in_force(g.session, one.agreement_id, key) if one.kind == KIND and key else None
    if held is None or agreement is None:
        return None
    name = say(f"term.{key}") if f"term.{key}" in catalogue(language()) else key
    told, said = value_words(held["value"], key), str(one.fields.get("value") or "").strip()
    href = f"/agreements/{agreement.id}#t-{key}" if g.get("seat") is not None else ""
    differs = bool(said) and said not in (told, str(held["value"]))
    return {"href": href, "name": name, "value": told, "group": group(agreement), "differs": differs}
