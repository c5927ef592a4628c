"""The page of catalogues: a mapping that a person corrects, a preview that writes nothing, then all or nothing."""

import html
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.cast import LEAD, PASSWORD
from tests.web.desk import Desk, House
from workflow.cli import main
from workflow.shipped import DATA

HERE = "/catalogue/import"


def preview(desk: Desk, words: str, name: str = "目录.csv") -> str:
    given = {"file": (BytesIO(words.encode()), name)}
    return desk.post(f"{HERE}/preview", given, page=HERE).text


def again(page: str, **changes: str) -> dict[str, Any]:
    """The form of a preview as the browser would send it, with other columns chosen."""
    form = {"token": re.search(r'name="token" value="([^"]+)"', page).group(1), "mapped": "1"}  # type: ignore[union-attr]
    for name, options in re.findall(r'<select id="c-\w+" name="([\w-]+)">(.*?)</select>', page, re.S):
        chosen = re.search(r'value="(\d+)" selected', options)
        form[name] = chosen.group(1) if chosen else ""
    return form | {f"column-{name}": value for name, value in changes.items()}


def test_a_mapping_is_corrected_and_then_all_is_written(house: House) -> None:
    desk = house.desk(house.world.seat(LEAD, "secretary"))
    page = preview(desk, "甲列,乙列\nDB11/T3022-2019,停车场规范\n,海绵城市规范\n")
    assert "还没有对应的列" in page
    page = desk.post(f"{HERE}/preview", again(page, number="0", title_zh="1"), page=HERE).text
    assert "新增 2 行" in page
    form = again(page) | {"licence": "政府信息公开"}
    assert "还没有导入过" in desk.read("/catalogue")
    assert desk.post(f"{HERE}/steps/import_catalogue", form, page=HERE).status_code == 303
    listed = html.unescape(desk.read(f"/catalogue?q=停车场&region={LEAD}"))
    for words in ("DB11/T 3022—2019", "原作 DB11/T3022-2019", "目录.csv 第 2 行", "政府信息公开"):
        assert words in listed
    assert "编号未知" in desk.read("/catalogue?q=海绵")
    page = preview(desk, "甲列,乙列\nDB11/T3022-2019,停车场新规范\n,海绵城市规范\n")
    assert "变化 1 行，没有变化 1 行" in page
    assert "<del>停车场规范</del> → <ins>停车场新规范</ins>" in page
    assert "这份文件里的都已有" in preview(desk, "甲列,乙列\n,海绵城市规范\n")


def test_wrong_rows_and_files_are_told_and_nothing_is_written(house: House) -> None:
    desk = house.desk(house.world.seat(LEAD, "secretary"))
    page = preview(desk, "编号,名称,状态\nDB12/T 30112018,甲,奇怪\n")
    assert "可能是 DB12/T 3011—2018" in page
    assert "没有这种状态" in page
    assert desk.post(f"{HERE}/steps/import_catalogue", again(page), page=HERE).status_code == 409
    assert "公式" in preview(desk, "编号,名称\n=1,甲\n")
    for form in ({}, {"token": "../../etc/passwd"}, {"token": "0" * 64 + ".csv", "mapped": "1"}):
        for step in ("preview", "steps/import_catalogue"):
            assert desk.post(f"{HERE}/{step}", form, page=HERE).status_code == 422
    stranger = house.desk(house.world.seat(LEAD, "drafter"))
    assert stranger.get(HERE).status_code == 404
    assert "还没有导入过" in stranger.read("/catalogue")


def test_by_command_with_the_register_that_ships(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGBIAO_DATABASE_URL", house.world.database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("TONGBIAO_VAR", str(tmp_path / "var"))
    who = ["--as", f"u{house.world.seat(LEAD, 'secretary').person_id}", "--password-stdin"]

    def said(*more: str) -> str:
        register = str(DATA / "coordinated_standards.csv")
        result = CliRunner().invoke(main, ["catalogue", register, *who, *more], input=f"{PASSWORD}\n")
        assert result.exit_code == 0, result.output
        return result.output

    assert "新增 47 行，变化 0 行" in said()
    assert "已导入：新增 47 行" in said("--yes", "--licence", "公开")
    assert "没有变化 47 行，有误 0 行" in said()
