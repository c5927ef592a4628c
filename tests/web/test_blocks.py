"""The blocks of a clause on a page: numbers of today, joined cells, formulas, and nothing of a stranger as markup."""

import pytest
from flask import Flask, render_template_string
from hypothesis import HealthCheck, given, settings

from tests.workflow.text.likely_blocks import blocks
from web.views.clauses import clause_views
from workflow.text.blocks import Block
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.notation import write
from workflow.text.numbering import renumbered

EVIL = "<img src=x onerror=alert(1)><script>"
PAGE = '{% from "parts/clause.html" import tree %}{{ tree(clauses) }}'
K = ClauseKind


def drawn(app: Flask, *clauses: Clause) -> str:
    with app.test_request_context("/"):
        return render_template_string(PAGE, clauses=clause_views(renumbered(clauses)))


def one(body: str, title: str = "甲") -> Clause:
    return Clause("c1", K.CHAPTER, "", title, body, 1, None)


@pytest.mark.parametrize(
    "body",
    [
        EVIL,
        f"a) {EVIL}",
        f"注：{EVIL}",
        f"【表 t1】{EVIL}\n单位：{EVIL}\n! {EVIL} |\n| {EVIL} |\n注：{EVIL}\n【表完】",
        f"【式 e1】\n{EVIL}\n式中：\n{EVIL}——{EVIL}\n【式完】",
        f"【图 f1】{EVIL}\n说明：{EVIL}\n分图：x | {EVIL} | {EVIL}\n【图完】",
        f"【差异 v1 120000】{EVIL}\n理由：{EVIL}\n至：{EVIL}\n文字：\n{EVIL}\n【差异完】",
        f"{{!{EVIL}}}{{_{EVIL}}}{{$ {EVIL} }}{{@x}}",
    ],
)
def test_what_a_drafter_typed_is_never_markup(app: Flask, body: str) -> None:
    page = drawn(app, one(body, EVIL))
    assert "<img" not in page
    assert "<script" not in page


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks)
def test_every_clause_can_be_drawn(app: Flask, made: tuple[Block, ...]) -> None:
    assert 'class="tree"' in drawn(app, one(write(made)))


def test_numbers_cells_and_marks_stand_where_they_belong(app: Flask) -> None:
    table = "【表 t1】限值\n! 项 | < |\n| 1{!表注。} | 2 |\n【表完】"
    body = f"见 {{@t1}}、{{@gone}}。{{!脚注。}}\n{table}\n【式 e1】\n\\frac{{a}}{{b}}\n【式完】"
    page = drawn(app, one(body), Clause("a", K.NORMATIVE_ANNEX, "", "方法", "", 1, None))
    for words in (
        '<a class="ref" href="#k-t1">表 1</a>',
        'colspan="2"',
        "<mfrac>",
        "（1）",
        "〔所指已不在〕",
        "附录 A",
        "（规范性）",
    ):
        assert words in page
    assert page.index("表注。") < page.index("脚注。</p>")
