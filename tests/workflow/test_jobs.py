"""Timers fire once, in order, and late ones are caught up; one that fails holds up nobody; the worker beats, signs."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.cast import World, founded
from tests.stage import settings_in
from workflow import clock, engine, holds, jobs
from workflow.db import Database
from workflow.records.events import Checkpoint, Event, Log
from workflow.records.notices import Beat, RegionNotice, Timer
from workflow.records.releases import Release
from workflow.vocabulary import Joint, Notice


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    made = founded(sqlite_url)
    yield made
    made.database.dispose()


def consulting(world: World) -> builders.Road:
    """A project whose window is open in every region."""
    road = builders.standing(world, Joint.CONSULTING)
    builders.posted(road)
    return road


def due_at(world: World, road: builders.Road, name: str) -> datetime:
    query = sa.select(Timer.due_at).where(Timer.standard_id == road.id, Timer.name == name, Timer.fired_at.is_(None))
    with world.database.read() as session:
        return session.scalars(query).one()


def fired_at(world: World, name: str) -> list[datetime]:
    """When the timers of that name fired."""
    query = sa.select(Timer.fired_at).where(Timer.name == name, Timer.fired_at.is_not(None)).order_by(Timer.fired_at)
    with world.database.read() as session:
        return [at for at in session.scalars(query) if at is not None]


def test_a_timer_does_not_fire_before_its_instant(world: World) -> None:
    road = consulting(world)
    jobs.tick(world.database, due_at(world, road, "window_over") - timedelta(seconds=1))
    assert (fired_at(world, "window_over"), road.state) == ([], Joint.CONSULTING)


def test_a_timer_fires_at_its_instant_and_only_once(database_url: str) -> None:
    world = founded(database_url)
    road = consulting(world)
    instant = due_at(world, road, "window_over")
    assert jobs.tick(world.database, instant).fired > 0
    assert fired_at(world, "window_over") == [instant]
    with road.standing() as found:
        assert (found.state, version := found.standard.version) == (Joint.ANSWERING, version)
    assert jobs.tick(world.database, instant + timedelta(days=1)).fired == 0
    with road.standing() as found:
        assert found.standard.version == version
    world.database.dispose()


def test_what_an_outage_missed_is_caught_up_oldest_first_and_its_lateness_is_recorded(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = builders.standing(world, Joint.SEALED)
    jobs.tick(world.database, late.at)
    later = consulting(world)
    woken: list[int] = []
    wake = engine.wake

    def noted(database: Any, standard_id: int, at: datetime) -> None:
        woken.append(standard_id)
        wake(database, standard_id, at)

    monkeypatch.setattr(engine, "wake", noted)
    order = sorted((late, later), key=lambda r: due_at(world, r, "instant_come" if r is late else "window_over"))
    jobs.tick(world.database, max(late.at, later.at) + timedelta(days=40))
    assert woken == [road.id for road in order]
    assert (late.state, later.state) == (Joint.RELEASED, Joint.ANSWERING)
    with world.database.read() as session:
        assert (session.scalars(sa.select(Release.late_seconds)).one() or 0) > 30 * 24 * 3600


def test_a_standard_that_cannot_be_woken_holds_up_nobody_and_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = consulting(world), consulting(world)
    wake = engine.wake

    def failing(database: Any, standard_id: int, at: datetime) -> None:
        if standard_id == broken.id:
            raise RuntimeError("planted")
        wake(database, standard_id, at)

    monkeypatch.setattr(engine, "wake", failing)
    at = max(broken.at, sound.at) + timedelta(days=40)
    done = jobs.tick(world.database, at)
    assert (fired_at(world, "window_over"), done.failed) == ([at], 1)
    assert (broken.state, sound.state) == (Joint.CONSULTING, Joint.ANSWERING)
    monkeypatch.setattr(engine, "wake", wake)
    jobs.tick(world.database, at)
    assert fired_at(world, "window_over") == [at, at]
    assert broken.state is Joint.ANSWERING


def test_a_timer_whose_standard_is_already_past_it_fires_all_the_same(world: World) -> None:
    road = consulting(world)
    instant = due_at(world, road, "window_over")
    road.by(road.lead, "handler", "recall_consultation", reason="重新征求")
    jobs.tick(world.database, instant)
    assert fired_at(world, "window_over") == [instant]
    assert road.state is Joint.DRAFTING


def test_a_timer_set_while_its_standard_is_woken_waits_for_its_own_look(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    road, wake = consulting(world), engine.wake
    instant = due_at(world, road, "window_over")

    def woken(database: Any, standard_id: int, at: datetime) -> None:
        wake(database, standard_id, at)
        with database.plain() as session:
            session.add(Timer(standard_id=standard_id, name="later", due_at=at))

    monkeypatch.setattr(engine, "wake", woken)
    jobs.tick(world.database, instant)
    assert (fired_at(world, "window_over"), fired_at(world, "later")) == ([instant], [])
    monkeypatch.undo()
    jobs.tick(world.database, instant)
    assert fired_at(world, "later") == [instant]


def test_notices_are_delivered_and_the_worker_beats(world: World) -> None:
    road = builders.standing(world, Joint.INITIATING)
    assert jobs.tick(world.database, road.at).delivered > 0
    with world.database.read() as session:
        states = set(session.scalars(sa.select(RegionNotice.state)))
        beat = session.get_one(Beat, jobs.WORKER)
    assert states == {Notice.DELIVERED}
    assert beat.at == road.at


def test_the_worker_reads_the_rehearsal_clock_at_each_look(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    road = consulting(world)
    file = tmp_path / "clock"
    monkeypatch.setenv("TONGBIAO_CLOCK", str(file))
    settings = settings_in(tmp_path)
    for target, state in ((road.at, Joint.CONSULTING), (road.at + timedelta(days=40), Joint.ANSWERING)):
        file.write_text("0")
        file.write_text(str((target - clock.now()).total_seconds()))
        jobs.work(world.database, settings, once=True)
        assert road.state is state


def test_logs_that_grew_are_signed_and_a_refusal_to_sign_stops_nothing(world: World, tmp_path: Path) -> None:
    road = consulting(world)
    settings = settings_in(tmp_path)
    jobs.work(world.database, settings, once=True, hour=lambda: road.at)
    with world.database.read() as session:
        sizes = dict(session.execute(sa.select(Log.id, Log.size)).all())
        signed = dict(session.execute(sa.select(Checkpoint.log_id, Checkpoint.size)).all())
    assert signed == sizes
    key = tmp_path / "keys" / "log.key"
    key.chmod(0o644)
    done = jobs.work(world.database, settings, once=True, hour=lambda: road.at + timedelta(days=40))
    assert done.fired > 0
    assert road.state is Joint.ANSWERING


def test_a_database_that_is_away_does_not_end_the_worker(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any) -> jobs.Done:
        raise sa.exc.OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(jobs, "tick", away)
    assert jobs.work(world.database, settings_in(tmp_path), once=True).failed == 1


def test_of_several_workers_at_one_instant_each_timer_is_fired_by_one(database_url: str) -> None:
    world = founded(database_url)
    roads = [consulting(world) for _ in range(4)]
    at = max(road.at for road in roads) + timedelta(days=40)
    databases = [Database(database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda each: jobs.tick(each, at), databases))
    with world.database.read() as session:
        fired = session.scalar(sa.select(sa.func.count()).where(Timer.fired_at.is_not(None)))
    assert sum(one.fired for one in done) == (fired or 0) >= len(roads)
    assert [one.failed for one in done] == [0] * 4
    assert {road.state for road in roads} == {Joint.ANSWERING}
    with world.database.read() as session:
        told = sa.select(Event.object_id).where(Event.act == "close_consultation", Event.noun == "standard")
        assert sorted(session.scalars(told)) == sorted(road.id for road in roads)
    for database in [*databases, world.database]:
        database.dispose()


def test_nothing_happens_by_itself_after_a_restore_until_it_is_let_go_on(world: World) -> None:
    road = consulting(world)
    at = road.at + timedelta(days=40)
    with world.database.plain() as session:
        holds.hold(session, backup="b" * 64, taken_at=road.at, at=at)
    assert jobs.tick(world.database, at) == jobs.Done()
    with world.database.read() as session:
        assert session.get_one(Beat, jobs.WORKER).at == at
        assert Notice.QUEUED in set(session.scalars(sa.select(RegionNotice.state)))
    assert holds.release(world.database, at)
    assert holds.release(world.database, at) is None
    done = jobs.tick(world.database, at)
    assert road.state is Joint.ANSWERING
    assert done.fired > 0
    assert done.delivered > 0
