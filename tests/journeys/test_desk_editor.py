"""Must show, in the structured editor: two people of two regions write one standard; what keys and buttons put in is
in the saved JSON; every kind of block goes in and comes out the same.
"""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, Locator, expect

from tests.corpus_of import bases
from tests.journeys.person import ARTEFACTS, WIDTHS, Person
from tests.journeys.serving import Served
from tests.journeys.test_desk import SAVED, serving, wait_for, words
from tests.workflow.text import likely_blocks
from workflow.text.blocks import Block
from workflow.text.document import written_body
from workflow.text.notation import write

__all__ = ["serving"]
ONE = "本文件规定了甲。本文件适用于乙，间距不应小于 80 mm。"
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
CARET = """(root, words) => {
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.data.indexOf(words);
    if (at < 0) continue;
    root.focus();
    getSelection().collapse(walk.currentNode, at + words.length);
    return;
  }
  throw new Error("not there: " + words);
}"""
ROUND = """async (list) => {
  const { toDoc, fromDoc } = await import("/static/desk_blocks.js");
  return list.map((blocks) => {
    const doc = toDoc(blocks);
    let kept = 0;
    doc.descendants((node) => { kept += node.type.name === "kept" ? 1 : 0; });
    return { blocks: fromDoc(doc), kept };
  });
}"""
FOLLOW = """async ([one, other]) => {
  const { toDoc, fromDoc } = await import("/static/desk_blocks.js");
  const { followed } = await import("/static/desk_following.js");
  const { state } = await import("/static/vendor/prosemirror.js");
  const now = state.EditorState.create({ doc: toDoc(one) });
  const tr = followed(now, other);
  return fromDoc(tr ? now.apply(tr).doc : now.doc);
}"""


def editor(person: Person, clause: str = "c1") -> Locator:
    """The editor of a clause, opened."""
    pad = person.page.locator(f"[data-clause={clause}]")
    field = pad.locator(".paper > .ProseMirror")
    if not field.count():
        pad.locator("[data-view]").click()
    field.wait_for()
    return field


def caret(person: Person, field: Locator, behind: str) -> None:
    field.evaluate(CARET, behind)
    person.page.wait_for_timeout(60)  # the editor hears of a selection with the next event


def press(person: Person, name: str) -> None:
    person.page.locator(".writing .tools").get_by_role("button", name=name, exact=True).click()


@SQLITE
def test_two_browsers_write_in_the_editor(browser: Browser, serving: Callable[..., Served]) -> None:
    served = serving()
    zhao, qian = (served.drafter(browser, region) for region in ("110000", "120000"))
    mine, other = editor(zhao), editor(qian, "c2")
    caret(zhao, mine, "规定了甲")
    caret(qian, other, "应符合丙")
    zhao.page.keyboard.insert_text("一")
    qian.page.keyboard.insert_text("二")
    wait_for(served, "应符合丙二。", "c2")
    wait_for(served, "规定了甲一。")
    other = editor(qian)
    expect(other).to_contain_text("规定了甲一")
    caret(zhao, mine, "规定了甲一")
    caret(qian, other, "适用于乙")
    for here, there in zip("和丁丁丁", "和戊戊戊", strict=True):
        zhao.page.keyboard.insert_text(here)
        qian.page.keyboard.insert_text(there)
        time.sleep(0.4)
    joined = ONE.replace("规定了甲", "规定了甲一和丁丁丁").replace("适用于乙", "适用于乙和戊戊戊")
    for field in (mine, other):
        expect(field).to_have_text(joined, timeout=15_000)
    assert words(served) == joined
    expect(zhao.page.locator("[data-conflicts]")).to_have_text("0")
    qian.page.keyboard.insert_text("己")  # the caret stayed behind its own words when those of the other came
    wait_for(served, "适用于乙和戊戊戊己")
    expect(mine).to_contain_text("戊己")
    for person, field, digit in ((zhao, mine, "5"), (qian, other, "9")):
        caret(person, field, "小于 8")
        person.page.keyboard.insert_text(digit)
    expect(zhao.page.locator("[data-conflicts]")).not_to_have_text("0", timeout=15_000)
    assert not re.search("859|895|8590|8950", words(served))
    zhao.go(f"/standards/{served.road.id}/conflicts")
    shown = zhao.page.inner_text("main")
    assert "850 mm" in shown
    assert "890 mm" in shown


@SQLITE
def test_one_sentence_in_two_wordings_is_a_conflict(browser: Browser, serving: Callable[..., Served]) -> None:
    served = serving()
    zhao, qian = (served.drafter(browser, region) for region in ("110000", "120000"))
    mine, other = editor(zhao), editor(qian)
    caret(zhao, mine, "规定了甲")
    caret(qian, other, "规定了甲")
    zhao.page.keyboard.type("和津")
    qian.page.keyboard.type("和冀")
    expect(zhao.page.locator("[data-conflicts]")).not_to_have_text("0", timeout=15_000)
    standing = words(served)
    assert ("和津" in standing) != ("和冀" in standing)
    zhao.go(f"/standards/{served.road.id}/conflicts")
    assert all(word in zhao.page.inner_text("main") for word in ("和津", "和冀"))


@SQLITE
def test_what_is_put_in_by_buttons_and_keys_is_in_the_saved_json(
    browser: Browser, serving: Callable[..., Served]
) -> None:
    served = serving()
    zhao = served.drafter(browser, "110000")
    keys, field = zhao.page.keyboard, editor(zhao, "c2")
    caret(zhao, field, "应符合丙。")
    keys.press("Enter")
    for line in ("a)甲；", "乙：", "子；"):
        keys.type(line)
        keys.press("Enter")
        if line == "乙：":
            keys.press("Tab")
    keys.press("Shift+Tab")
    keys.press("Shift+Tab")
    keys.type("见 ")
    keys.press("Control+k")
    keys.type("范围")
    keys.press("Enter")
    keys.type("，浓度 ")
    keys.press("Control+m")
    keys.type("c_0")
    keys.press("Enter")
    keys.type("。")
    _table(zhao, field)
    _formula(zhao)
    expect(zhao.page.locator("[data-state]")).to_contain_text(SAVED, timeout=10_000)
    zhao.page.wait_for_timeout(1200)
    _pictures(zhao, "desk-editor")
    found = written_body(words(served, "c2"))
    for block in found:
        block.pop("id", None)
    assert found == WRITTEN


def _table(person: Person, field: Locator) -> None:
    keys = person.page.keyboard
    press(person, "放入表")
    for words_ in ("限值", "mm"):
        keys.type(words_)
        keys.press("Enter")
    for place in ("项目", "值", "", "一", "1", "2", "二", "3", "4"):
        keys.type(place)
        keys.press("Tab")
    press(person, "去掉这一行")
    cells = field.locator("td")
    cells.nth(1).click()
    cells.nth(2).click(modifiers=["Shift"])
    press(person, "合并选中的格")
    press(person, "在下面加一条注")
    keys.type("表注。")
    keys.press("Enter")
    keys.press("Enter")


def _formula(person: Person) -> None:
    keys = person.page.keyboard
    press(person, "放入公式")
    expect(person.page.locator(".latexbox textarea")).to_be_focused()
    keys.type("\\rho = \\frac{m}{V}")
    person.page.get_by_role("button", name="加一个符号").click()
    for words_ in ("m", "质量"):
        keys.type(words_)
        keys.press("Enter")
    keys.press("Enter")
    keys.type("末段。")


def cell(words: list[Any], columns: int = 1) -> dict[str, Any]:
    return {"words": words, "columns": columns, "rows": 1}


WRITTEN = [
    {"block": "paragraph", "words": ["应符合丙。"]},
    {"block": "item", "marker": "letter", "paragraphs": [["甲；"]]},
    {"block": "item", "marker": "letter", "paragraphs": [["乙："]]},
    {"block": "item", "marker": "number", "paragraphs": [["子；"]]},
    {"block": "paragraph", "words": ["见 ", {"ref": "c1"}, "，浓度 ", {"math": "c_0"}, "。"]},
    {
        "block": "table",
        "title": "限值",
        "unit": "mm",
        "head": 1,
        "rows": [
            [cell(["项目"]), cell(["值"], 2)],
            [cell(["一"]), cell(["1"]), cell(["2"])],
            [cell(["二"]), cell(["3"]), cell(["4"])],
        ],
        "notes": [["表注。"]],
    },
    {"block": "formula", "latex": "\\rho = \\frac{m}{V}", "where": [{"symbol": "m", "meaning": ["质量"]}]},
    {"block": "paragraph", "words": ["末段。"]},
]


def _pictures(person: Person, name: str) -> None:
    ARTEFACTS.mkdir(exist_ok=True)
    for width, size in WIDTHS.items():
        person.page.set_viewport_size(size)  # type: ignore[arg-type]
        person.page.screenshot(path=ARTEFACTS / f"{name}-{width}.png", full_page=True)
    person.page.set_viewport_size(WIDTHS["1280"])  # type: ignore[arg-type]


@SQLITE
def test_every_kind_of_block_goes_into_the_editor_and_comes_out_the_same(
    browser: Browser, serving: Callable[..., Served]
) -> None:
    """The corpus, nothing of it kept whole; blocks by chance; and blocks by chance in the place of others."""
    zhao = serving().drafter(browser, "110000")
    given_ = [written_body(clause.body) for base in bases().values() for clause in base.text.clauses]
    found = zhao.page.evaluate(ROUND, given_)
    assert [one["blocks"] for one in found] == given_
    assert sum(one["kept"] for one in found) == 0
    assert len(given_) > 50

    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(likely_blocks.blocks)
    def goes_round(blocks: tuple[Block, ...]) -> None:
        told = written_body(write(blocks))
        assert zhao.page.evaluate(ROUND, [told])[0]["blocks"] == told

    goes_round()

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(likely_blocks.blocks, likely_blocks.blocks)
    def follows(one: tuple[Block, ...], other: tuple[Block, ...]) -> None:
        was, told = written_body(write(one)), written_body(write((*one[:2], *other, *one[3:])))
        assert zhao.page.evaluate(FOLLOW, [was, told]) == told

    follows()
