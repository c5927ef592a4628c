"""Facts beside a text, waivers as evidence, the catalogue of cited documents."""

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, MORNING, PAPER, World, sample_text
from workflow.checking import Checked, about, checked
from workflow.db import table_of
from workflow.exports.verification import verify
from workflow.importing import cited
from workflow.importing.plan import Fate, Unsound
from workflow.importing.reading import read
from workflow.process.reasons import Refused
from workflow.reads.checking import mended
from workflow.records.agreements import RuleSet
from workflow.records.checking import CitedDocument, Waiver
from workflow.vocabulary import Joint

LIST = (
    "标准号,名称,状态,代替它的标准,适用地区\n"
    "GB 3095—2012,环境空气质量标准,现行,,\n"
    "GB 2894-2008,安全标志及其使用导则,被代替,GB 2894—2025,\n"
    "DB11/T 1234—2020,某地方标准,现行,,北京市、天津市\n"
)
CITING = (
    sample_text()
    .replace(
        "本文件没有规范性引用文件。",
        "下列文件中的内容通过文中的规范性引用而构成本文件必不可少的条款。其中，注日期的引用文件，仅该日期对应的版本适用于本文件；"
        "不注日期的引用文件，其最新版本（包括所有的修改单）适用于本文件。\nGB 2894—2008 安全标志及其使用导则",
    )
    .replace("便于到达的位置。", "便于到达的位置，标志应符合GB 2894—2008的规定。")
)


def written(world: World, text: str) -> Road:
    road = builders.standing(world, Joint.DRAFTING)
    builders.grouped(road)
    road.take("save_draft", builders.editor(road), text=text)
    return road


def found(road: Road) -> Checked:
    with road.standing() as standing:
        assert standing.draft is not None
        return checked(standing, standing.draft)


def freeze(road: Road) -> None:
    road.take("freeze_text", builders.editor(road), purpose="consultation", summary="定稿", explanation=PAPER)


def listed(world: World, words: str = LIST) -> int:
    lines = read(words.encode(), "list.csv", cited.COLUMNS)
    return cited.write(world.database, world.seat(LEAD, "secadmin"), lines, at=MORNING).n


def taken_as_advice(world: World) -> None:
    with world.database.plain() as session:
        for rules in session.scalars(sa.select(RuleSet)):
            terms = {**rules.terms, "draft.check": {"value": "advice", "cites": "协议"}}
            session.execute(sa.update(RuleSet).where(RuleSet.id == rules.id).values(terms=terms))


def test_the_facts_beside_a_text_are_the_groups(world: World) -> None:
    road = written(world, sample_text())
    with road.standing() as standing:
        told = about(standing, found(road).text)
    assert told["participants"] == ["110000", "120000", "130000"]
    assert told["regions"]["130000"] == "河北省"
    assert (told["stage"], told["shape"], told["catalogue"]) == ("consultation", "per_region", [])
    assert not found(road).unanswered


def test_a_released_standard_tells_number_days_and_issuers(world: World) -> None:
    road = builders.standing(world, Joint.RELEASED)
    with road.standing() as standing:
        told = about(standing, found(road).text)
    assert told["stage"] == "final"
    assert told["numbers"][0].startswith("DB11/T ")
    assert told["released_on"] < told["effective_on"]
    assert len(told["issuers"]) == len(told["participants"])


def test_an_agreement_may_take_the_check_as_advice(world: World) -> None:
    road = written(world, "1 范围\n本文件规定了甲。")
    with pytest.raises(Refused, match="text_sound"):
        freeze(road)
    taken_as_advice(world)
    freeze(road)


def test_a_waiver_is_evidence(world: World) -> None:
    road = written(world, "1 范围\n本文件规定了甲。")
    rule, clause = next((one.rule, one.clause) for one in found(road).unanswered)
    road.take("waive_finding", builders.editor(road), finding=f"{rule}@{clause}", reason="理由")
    assert (rule, clause) in found(road).waived
    with pytest.raises(Exception, match="finding"):
        road.take("waive_finding", builders.editor(road), finding=f"{rule}@{clause}", reason="再说一次")
    assert verify(world.database, None).findings == []
    with world.database.plain() as session:
        session.execute(sa.update(table_of(Waiver)).values(substance="0" * 64))
    assert [str(one.place) for one in verify(world.database, None).findings] == ["text_waivers/1.substance"]


def test_a_waiver_of_the_whole_text_lapses_with_its_headings_only(world: World) -> None:
    road = written(world, sample_text().replace("前言\n", "").partition("本文件按照")[0] + "1 范围\n本文件规定了甲。")
    rule = next(one.rule for one in found(road).unanswered if not one.clause)
    road.take("waive_finding", builders.editor(road), finding=f"{rule}@", reason="理由")
    scope = found(road).text.clauses[0]
    road.take("save_draft", builders.editor(road), clause=scope.id, words="本文件规定了乙。")
    assert (rule, "") in found(road).waived
    road.take("save_draft", builders.editor(road), clause=scope.id, title="适用范围", words="本文件规定了乙。")
    assert [one.rule for one in found(road).lapsed] == [rule]


def test_the_catalogue_tells_what_is_replaced(world: World) -> None:
    road = written(world, CITING)
    assert "L34" not in {one.rule for one in found(road).findings}
    assert listed(world) == 3
    told = [one for one in found(road).findings if one.rule == "L34"]
    assert [one.facts["successor"] for one in told] == ["GB 2894—2025"]
    assert listed(world) == 0
    assert verify(world.database, None).findings == []
    with world.database.plain() as session:
        session.execute(sa.update(table_of(CitedDocument)).values(title="另一个"))
    assert [str(one.place) for one in verify(world.database, None).findings] == ["cited_documents/*.sha256"]


def test_a_wrong_row_is_named_and_nothing_is_written(world: World) -> None:
    wrong = "标准号,名称,状态,代替它的标准,适用地区\n标准,名称,现行,,\nGB 1,名,没有,,火星\n" + 2 * "GB 2,名,现行,,\n"
    lines = read(wrong.encode(), "a.csv", cited.COLUMNS)
    with world.database.read() as session:
        rows = cited.plan(session, world.seat(LEAD, "secadmin"), lines, MORNING.date()).rows
    assert [row.fate for row in rows] == [Fate.WRONG, Fate.WRONG, Fate.NEW, Fate.WRONG]
    assert [set(row.wrong) for row in rows] == [{"number"}, {"status", "regions"}, set(), {"number"}]
    with pytest.raises(Unsound):
        listed(world, wrong)


def test_all_safe_findings_are_mended_at_once_and_none_is_left(world: World) -> None:
    road = written(world, sample_text().replace("应在 24 h 内修复。", "应当在 24h 内修复，应当留存记录 1～2 h。"))
    before = found(road)
    assert sum(one.fix is not None for one in before.findings) > 1
    clauses = mended(before)
    assert "应当" not in clauses[-1].body
    assert "24 h" in clauses[-1].body
