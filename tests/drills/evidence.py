"""Drills of evidence: an edited database, a stolen key, a region that was away; an auditor who has the file alone."""

import logging
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.drills.at_home import Figures
from tests.stage import TODAY, copied
from tests.workflow.dossier.making import House
from tests.workflow.witnessing import test_drills
from tests.workflow.witnessing.hosts import Installation, installed
from workflow.db import Database, migrate
from workflow.records.standards import Standard
from workflow.vocabulary import Joint


def regions(folder: Path) -> Installation:
    """A host and three regions with a witness and a mirror each; drills take copies."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    template = folder / "template.db"
    migrate(f"sqlite:///{template}")
    made = installed(template, folder)
    made.world.database.dispose()
    return made


def edited(host: Installation, folder: Path) -> Figures:
    """4: an approval edited, an event deleted, a number changed: verify names each row, a mirror what it saw before."""
    return _told(test_drills.test_drill_4_an_edited_approval_a_deleted_event_a_changed_number, host)


def stolen_key(host: Installation, folder: Path) -> Figures:
    """5: whoever has the log's key signs another story: every witness refuses."""
    return _told(test_drills.test_drill_5_a_stolen_key, host)


def away(host: Installation, folder: Path) -> Figures:
    """6: a region is away for seven days and comes back by disk; every day goes on, a release waits for it."""
    return _told(test_drills.test_drill_6_a_region_away_for_a_week_comes_back_by_disk, host, folder)


def _told(drill: Callable[..., None], *parts: Any) -> Figures:
    """What the drill printed that it counted."""
    with redirect_stdout(StringIO()) as out:
        drill(*parts)
    figures = Figures()
    for what, counted in re.findall(r"^drill \d, ([^:]+): [\d.]+ s ?(.*)$", out.getvalue(), re.MULTILINE):
        figures |= {f"{what} {name}": int(figure) for name, figure in re.findall(r"(\w+)=(\d+)", counted)}
    return figures


def auditor(folder: Path) -> Figures:
    """10: with the dossier alone, unpacked, and no network: what its README says leads to a verdict."""
    settings, file = copied(folder / "host"), folder / "dossier.zip"
    database = Database(settings.database_url)
    with database.read() as session:
        query = sa.select(Standard.id).where(Standard.state == Joint.IN_FORCE).order_by(Standard.version.desc())
        standard = session.scalars(query).first()
    assert standard is not None
    House(database, settings).dossier(standard, TODAY + timedelta(hours=1), file)
    database.dispose()
    shutil.rmtree(folder / "host")
    with zipfile.ZipFile(file) as packed:
        packed.extractall(folder / "unpacked")
    (there,) = (path.parent for path in (folder / "unpacked").rglob("README.txt"))
    assert "python3 verify.py" in (there / "README.txt").read_text("utf-8")
    alone = ["unshare", "-rn", sys.executable, "-I", "-S", "verify.py"]
    hour = ("--now", f"{TODAY + timedelta(hours=2):%Y-%m-%dT%H:%M:%SZ}")
    valid = subprocess.run([*alone, *hour, str(file)], cwd=there, capture_output=True, text=True, check=False)
    assert valid.returncode == 0, valid.stdout + valid.stderr
    data = bytearray(file.read_bytes())
    at = data.index(b'"act":')
    data[at + 7] ^= 1
    file.write_bytes(data)
    forged = subprocess.run([*alone, *hour, str(file)], cwd=there, capture_output=True, text=True, check=False)
    assert forged.returncode == 1
    return {"bytes": len(data), "valid": 1, "forged_rejected": 1}
