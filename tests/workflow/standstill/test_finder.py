"""Titles alike: 500 with 30 planted competitors, another seed, and a list that nobody tuned the finder to."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.standstill.titles import Titled, made
from workflow.text.likeness import ALIKE, Subject, likeness

HELD_OUT = Path(__file__).parent / "held_out.txt"
WORDS = st.text("停车场充电设施养老院服务规范监测与第1部分：() Ａa", max_size=30)


def alerts(projects: list[Titled], *, with_scope: bool) -> tuple[int, int]:
    """How many planted pairs are found, and how many that nobody planted."""
    subjects = [Subject(p.title, p.scope, (p.ics,)) if with_scope else Subject(p.title) for p in projects]
    told = [
        one.title == other.after or other.title == one.after
        for (one, a), (other, b) in combinations(zip(projects, subjects, strict=True), 2)
        if likeness(a, b) >= ALIKE
    ]
    return sum(told), len(told) - sum(told)


@pytest.mark.parametrize("with_scope", [False, True])
@pytest.mark.parametrize("seed", [1, 20261122])
def test_of_thirty_planted_competitors_at_least_twenty_seven_are_told_and_few_others(
    seed: int, with_scope: bool
) -> None:
    projects = made(seed)
    assert (len(projects), sum(bool(p.after) for p in projects)) == (500, 30)
    found, false = alerts(projects, with_scope=with_scope)
    assert found >= 27
    assert false < 15


def test_titles_written_by_hand_before_the_finder_was() -> None:
    lines = [
        line.split(" = ") for line in HELD_OUT.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    pairs = {tuple(line) for line in lines if len(line) > 1}
    titles = [title for line in lines for title in line]
    told = {(a, b) for a, b in combinations(titles, 2) if likeness(Subject(a), Subject(b)) >= ALIKE}
    print(f"{len(told & pairs)} of {len(pairs)} found, {len(told - pairs)} beside, among {len(titles)} titles")
    assert len(told & pairs) >= 0.75 * len(pairs)
    assert len(told - pairs) <= 2


@given(WORDS, WORDS)
def test_it_is_the_same_from_both_sides_and_lies_between_nothing_and_all(one: str, other: str) -> None:
    there, back = likeness(Subject(one), Subject(other)), likeness(Subject(other), Subject(one))
    assert there == back
    assert 0 <= there <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("停车场充电设施配置规范", "京津冀停车场充电桩配置要求"),
        ("养老院服务质量评价规范", "服务质量评价：养老机构"),
        ("公园绿地养护规程 第1部分：总则", "公园绿地维护技术规范"),
        ("公园绿地养护规程 第1部分：总则", "公园绿地养护规程 第一部分：总则"),
    ],
)
def test_kind_region_order_and_words_of_one_meaning_count_for_nothing(one: str, other: str) -> None:
    assert likeness(Subject(one), Subject(other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        ("规范", "要求"),
        ("设施番茄育苗技术规程", "设施番茄节水灌溉技术规程"),
        ("公园绿地养护规程 第1部分：乔木", "公园绿地养护规程 第2部分：草坪"),
        ("公园绿地养护规程 第1部分", "公园绿地养护规程 第十二部分"),
    ],
)
def test_neighbours_are_not_rivals(one: str, other: str) -> None:
    assert likeness(Subject(one), Subject(other)) < ALIKE
