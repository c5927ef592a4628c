"""Takes a backup: key and signer first, then the database, then the files, so that no part lacks what it refers to.
What was written is opened, checked and hashed again before it counts as a backup."""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from workflow.db import Database
from workflow.keeping import manifest
from workflow.keeping.dumps import NAMES, dump, kind_of
from workflow.keeping.faults import CannotKeep
from workflow.keeping.heads import contents
from workflow.keeping.manifest import Manifest
from workflow.seats import installing
from workflow.settings import Settings
from workflow.storage.files import settle

EVENT: Final = "back_up"
SECRETS: Final = ("keys", "parcels", "signer")  # copied before the database: an older signer never refuses a newer log
FILES: Final = "files"
COMING: Final = "coming-"  # an upload that is still under way


@dataclass(frozen=True)
class Backup:
    """A backup that was taken and verified."""

    folder: Path
    manifest: Manifest
    sha256: str


def take(settings: Settings, out: Path, at: datetime) -> Backup:
    """Take a backup into a new folder below `out`; it bears its name only when it has been verified."""
    url = sa.make_url(settings.database_url)
    folder = _free(out, f"tongbiao-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    draft = out / f".{folder.name}.taking"
    try:
        draft.mkdir(mode=0o700, parents=True)
        for name in SECRETS:
            _copy(settings.var_path / name, draft / name)
        dump(settings, url, draft / NAMES[kind_of(url)])
        _copy(settings.var_path / FILES, draft / FILES)
        made = _verified(settings, draft, kind_of(url), at)
        digest = made.write(draft)
        manifest.read(draft)
        _settle(draft)
        draft.replace(folder)
        settle(out)
    except OSError as fault:
        raise CannotKeep("不能写入 {path}：{what}。", path=str(out), what=fault.strerror) from fault
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Backup(folder, made, digest)


def note(settings: Settings, backup: Backup, at: datetime) -> None:
    """Tell the installation's log of a backup: its manifest's hash there makes the copy evidence itself."""
    database = Database(settings.database_url)
    try:
        with database.write(at) as work:
            facts = {"backup": backup.folder.name, "manifest": backup.sha256, "size": backup.manifest.size}
            installing.record(work, EVENT, facts=facts)
    finally:
        database.dispose()


def _free(out: Path, name: str) -> Path:
    """A name that no earlier backup bears: two may be taken within a second."""
    names = (out / (name if n == 1 else f"{name}-{n}") for n in count(1))
    return next(path for path in names if not path.exists())


def _copy(source: Path, target: Path) -> None:
    """A folder as it stands; files kept by their hash never change, so a reader may go on adding others."""
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        if path.is_file() and not path.name.startswith((COMING, ".")):
            to = target / path.relative_to(source)
            to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copy2(path, to)


def _verified(settings: Settings, folder: Path, kind: str, at: datetime) -> Manifest:
    """The manifest of what really lies in the folder; refuses a database that names a file which is not there."""
    held = contents(settings, folder / NAMES[kind])
    files = {path: {"size": size, "sha256": digest} for path, size, digest in manifest.measured(folder)}
    lost = [digest for digest in held.files if files.get(f"{FILES}/{digest[:2]}/{digest}", {}).get("sha256") != digest]
    if lost:
        raise CannotKeep("缺少或已损坏的存件：{files}。", files=lost[:10])
    return Manifest(
        taken_at=at.astimezone(UTC).isoformat(),
        version=version("tongbiao"),
        database=kind,
        revision=held.revision,
        logs=held.heads,
        files=files,
    )


def _settle(folder: Path) -> None:
    for path, _, names in os.walk(folder):
        for name in names:
            settle(Path(path, name))
        settle(Path(path))
