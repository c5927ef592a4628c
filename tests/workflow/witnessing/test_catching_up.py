"""A host that was put back from an older backup takes from a region's mirror what it lacks: same log, same rows."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import builders
from tests.cast import LEAD, PAPER
from tests.workflow.witnessing import forging
from tests.workflow.witnessing.hosts import ORIGIN, SEATS, Installation, token_of
from workflow.commands.doctor import against_start
from workflow.exports.verification import verify
from workflow.keeping.catching_up import catch_up
from workflow.parcels.scopes import tables

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
    assert SEATS
