"""Titles wrap at their joints, dates stay whole, and nothing that a person typed becomes markup."""

import pytest
from markupsafe import Markup

from web.typography import joints, prose


def words(markup: Markup) -> str:
    return markup.striptags()


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", 'a" onload="x', "甲&乙", "<wbr>与<b>"])
def test_what_a_stranger_typed_stays_text_in_a_title_and_in_a_sentence(typed: str) -> None:
    for setting in (joints, prose):
        set_ = setting(typed)
        assert "<script" not in set_
        assert "<b>" not in set_
        assert '"' not in set_
        assert Markup(set_.replace(Markup("<wbr>"), Markup(""))).unescape() == typed


def test_markup_inside_a_date_like_thing_stays_text() -> None:
    assert prose("<i>2026-11-27</i>") == '&lt;i&gt;<time datetime="2026-11-27">2026-11-27</time>&lt;/i&gt;'


@pytest.mark.parametrize(
    ("title", "pieces"),
    [
        ("公共数据开放目录编制与质量评价规范", ["公共数据开放目录编制", "与质量评价规范"]),
        ("地下水超采区农业取水计量与节水核算方法", ["地下水超采区", "农业取水计量", "与节水核算方法"]),
        ("冬小麦节水灌溉信息化服务技术规程", ["冬小麦节水灌溉信息化", "服务技术规程"]),
        ("平台要求 第2部分：平台间通信", ["平台要求 ", "第2部分：", "平台间通信"]),
        ("服务和安全以及及时响应指南", ["服务", "和安全", "以及及时响应", "指南"]),
        ("公路运行管理规范", ["公路运行管理规范"]),
    ],
)
def test_a_title_may_wrap_before_a_particle_a_part_and_its_ending(title: str, pieces: list[str]) -> None:
    assert joints(title) == Markup("<wbr>").join(pieces)


@pytest.mark.parametrize("title", ["碳中和", "公众参与办法", "饱和蒸汽", "涉及国家秘密", "科学普及", "和谐社区"])
def test_a_character_that_is_half_of_a_word_is_no_joint(title: str) -> None:
    assert joints(title) == title


def test_a_long_run_is_cut_behind_a_noun_and_leaves_no_short_piece() -> None:
    assert joints("高速公路服务区新能源汽车充换电设施配置") == "高速公路服务区<wbr>新能源汽车<wbr>充换电设施配置"


def test_a_title_loses_and_gains_no_character() -> None:
    title = "重型柴油货车远程在线监控数据交换与联合执法信息共享技术要求 第2部分：平台间通信"
    assert words(Markup(joints(title).replace(Markup("<wbr>"), Markup("")))) == title


def test_an_empty_title_is_empty() -> None:
    assert joints("") == Markup("")


def test_a_day_is_a_time_with_its_machine_form() -> None:
    assert prose("2026-11-27 前") == '<time datetime="2026-11-27">2026-11-27</time> 前'


def test_an_instant_keeps_its_hour_and_says_beijing_time() -> None:
    assert prose("于 2026-11-27 10:00 发布") == (
        '于 <time datetime="2026-11-27T10:00+08:00">2026-11-27 10:00</time> 发布'
    )


@pytest.mark.parametrize("short", ["11-27", "02-09", "11-27 10:00"])
def test_a_short_day_never_breaks_at_its_hyphen(short: str) -> None:
    assert prose(f"自 {short} 等候") == f'自 <span class="nb">{short}</span> 等候'


@pytest.mark.parametrize("number", ["DB11/T 3905—2026", "DB6101/T 3168-2023"])
def test_the_number_of_a_standard_stays_whole(number: str) -> None:
    assert prose(f"编号 {number}。") == f'编号 <span class="nb">{number}</span>。'


@pytest.mark.parametrize("figure", ["99-99", "13-01", "3901-3999", "6.3.2", "1/3"])
def test_figures_that_are_no_dates_are_left_alone(figure: str) -> None:
    assert prose(figure) == figure


def test_a_day_that_no_calendar_has_is_kept_whole_but_is_no_time() -> None:
    assert prose("2026-02-30") == '<span class="nb">2026-02-30</span>'
