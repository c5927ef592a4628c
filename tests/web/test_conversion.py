"""Conversion to an industry, national or international standard: a stage goes by the codes of the body chosen."""

from typing import Any

import pytest
from flask import Flask

from tests.cast import LEAD, World
from tests.web.browsing import seated
from tests.workflow.entering.keeping import Keeping
from workflow.kinds import all_kinds
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused

MADE = {"title": "充电设施规范转化", "target": "national", "body": "国家标准委", "stage_code": "10"}


@pytest.fixture
def keeping(world: World) -> Keeping:
    return Keeping(world, world.agreements["JJJ"])


def begun(keeping: Keeping, **more: Any) -> int:
    return keeping.begin("conversion", "enter_entry", **{**MADE, **more})


def test_a_code_of_another_body_is_refused_and_one_of_none_is_no_answer(keeping: Keeping) -> None:
    for code, target in (("10.99", "national"), ("40", "international")):
        with pytest.raises(Refused) as refused:
            begun(keeping, stage_code=code, target=target)
        assert [reason.rule for reason in refused.value.reasons] == ["code_fits"]
    with pytest.raises(WrongAnswers):
        begun(keeping, stage_code="12.34")
    assert begun(keeping, stage_code="40.60", target="international")


def test_every_body_has_stages_each_with_words_in_both_languages() -> None:
    field = all_kinds()["conversion"].field("stage_code")
    assert field is not None
    assert {body for of in field.fits.values() for body in of} == {"industry", "national", "international"}
    assert len(field.choices) == len(field.fits) > 40
    assert all(one.zh != one.en for one in field.choices)


def test_the_strip_tells_each_stage_with_its_day(app: Flask, world: World, keeping: Keeping) -> None:
    made = begun(keeping)
    keeping.later(30)
    keeping.take(made, "amend_entry", **MADE | {"stage_code": "30", "reason": "进入征求意见"})
    page = seated(app, world.seat(LEAD, "handler"), keeping.at).get(f"/registers/conversion/{made}")
    shown = page.get_data(as_text=True)
    assert '<li aria-current="step"><span><strong>30 征求意见阶段</strong>' in shown
    assert "10 立项阶段" in shown
    assert "95 废止阶段" in shown
    assert "10.99" not in shown
