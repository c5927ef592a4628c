"""What a letter or its template may name in double braces, and the words put in its place for each region."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from workflow.picture.standing import Seat
from workflow.records.agreements import Agreement
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.words import say, speaking, word_key

PLACEHOLDER: Final = re.compile(r"\{\{\s*(?P<name>[^{}\n]{0,60}?)\s*\}\}")
UNCLOSED: Final = re.compile(r"\{\{(?![^{}\n]{0,62}\}\})[^{}\n]{0,20}")


@dataclass(frozen=True, kw_only=True)
class About:
    """What a letter is about: what its variables are read off."""

    seat: Seat
    sender: Region
    agreement: Agreement
    standard: Standard | None
    answer_by: date | None
    today: date


# Name → what it says, empty where there is nothing to say; official letters are written in Chinese.
VARIABLES: Final[Mapping[str, Callable[[About, Region], str]]] = {
    "to": lambda about, region: region.name_zh,
    "from": lambda about, region: about.sender.name_zh,
    "organ": lambda about, region: about.seat.organ.zh,
    "agreement": lambda about, region: about.agreement.name_zh,
    "standard": lambda about, region: about.standard.title_zh if about.standard else "",
    "project": lambda about, region: str(about.standard.id) if about.standard else "",
    "state": lambda about, region: say(word_key(about.standard.state)) if about.standard else "",
    "today": lambda about, region: _day(about.today),
    "answer_by": lambda about, region: _day(about.answer_by) if about.answer_by else "",
}


def asked(words: str) -> list[str]:
    """The names that words ask for, each once, in order."""
    return list(dict.fromkeys(found["name"] for found in PLACEHOLDER.finditer(words)))


def unknown(words: str) -> list[str]:
    """What stands in double braces and names nothing, or was never closed."""
    return [name for name in asked(words) if name not in VARIABLES] + [found[0] for found in UNCLOSED.finditer(words)]


def missing(words: str, about: About) -> list[str]:
    """The variables that words ask for and that have no value here."""
    return [name for name in asked(words) if name in VARIABLES and not VARIABLES[name](about, about.sender)]


def put(words: str, about: About, region: Region) -> str:
    """The words as one region gets them; what a value says is never read again."""
    with speaking("zh"):
        return PLACEHOLDER.sub(lambda found: VARIABLES[found["name"]](about, region), words)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
