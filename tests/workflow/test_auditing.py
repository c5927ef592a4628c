"""Auditors' own doors on both databases: readings once a sitting, samples that anybody redraws, findings."""

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, PAPER, SECOND, THIRD, World, founded
from tests.data.redraw_sample import redraw
from workflow import agreeing
from workflow.agreeing import Taken
from workflow.auditing import drawing, reading, sampling
from workflow.auditing.reading import Opened
from workflow.auditing.sampling import Wanted
from workflow.clock import day_of
from workflow.db import Outdated
from workflow.exports import downloads
from workflow.exports.downloads import Audited
from workflow.exports.verification import verify
from workflow.picture.standing import Seat
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused
from workflow.reads import audit
from workflow.records.auditing import AuditFinding, AuditFindingTurn, AuditReading, AuditSample, AuditSampleItem
from workflow.records.events import Event
from workflow.vocabulary import FindingState, Reading, SeatRole


@pytest.fixture
def road(database_url: str) -> Iterator[Road]:
    made = builders.proposed(founded(database_url))
    builders.initiated(made)
    yield made
    made.world.database.dispose()


def auditor(road: Road, region: str = LEAD) -> Seat:
    return road.world.seat(region, SeatRole.AUDITOR)


def odd(world: World) -> set[str]:
    findings = verify(world.database, None).findings
    return {f"{f.place.table}.{f.place.column or f.what.value}" for f in findings}


def rows(world: World, record: type[Any]) -> list[Any]:
    with world.database.read() as session:
        return list(session.scalars(sa.select(record)))


def test_what_is_opened_is_recorded_once_a_sitting(road: Road) -> None:
    opened = Opened(kind=Reading.PERSONAL, target="log/2026#3", of_region=SECOND, words={"filters": "某人"})
    seat, database = auditor(road), road.world.database
    assert reading.note(database, seat, "session-1", opened, at=road.at)
    assert not reading.note(database, seat, "session-1", opened, at=road.at + timedelta(minutes=5))
    assert reading.note(database, seat, "session-2", opened, at=road.at + timedelta(hours=5))
    assert len(rows(road.world, AuditReading)) == 2
    leaf = next(e.leaf for e in rows(road.world, Event) if e.noun == "reading")
    assert "某人".encode() not in leaf
    assert odd(road.world) == set()


def wanted(road: Road, **other: Any) -> Wanted:
    with road.world.database.read() as session:
        scope = audit.scope_of(session, auditor(road))
    assert scope is not None
    selection = Audited(scope=scope, act=other.pop("act", None))
    export = downloads.opened(road.world.database, selection)
    given = {"title": "立项抽查", "filters": {}, "covered": tuple(export.covered), "size": 4, "seed": "2026-11-22"}
    return Wanted(selection=selection, **{**given, **other})


def test_a_sample_is_drawn_again_from_its_population_alone(road: Road) -> None:
    asked = wanted(road)
    made = sampling.sample(road.world.database, auditor(road), asked, at=road.at)
    (sample,) = rows(road.world, AuditSample)
    origins = {log.log_id: (log.origin, log.size) for log in asked.covered}
    population = "".join(f"{n}\n" for n in sampling.names(road.world.database, asked.selection, origins)).encode()
    drawn = [f"{origins[i.log_id][0]}#{i.index}" for i in rows(road.world, AuditSampleItem)]
    assert redraw(population, sample.seed, sample.size) == drawn
    assert (sample.id, sample.population, len(drawn)) == (made, population.count(b"\n"), 4)
    assert odd(road.world) == set()


def test_who_examined_what_is_noted_once_and_by_the_side_that_drew(road: Road) -> None:
    database = road.world.database
    made = sampling.sample(database, auditor(road), wanted(road), at=road.at)
    sampling.examine(database, auditor(road), made, 2, "与纸质件一致", at=road.at)
    with pytest.raises(Outdated):
        sampling.examine(database, auditor(road), made, 2, "再记一次", at=road.at)
    for stranger in (auditor(road, SECOND), road.world.seat(LEAD, SeatRole.HANDLER)):
        with pytest.raises(NotThere):
            sampling.examine(database, stranger, made, 1, "", at=road.at)
    assert odd(road.world) == set()


@pytest.mark.parametrize(
    ("wrong", "rules"),
    [
        ({"size": 0}, {"sample_size"}),
        ({"size": 501, "seed": " ", "title": ""}, {"sample_size", "sample_seed", "sample_title"}),
        ({"act": "no_such_act"}, {"sample_empty"}),
        ({"of_heads": True}, {"sample_unsigned"}),
    ],
)
def test_a_sample_that_cannot_be_drawn_is_refused_with_every_reason(
    road: Road, wrong: dict[str, Any], rules: set[str]
) -> None:
    with pytest.raises(Refused) as refused:
        sampling.sample(road.world.database, auditor(road), wanted(road, **wrong), at=road.at)
    assert {reason.rule for reason in refused.value.reasons} == rules
    assert rows(road.world, AuditSample) == []


@given(st.lists(st.integers(0, 9999), unique=True, max_size=60), st.text(max_size=12), st.integers(1, 20))
def test_the_draw_and_the_page_about_it_agree(numbers: list[int], seed: str, size: int) -> None:
    names = [f"log/2026#{n}" for n in numbers]
    seed = seed.encode("utf-8", "replace").decode()
    found = drawing.draw(names, seed=seed, size=size)
    assert list(found.names) == redraw("".join(f"{n}\n" for n in names).encode(), seed, size)
    assert found.population_sha256 == drawing.listed(names)


# --- findings -------------------------------------------------------------------------------------------------------

RAISED = {"region": SECOND, "severity": "major", "matter": "未见公告截图。"}


def take(road: Road, step: str, seat: Seat, **answers: Any) -> Taken:
    return agreeing.take(road.world.database, road.world.agreements["JJJ"], step, seat, answers, at=road.at)


def refused(road: Road, step: str, seat: Seat, **answers: Any) -> bool:
    try:
        take(road, step, seat, **answers)
    except (Refused, WrongAnswers):
        return True
    return False


def raised(road: Road, **more: Any) -> int:
    return int(take(road, "write_finding", auditor(road), **(RAISED | more)).facts["concern"])


def test_a_finding_goes_its_way_to_the_end_and_every_word_stays(road: Road) -> None:
    handler, one = road.world.seat(SECOND, SeatRole.HANDLER), raised(road, standard=road.id)
    assert refused(road, "answer_finding", road.world.seat(THIRD, SeatRole.HANDLER), concern=one, answer="代答")
    take(road, "answer_finding", handler, concern=one, answer="截图补上。", evidence=PAPER)
    assert refused(road, "answer_finding", handler, concern=one, answer="再改一改")
    assert refused(road, "accept_answer", auditor(road, SECOND), concern=one)
    take(road, "return_answer", auditor(road), concern=one, reason="截图没有日期。")
    road.at += timedelta(days=3)
    take(road, "answer_finding", handler, concern=one, answer="补日期。")
    take(road, "accept_answer", auditor(road), concern=one)
    (found,) = rows(road.world, AuditFinding)
    assert (found.state, found.standard_id) == (FindingState.CLOSED, road.id)
    assert found.answer_by == day_of(road.at) + timedelta(days=27)
    said = [(t.step, t.words) for t in sorted(rows(road.world, AuditFindingTurn), key=lambda t: t.number)]
    assert [step for step, _ in said] == [
        "write_finding", "answer_finding", "return_answer", "answer_finding", "accept_answer"
    ]  # fmt: skip
    assert said[1][1] == "截图补上。"
    assert odd(road.world) == set()


def test_a_finding_is_taken_back_by_its_side_only(road: Road) -> None:
    one = raised(road)
    assert refused(road, "withdraw_finding", auditor(road, SECOND), concern=one, reason="看错了")
    take(road, "withdraw_finding", auditor(road), concern=one, reason="看错了")
    assert refused(road, "answer_finding", road.world.seat(SECOND, SeatRole.HANDLER), concern=one, answer="好")


def test_only_auditors_of_the_group_find_and_only_what_is_there(road: Road) -> None:
    (event, *_) = [e for e in rows(road.world, Event) if e.noun == "standard"]
    cited = f"{next(iter(wanted(road).covered)).origin}#9999"
    for seat in (road.world.seat(LEAD, SeatRole.HANDLER), auditor(road, CHONGQING)):
        assert refused(road, "write_finding", seat, **RAISED)
    assert refused(road, "write_finding", auditor(road), **RAISED, event=cited)
    assert refused(road, "write_finding", auditor(road), **RAISED, standard=999)
    assert refused(road, "write_finding", auditor(road), **(RAISED | {"region": CHONGQING}))
    origin = next(log.origin for log in wanted(road).covered if log.log_id == event.log_id)
    raised(road, event=f"{origin}#{event.index}")
    (found,) = rows(road.world, AuditFinding)
    assert found.standard_id == event.object_id


def test_what_is_changed_behind_the_log_is_found(road: Road) -> None:
    one, database = raised(road), road.world.database
    sampling.sample(database, auditor(road), wanted(road), at=road.at)
    reading.note(database, auditor(road), "s", Opened(kind=Reading.PROJECT, target="standard/1"), at=road.at)
    with database.plain() as session:
        session.execute(sa.update(AuditFinding).values(severity="remark", answer_by=day_of(road.at)))
        session.execute(sa.update(AuditFindingTurn).values(words="改成别的话"))
        session.execute(sa.update(AuditSample).values(seed="挑过的种子"))
        session.execute(sa.delete(AuditSampleItem).where(AuditSampleItem.place == 1))
        session.execute(sa.update(AuditSampleItem).where(AuditSampleItem.place == 2).values(index=0))
        session.execute(sa.delete(AuditReading))
    assert one
    assert odd(road.world) == {
        "audit_findings.severity", "audit_findings.answer_by", "audit_finding_turns.words", "audit_samples.seed",
        "audit_sample_items.vanished", "audit_samples.drawn_sha256", "audit_readings.vanished",
    }  # fmt: skip


def test_an_auditor_of_the_whole_installation_finds_too(road: Road) -> None:
    everywhere = dataclasses.replace(auditor(road), region=None)
    take(road, "write_finding", everywhere, **RAISED)
    (found,) = rows(road.world, AuditFinding)
    assert found.raised_region is None


def test_events_are_found_by_what_they_changed_and_say_on_both_databases(road: Road) -> None:
    with road.world.database.read() as session:
        scope = audit.scope_of(session, auditor(road, SECOND))
        assert scope is not None

        def found(**asked: Any) -> list[str]:
            where = Audited(scope=scope, **asked).where()
            return [event.act for event, _ in audit.events(session, where, None)]

        track = f"tracks.{SECOND}"
        initiated = found(moved=(track, None, frozenset({"initiated"})))
        assert initiated == ["initiate"]
        assert found(moved=(track, frozenset({"applied"}), frozenset({"initiated"}))) == initiated
        assert found(moved=(track, frozenset({"invited"}), frozenset({"initiated"}))) == []
        assert len(found(moved=("joint", None, None))) >= 2
        assert set(found(noun="agreement")) == {"record_agreement"}
        assert found(words="同意", act="apply") == ["apply"]
        assert found(words="no such words%_") == []
