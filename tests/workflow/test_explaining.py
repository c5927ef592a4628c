"""The drafting explanation: sections in versions as evidence, what is due when, and what is handed in with a text."""

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, PAPER, SECOND, World
from workflow.db import table_of
from workflow.exports.verification import verify
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.records.agreements import RuleSet
from workflow.records.explaining import ExplanationPart, ExplanationPrint
from workflow.rules import explaining
from workflow.vocabulary import Joint, SeatRole, TextPurpose

TASK = "京质监标函〔2026〕1号下达，计划编号 2026-01。"


@pytest.fixture
def road(world: World) -> Road:
    made = builders.standing(world, Joint.DRAFTING)
    builders.grouped(made)
    made.take("save_draft", builders.editor(made), text=builders.draft(made))
    return made


def write(road: Road, where: str, section: str, said: str, **more: object) -> None:
    road.by(where, SeatRole.DRAFTER, "write_explanation", section=section, said=said, **more)


def freeze(road: Road, paper: str = PAPER) -> None:
    road.take("freeze_text", builders.editor(road), purpose="consultation", summary="定稿", explanation=paper)


def term(world: World, **values: object) -> None:
    """Other terms, as an agreement may have them."""
    with world.database.plain() as session:
        for rules in session.scalars(sa.select(RuleSet)):
            terms = {**rules.terms, **{key: {"value": value, "cites": "协议"} for key, value in values.items()}}
            session.execute(sa.update(RuleSet).where(RuleSet.id == rules.id).values(terms=terms))


def printed(world: World, road: Road) -> None:
    """The file of the cast stands for a print of the explanation as it is now."""
    with road.standing() as standing:
        content = explaining.content(standing)
    with world.database.plain() as session:
        session.add(ExplanationPrint(standard_id=road.id, file_sha256=PAPER, content=content))


def test_sections_are_kept_in_versions_and_are_evidence(world: World, road: Road) -> None:
    write(road, LEAD, "task", "初稿")
    write(road, SECOND, "task", TASK, seen=1, offered="f" * 64)
    with road.standing() as standing:
        now = standing.explanation["task"]
        assert (now.number, now.words, now.region_code, now.offered) == (2, TASK, SECOND, "f" * 64)
    assert not verify(world.database, None).findings
    with world.database.plain() as session:
        session.execute(sa.update(table_of(ExplanationPart)).where(ExplanationPart.number == 2).values(words="改过"))
        session.execute(sa.update(table_of(ExplanationPart)).where(ExplanationPart.number == 1).values(person_id=1))
    odd = {f"{one.place.table}.{one.place.column}" for one in verify(world.database, None).findings}
    assert odd == {"explanation_parts.words", "explanation_parts.person_id"}


def test_nobody_writes_over_what_another_wrote_meanwhile(road: Road) -> None:
    write(road, LEAD, "task", "甲")
    with pytest.raises(Refused, match="not_written_meanwhile"):
        write(road, SECOND, "task", "乙", seen=0)
    write(road, SECOND, "task", "乙", seen=1)


def test_only_drafters_write_and_only_sections_of_the_template(road: Road) -> None:
    with pytest.raises(Refused):
        road.by(LEAD, SeatRole.HANDLER, "write_explanation", section="task", said="甲")
    with pytest.raises(WrongAnswers):
        write(road, LEAD, "revision", "没有原标准。")


def test_what_is_due_grows_with_the_road_and_differs_by_group(world: World, road: Road) -> None:
    with road.standing() as standing:
        first = {one.code for one in explaining.missing(standing)}
        assert {"task", "coordination"} <= first
        assert "dissent" not in first
        assert {one.code for one in explaining.missing(standing, TextPurpose.REVIEW)} > first
    write(road, LEAD, "task", TASK)
    term(world, **{"explanation.consultation": ["task", "试验验证报告"]})
    with road.standing() as standing:
        assert [one.zh for one in explaining.missing(standing)] == ["试验验证报告"]
    write(road, LEAD, "试验验证报告", "按 5.2 试验三次。")
    write(road, LEAD, "task", "")
    with road.standing() as standing:
        assert [one.code for one in explaining.missing(standing)] == ["task"]


def test_a_file_from_elsewhere_is_taken_where_it_is_advice(road: Road) -> None:
    freeze(road)
    assert "explanation_hash" not in road.outcomes[-1].facts


def test_a_gate_wants_every_section_and_its_own_print(world: World, road: Road) -> None:
    term(world, **{"draft.explanation": "gate", "explanation.consultation": ["task", "content"]})
    write(road, LEAD, "task", TASK)
    with pytest.raises(Refused) as no:
        freeze(road)
    assert {reason.rule for reason in no.value.reasons} == {"explanation_complete", "explanation_as_written"}
    write(road, LEAD, "content", "第 4 章按实测数据确定。")
    printed(world, road)
    freeze(road)
    with road.standing() as standing:
        assert road.outcomes[-1].facts["explanation_hash"] == explaining.content(standing)


def test_a_print_that_is_older_than_the_words_is_refused(world: World, road: Road) -> None:
    write(road, LEAD, "task", TASK)
    printed(world, road)
    write(road, LEAD, "task", "改过", seen=1)
    with pytest.raises(Refused, match="explanation_as_written"):
        freeze(road)
