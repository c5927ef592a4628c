"""The order of limits: containment of what they let in, told exactly, whatever the words and the units."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.text.limits.limit import Bound, Force, Limit, Operator, limited, read, written
from workflow.text.limits.numerals import number, told
from workflow.text.limits.relating import Relation, relation
from workflow.text.limits.units import unit
from workflow.text.limits.wording import limits_of

R = Relation
LENGTHS = {
    "mm": Fraction(1, 1000),
    "cm": Fraction(1, 100),
    "m": Fraction(1),
    "km": Fraction(1000),
    "厘米": Fraction(1, 100),
}
SAYINGS = {  # how the words bind → lets in a value?
    "不应大于 {v} {u}": lambda x, v: x <= v,
    "不得超过 {v} {u}": lambda x, v: x <= v,
    "应≤{v} {u}": lambda x, v: x <= v,
    "应小于 {v} {u}": lambda x, v: x < v,
    "应小于或等于 {v} {u}": lambda x, v: x <= v,
    "至多为 {v} {u}": lambda x, v: x <= v,
    "应在 {v} {u} 以下（不含）": lambda x, v: x < v,
    "不应小于 {v} {u}": lambda x, v: x >= v,
    "不低于 {v} {u}": lambda x, v: x >= v,
    "应≥{v} {u}": lambda x, v: x >= v,
    "应大于 {v} {u}": lambda x, v: x > v,
    "至少为 {v} {u}": lambda x, v: x >= v,
    "应达到 {v} {u} 及以上": lambda x, v: x >= v,
    "应为 {v} {u}": lambda x, v: x == v,
}
values = st.integers(1, 99_999).map(lambda n: Fraction(n, 10))
sides = st.tuples(st.sampled_from(sorted(SAYINGS)), st.sampled_from(sorted(LENGTHS)), values)


def said(how: str, name: str, value: Fraction) -> Limit:
    found = list(limits_of(f"护栏高度{how.format(v=told(value), u=name)}。", "c1"))
    assert len(found) == 1, (how, name, value, found)
    return found[0]


def lets_in(how: str, name: str, value: Fraction, metres: Fraction) -> bool:
    return bool(SAYINGS[how](metres, value * LENGTHS[name]))


@settings(max_examples=300)
@given(sides, sides)
def test_a_weaker_limit_is_never_called_equal_or_stricter(
    ours: tuple[str, str, Fraction], theirs: tuple[str, str, Fraction]
) -> None:
    """An oracle of its own: both are asked about values at, beside and far from every end."""
    found = relation(said(*ours), said(*theirs))
    ends = [value * LENGTHS[name] for _, name, value in (ours, theirs)]
    step = Fraction(1, 10**9)
    tried = [
        *ends,
        *(end + way for end in ends for way in (step, -step)),
        (ends[0] + ends[1]) / 2,
        Fraction(1, 10**8),
        Fraction(10**9),
    ]
    mine = [lets_in(*ours, x) for x in tried]
    yours = [lets_in(*theirs, x) for x in tried]
    lets_more = any(a and not b for a, b in zip(mine, yours, strict=True))
    lets_less = any(b and not a for a, b in zip(mine, yours, strict=True))
    assert found is {(False, False): R.EQUAL, (True, False): R.LOOSER, (False, True): R.STRICTER}.get(
        (lets_more, lets_less), R.DIFFERS
    )


@settings(max_examples=200)
@given(values, values, st.sampled_from(["%", "mg/m³", "lx", "dB(A)", "kPa", "h", "万元", "人"]), st.booleans())
def test_a_recommendation_is_never_equal_to_a_requirement(a: Fraction, b: Fraction, named: str, swapped: bool) -> None:
    limits = [
        Limit("c1", "量", "", None, Bound(one), named, force) for one, force in ((a, Force.SHALL), (b, Force.SHOULD))
    ]
    assert relation(*(limits[::-1] if swapped else limits)) is not R.EQUAL


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [("5", "5", R.STRICTER), ("3", "5", R.STRICTER), ("5", "3", R.DIFFERS)],
)
def test_what_binds_is_stricter_unless_its_value_lets_in_more(ours: str, theirs: str, found: Relation) -> None:
    bound, hoped = (
        Limit("c1", "量", "", None, Bound(Fraction(value)), "mg/m³", force)
        for value, force in ((ours, Force.SHALL), (theirs, Force.SHOULD))
    )
    assert relation(bound, hoped) is found
    assert relation(hoped, bound) is (R.DIFFERS if found is R.DIFFERS else R.LOOSER)


def test_degrees_of_two_scales_are_left_to_a_person() -> None:
    celsius, kelvin = (Limit("c1", "温度", "", None, Bound(Fraction(30)), name, Force.SHALL) for name in ("℃", "K"))
    assert relation(celsius, kelvin) is R.UNCLEAR
    assert relation(celsius, celsius) is R.EQUAL


@settings(max_examples=200)
@given(values, st.sampled_from(["mg/m³", "mg/L", "dB", "dB(A)", "lx", "cd", "h", "工作日", "元", "个", "处", "%", ""]),
       st.sampled_from(["kg", "Pa", "W", "℃", "年", "CFU/mL", "级", "m³/h", "次", "NTU"]))  # fmt: skip
def test_other_kinds_of_units_are_never_ordered(value: Fraction, one: str, other: str) -> None:
    found = relation(*(Limit("c1", "量", "", None, Bound(value), name) for name in (one, other)))
    assert found in {R.DIFFERS, R.UNCLEAR}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("昼间噪声不大于 55 dB(A)", "夜间噪声不大于 55 dB(A)"),
        ("噪声不大于 55 dB(A)", "夜间噪声不大于 55 dB(A)"),
        ("粒径大于 2.5 mm 的颗粒含量不超过 2%", "粒径大于 25 mm 的颗粒含量不超过 2%"),
        ("粒径大于 15 mm 的颗粒含量不超过 2%", "粒径大于 51 mm 的颗粒含量不超过 2%"),
        ("甲醛小时平均浓度不大于 5 mg/m³", "甲醛浓度不大于 5 mg/m³"),
        ("甲醛日平均浓度不大于 5 mg/m³", "甲醛小时平均浓度不大于 5 mg/m³"),
        ("最高温度不低于 30 ℃", "温度不低于 30 ℃"),
        ("温差不大于 5 ℃", "温度不大于 5 ℃"),
        ("年用水量不大于 5 m³", "年均用水量不大于 5 m³"),
        ("室内湿度不大于 60%", "室外湿度不大于 60%"),
        ("每 50 床配备不少于 1 人", "每 40 床配备不少于 1 人"),
        ("需氧量（COD）不大于 5 mg/L", "需氧量（BOD）不大于 5 mg/L"),
        ("有机物含量不大于 5 mg/L", "无机物含量不大于 5 mg/L"),
        ("不燃材料厚度不小于 5 mm", "可燃材料厚度不小于 5 mm"),
    ],
)
def test_another_condition_or_thing_is_left_to_a_person(ours: str, theirs: str) -> None:
    one, other = (next(iter(limits_of(words, "c1"))) for words in (ours, theirs))
    assert relation(one, other) is R.UNCLEAR
    assert relation(one, one) is R.EQUAL


def test_a_unit_that_nobody_knows_is_comparable_with_itself_alone() -> None:
    one, more, other, none = (
        next(iter(limits_of(f"标志牌数量不应少于 {words}。", "c1"))) for words in ("1 块", "2 块", "1 面", "1")
    )
    assert (relation(one, one), relation(more, one)) == (R.EQUAL, R.STRICTER)
    assert {relation(one, other), relation(one, none)} == {R.UNCLEAR}


def test_what_a_limit_does_not_name_it_has_from_above_and_another_title_is_another_matter() -> None:
    def made(title: str) -> Limit:
        return next(iter(limits_of("照度不应低于 300 lx。", "c1", title)))

    assert relation(made("教室"), made("教室")) is R.EQUAL
    assert relation(made("教室"), made("走廊")) is R.UNCLEAR


@settings(max_examples=200)
@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6))
def test_a_number_is_written_and_read_again(value: Fraction) -> None:
    assert number(told(value)) == value


@settings(max_examples=100)
@given(st.sampled_from(sorted(Operator)), st.lists(values, min_size=2, max_size=2, unique=True).map(sorted))
def test_a_limit_is_written_and_read_again(operator: Operator, ends: list[Fraction]) -> None:
    used = tuple(ends if operator in {"within", "inside", "from", "up_to"} else ends[:1])
    limit = limited(operator, used, clause="c1", quantity="量", condition="夜间", unit="m", words="…")
    assert (read(written(limit)), limit.operator) == (limit, operator)


@settings(max_examples=150)
@given(st.text(max_size=40) | st.sampled_from(["m^9^9", "////", "m⁻⁻²", "9" * 500, "m" * 3000]))
def test_any_words_may_be_asked_for_a_unit_or_a_limit(words: str) -> None:
    unit(words)
    number(words)
    list(limits_of(words, "c1"))
