"""What the host's side asks of its tables, on either database."""

from pathlib import Path

from tests.builders import proposed
from tests.cast import LEAD, THIRD, World
from tests.workflow.witnessing.hosts import NAME, ORIGIN
from workflow import clock
from workflow.log.checkpoints import checkpoint_all
from workflow.log.cosignatures import CosigningKey
from workflow.log.signer import Signer
from workflow.settings import Settings
from workflow.witnessing import carrying, trusted
from workflow.witnessing.disk import Disk
from workflow.witnessing.housed import Tables
from workflow.witnessing.lacking import lacking
from workflow.witnessing.memory import Memory
from workflow.witnessing.mirror import Mirror
from workflow.witnessing.payload import Store
from workflow.words import say


def test_a_disk_is_packed_and_the_copy_compared(world: World, tmp_path: Path) -> None:
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
    note, line = mirror.cosign(report, 1_780_000_000)[ORIGIN]
    (refused,) = carrying.back(world.database, tmp_path, note + line.encode(), clock.now())
    assert (refused.is_kept, refused.told) == (False, say("cosigned.nobody"))
