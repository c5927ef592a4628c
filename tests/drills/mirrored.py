"""Drills of a host that lost acts: put back to an earlier minute, or lost whole, it takes from regions' mirrors what it
lacks, in its own log."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa
from click.testing import CliRunner, Result

from tests import builders
from tests.cast import LEAD, PAPER
from tests.drills.at_home import Figures
from tests.stage import environment
from tests.workflow.witnessing.hosts import ORIGIN, Installation
from workflow import clock
from workflow.cli import main
from workflow.commands.doctor import against_start
from workflow.db import Database
from workflow.exports.verification import verify
from workflow.keeping import backups, restoring
from workflow.keeping.heads import contents
from workflow.records.events import Log
from workflow.settings import Settings
from workflow.witnessing.mirror import Mirror

PROJECTS = 12  # taken up in the hour between the backup and the loss


def earlier_minute(host: Installation, folder: Path) -> Figures:
    """2: the host is put back to the minute of a backup, then takes from one region's mirror what it lacks: 0 cosigned
    acts are lost, and the same log goes on."""
    settings = host.settings
    with patch.object(backups, "contents", lambda *where: replace(contents(*where), files=[])):
        taken = backups.take(settings, folder / "backups", clock.now())  # the cast's one paper is a hash without bytes
    backups.note(settings, taken, clock.now())  # the backup's own leaf comes after it
    lived(host)
    cosigned = signed_by(host.regions[2].mirror)
    host.world.database.dispose()
    done = restoring.restore(settings, taken.folder, clock.now(), replacing=True)
    assert {one.origin for one in done.behind} >= {ORIGIN}
    caught = run(settings, "catch-up", "--from", str(host.regions[2].folder / "mirror"))
    assert caught.exit_code == 0, caught.output
    there = Database(settings.database_url)
    report = verify(there, host.signer)
    lost = cosigned - size_of(there)
    there.dispose()
    assert [str(found) for found in report.findings] == []
    assert lost == 0
    assert against_start(settings) == []
    return {"cosigned": cosigned, "lost": lost, "findings": 0, "put_back": _counted(caught)}


def total_loss(host: Installation, folder: Path) -> Figures:
    """3: nothing is left but the mirrors, two keys from a safe and the head that an announcement printed: the host
    is rebuilt; acts that no region had cosigned are listed."""
    lived(host)
    printed = _printed(host.regions[0].mirror)
    builders.proposed(host.world, at=host.at, title_en="Nobody cosigned it")
    host.sign()
    with host.served() as base:
        host.regions[0].mirror.pull(host.host(base, host.regions[0]))  # it took it, and the host was gone
    safe = folder / "safe"
    safe.mkdir()
    for name in ("parcels/key", "keys/log.key"):
        shutil.copyfile(host.folder / name, safe / Path(name).name)
    before = _rows(host.world.database)
    host.world.database.dispose()
    shutil.rmtree(host.folder)
    there = Settings(database_url=f"sqlite:///{folder}/there/tongbiao.db", var=str(folder / "there"))
    (folder / "there" / "keys").mkdir(parents=True, mode=0o700)
    shutil.copyfile(safe / "log.key", folder / "there" / "keys" / "log.key")
    (folder / "there" / "keys" / "log.key").chmod(0o600)
    mirrors = [word for region in host.regions for word in ("--from", str(region.folder / "mirror"))]
    rebuilt = run(there, "catch-up", *mirrors, "--rebuild", "--parcel-key", str(safe / "key"), "--printed", printed)
    assert rebuilt.exit_code == 0, rebuilt.output
    listed = [line for line in rebuilt.output.splitlines() if " propose " in line]
    assert len(listed) == 1
    database = Database(there.database_url)
    report = verify(database, replace(host, folder=folder / "there").signer)
    after = _rows(database)
    database.dispose()
    assert [str(found) for found in report.findings] == []
    assert after == before
    return {"rows": sum(after.values()), "findings": 0, "uncosigned_listed": len(listed)}


def lived(host: Installation) -> None:
    """An hour's work: some projects proposed and applied for, every act cosigned by every mirror."""
    for n in range(PROJECTS):
        road = builders.proposed(host.world, at=host.at, title_en=f"Project of the hour {n}")
        builders.invited(road)
        said = {"application": PAPER, "unit": "研究院", "deadline": builders.day(road, 500), "fair_competition": PAPER}
        road.by(LEAD, "applicant", "apply", opinion=f"意见第{n}号", **said)
        host.at = road.at + timedelta(minutes=1)
    host.sign()
    with host.served() as base:
        for region in host.regions:
            assert host.mirrored(base, region).is_clean


def run(settings: Settings, *words: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "en", *words], env=environment(settings))


def signed_by(mirror: Mirror) -> int:
    """Up to which leaf this mirror cosigned the log."""
    last = mirror.memory.last(ORIGIN)
    assert last is not None
    return last[0].size


def size_of(database: Database) -> int:
    with database.read() as session:
        return session.scalars(sa.select(Log.size).where(Log.origin == ORIGIN)).one()


def _printed(mirror: Mirror) -> str:
    (head,) = [head for head in mirror.heads() if head.origin == ORIGIN]
    return f"{head.origin} / {head.size} / {head.root.hex()[:16]}…{head.root.hex()[-16:]}"


def _counted(done: Result) -> int:
    """How many rows the command says it put back."""
    return next(int(line.split()[0]) for line in done.output.splitlines() if " rows are back" in line)


def _rows(database: Database) -> dict[str, Any]:
    """How many rows of what people did each table holds."""
    told = ("standards", "tracks", "positions", "papers", "versions", "notices", "openings", "appointments")
    with database.read() as session:
        return {name: session.execute(sa.text(f"SELECT count(*) FROM {name}")).scalar_one() for name in told}
