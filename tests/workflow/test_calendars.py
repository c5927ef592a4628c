"""Working days of the region that owes, and the arithmetic of a day told step by step."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from tests.builders import standing
from tests.cast import LEAD, MORNING, World
from workflow import arithmetic
from workflow.clock import Calendar, rest_days, working_days_after
from workflow.importing import calendars
from workflow.importing.reading import read
from workflow.process.missing import gaps
from workflow.records.agreements import RuleSet
from workflow.vocabulary import Joint
from workflow.words import speaking

AUTUMN = Calendar(
    off=frozenset(date(2026, 10, n) for n in (1, 2, 5, 6, 7)), on=frozenset({date(2026, 9, 27), date(2026, 10, 10)})
)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 9, 25), 1, date(2026, 9, 27)),  # a Sunday that is worked
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # behind the holidays
        (date(2026, 9, 30), 3, date(2026, 10, 10)),  # a Saturday that is worked
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        (date(2026, 3, 6), 0, date(2026, 3, 6)),
    ],
)
def test_working_days_pass_over_holidays_and_count_made_up_days(start: date, days: int, last: date) -> None:
    assert working_days_after(start, days, AUTUMN) == last


def test_rest_days_are_those_not_worked() -> None:
    assert rest_days(date(2026, 9, 30), date(2026, 10, 8), AUTUMN) == 7
    assert rest_days(date(2026, 3, 6), date(2026, 3, 9), Calendar()) == 2


def working(world: World, key: str, value: str) -> None:
    with world.database.plain() as session:
        for rules in session.scalars(sa.select(RuleSet)):
            terms = {**rules.terms, key: {**rules.terms[key], "value": value}}
            session.execute(sa.update(RuleSet).where(RuleSet.id == rules.id).values(terms=terms))


def test_each_region_owes_by_its_own_calendar_and_the_page_tells_how(world: World) -> None:
    working(world, "gate.days.drafters", "5w")
    words = "日期,类别,名称,依据\n2026-03-04,休,本市节日,通知\n"
    lines = read(words.encode(), "a.csv", calendars.COLUMNS)
    calendars.write(world.database, world.seat(LEAD, "secadmin"), lines, at=MORNING)
    road = standing(world, Joint.DRAFTING)
    with road.standing() as found:
        due = {gap.region: gap for gap in gaps(found, road.at) if gap.key == "gap.drafters"}
        told = {code: arithmetic.told(**arithmetic.reckoned(found, gap)) for code, gap in due.items()}
    assert due[LEAD].due == date(2026, 3, 10)  # Monday 2 March and five working days, without the 4th
    assert {gap.due for code, gap in due.items() if code != LEAD} == {date(2026, 3, 9)}
    assert "5 个工作日，其间休息 3 日不计，止于 2026-03-10 24:00" in told[LEAD]
    assert "依据：" in told[LEAD]


def test_a_term_in_calendar_days_is_told_with_its_citation_and_a_day_that_was_set_without(world: World) -> None:
    road = standing(world, Joint.DRAFTING)
    with road.standing() as found:
        gap = next(gap for gap in gaps(found, road.at) if gap.key == "gap.drafters")
        assert gap.due is not None
        whole = arithmetic.told(**arithmetic.reckoned(found, gap))
        other = arithmetic.told(**arithmetic.reckoned(found, replace(gap, term="")))
        wrong = arithmetic.told(**arithmetic.reckoned(found, replace(gap, due=date(2026, 12, 24))))
        with speaking("en"):
            english = arithmetic.told(**arithmetic.reckoned(found, gap))
    assert whole.startswith("自 2026-03-02 起 30 日，止于 2026-04-01 24:00。依据：")
    assert other == "自 2026-03-02 起，至 2026-04-01 24:00 止，共 30 个公历日。"
    assert "依据" not in wrong
    assert english.startswith("From 2026-03-02, 30 days, until 2026-04-01 24:00.")
