"""Answers by chance that an act has a fair chance with: chosen from what the form offers, or likely for the field."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random
from typing import Any

from tests import builders
from tests.cast import FIELD, PAPER, sample_text
from workflow import clock
from workflow.picture.standing import Case
from workflow.process.row import Ask, AskType, Row

Given = Mapping[str, Any]
Likely = Callable[[Case, Given, Random], Any]
WORDS = ("同意。", "依据不足，请补充。", "Agreed, with one remark.", "停车位编号应当清楚、耐久。")
NO = 0.06  # of those who may say no


def _ahead(days: int) -> Likely:
    return lambda case, given, dice: clock.days_after(case.today, days + dice.randrange(5)).isoformat()


def _always(value: Any) -> Likely:
    return lambda case, given, dice: value


def _values(case: Case, ask: Ask) -> list[Any]:
    return [choice.value for choice in ask.choices(case)] if ask.choices else []


def _yes(among: list[Any], dice: Random) -> Any:
    """Mostly the first: to agree."""
    return dice.choice(among) if dice.random() < NO else among[0]


def _experts(case: Case, given: Given, dice: Random) -> list[int]:
    """Seven, dealt from every region in turn."""
    each: dict[str, list[int]] = {}
    for seat, person in case.standing.roster:
        if seat.role == "expert" and seat.region_code in case.standing.counted:
            each.setdefault(str(seat.region_code), []).append(person.id)
    return [persons[n] for n in range(4) for persons in each.values() if n < len(persons)][:7]


def _instant(case: Case, given: Given, dice: Random) -> str:
    return (case.at + timedelta(hours=50 + dice.randrange(40))).isoformat()


LIKELY: dict[str, Likely] = {
    "title_zh": _always("停车场充电设施配置与运行管理规范（示）"),
    "title_en": _always("Specification for charging facilities in car parks"),
    "ics": _always("43.080"),
    "ccs": _always("T 47"),
    "field": lambda case, given, dice: FIELD.get(case.region, FIELD["110000"]),
    "checks": _always(builders.CHECKS),
    "experts": _experts,
    "chair": lambda case, given, dice: given["experts"][0],
    "users": lambda case, given, dice: given["experts"][:2],
    "reply_by": _ahead(30),
    "decide_by": _ahead(90),
    "deadline": _ahead(500),
    "time_limit": _ahead(500),
    "meets_on": _ahead(20),
    "effective": _ahead(72),
    "instant": _instant,
    "days": lambda case, given, dice: 30 + dice.randrange(3),
    "interest": lambda case, given, dice: "kin" if dice.random() < NO else "none",
    "address": _always("https://example.invalid/1"),
    "text": lambda case, given, dice: None if case.standing.draft else sample_text(),
    "clause": lambda case, given, dice: dice.choice([*case.standing.draft.digest]) if case.standing.draft else None,
    "title": lambda case, given, dice: "范围" if given.get("clause") else None,
    "words": lambda case, given, dice: f"改后的条文{dice.randrange(99)}。" if given.get("clause") else None,
}
MANY = frozenset({"present", "met", "persons"})  # of which all are named
GIVEN = frozenset(
    {"reason", "lift", "clauses", "notes", "opinion", "region", "receipt_number", *LIKELY}
)  # answered though not asked for


def answers(row: Row, case: Case, dice: Random) -> dict[str, Any]:
    """What somebody might answer a row."""
    given: dict[str, Any] = {}
    for ask in row.asked(case):
        if ask.required or ask.name in GIVEN or dice.random() < 0.1:
            value = _answer(ask, case, given, dice)
            if value is not None:
                given[ask.name] = value
    return given


def _answer(ask: Ask, case: Case, given: Given, dice: Random) -> Any:
    if ask.name in LIKELY:
        return LIKELY[ask.name](case, given, dice)
    if ask.choices is not None:
        among = _values(case, ask)
        if ask.many:
            return among if ask.name in MANY else among[:1]
        return (_yes(among, dice) if ask.kind else dice.choice(among)) if among else None
    return _plain(ask, case, dice)


def _plain(ask: Ask, case: Case, dice: Random) -> Any:
    match ask.type:
        case AskType.FILE:
            return PAPER
        case AskType.DATE:
            days = dice.randrange(20, 300) if ask.is_ahead else 0
            return clock.days_after(case.today, days).isoformat()
        case AskType.DATETIME:
            return _instant(case, {}, dice)
        case AskType.INTEGER:
            return dice.randrange(ask.least or 0, min(ask.most, 200)) if ask.required else None
        case AskType.BOOLEAN:
            return dice.random() < 0.5
        case _:
            return f"{dice.choice(WORDS)}{dice.randrange(1000)}"
