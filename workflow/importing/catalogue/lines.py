"""One row of a catalogue: its number normalised with the printed form kept, its days and state read, and what is wrong
in which column with the cure. A number that is not known stays unknown; none is made up.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from workflow.importing.plan import day
from workflow.importing.reading import Line
from workflow.text.number_parsing import Ambiguous, Rejected, parse
from workflow.text.numbers import StandardNumber
from workflow.words import say

STATES: Final[Mapping[str, tuple[str, ...]]] = {
    "current": ("现行", "有效", "现行有效", "current", "in force", "published", "已发布"),
    "upcoming": ("即将实施", "upcoming", "not yet in force"),
    "replaced": ("被代替", "已被代替", "superseded", "replaced"),
    "withdrawn": ("废止", "已废止", "withdrawn", "abolished"),
    "planned": ("计划", "在研", "制定中", "planned", "drafting", "in preparation"),
}
LONGEST = {"title_zh": 200, "title_en": 300, "ics": 64, "ccs": 64, "issuer": 200, "replaces": 200}
LONGEST |= {"others": 300, "source": 300}
PRINTED: Final = 120
SAID_UNKNOWN: Final = r"无|未知|不详|暂无|待定|[—/-]|.{0,40}unknown.{0,20}|.{0,20}编号未知.{0,20}"
UNKNOWN: Final = re.compile(rf"[(（]?(?:{SAID_UNKNOWN})?[)）]?", re.IGNORECASE)
WRITTEN_DAY: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?")
DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


def entry(line: Line, areas: Collection[str], wrong: dict[str, str]) -> dict[str, Any]:
    """The columns of a row; `wrong` is filled with what is wrong and what would cure it."""
    made: dict[str, Any] = {name: line[name] for name in LONGEST}
    for name, most in LONGEST.items():
        if len(line[name]) > most:
            wrong[name] = say("catalogue.too_long", most=most)
    if not line["title_zh"]:
        wrong["title_zh"] = say("table.required")
    made["state"] = _state(line["state"], wrong)
    made |= _number(line["number"], made, areas, wrong)
    made["published_on"], made["effective_on"] = _day(line, "published_on", wrong), _day(line, "effective_on", wrong)
    if made["published_on"] and made["effective_on"] and made["effective_on"] < made["published_on"]:
        wrong["effective_on"] = say("catalogue.before", day=made["published_on"])
    return made


def _number(words: str, made: Mapping[str, Any], areas: Collection[str], wrong: dict[str, str]) -> dict[str, Any]:
    """Number, printed form and key. A plan's number is kept as printed; nobody reads it as that of a standard."""
    printed = words[:PRINTED]
    if len(words) > PRINTED:
        wrong["number"] = say("catalogue.too_long", most=PRINTED)
    if UNKNOWN.fullmatch(words):
        return {"number": "", "printed": printed, "key": f"title:{''.join(made['title_zh'].split()).casefold()[:110]}"}
    parsed = parse(words, areas=areas)
    if isinstance(parsed, StandardNumber):
        return {"number": parsed.display, "printed": printed, "key": parsed.key}
    if made["state"] == "planned":
        return {"number": "", "printed": printed, "key": f"plan:{''.join(words.split()).casefold()[:110]}"}
    wrong["number"] = _cure(parsed)
    return {"number": "", "printed": printed, "key": ""}


def _cure(parsed: Rejected | Ambiguous) -> str:
    """Why a number cannot be read, and what may have been meant."""
    meant = parsed.candidates if isinstance(parsed, Ambiguous) else parsed.suggestions
    if meant:
        return say("catalogue.number_meant", number=[number.display for number in meant])
    return say("catalogue.number")


def _state(words: str, wrong: dict[str, str]) -> str:
    plain = " ".join(words.split()).casefold()
    for state, names in STATES.items():
        if plain == state or any(plain == name or plain.startswith(f"{name} (") for name in names):
            return state
    if plain:
        wrong["state"] = say("catalogue.state", states=[names[0] for names in STATES.values()])
    return ""


def _day(line: Line, column: str, wrong: dict[str, str]) -> date | None:
    words = "".join(line[column].split())
    if found := WRITTEN_DAY.fullmatch(words) or DIGITS.fullmatch(words):
        words = "-".join(found.groups())
    return day(Line(line.number, {column: words}), column, wrong, required=False)
