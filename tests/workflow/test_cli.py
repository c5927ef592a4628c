"""The console script: exit status 0, 1 or 2, errors on standard error, and the same sentences as everywhere."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from tests.stage import TODAY, copied, environment, settings_in
from workflow import clock, engine
from workflow.cli import COMMANDS, main
from workflow.commands.demo import directory
from workflow.db import Database
from workflow.demo.acts import working_day
from workflow.picture.standing import Seat
from workflow.process.reasons import Refused
from workflow.process.standard import ROWS
from workflow.reads.seats import all_seats
from workflow.records.people import Account, LoginSession
from workflow.records.standards import Standard
from workflow.settings import Settings

WORD = "tongbiao-demo\n"
ADMINISTRATORS = ("--sysadmin", "甲", "jia-one", "--secadmin", "乙", "yi-two", "--audadmin", "丙", "bing-three")


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


@pytest.fixture
def played(tmp_path: Path) -> Settings:
    return copied(tmp_path / "demo")


@pytest.fixture
def database(played: Settings) -> Iterator[Database]:
    made = Database(played.database_url)
    yield made
    made.dispose()


def run(settings: Settings, *arguments: str, given: str = "", **more: str) -> Result:
    return CliRunner().invoke(main, arguments, input=given, env=environment(settings) | more)


def late(database: Database) -> int:
    with database.read() as session:
        return session.scalars(sa.select(Standard.id).where(Standard.title_zh.startswith("城际冷链"))).one()


def seat(database: Database, name: str, role: str) -> Seat:
    with database.read() as session:
        return next(s for s in all_seats(session, clock.today()) if (s.person_name, s.role.value) == (name, role))


@pytest.mark.parametrize("command", [*COMMANDS], ids=lambda command: str(command.name))
def test_every_command_has_help(empty: Settings, command: Any) -> None:
    shown = run(empty, command.name, "--help")
    assert shown.exit_code == 0
    assert "·" in shown.output


@pytest.mark.parametrize("command", [["verify"], ["work", "--once"], ["user", "list"], ["serve"]])
def test_without_a_database_a_command_refuses_and_names_the_cure(empty: Settings, command: list[str]) -> None:
    refused = run(empty, *command)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "tongbiao init" in refused.stderr


def test_wrong_usage_has_status_two(played: Settings) -> None:
    for arguments in (["nothing"], ["export", "events", "--format", "xml", "--out", "x"], ["step", "1"]):
        assert run(played, *arguments).exit_code == 2


@pytest.mark.durable
def test_init_enters_three_administrators_with_links_and_only_once(empty: Settings) -> None:
    two = run(empty, "init", *ADMINISTRATORS[:6])
    same = run(empty, "init", *ADMINISTRATORS[:6], "--audadmin", "乙", "another")
    assert (two.exit_code, same.exit_code) == (2, 2)
    made = run(empty, "init", "--with-groups", *ADMINISTRATORS)
    assert made.exit_code == 0
    assert made.output.count("/enrol/") == 3
    again = run(empty, "init", *ADMINISTRATORS)
    assert again.exit_code == 1
    listed = json.loads(run(empty, "user", "list", "--json").stdout)
    assert {a["username"]: [s["role"] for s in a["seats"]] for a in listed} == {
        "jia-one": ["sysadmin"], "yi-two": ["secadmin"], "bing-three": ["audadmin"],
    }  # fmt: skip
    assert run(empty, "init", "--with-groups").exit_code == 0
    assert run(empty, "verify").exit_code == 0
    assert run(empty, "doctor").exit_code == 0


def test_accounts_are_listed_with_seat_region_organ_and_role(played: Settings) -> None:
    listed = {a["username"]: a for a in json.loads(run(played, "user", "list", "--json").stdout)}
    handler = listed["qianshijing"]
    assert handler["name"] == "钱示京"
    assert [s["role"] for s in handler["seats"]] == ["handler", "keeper", "officer"]
    assert {(s["region"], s["organ"]) for s in handler["seats"]} == {("110000", "北京市市场监督管理局")}


def test_a_password_set_at_the_server_ends_every_session_and_stands_in_the_log(
    played: Settings, database: Database
) -> None:
    with database.plain() as session:
        account = session.scalars(sa.select(Account).where(Account.username == "zhaoshijing")).one()
        hour = {"created_at": clock.now(), "seen_at": clock.now(), "ends_at": clock.now()}
        session.add(LoginSession(token_hash="a" * 64, account_id=account.id, seat_id=None, **hour))
    assert run(played, "user", "passwd", "nobody", "--password-stdin", given="another-word\n").exit_code == 1
    assert run(played, "user", "passwd", "zhaoshijing", "--password-stdin", given="short\n").exit_code == 1
    assert run(played, "user", "passwd", "zhaoshijing", "--password-stdin", given="another-word\n").exit_code == 0
    with database.read() as session:
        assert session.scalars(sa.select(LoginSession.revoked_at)).one() is not None
    assert "set_password_at_console" in exported(played)


def exported(settings: Settings) -> str:
    out = Path(settings.var) / "events.jsonl"
    assert run(settings, "export", "events", "--format", "jsonl", "--out", str(out)).exit_code == 0
    return out.read_text(encoding="utf-8")


def test_an_added_person_waits_for_the_second_hand(played: Settings) -> None:
    organ = ("--organ", "北京市市场监督管理局", "--role", "handler")
    new = ("user", "add", "new.person", "--name", "新人", *organ)
    stranger = run(played, *new, "--as", "zhaoshijing", "--password-stdin", given=WORD)
    assert stranger.exit_code == 1
    elsewhere = run(played, *new, "--as", "hanshijin", "--password-stdin", given=WORD)
    assert elsewhere.exit_code == 1
    made = run(played, *new, "--as", "hanshijing", "--password-stdin", given=WORD)
    assert made.exit_code == 0
    assert "/enrol/" in made.stdout
    listed = {a["username"]: a for a in json.loads(run(played, "user", "list", "--json").stdout)}
    assert listed["new.person"]["seats"] == []


def test_a_stranger_cannot_tell_a_hidden_project_from_none(played: Settings, database: Database) -> None:
    hidden = [
        run(played, "step", str(each), "approve_release", "--as", "zhaoshiyu", "--answer", "position=agree",
            "--password-stdin", given=WORD)
        for each in (late(database), 9999)
    ]  # fmt: skip
    assert {(r.exit_code, r.stdout) for r in hidden} == {(1, "")}
    assert hidden[0].stderr == hidden[1].stderr


def test_a_refused_step_says_what_the_engine_says_with_every_reason(played: Settings, database: Database) -> None:
    today = clock.today().isoformat()
    answers = {"instant": f"{today}T00:00", "effective": today}
    told = [part for key, value in answers.items() for part in ("--answer", f"{key}={value}")]
    step = ("step", str(late(database)), "schedule_release", "--as", "qianshijin", *told, "--password-stdin")
    refused = run(played, *step, given=WORD)
    with pytest.raises(Refused) as no:
        engine.take(
            database, "schedule_release", late(database), seat(database, "钱示津", "officer"), answers, at=clock.now()
        )
    sentences = [line for line in refused.stderr.splitlines() if not line.startswith(" ")]
    assert refused.exit_code == 1
    assert len(sentences) >= 3
    assert [s.rpartition("之后")[2] for s in sentences] == [r.sentence.rpartition("之后")[2] for r in no.value.reasons]


def test_a_step_is_taken_once_the_password_fits(played: Settings, database: Database) -> None:
    step = ("step", str(late(database)), "approve_release", "--as", "zhaoshiji", "--answer", "position=agree")
    wrong = run(played, *step, "--password-stdin", given="wrong-word\n")
    assert wrong.exit_code == 1
    taken = run(played, *step, "--password-stdin", given=WORD)
    assert taken.exit_code == 0, taken.stderr
    assert "#" in taken.stdout
    assert f"《{'城际冷链配送车辆温度监控规范(示)'}》" in taken.stderr
    assert run(played, "verify").exit_code == 0


def test_answers_that_cannot_be_read_are_wrong_usage(played: Settings, database: Database) -> None:
    step = ("step", str(late(database)), "approve_release", "--as", "zhaoshiji", "--password-stdin")
    for given in (("--answer", "position=perhaps"), ("--answer", "position"), ("--answer", "other=1")):
        assert run(played, *step, *given, given=WORD).exit_code == 2
    assert "approve_release" in ROWS


def test_verify_fails_and_names_what_was_changed(played: Settings, database: Database) -> None:
    with database.plain() as session:
        session.execute(sa.text("UPDATE standards SET lead_region = '130000' WHERE title_zh LIKE '城际冷链%'"))
    found = run(played, "verify")
    assert found.exit_code == 1
    assert f"standards/{late(database)}.lead_region" in found.stdout


def test_an_export_has_the_days_asked_for_and_is_an_event_itself(played: Settings) -> None:
    out = Path(played.var) / "day.csv"
    released_on = working_day(clock.day_of(TODAY), -2).isoformat()
    day = ("--since", released_on, "--until", released_on)
    assert run(played, "export", "events", "--format", "csv", *day, "--out", str(out)).exit_code == 0
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) > 1
    assert all(f"{released_on}T" in line for line in lines[1:])
    assert "export_events" in exported(played)


@pytest.mark.durable
def test_the_doctor_names_each_fault_with_its_cure(played: Settings, database: Database) -> None:
    assert run(played, "doctor").exit_code == 0
    with database.plain() as session:
        session.execute(sa.text("DROP TRIGGER events_refuse_update"))
    key = Path(played.var) / "secret.key"
    key.write_text("x")
    key.chmod(0o644)
    found = run(played, "doctor", TONGBIAO_CLOCK=str(Path(played.var) / "none"))
    assert found.exit_code == 1
    for word in ("events_refuse_update", "chmod 600", "TONGBIAO_CLOCK"):
        assert word in found.stderr


def test_the_doctor_names_tables_that_are_missing(played: Settings, database: Database) -> None:
    with database.plain() as session:
        session.execute(sa.text("DROP TABLE paper_acts"))
    found = run(played, "doctor")
    assert found.exit_code == 1
    assert "paper_acts" in found.stderr


def test_production_refuses_the_demonstration_at_every_door(played: Settings) -> None:
    safe = {
        "TONGBIAO_PRODUCTION": "1",
        "TONGBIAO_BASE_URL": "https://example.invalid",
        "TONGBIAO_SECRET_KEY": "k" * 40,
    }
    for command in (["serve"], ["demo"], ["demo", "--reset"], ["doctor"]):
        refused = run(played, *command, **safe)
        assert refused.exit_code == 1
        assert "演示" in refused.stderr


def test_the_demonstration_lists_whom_to_log_in_as(played: Settings) -> None:
    shown = "\n".join(directory("word"))
    listed = {a["username"] for a in json.loads(run(played, "user", "list", "--json").stdout)}
    named = {word for word in shown.split() if "shi" in word}
    assert len(named) > 40
    assert named <= listed


def test_the_demonstration_serves_and_ends_with_both_children_on_interrupt(played: Settings, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "workflow.cli", "demo", "--port", str(port)]
    out = tmp_path / "out"
    with out.open("w") as stream:
        running = subprocess.Popen(command, env={**_inherited(), **environment(played)}, stdout=stream, stderr=stream)
        try:
            assert _said(out, f"http://127.0.0.1:{port}", running), out.read_text()
            running.send_signal(signal.SIGINT)
            assert running.wait(30) == 0
        finally:
            running.kill()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def _inherited() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("TONGBIAO_")}


def _said(out: Path, words: str, running: subprocess.Popen[bytes]) -> bool:
    last = time.monotonic() + 60
    while time.monotonic() < last and running.poll() is None:
        if words in out.read_text():
            return True
        time.sleep(0.1)
    return False
