"""A standard on paper: everything in its place, the same bytes everywhere, and nothing typed is ever markup."""

import hashlib
import subprocess
import sys
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.printing import REGIONS, joint_cover, own_cover, rich, saying
from workflow.exports.printed import standard_pdf
from workflow.exports.printed.cover import Cover
from workflow.exports.printed.glyphs import FONTS, drawn
from workflow.text.clauses import Text

EVIL = r"""#import "@preview/x:1.0" #read("/etc/passwd") $ x $ *bold* _it_ `raw` <label> @ref = h // /* \ \u{41} "]#["""
HERE = Path(__file__).parents[3]


def pages(text: Text, cover: Cover | None = None, **how: Any) -> list[str]:
    """The words of each page, without blanks."""
    document = pypdfium2.PdfDocument(standard_pdf(text, cover or own_cover(), REGIONS, **how).pdf)
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


@pytest.fixture(scope="module")
def printed() -> list[str]:
    return pages(rich())


def test_the_cover_of_a_region_bears_its_number_and_what_it_replaces(printed: list[str]) -> None:
    order = ["ICS03.220.20", "CCSR85", "北京市地方标准", "DB11/T3901—2026", "代替DB11/T1000—2015"]
    order += ["公共停车场", "2026-11-22发布", "2027-03-01实施", "北京市市场监督管理局"]
    for words in order:
        assert words in printed[0], words


def test_the_contents_are_computed(printed: list[str]) -> None:
    contents = printed[1]
    assert (
        contents.index("前言") < contents.index("1范围") < contents.index("5.2数量") < contents.index("附录A（规范性）")
    )
    assert "附录C（资料性）区域差异说明" in contents
    assert "参考文献" in contents
    assert "chargingspace" not in contents
    assert "......II" in contents


def test_pages_are_counted_in_roman_then_arabic_and_the_number_stands_on_each(printed: list[str]) -> None:
    assert [page.split("。")[-1] for page in printed[2:4]] == ["II", "III"]
    assert [page[-1] for page in printed[4:9]] == ["1", "2", "3", "4", "5"]
    assert all("DB11/T3901—2026" in page[:20] for page in printed[1:])


def test_a_long_table_tells_its_head_again(printed: list[str]) -> None:
    with_head = [page for page in printed if "表1公共停车场充电车位配置数量与设备类型" in page]
    assert len(with_head) == 2
    assert "（续）" not in with_head[0]
    assert "设备类型（续）" in with_head[1]
    assert all("单位为个充电车位停车场类型车位总数" in page for page in with_head)
    assert "注2：快充指额定功率" in with_head[1]


@pytest.mark.parametrize(
    "words",
    [
        "3.1充电车位chargingspace",
        "[来源：GB/T50966—2014，2.0.3，有修改]",
        "a)停车场的规模和类型：1)独立设置的停车场；",
        "应符合5.1.1b)的要求",
        "1)统计期由运营单位",
        "（见第5章）",
        "按式（1）计算",
        "（1）",
        "图1计费检验流程",
        "a)抽样",
        "注1：规模按车位数划分",
        "区域差异天津市：滨海地区提高防护等级特殊条件；自2027-01-01至2029-12-31",
        "附录B（资料性）",
        "B.1概述",
        "（B.1）",
        "表A.1巡视记录",
        "表C.1区域差异",
        "[1]GB/T50966—2014",
        "[2]国务院办公厅",
    ],
)
def test_every_kind_of_block_is_there(printed: list[str], words: str) -> None:
    assert words in "".join(printed)


def test_a_joint_cover_lists_all_numbers_and_issuers() -> None:
    cover = pages(saying("一"), joint_cover())[0]
    assert "DB31/T310901—2026DB32/T310901—2026DB33/T310901—2026DB34/T310901—2026" in cover
    assert "上海市市场监督管理局" in cover
    assert "安徽省市场监督管理局" in cover
    assert cover.count("实施") == 1


def test_a_draft_calls_for_patents_and_has_no_dates() -> None:
    draft = own_cover(stage="征求意见稿", released=None, effective=None)
    cover = pages(saying("一"), draft)[0]
    assert "（征求意见稿）" in cover
    assert "请将您知道的相关专利连同支持性文件一并附上" in cover
    assert "××××-××-××发布" in cover
    assert "专利" not in pages(saying("一"))[0]


def test_what_is_typed_stays_as_it_was_typed() -> None:
    text = saying(
        EVIL.replace("\\", "\\\\"), f"【表 t1】{EVIL}\n| {EVIL} |\n【表完】", f"【式 e1】\n\\text{{{EVIL}}}\n【式完】"
    )
    cover = own_cover(title_zh=EVIL, title_en=EVIL, issuers=(EVIL,), numbers=(EVIL,), ics=EVIL, banner=EVIL)
    told = pages(text, cover)
    said = "".join(EVIL.split())
    assert told[0].count(said) == 5
    assert told[-1].count(said) == 5


@pytest.mark.parametrize(
    ("sign", "code"), [("\u202e", "202E"), ("\U0002a6d6", "2A6D6"), ("\u05d0", "05D0"), ("\x07", "0007")]
)
def test_a_character_that_no_font_has_is_a_box_with_its_code_and_is_reported(sign: str, code: str) -> None:
    made = standard_pdf(saying(f"甲{sign}乙"), own_cover(title_zh=f"题{sign}名", issuers=(f"局{sign}",)), REGIONS)
    assert made.missing == (sign,)
    document = pypdfium2.PdfDocument(made.pdf)
    said = ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    assert f"甲{code}乙" in said[-1]
    assert f"题{code}名" in said[0]


@pytest.mark.parametrize("font", ["NotoSerifSC-Regular.ttf", "NotoSansSC-Medium.ttf"])
def test_the_list_of_characters_is_what_the_fonts_hold(font: str) -> None:
    held = _characters((FONTS / font).read_bytes())
    assert {ord(sign) for sign in drawn()} - {10} <= held
    assert len(drawn()) > 10_000


def _characters(font: bytes) -> set[int]:
    """Code points of a font's table `cmap`, format 12."""
    tables = {font[n : n + 4]: int.from_bytes(font[n + 8 : n + 12], "big") for n in range(12, 12 + 16 * font[5], 16)}
    cmap = tables[b"cmap"]
    count = int.from_bytes(font[cmap + 2 : cmap + 4], "big")
    places = [cmap + int.from_bytes(font[cmap + 8 + 8 * n : cmap + 12 + 8 * n], "big") for n in range(count)]
    at = next(place for place in places if font[place : place + 2] == b"\x00\x0c")
    groups = int.from_bytes(font[at + 12 : at + 16], "big")
    ends = [font[at + 16 + 12 * n : at + 24 + 12 * n] for n in range(groups)]
    return {code for end in ends for code in range(int.from_bytes(end[:4], "big"), int.from_bytes(end[4:], "big") + 1)}


def test_two_processes_make_the_same_bytes_and_they_are_pdf_a() -> None:
    told = (
        "import hashlib; from tests.printing import *; from workflow.exports.printed import standard_pdf;"
        "print(hashlib.sha256(standard_pdf(rich(), own_cover(), REGIONS).pdf).hexdigest())"
    )
    ours = standard_pdf(rich(), own_cover(), REGIONS).pdf
    theirs = subprocess.run([sys.executable, "-c", told], cwd=HERE, capture_output=True, text=True, check=True).stdout
    assert hashlib.sha256(ours).hexdigest() == theirs.strip()
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B" in ours
    assert standard_pdf(rich(), own_cover(effective=date(2027, 3, 2)), REGIONS).pdf != ours


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4), st.text(max_size=30))
def test_any_text_is_printed(bodies: list[str], title: str) -> None:
    assert standard_pdf(saying(*bodies), own_cover(title_zh=title, ccs=title), REGIONS).pdf.startswith(b"%PDF")


@pytest.mark.parametrize("line", (HERE / "tests/data/evil_lines.txt").read_text("utf-8").splitlines()[::7])
def test_evil_lines_are_printed(line: str) -> None:
    assert standard_pdf(
        saying(line, f"【表】{line}\n! {line} |\n【表完】", f"【式】\n{line}\n【式完】"), own_cover(), REGIONS
    ).pdf


ODD = (
    "【表】\n【表完】",
    "【表 t1】甲\n! a | b |\n【表完】",
    "【表】甲\n| a |\n| b | c | d |\n| ^ | < | ^ |\n【表完】",
    "【表】甲\n! a | b |\n| ^ | c |\n【表完】",
    "【图 f1】\n【图完】",
    "【差异 v1 999999】甲\n文字：\n【差异完】",
    "甲{!乙{!丙}}丁 {$ } {$} {!} {_}",
    *(
        f"【式 e1】\n{sign * 40}x\n【式完】"
        for sign in (r"\frac{", r"\sqrt{", "{", "x^{", r"\left(", r"\begin{matrix}")
    ),
)


@pytest.mark.parametrize("body", ODD)
def test_odd_blocks_are_printed(body: str) -> None:
    assert "2第2部分末尾" in pages(saying(body, "末尾"))[2]


def test_heads_stand_outside(printed: list[str]) -> None:
    document = pypdfium2.PdfDocument(standard_pdf(rich(), own_cover(), REGIONS).pdf)
    heads = [document[n].get_textpage().get_charbox(0)[0] for n in range(1, len(printed))]
    sides = ["left" if x < 100 else "right" for x in heads]
    assert sides[:3] == ["right", "left", "right"]
    assert sides[3:6] == ["right", "left", "right"]


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (4).to_bytes(4, "big") * 2 + bytes((8, 0, 0, 0, 0))
    body = zlib.compress(b"\x00\x00\x40\x80\xff" * 4)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_an_image_is_drawn_and_a_broken_one_is_told(tmp_path: Path) -> None:
    whole, broken = "a" * 64, "b" * 64
    (tmp_path / whole).write_bytes(_png())
    (tmp_path / broken).write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    text = saying(f"【图 f1】流程\n文件：{whole}\n说明：三个步骤\n【图完】")
    told = pages(text, images={whole: tmp_path / whole})[-1]
    assert "图1流程" in told
    assert "图形" not in told
    spoilt = saying(f"【图 f1】流程\n文件：{broken}\n说明：三个步骤\n【图完】")
    assert "（图形：三个步骤）" in pages(spoilt, images={broken: tmp_path / broken})[-1]
