"""A wrong plan number, document number, date or file is put right by a counter-act; the original event stays."""

import json
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from tests.builders import Road, day, standing
from tests.cast import LEAD, PAPER, SECOND, World
from workflow.corrigible import CORRIGIBLE
from workflow.exports.verification import verify
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.process.standard import ROWS
from workflow.reads.search import says
from workflow.records.events import Event
from workflow.records.papers import Paper
from workflow.records.standards import Standard
from workflow.vocabulary import Joint


def correct(road: Road, fact: str, region: str = LEAD, **answers: Any) -> None:
    road.by(region, "handler", "correct", fact=fact, reason="录入有误", **answers)


def documents(world: World) -> set[tuple[str, date | None]]:
    with world.database.read() as session:
        query = sa.select(Paper.document_number, Paper.dated).where(Paper.step == "initiate", Paper.region_code == LEAD)
        return {(number, dated) for number, dated in session.execute(query)}


def test_the_right_value_stands_everywhere_and_the_event_keeps_the_wrong_one(world: World) -> None:
    road = standing(world, Joint.DRAFTING)
    correct(road, "initiate.plan_number", right_value="京-2026-77")
    correct(road, "initiate.document_number", right_value="京〔2026〕77号")
    correct(road, "initiate.dated", right_value="2026-03-01")
    with road.standing() as found:
        assert found.tracks[LEAD].plan_number == "京-2026-77"
        assert found.tracks[SECOND].plan_number == f"{SECOND}-2026-01"
    assert documents(world) == {("京〔2026〕77号", date(2026, 3, 1))}
    with world.database.read() as session:
        query = sa.select(Event.leaf).where(Event.act.in_(("initiate", "correct")), Event.region_code == LEAD)
        leaves = [json.loads(raw) for raw in session.scalars(query.order_by(Event.sequence))]
    assert leaves[0]["facts"]["plan_number"] == f"{LEAD}-2026-01"
    assert (leaves[1]["facts"]["was"], leaves[1]["facts"]["now"]) == (f"{LEAD}-2026-01", "京-2026-77")
    correct(road, "initiate.plan_number", right_value="京-2026-78")
    assert verify(world.database, None).findings == []


@pytest.mark.parametrize("words", ["京示〔2026〕—77", "京示〔2026〕-77", f"{LEAD}-2026-01"])
def test_a_corrected_plan_number_is_found_in_any_spelling_and_so_is_the_wrong_one(world: World, words: str) -> None:
    road = standing(world, Joint.DRAFTING)
    correct(road, "initiate.plan_number", right_value="京示〔2026〕—77")
    with world.database.read() as session:
        assert list(session.scalars(sa.select(Standard.id).where(*says(words, sa.true())))) == [road.id]


def test_a_verification_finds_a_value_that_nobody_corrected(world: World) -> None:
    road = standing(world, Joint.DRAFTING)
    correct(road, "initiate.plan_number", right_value="京-2026-77")
    with world.database.plain() as session:
        session.execute(sa.text("UPDATE tracks SET plan_number = 'x' WHERE region_code = '110000'"))
    found = verify(world.database, None).findings
    assert [finding.place.column for finding in found] == ["plan_number"]


def test_a_wrong_file_stays_and_the_right_one_is_filed_beside_it(world: World) -> None:
    road = standing(world, Joint.DRAFTING)
    with world.database.read() as session:
        wrong = session.scalar(sa.select(Paper.id).where(Paper.step == "initiate", Paper.region_code == LEAD))
    correct(road, f"initiate.file.{wrong}", file=PAPER)
    with world.database.read() as session:
        assert session.scalars(sa.select(Paper.file_sha256).where(Paper.step == "correct")).all() == [PAPER]
        assert session.get_one(Paper, wrong).file_sha256 == PAPER
    assert verify(world.database, None).findings == []


def test_a_duty_and_an_announcement_are_corrected_after_the_release(world: World) -> None:
    road = standing(world, Joint.IN_FORCE)
    correct(road, "confirm_release.document_number", right_value="京公告〔2026〕9号")
    with road.standing() as found:
        assert found.announcements[LEAD].document_number == "京公告〔2026〕9号"
        duty = next(d for d in found.duties if d.region_code == LEAD)
    reporter = next(s for s in world.seats if s.organ_id == duty.organ_id and s.role in ("implementer", "handler"))
    done = day(road, 0)
    road.take("report_duty", reporter, duty=duty.id, done_on=done, receipt_number="备1", account="已办")
    correct(road, f"report_duty.receipt_number.{duty.id}", right_value="备2")
    with road.standing() as found:
        assert next(d for d in found.duties if d.id == duty.id).receipt_number == "备2"
    assert verify(world.database, None).findings == []


@pytest.mark.parametrize(
    ("fact", "value", "why"),
    [
        ("initiate.plan_number", f"{LEAD}-2026-01", "correction_differs"),
        ("initiate.dated", "morgen", "correction_dated"),
        ("initiate.dated", "2199-01-01", "correction_dated"),
        ("initiate.plan_number", "", "correction_given"),
    ],
)
def test_what_does_not_fit_is_refused_for_its_one_reason(world: World, fact: str, value: str, why: str) -> None:
    road = standing(world, Joint.DRAFTING)
    with pytest.raises(Refused) as refused:
        correct(road, fact, right_value=value)
    assert [reason.rule for reason in refused.value.reasons] == [why]


@pytest.mark.parametrize(("fact", "value"), [("reserve_number.serial", "1"), ("take_position.position", "agree")])
def test_what_may_not_be_corrected_is_no_choice(world: World, fact: str, value: str) -> None:
    road = standing(world, Joint.DRAFTING)
    with pytest.raises(WrongAnswers):
        correct(road, fact, right_value=value)


def test_only_the_own_regions_facts_are_offered(world: World) -> None:
    road = standing(world, Joint.DRAFTING)
    with world.database.read() as session:
        foreign = session.scalar(sa.select(Paper.id).where(Paper.step == "initiate", Paper.region_code == SECOND))
    with pytest.raises(WrongAnswers):
        correct(road, f"initiate.file.{foreign}", file=PAPER)


def test_numbers_texts_and_positions_are_no_corrigible_facts() -> None:
    named = {(kind.step, kind.ask) for kind in CORRIGIBLE}
    assert all(any(ask.name == name for ask in ROWS[step].asks) for step, name in named)
    assert not {name for _, name in named} & {"serial", "part", "own_number", "position", "text", "words", "purpose"}
