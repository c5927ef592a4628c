"""Brings the tables to another revision, forward or back, never without a backup that was taken just before."""

from datetime import datetime

from workflow import charters, schema
from workflow.db import Database, migrate
from workflow.keeping import backups
from workflow.keeping.backups import Backup
from workflow.keeping.faults import CannotKeep
from workflow.keeping.renewing import renew
from workflow.seats import installing
from workflow.settings import Settings

EVENT = "upgrade"


def standing(settings: Settings) -> str:
    """The revision of the database; refuses one that this code does not know."""
    revision = schema.current_of(settings.database_url)
    if revision is None:
        raise CannotKeep("数据库还没有建立，请先运行 tongbiao init。")
    if not schema.is_known(revision):
        raise CannotKeep("数据库版本 {revision} 比本程序新，请安装较新的程序。", revision=revision)
    return revision


def forward(settings: Settings, at: datetime) -> tuple[str, Backup | None]:
    """Bring the tables to the newest revision; gives the one before, and the backup when there was something to do."""
    before = standing(settings)
    if before == schema.newest():
        return before, None
    backup = backups.take(settings, settings.var_path / "backups", at)
    migrate(settings.database_url)
    _record(settings, before, schema.newest(), backup, at, has_moved=True)
    return before, backup


def back(settings: Settings, revision: str, at: datetime) -> tuple[str, Backup]:
    """Bring the tables back for an earlier version of the program; only the newest can be told in the log."""
    before = standing(settings)
    if not schema.is_before(revision, before):
        raise CannotKeep("{revision} 不是早于 {before} 的版本。", revision=revision, before=before)
    backup = backups.take(settings, settings.var_path / "backups", at)
    if before == schema.newest():
        _record(settings, before, revision, backup, at)
    schema.migrate_back(settings.database_url, revision)
    return before, backup


def _record(
    settings: Settings, before: str, after: str, backup: Backup, at: datetime, *, has_moved: bool = False
) -> None:
    """The event; tables that moved forward may hold agreements whose content no event tells yet, and old lists."""
    database = Database(settings.database_url)
    try:
        with database.write(at) as work:
            facts = {"from": before, "to": after, "backup": backup.folder.name, "manifest": backup.sha256}
            installing.record(work, EVENT, facts=facts)
            if has_moved:
                charters.record_untold(work)
        if has_moved:
            renew(database, at)
    finally:
        database.dispose()
