"""The worker with its post: it delivers, writes and sends beside the timers, and rests while a restore is held."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
import sqlalchemy as sa

from tests import builders
from tests.cast import MORNING, SECOND, World, founded, with_accounts
from tests.mailserver import Mood, running
from tests.workflow.post.readers import carry, listens, mails, put, settings, states
from workflow import holds, jobs
from workflow.post import carrier, rounds, smtp
from workflow.records.notices import Beat
from workflow.vocabulary import Mail


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    made = founded(database_url)
    with_accounts(made)
    listens(made, made.seat(SECOND, "handler"))
    yield made
    made.database.dispose()


def beat(world: World) -> datetime | None:
    with world.database.read() as session:
        return session.scalar(sa.select(Beat.at).where(Beat.name == jobs.WORKER))


def test_a_slow_mail_server_delays_neither_the_beat_nor_the_letter_for_ever(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (jobs, rounds):
        monkeypatch.setattr(module, "PAUSE", 0.05)
    monkeypatch.setattr(smtp, "TIMEOUT", 2.0)
    monkeypatch.setattr(carrier, "BACK_OFF", (timedelta(seconds=1),) * 5)
    road = builders.proposed(world)
    builders.invited(road)
    began, ended = monotonic(), threading.Event()

    def hour() -> datetime:
        return road.at + timedelta(seconds=monotonic() - began)

    with running(Mood.HANGS) as server:
        server.hang = 1.0
        given = settings(tmp_path, server.url)
        worker = threading.Thread(
            target=jobs.work, args=(world.database, given), kwargs={"ended": ended, "hour": hour}, daemon=True
        )
        worker.start()
        beats = set()
        while not server.accepted and monotonic() - began < 20:
            beats |= {beat(world)} if server.conversations == 1 else set()
            sleep(0.02)
        ended.set()
        worker.join()
        assert (len(server.letters()), server.conversations) == (1, 2)
    assert len(beats) > 3  # the worker went on while the server kept silent


def test_while_a_restore_is_held_no_letter_leaves(world: World, tmp_path: Path) -> None:
    road = builders.proposed(world)
    builders.invited(road)
    with running() as server:
        given = settings(tmp_path, server.url)
        with world.database.plain() as session:
            holds.hold(session, backup="b", taken_at=road.at, at=road.at)
        jobs.work(world.database, given, once=True, hour=lambda: road.at)
        assert mails(world) == []
        with world.database.plain() as session:
            session.execute(sa.text("update holds set released_at = since"))
        jobs.work(world.database, given, once=True, hour=lambda: road.at)
        assert [mail.state for mail in mails(world)] == [Mail.SENT]
        assert len(server.letters()) == 1


SENDS = """
import sys
from datetime import datetime
from workflow.db import Database
from workflow.post import carrier
from workflow.settings import Settings
carrier.carry(Database(sys.argv[1]), Settings(mail_url=sys.argv[2]), datetime.fromisoformat(sys.argv[3]), "killed")
"""


def test_a_worker_that_is_killed_while_the_server_has_the_letter_does_not_lead_to_a_second_one(
    world: World, tmp_path: Path
) -> None:
    seat = world.seat(SECOND, "handler")
    put(world, seat)
    database = world.database.url.render_as_string(hide_password=False)
    with running(Mood.HANGS) as server:
        server.hang = 30.0
        command = [sys.executable, "-c", SENDS, database, server.url, MORNING.isoformat()]
        with subprocess.Popen(command) as worker:
            until = monotonic() + 20
            while not any(mail.handed_at for mail in mails(world)) and monotonic() < until:
                sleep(0.02)
            worker.kill()
        carry(world, settings(tmp_path, server.url), minutes=14, worker="two")
        assert states(world) == [Mail.SENDING]
        carry(world, settings(tmp_path, server.url), minutes=16, worker="two")
        assert (states(world), server.conversations) == ([Mail.IN_DOUBT], 1)


def test_no_two_workers_bear_one_name() -> None:
    assert len({rounds.name_of_worker() for _ in range(100)}) == 100
    assert all(len(rounds.name_of_worker()) <= 64 for _ in range(3))
