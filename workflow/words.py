"""Sentences in Chinese and English from the gettext catalogues; no request, no template, no rule lives here."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from workflow.clock import BEIJING
from workflow.vocabulary import Named

LANGUAGES = ("zh", "en")
CATALOGUES = Path(__file__).parent / "locale"
_language: ContextVar[str] = ContextVar("language", default="zh")


def language() -> str:
    """The language spoken at the moment."""
    return _language.get()


@contextmanager
def speaking(tongue: str) -> Iterator[None]:
    """Speak `tongue` within the block."""
    token = _language.set(tongue if tongue in LANGUAGES else "zh")
    try:
        yield
    finally:
        _language.reset(token)


def say(key: str, /, **facts: Any) -> str:
    """The sentence of a key (or of a Chinese page sentence, which is its own key) with its facts told in words."""
    pattern = catalogue(language()).get(key, key)
    if not facts:
        return pattern
    return pattern.format_map({name: tell(value) for name, value in facts.items()})


def step_of_entry(name: str, family: str = "step") -> str:
    """What a step of entries is called: some bear a name that the table of standards uses for something else."""
    own = f"{family}.entry_{name}"
    return say(own if own in catalogue(language()) else f"{family}.{name}")


def tell(value: Any) -> Any:
    """One fact in words: lists joined, days and instants as Beijing writes them, named things by their name."""
    match value:
        case Named():
            return value.en if language() == "en" else value.zh
        case datetime():
            return value.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case StrEnum():
            return say(word_key(value))
        case None:
            return "—"
        case str():
            return say(value) if value in catalogue(language()) else value
        case Mapping():
            return value
        case list() | tuple() | set() | frozenset():
            return (", " if language() == "en" else "、").join(str(tell(item)) for item in value)
        case _:
            return value


def word_key(value: StrEnum) -> str:
    """The catalogue key of an enum's member, such as `joint.approving`."""
    return f"{type(value).__name__.lower()}.{value.value}"


@cache
def catalogue(tongue: str) -> Mapping[str, str]:
    """All words of one language; the files of `locale/<tongue>/` are one catalogue."""
    words: dict[str, str] = {}
    for path in sorted((CATALOGUES / tongue).glob("*.po")):
        with path.open("rb") as stream:
            words |= {str(entry.id): str(entry.string) for entry in read_po(stream) if entry.id and entry.string}
    return words
