"""A database that is behind a mirror, or tells another story, does not start; the kit holds what both parties have."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.builders import proposed
from tests.cast import LEAD, PASSWORD, SECOND, SINCE
from tests.stage import environment
from tests.workflow.witnessing import forging
from tests.workflow.witnessing.forging import index_of, rewritten
from tests.workflow.witnessing.hosts import ORIGIN, Installation
from workflow.cli import main
from workflow.commands.doctor import against_start
from workflow.seats import installing
from workflow.vocabulary import SeatRole


def run(host: Installation, *words: str) -> Result:
    given = f"{PASSWORD}\n" if "--password-stdin" in words else None
    return CliRunner().invoke(main, ["--lang", "en", *words], env=environment(host.settings), input=given)


def administrators(host: Installation) -> list[int]:
    """Two of the cast, appointed to run the whole installation."""
    persons = [host.world.seat(region, SeatRole.SECADMIN).person_id for region in (LEAD, SECOND)]
    with host.world.database.write(host.at) as work:
        organ = installing.operator(work, "系统运行单位", "Operator")
        for person in persons:
            installing.lay_seat(work, person, organ, SeatRole.SYSADMIN, since=SINCE)
    return persons


def brought(host: Installation) -> None:
    """The mirror's folder of a region is carried to the host."""
    shutil.copytree(host.regions[2].folder / "mirror", host.folder / "mirrors" / "hebei")


@pytest.fixture
def older(host: Installation, tmp_path: Path) -> Installation:
    """Somebody copied an older file into place; even the signer's memory went."""
    aside = forging.kept_aside(host, tmp_path)
    proposed(host.world, at=host.at)
    host.sign()
    with host.served() as base:
        assert host.mirrored(base, host.regions[2]).is_clean
    forging.put_back(host, aside)
    forging.forgotten(host)
    return host


def test_behind_a_mirror_it_does_not_start_and_says_what_it_lacks(older: Installation, tmp_path: Path) -> None:
    assert against_start(older.settings) == []  # nobody left who knows better
    brought(older)
    (why,) = against_start(older.settings)
    assert f"{ORIGIN}/80" in why
    assert "propose" in why
    refused = run(older, "work", "--once")
    assert (refused.exit_code, f"{ORIGIN}/80" in refused.stderr) == (1, True)
    kit = tmp_path / "kit"
    assert run(older, "evidence-kit", str(kit)).exit_code == 0
    with next(kit.rglob("acts.csv")).open(encoding="utf-8") as file:
        assert [(row["index"], row["act"], row["person"]) for row in csv.DictReader(file)] == [("80", "propose", "2")]
    told = json.loads(next(kit.rglob("leaves.jsonl")).read_text("utf-8"))
    assert json.loads(told["leaf"])["obj"] == "standard/2"
    for person in administrators(older):
        run(older, "resume", "--accept-loss", "--as", f"u{person}", "--password-stdin")
    assert older.value("SELECT count(*) FROM logs WHERE part = 2") == 1
    assert against_start(older.settings) == []


def test_a_fork_is_frozen_with_both_stories(host: Installation, tmp_path: Path) -> None:
    index = index_of(host, "approve_release", SECOND)
    rewritten(host, index, actor=18)
    (why,) = against_start(host.settings)
    assert "分叉" in why
    forging.forgotten(host)
    brought(host)
    (why,) = against_start(host.settings)
    assert "分叉" in why
    assert run(host, "serve").exit_code == 1
    kit = tmp_path / "kit"
    assert run(host, "evidence-kit", str(kit)).exit_code == 0
    original = json.loads(next(kit.rglob("leaves.jsonl")).read_text("utf-8").splitlines()[0])
    instead = json.loads(next(kit.rglob("instead.json")).read_text("utf-8"))[0]
    assert (original["index"], instead["index"]) == (index, index)
    assert (json.loads(original["leaf"])["actor"], json.loads(instead["leaf"])["actor"]) == (17, 18)
    assert next(kit.rglob("seen.note")).read_bytes().startswith(ORIGIN.encode())
    assert run(host, "evidence-kit", str(kit)).exit_code == 1
