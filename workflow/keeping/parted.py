"""Logs of the database that do not contain what was seen of them outside: by the signer, or by a mirror whose folder
lies under `mirrors` on this host. A log that was ended because acts were lost is behind nobody any more."""

from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from workflow.db import Database
from workflow.keeping.forks import Behind, behind
from workflow.records.events import Log
from workflow.settings import Settings
from workflow.witnessing import trusted
from workflow.witnessing.lacking import lacking
from workflow.witnessing.memory import Memory
from workflow.witnessing.taking import PENDING


def mirrors(settings: Settings) -> list[Path]:
    """The folders of mirrors on this host."""
    return sorted(path for path in (settings.var_path / "mirrors").glob("*") if (path / "logs").is_dir())


def all_behind(database: Database, settings: Settings) -> list[Behind]:
    """What the signer knows first; a mirror tells which acts are lost, too."""
    found = {one.origin: one for one in behind(database, settings)}
    ended = _ended(database)
    for copy in mirrors(settings):
        memory = Memory(copy / "logs", trusted.read(copy))
        for one in lacking(database, memory):
            if one.origin in ended:
                continue
            note = memory.held(one.origin, PENDING)
            assert note is not None
            head = memory.trusted.verified(note)
            seen = Behind(one.log_id or 0, one.origin, one.has, head.size, head.root, one.is_fork)
            lost = () if one.is_fork else tuple(str(each) for each in one.lost)
            found[one.origin] = replace(found.get(one.origin, seen), lost=lost)
    return list(found.values())


def _ended(database: Database) -> set[str]:
    """Logs after which another part of the same year was opened."""
    later = aliased(Log)
    same = (later.year == Log.year, later.part > Log.part, later.agreement_id.is_not_distinct_from(Log.agreement_id))
    with database.read() as session:
        return set(session.scalars(sa.select(Log.origin).where(sa.exists().where(*same))))
