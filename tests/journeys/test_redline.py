"""Must show: the redline of a text with moved, renumbered, merged and rewritten clauses and a changed table cell, in
place and side by side, on a desk and on a phone, and on paper.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests import builders
from tests.journeys.person import ARTEFACTS, WIDTHS, Person
from tests.journeys.serving import Served
from workflow.text.clauses import Clause, Text
from workflow.text.document import written

OLD: Final = """1 范围
本文件规定了公共停车场充电设施的配置、运行与公示要求。
本文件适用于京津冀区域内的公共停车场。
2 总则
2.1 选址
充电车位应靠近出入口，与消防通道的间距不应小于 6 m。
2.2 标志
应在入口处设置充电标志，并保持清晰。
2.3 公示
应公示收费标准和服务电话。
3 设备
3.1 外壳
外壳的防护等级不应低于 IP54。
3.2 接地
外壳应可靠接地。
3.3 绝缘
绝缘电阻不应小于 10 MΩ。每年应测量一次，并保存记录。
3.4 计量
计量误差应符合表 1 的规定。
【表 t1】允许误差
! 功率 | 误差 | 检定周期 |
| 不大于 60 kW | ±1.0 % | 3 年 |
| 大于 60 kW | ±1.0 % | 3 年 |
【表完】
4 运行
设施出现故障时，管理单位要尽快派人去修理好。
"""
GROUND: Final = "外壳应可靠接地。绝缘电阻不应小于 10 MΩ。每年应测量一次，并保存记录。"
REPAIR: Final = "运营单位应在 24 h 内排除故障；不能排除的，应公告停用时间。"
WIDER: Final = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def rewritten(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """选址 behind 公示, 绝缘 joined into 接地, one cell and one clause written anew; numbers follow by themselves."""
    by = {clause.title: clause for clause in clauses}
    by["接地"] = replace(by["接地"], body=GROUND)
    by["计量"] = replace(by["计量"], body=by["计量"].body.replace("大于 60 kW | ±1.0 % ", "大于 60 kW | ±0.5 % ", 2))
    by["计量"] = replace(by["计量"], body=by["计量"].body.replace("不大于 60 kW | ±0.5 % ", "不大于 60 kW | ±1.0 % "))
    by["运行"] = replace(by["运行"], body=REPAIR)
    order = ["范围", "总则", "标志", "公示", "选址", "设备", "外壳", "接地", "计量", "运行"]
    return tuple(by[title] for title in order)


@pytest.fixture
def zhao(browser: Browser, sqlite_url: str, tmp_path: Path) -> Iterator[Person]:
    served = Served(sqlite_url, tmp_path, OLD)
    with served.road.standing() as standing:
        clauses = rewritten(standing.written.clauses)
    served.road.take("save_draft", builders.editor(served.road), structure=json.dumps(written(Text({}, clauses))))
    person = served.drafter(browser, "110000")
    person.go(f"/standards/{served.road.id}/diff")
    yield person
    person.close()
    served.end()


def card(person: Person, title: str) -> Locator:
    return person.page.locator("article.clause", has=person.page.get_by_role("heading", name=title, exact=False))


def told(person: Person) -> None:
    """What both arrangements tell."""
    summary = person.page.locator("#changes ~ p, section p").filter(has_text="改动")
    expect(summary.first).to_contain_text("改动 3 条、删去 1 条、移位 1 条、只改编号 2 条")
    expect(card(person, "选址")).to_contain_text("移位")
    expect(card(person, "选址")).to_contain_text("原 2.1")
    expect(card(person, "选址").locator("ins, del")).to_have_count(0)
    expect(card(person, "绝缘")).to_contain_text("并入 3.2 接地")
    expect(card(person, "接地").locator("ins").first).to_contain_text("绝缘电阻不应小于 10 MΩ")
    table = card(person, "计量").locator("table")
    assert "0.5" in "".join(table.locator("ins").all_inner_texts())
    assert "1.0" in "".join(table.locator("del").all_inner_texts())
    assert "检定" not in "".join(table.locator("ins, del").all_inner_texts())
    expect(card(person, "运行").locator("ins").first).to_be_visible()
    expect(person.page.locator(".density li")).to_have_count(11)


@pytest.mark.parametrize("view", ["", "beside"])
def test_what_changed_is_told_as_what_it_is(zhao: Person, view: str) -> None:
    zhao.go(zhao.page.url.removeprefix(zhao.town.url) + f"?view={view}")
    told(zhao)
    for width, size in WIDTHS.items():
        zhao.page.set_viewport_size(size)  # type: ignore[arg-type]
        assert zhao.page.evaluate(WIDER) <= 0
        ARTEFACTS.mkdir(exist_ok=True)
        zhao.page.screenshot(path=ARTEFACTS / f"redline{'-' + view if view else ''}-{width}.png", full_page=True)
    zhao.page.set_viewport_size(WIDTHS["1280"])  # type: ignore[arg-type]
    zhao.page.pdf(path=ARTEFACTS / f"redline{'-' + view if view else ''}.pdf", format="A4")
    with zhao.page.expect_download() as file:
        zhao.page.get_by_role("link", name="DOCX：北京市").click()
    assert file.value.suggested_filename.endswith("-since-1-110000.docx")
