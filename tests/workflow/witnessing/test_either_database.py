"""What the host's side asks of its tables, on either database."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.builders import proposed
from tests.cast import LEAD, THIRD, World
from tests.keeping import empty_postgres
from tests.workflow.witnessing.hosts import NAME, ORIGIN
from workflow import clock
from workflow.db import Database, Record, migrate
from workflow.exports.verification import verify
from workflow.keeping.catching_up import catch_up
from workflow.log.checkpoints import checkpoint_all
from workflow.log.cosignatures import CosigningKey
from workflow.log.signer import Signer
from workflow.records.events import Event, Opening
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.settings import Settings
from workflow.witnessing import carrying, trusted
from workflow.witnessing.disk import Disk
from workflow.witnessing.housed import Tables
from workflow.witnessing.lacking import lacking
from workflow.witnessing.memory import Memory
from workflow.witnessing.mirror import Mirror
from workflow.witnessing.payload import Store
from workflow.words import say


def rebuilt(request: pytest.FixtureRequest, world: World, settings: Settings, folder: Path) -> None:
    """An empty database of the same kind is filled from the mirror's folder, and tells the same."""
    url = f"sqlite:///{folder}/there.db" if world.database.is_sqlite else empty_postgres(request)
    migrate(url)
    there = Database(url)
    done = catch_up(there, settings, [folder], clock.now())
    assert (done.refused, list(done.logs)) == ({}, [ORIGIN])
    told = [str(found) for found in verify(there, None).findings]
    with world.database.read() as one, there.read() as other:
        for kind in (Standard, Version, Opening):
            assert rows_of(one, kind) == rows_of(other, kind)
        assert set(rows_of(other, Event)) < set(rows_of(one, Event))  # there are more logs than this mirror's
    there.dispose()
    assert told == [str(found) for found in verify(world.database, None).findings] == []


def rows_of(session: Session, kind: type[Record]) -> list[tuple[Any, ...]]:
    """All but what lists read: it is drawn anew for the hour."""
    columns = [column for column in kind.__table__.columns if column.name != "outlook"]
    return [tuple(row) for row in session.execute(sa.select(*columns).order_by(*kind.__table__.primary_key))]


def test_a_disk_is_packed_and_the_copy_compared(request: pytest.FixtureRequest, world: World, tmp_path: Path) -> None:
    road = proposed(world)
    signer = Signer(tmp_path / "keys" / "log.key", tmp_path / "signer")
    checkpoint_all(world.database, signer, at=road.at)
    trusted.add(tmp_path, str(signer.vkey(NAME)))
    key = CosigningKey("he.jjj.example/mirror", bytes(32))
    mirror = Mirror(key, Memory(tmp_path / "logs", trusted.read(tmp_path)), Store(tmp_path / "payload"))

    settings = Settings(var=str(tmp_path))
    heads = carrying.out(world.database, settings, "JJJ", THIRD, tmp_path / "disk.zip", clock.now())
    assert [head.origin for head in heads] == [ORIGIN]
    report = mirror.pull(Disk(tmp_path / "disk.zip"))
    assert (report.is_clean, report.fresh) == (True, heads[0].size)
    assert lacking(world.database, mirror.memory) == []

    seat = world.seat(LEAD, "auditor")
    tables = Tables(world.database, world.agreements["JJJ"], seat, settings)
    openings = tables.payload(ORIGIN, 0, heads[0].size).openings
    assert mirror.pull(tables, whole=True).is_clean
    assert {name for fields in openings.values() for name in fields} == {"scope"}
    rebuilt(request, world, settings, tmp_path)
    note, line = mirror.cosign(report, 1_780_000_000)[ORIGIN]
    (refused,) = carrying.back(world.database, tmp_path, note + line.encode(), clock.now())
    assert (refused.is_kept, refused.told) == (False, say("cosigned.nobody"))
