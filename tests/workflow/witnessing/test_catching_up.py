"""A host that was put back from an older backup takes from a region's mirror what it lacks: same log, same rows."""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from tests import builders
from tests.cast import LEAD, PAPER, SECOND, THIRD
from tests.stage import environment
from tests.workflow.witnessing import forging
from tests.workflow.witnessing.forging import index_of
from tests.workflow.witnessing.hosts import ORIGIN, SEATS, Installation, Region, log_id, token_of
from workflow.cli import main
from workflow.commands.doctor import against_start
from workflow.db import Database
from workflow.exports.verification import verify
from workflow.keeping import catching_up, erasing, ledger
from workflow.keeping.blanking import Target
from workflow.keeping.catching_up import catch_up
from workflow.keeping.erasing import Wanted
from workflow.parcels.scopes import tables
from workflow.parcels.sealing import Key
from workflow.records.events import Event, Log
from workflow.seats import installing
from workflow.settings import Settings
from workflow.vocabulary import ErasureGround, SeatRole
from workflow.witnessing.mirror import Mirror
from workflow.witnessing.parcels import Parcels
from workflow.witnessing.taking import PENDING

ADMINISTRATORS = ((LEAD, SeatRole.SECADMIN), (THIRD, SeatRole.AUDADMIN))
CANARY = "雀七号：第三单元的李某"
SINCE = {"audit_readings", "accounts"}  # what mirrors' own reading leaves behind, and log-ins


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that is carried."""
    with closing(sqlite3.connect(path)) as plain:
        return {
            table.name: sorted(plain.execute(f"SELECT {_columns(table)} FROM {table.name}").fetchall(), key=repr)
            for table in tables()
            if table.name not in SINCE
        }


def _columns(table: sa.Table) -> str:
    """All but what lists read: it is drawn anew for the hour."""
    return ", ".join(f'"{column.name}"' for column in table.columns if column.name != "outlook")


def mirror_parcels(host: Installation) -> Parcels:
    return host.regions[2].mirror.parcels


def in_parcels(host: Installation) -> set[str]:
    """The parcels of a mirror in which the value can be read by whoever has the key."""
    key, found = Key.of(host.settings), set()
    for name in mirror_parcels(host).names():
        content = json.dumps(key.open(name, mirror_parcels(host).sealed(name) or b""), ensure_ascii=False)
        found |= {name} if CANARY in content or CANARY.encode().hex() in content else set()
    return found


def printed_head(mirror: Mirror) -> str:
    """As an announcement prints it."""
    (head,) = [head for head in mirror.heads() if head.origin == ORIGIN]
    return f"{head.origin} / {head.size} / {head.root.hex()[:16]}…{head.root.hex()[-16:]}"


def run(settings: Settings, *words: str) -> Result:
    return CliRunner().invoke(main, ["catch-up", *words], env=environment(settings))


def mirror_of(host: Installation, number: int = 2) -> Path:
    return host.regions[number].folder / "mirror"


@pytest.fixture
def older(host: Installation, tmp_path: Path) -> Installation:
    """A morning's work, seen by three mirrors, then a backup of the night before."""
    aside = forging.kept_aside(host, tmp_path)
    road = builders.proposed(host.world, at=host.at)
    builders.invited(road)
    said = {"application": PAPER, "unit": "研究院", "deadline": builders.day(road, 500), "fair_competition": PAPER}
    road.by(LEAD, "applicant", "apply", opinion=CANARY, **said)
    host.at = road.at
    host.sign()
    with host.served() as base:
        for region in host.regions:
            assert host.mirrored(base, region).is_clean
    host.world.database.dispose()
    (host.folder / "tongbiao.db").rename(tmp_path / "lost.db")
    forging.put_back(host, aside)
    return host


def test_every_act_comes_back_with_its_rows(older: Installation, tmp_path: Path) -> None:
    assert against_start(older.settings)
    done = catch_up(older.world.database, older.settings, [mirror_of(older)], older.at)
    assert done.refused == {}
    assert ORIGIN in done.logs
    assert against_start(older.settings) == []
    report = verify(older.world.database, older.signer)
    assert [str(found) for found in report.findings] == []
    lost, back = rows_of(tmp_path / "lost.db"), rows_of(older.folder / "tongbiao.db")
    differing = {name for name in lost if lost[name] != back[name]}
    assert differing <= {"holds"}
    road = builders.proposed(older.world, at=older.at + timedelta(hours=1), title_en="Going on")
    assert road.id
    older.sign()
    with older.served() as base:
        for region in older.regions:
            region.token = token_of(older.world, region.code)  # a restore ends them all
            assert older.mirrored(base, region).is_clean


def test_no_region_can_read_what_it_keeps(older: Installation) -> None:
    files = [path.read_bytes() for path in mirror_of(older).rglob("*") if path.is_file()]
    assert all(CANARY.encode() not in data for data in files)


def test_a_lost_host_is_rebuilt_from_a_mirror_and_what_was_printed(older: Installation, tmp_path: Path) -> None:
    """Nothing is left but a region's folder, the key from the safe, and the head in the gazette."""
    there = Settings(database_url=f"sqlite:///{tmp_path}/there.db", var=str(tmp_path / "there"))
    key = older.folder / "parcels" / "key"
    printed = printed_head(older.regions[0].mirror)
    words = ("--from", str(mirror_of(older, 0)), "--rebuild", "--parcel-key", str(key))
    refused = run(there, *words)
    assert (refused.exit_code, "--printed" in refused.stderr) == (1, True)
    refused = run(there, *words, "--printed", printed.replace("/ 85 /", "/ 84 /"))
    assert (refused.exit_code, "不符" in refused.stderr) == (1, True)
    done = run(there, *words, "--printed", printed)
    assert done.exit_code == 0, done.stderr
    rebuilt = Database(there.database_url)
    report = verify(rebuilt, None)
    rebuilt.dispose()
    assert [str(found) for found in report.findings] == []
    lost, back = rows_of(tmp_path / "lost.db"), rows_of(tmp_path / "there.db")
    of_others = {"agreements", "agreement_documents", "members", "offices", "rule_sets"}  # without acts or mirrors here
    assert {name for name in lost if lost[name] != back[name]} <= of_others | {"holds"}
    assert all(set(back[name]) <= set(lost[name]) for name in of_others)


def test_without_the_rows_of_an_act_nothing_of_the_log_is_written(older: Installation) -> None:
    """The folder of a mirror that could not ask for them, and a parcel that somebody changed."""
    folder = mirror_of(older)
    parcels = Parcels(folder / "payload" / "parcels")
    (path,) = [path for path in parcels.folder.rglob("*.parcel") if path.read_bytes().startswith(b"standard/2\n")]
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    done = catch_up(older.world.database, older.settings, [folder], older.at)
    (origin,) = done.refused
    assert (origin, done.logs, done.rows) == (ORIGIN, {}, 0)
    assert any("standard/2" in why and "propose" in why for why in done.refused[origin])
    assert [lost.index for lost in done.lost[origin]] == [80, 81, 82, 83, 84]
    assert older.value("SELECT max(size) FROM logs WHERE origin = :o", o=ORIGIN) == 80
    both = catch_up(older.world.database, older.settings, [folder, mirror_of(older, 1)], older.at)
    assert both.refused == {}
    assert both.logs == {ORIGIN: (80, 85)}


def test_a_plug_pulled_behind_the_rows_leaves_nobody_logged_in_and_nothing_erased(
    older: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An old mirror, a ledger that knows of a later erasure, and a catch-up that is cut off before lists are drawn."""
    ledger.add(older.settings, [ledger.Entry(ORIGIN, 84, "opinion")])
    with monkeypatch.context() as cut:
        cut.setattr(catching_up, "sweep", _power_cut)
        with pytest.raises(_PowerCut):
            catch_up(older.world.database, older.settings, [mirror_of(older)], older.at)
    assert older.value("SELECT max(size) FROM logs WHERE origin = :o", o=ORIGIN) == 85
    assert older.value("SELECT count(*) FROM openings WHERE value = :v", v=CANARY.encode()) == 0
    assert older.value("SELECT count(*) FROM tokens WHERE revoked_at IS NULL") == 0
    assert older.value("SELECT count(*) FROM holds WHERE released_at IS NULL") == 1
    told = "SELECT count(*) FROM events WHERE act = 'catch_up'"
    assert older.value(told) == 1
    again = catch_up(older.world.database, older.settings, [mirror_of(older)], older.at)
    assert older.value(told) == 1
    assert (again.logs, again.refused) == ({}, {})
    assert CANARY.encode() not in (older.folder / "tongbiao.db").read_bytes()
    assert older.value("SELECT count(*) FROM turns WHERE standard_id = 2") != 0  # drawn by the second run


class _PowerCut(BaseException):
    pass


def _power_cut(*_: object) -> None:
    raise _PowerCut


def harmed(folder: Path, harm: str) -> None:
    """A mirror's folder, harmed."""
    if harm == "tile":
        for path in folder.rglob("tile/0/*.p/*"):
            path.write_bytes(path.read_bytes()[::-1])
    elif harm == "cut":
        for path in folder.rglob("tile/entries/*.p/*"):
            path.write_bytes(path.read_bytes()[:-7])
    elif harm == "note":
        for path in folder.rglob(PENDING):
            path.write_bytes(path.read_bytes().replace(b"\n85\n", b"\n86\n"))
    elif harm == "keys":
        (folder / "trusted").write_bytes(b"\xff\xfe no key\n")
    else:
        for path in folder.glob("logs/*/tile/0"):
            shutil.rmtree(path)


@pytest.mark.parametrize("harm", ["tile", "cut", "note", "keys", "gone"])
def test_a_damaged_mirror_is_named_and_the_others_serve(older: Installation, harm: str) -> None:
    folder = mirror_of(older)
    harmed(folder, harm)
    alone = run(older.settings, "--from", str(folder))
    assert (alone.exit_code, str(folder) in alone.output) == (1, True), alone.exception
    assert older.value("SELECT max(size) FROM logs WHERE origin = :o", o=ORIGIN) == 80
    done = run(older.settings, "--from", str(folder), "--from", str(mirror_of(older, 1)))
    assert (done.exit_code, str(folder) in done.output) == (0, True), done.output
    assert older.value("SELECT max(size) FROM logs WHERE origin = :o", o=ORIGIN) == 85


@pytest.mark.parametrize("harm", ["key", "other_key", "no_mirror"])
def test_what_is_wrong_with_a_key_or_a_folder_is_a_refusal_with_its_place(older: Installation, harm: str) -> None:
    folder, key = mirror_of(older), older.folder / "parcels" / "key"
    words = ["--from", str(folder), "--from", str(mirror_of(older, 1))]
    if harm == "key":
        key.write_text("zz\n")
    elif harm == "other_key":
        (folder / "found").write_text("00" * 32)
        words += ["--parcel-key", str(folder / "found")]
    else:
        words = ["--from", str(folder.parent)]  # one too high
    refused = run(older.settings, *words)
    assert isinstance(refused.exception, SystemExit), refused.exception
    place = folder.parent if harm == "no_mirror" else key
    assert (refused.exit_code, str(place) in refused.stderr) == (1, True)
    assert older.value("SELECT max(size) FROM logs WHERE origin = :o", o=ORIGIN) == 80


def test_two_mirrors_that_tell_two_stories_bring_nothing_back(older: Installation, tmp_path: Path) -> None:
    """The thief of the log's key has a mirror of his own story, and somebody brings it beside an honest one."""
    other = older.copied(tmp_path / "other")
    proposed = builders.proposed(other.world, at=other.at, title_en="Another story")
    assert proposed.id
    forging.forgotten(other)
    other.sign()
    region = Region(SECOND, tmp_path / "theirs", token_of(other.world, SECOND))
    shutil.copytree(other.regions[1].folder / "mirror", region.folder / "mirror")
    shutil.rmtree(region.folder / "mirror" / "logs")
    with other.served() as base:
        other.mirrored(base, region)
    told = run(older.settings, "--from", str(mirror_of(older)), "--from", str(region.folder / "mirror"))
    assert isinstance(told.exception, SystemExit), told.exception
    assert (told.exit_code, ORIGIN in told.stderr, "不是同一部历史" in told.stderr) == (1, True, True)
    assert older.value("SELECT max(size) FROM logs WHERE origin = :o", o=ORIGIN) == 80


def test_an_erased_value_does_not_come_back(older: Installation, tmp_path: Path) -> None:
    """It was erased after the mirrors had seen it: their next pull takes it away, and a catch-up brings none."""
    host = older
    (host.folder / "tongbiao.db").unlink()
    (tmp_path / "lost.db").rename(host.folder / "tongbiao.db")
    assert in_parcels(host) == {f"{ORIGIN}#0"}
    wanted = Wanted(Target(log_id(host), index_of(host, "apply", LEAD), "opinion"), ErasureGround.ORDER, "判决1号")
    decider = replace(host.world.seat(THIRD, SeatRole.AUDADMIN), region=None)
    number = erasing.ask(host.world.database, host.world.seat(LEAD, SeatRole.SECADMIN), wanted, at=host.at)
    erasing.decide(host.world.database, host.settings, decider, number, yes=True, at=host.at)
    host.sign()
    with host.served() as base:
        assert host.mirrored(base, host.regions[2]).is_clean
    assert in_parcels(host) == set()


def test_what_is_erased_of_the_installations_log_leaves_the_mirrors_too(host: Installation) -> None:
    """A name behind a leaf that no region is told, and the person's row."""
    with host.world.database.write(host.at) as work:
        installing.enter_person(work, CANARY, "carol")
    host.sign()
    with host.served() as base:
        assert host.mirrored(base, host.regions[2]).is_clean
    assert in_parcels(host) == {"installation/0", f"{SEATS}#0"}
    seats = [replace(host.world.seat(one, role), region=None) for one, role in ADMINISTRATORS]
    with host.world.database.read() as session:
        index = session.scalars(sa.select(Event.index).where(Event.act == "enter_person")).one()
        log = session.scalars(sa.select(Log.id).where(Log.origin == SEATS)).one()
    wanted = Wanted(Target(log, index, "name"), ErasureGround.ORDER, "判决2号")
    number = erasing.ask(host.world.database, seats[0], wanted, at=host.at)
    erasing.decide(host.world.database, host.settings, seats[1], number, yes=True, at=host.at)
    host.sign()
    with host.served() as base:
        assert host.mirrored(base, host.regions[2]).is_clean
    assert in_parcels(host) == set()
