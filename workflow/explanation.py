"""The template of a drafting explanation 编制说明: its sections, and from which text on each must be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, Final

from workflow import shipped
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import Named, TextPurpose

FILE: Final = "explanation.csv"
EMPTY: Final = sha256(b"").hexdigest()  # of a section without words
REVISION: Final = "revision"
# The texts that an explanation goes with, in the order of the process; what one needs, the later ones need too.
STEPS: Final = (TextPurpose.CONSULTATION, TextPurpose.REVIEW, TextPurpose.FINAL)


@dataclass(frozen=True)
class Section:
    """One section: its title, what belongs into it, what it rests on."""

    key: str
    title: Named
    hint: Named
    cites: str
    is_of_revisions: bool = False


@cache
def template() -> dict[str, Section]:
    """The sections that ship, in their order."""
    return {row["key"]: _section(row) for row in shipped.rows(FILE)}


def _section(row: Mapping[str, str]) -> Section:
    key = row["key"]
    title = Named(key, row["title_zh"], row["title_en"])
    hint = Named(key, row["hint_zh"], row["hint_en"])
    return Section(key, title, hint, row["cites"], row["where"] == REVISION)


def named(word: str) -> Section:
    """The section of a key or title; a group may ask for one of its own, which is then known by its title."""
    found = template().get(word) or next((one for one in template().values() if word in one.title[1:]), None)
    return found or Section(word, Named(word, word, word), Named(word, "", ""), "")


def term(purpose: TextPurpose) -> str:
    """The term that lists what must be written by then."""
    return f"explanation.{purpose.value}"


def sections(terms: Mapping[str, Any], *, is_revision: bool) -> list[Section]:
    """The sections of one project: those of the template, then what its group asks for besides."""
    asked = {one.key: one for purpose in STEPS for word in terms[term(purpose)].value for one in [named(word)]}
    found = {**template(), **asked}
    return [one for one in found.values() if is_revision or not one.is_of_revisions]


def due(terms: Mapping[str, Any], purpose: TextPurpose, *, is_revision: bool) -> list[Section]:
    """What must be written for a text of this purpose."""
    until = STEPS[: STEPS.index(purpose) + 1] if purpose in STEPS else ()
    asked = {named(word).key for step in until for word in terms[term(step)].value}
    return [one for one in sections(terms, is_revision=is_revision) if one.key in asked]


def content_hash(written: Mapping[str, str]) -> str:
    """What a print of an explanation is bound to: its written sections, each by the hash of its words."""
    told = [[key, said] for key, said in sorted(written.items()) if said != EMPTY]
    return canonical_hash(told) if told else ""
