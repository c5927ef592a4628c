"""The joint rule 管理办法: drafted in versions, signed whole by all regions, and then the rule set cites it."""

from typing import Any

import pytest

from tests.cast import LEAD, World
from tests.members import REGIONS, Table, basis, terms
from tests.workflow.entering.keeping import Keeping
from workflow.exports.verification import verify
from workflow.process.reasons import Refused
from workflow.text import articles
from workflow.text.redline import Op
from workflow.vocabulary import ChangeState

TEXT = """为规范区域协同地方标准工作，制定本办法。
第一章 总则
第一条 本办法适用于各成员地区。
第二条 发布前会签的期限为十日。
参数：cosign.days = 10
第三条 互认标准的公示不少于四十日。
参数：recognition.notice_days = 40"""
TITLE = "《京津冀区域协同地方标准管理办法》"


@pytest.fixture
def table(world: World) -> Table:
    return Table(world, world.agreements["JJJ"])


def proposed(table: Table, text: str = TEXT) -> int:
    table.by(LEAD, "handler", "propose_rule", articles=text, **basis() | {"citation": TITLE})
    return table.change().id


def test_all_sign_the_text_with_its_figures_and_the_rule_set_then_cites_the_articles(table: Table) -> None:
    change = proposed(table)
    table.by(LEAD, "handler", "open_change", change=change)
    for region in REGIONS:
        table.by(region, "approver", "confirm_change", change=change)
    assert table.change().state is ChangeState.ADOPTED
    newest, before = table.accord().rule_sets[:2]
    assert (newest.version, newest.citation) == (2, TITLE)
    assert newest.terms["cosign.days"] == {"value": 10, "cites": f"{TITLE}第二条", "mark": "协议"}
    assert newest.terms["recognition.notice_days"]["cites"] == f"{TITLE}第三条"
    assert newest.terms["filing.days"] == before.terms["filing.days"]
    assert {voice.sha256 for voice in table.accord().voices} == {table.change().sha256}
    assert verify(table.world.database, None).findings == []


def test_the_hash_that_is_signed_covers_every_word_of_the_rule(table: Table) -> None:
    proposed(table)
    first = table.change().sha256
    proposed(table, TEXT.replace("各成员地区", "各成员地区和观察地区"))
    assert table.change().sha256 != first


def test_figures_that_nobody_knows_or_that_do_not_fit_are_told_at_once(table: Table) -> None:
    wrong = TEXT.replace("cosign.days = 10", "cosign.days = 十") + "\n第三条 又一条\n参数：no.such = 1"
    with pytest.raises(Refused) as refused:
        proposed(table, wrong)
    told = {reason.rule: reason.facts for reason in refused.value.reasons}
    assert set(told) == {"articles_apart", "figures_known", "figures_fit"}
    assert told["figures_known"] == {"lines": ["第三条：no.such"]}
    assert told["figures_fit"] == {"lines": ["第二条：cosign.days = 十"]}


def test_a_rule_with_figures_that_cannot_stand_is_not_opened_and_no_figure_joins_it(table: Table) -> None:
    change = proposed(table, TEXT.replace("cosign.days = 10", "filing.days = 90"))
    assert "fault.term_law" in table.refused(LEAD, "handler", "open_change", change=change)
    with pytest.raises(Exception, match="change"):
        terms(table, "cosign.days", "9", change=change)


def test_the_draft_keeps_its_versions_and_is_held_to_the_same_law(world: World) -> None:
    keeping = Keeping(world, world.agreements["JJJ"])
    draft = keeping.begin("joint_rule", "enter_entry", title=TITLE, articles=TEXT)
    again: dict[str, Any] = {"title": TITLE, "reason": "修改"}
    assert keeping.refused(draft, "amend_entry", articles="没有条号", **again) == ["articles_apart"]
    keeping.take(draft, "amend_entry", articles=TEXT.replace("为十日", "为十五日"), **again)
    first, second = (turn.view["fields"]["articles"] for turn in keeping.seen(draft).course)
    changed = [one for one in articles.compared(articles.read(first), articles.read(second)) if not one.is_same]
    assert [one.number for one in changed] == ["第二条"]
    assert "".join(words for op, words in changed[0].words if op is Op.ADD) == "五"
    comment: dict[str, Any] = {"title": "第二条太短", "parent": draft, "article": "第二条", "opinion": "建议十五日"}
    made = keeping.begin("rule_comment", "enter_entry", **comment)
    assert [one.id for one in keeping.seen(draft).children] == [made]
    assert verify(world.database, None).findings == []
