"""The demonstration, built once a test process; each test takes a copy, so that none sees what another did."""

import atexit
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from workflow.demo import building
from workflow.settings import Settings

TODAY = datetime.now(UTC) - timedelta(minutes=1)


@cache
def built() -> Path:
    """The folder of a demonstration as it stands today."""
    folder = Path(tempfile.mkdtemp(prefix="tbdemo"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    building.build(settings_in(folder), TODAY)
    return folder


def settings_in(folder: Path) -> Settings:
    """An installation that keeps everything in one folder."""
    return replace(Settings(), database_url=f"sqlite:///{folder}/tongbiao.db", var=str(folder))


def copied(folder: Path) -> Settings:
    """A fresh copy of the demonstration in that folder."""
    shutil.copytree(built(), folder, dirs_exist_ok=True)
    return settings_in(folder)


def environment(settings: Settings) -> dict[str, str]:
    """The variables under which a command finds this installation."""
    return {"TONGBIAO_DATABASE_URL": settings.database_url, "TONGBIAO_VAR": settings.var}
