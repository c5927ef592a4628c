"""Puts a backup into its place: checked first, every session ended, timers and deliveries held until released."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from workflow import holds, schema
from workflow.db import Database, migrate
from workflow.keeping import manifest
from workflow.keeping.dumps import NAMES, kind_of, load
from workflow.keeping.erasing import erase_again, sweep
from workflow.keeping.faults import CannotKeep
from workflow.keeping.forks import Behind, behind
from workflow.keeping.heads import contents
from workflow.keeping.manifest import Manifest
from workflow.log.keys import BadNote
from workflow.log.notes import Checkpoint, parse
from workflow.records.people import LoginSession, Token
from workflow.settings import Settings
from workflow.storage.shelf import Shelf

KEY = Path("keys", "log.key")
BESIDE = ("", "-journal", "-wal", "-shm")  # what belongs to a SQLite file


@dataclass(frozen=True)
class Restored:
    """What was put back, and the logs that were signed further than it reaches."""

    manifest: Manifest
    behind: list[Behind]


def restore(settings: Settings, folder: Path, at: datetime, *, replacing: bool = False) -> Restored:
    """Restore a backup; what stood in the place of the database is set aside or, in PostgreSQL, replaced at once."""
    made, digest = manifest.read(folder)
    url = sa.make_url(settings.database_url)
    copy = folder / NAMES[made.database]
    _check(settings, made, url, folder, replacing)
    if contents(settings, copy).heads != made.logs:
        raise CannotKeep("备份的日志与其清单不符。")
    _put_back(settings, folder)
    if replacing:
        _set_aside(url, at)
    load(settings, url, copy)
    migrate(settings.database_url)
    database = Database(settings.database_url)
    try:
        _quieten(database, digest, made.at, at)
        _forget(database, settings)
        return Restored(made, behind(database, settings))
    finally:
        database.dispose()


def _check(settings: Settings, made: Manifest, url: sa.URL, folder: Path, replacing: bool) -> None:
    """Everything that forbids to begin, before anything is touched."""
    if made.database != kind_of(url):
        raise CannotKeep(
            "备份来自 {one}，不能恢复到 {other}；请先恢复到同类数据库，再用 tongbiao copy。",
            one=made.database,
            other=kind_of(url),
        )
    if not schema.is_known(made.revision):
        raise CannotKeep("备份的数据库版本 {revision} 比本程序新，请先安装较新的程序。", revision=made.revision)
    if not replacing and not is_empty(url):
        raise CannotKeep("目标数据库不是空的；确要替换请加 --yes。")
    mine, theirs = settings.var_path / KEY, folder / KEY
    if mine.exists() and theirs.exists() and mine.read_bytes() != theirs.read_bytes():
        raise CannotKeep("{path} 是另一把签名密钥；请换一个 TONGBIAO_VAR，或先把它移走。", path=str(mine))


def is_empty(url: sa.URL) -> bool:
    """Whether nothing is kept at this address yet."""
    if kind_of(url) == "sqlite" and not Path(str(url.database)).exists():
        return True
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    return not sa.inspect(engine).get_table_names()


def _put_back(settings: Settings, folder: Path) -> None:
    """Files and keys; what is already there stays, and so does a signer's memory that reaches further."""
    for path in sorted(folder.rglob("*")):
        target = settings.var_path / path.relative_to(folder)
        if not path.is_file() or path.parent == folder or _reaches_further(target, path):
            continue
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copy2(path, target)


def _reaches_further(here: Path, there: Path) -> bool:
    if not here.exists() or here.suffix != ".checkpoint":
        return here.exists()
    return _signed(here) >= _signed(there)


def _signed(note: Path) -> int:
    """How far a signer's memory reaches; what cannot be read reaches nowhere."""
    try:
        return Checkpoint.parse(parse(note.read_bytes()).text).size
    except BadNote:
        return -1


def _set_aside(url: sa.URL, at: datetime) -> None:
    """The SQLite file that stood here keeps a name of its own: it may hold the acts that the backup lacks."""
    if kind_of(url) != "sqlite":
        return
    stood = Path(str(url.database))
    for suffix in BESIDE:
        part = stood.with_name(stood.name + suffix)
        if part.exists():
            part.replace(stood.with_name(f"{stood.name}.before-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}{suffix}"))


def _forget(database: Database, settings: Settings) -> None:
    """What was erased after the backup was taken is erased of it, too; files that were made of what stood here before
    go: their numbers will be given again."""
    Shelf(settings.var_path).forget()
    with database.plain() as session:
        n = erase_again(session, settings)
    if n:
        sweep(database)


def _quieten(database: Database, backup: str, taken_at: datetime, at: datetime) -> None:
    """Nobody is logged in, no key of the API is good, nothing happens by itself."""
    with database.plain() as session:
        for kind in (LoginSession, Token):
            session.execute(sa.update(kind).where(kind.revoked_at.is_(None)).values(revoked_at=at))
        holds.hold(session, backup=backup, taken_at=taken_at, at=at)
