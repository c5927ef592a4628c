"""Which revision of the tables a database has, which one this code knows, and the way back."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.orm import Session

from workflow.db import Database

SCRIPTS: Final = Path(__file__).parents[1] / "migrations"


def scripts() -> ScriptDirectory:
    """The migrations that ship with this code."""
    return ScriptDirectory.from_config(_config())


@cache
def newest() -> str:
    """The revision that this code is written for."""
    return str(scripts().get_current_head())


def is_known(revision: str) -> bool:
    """Whether this code knows the revision; a database of a newer version has one that it does not."""
    try:
        return scripts().get_revision(revision) is not None
    except CommandError:
        return False


def is_before(revision: str, other: str) -> bool:
    """Whether a revision lies on the way that led to another."""
    if not is_known(revision) or revision == other:
        return False
    return revision in {script.revision for script in scripts().iterate_revisions(other, "base")}


def current(session: Session) -> str | None:
    """The revision of a database; None before its first migration."""
    return MigrationContext.configure(session.connection()).get_current_revision()


def current_of(url: str) -> str | None:
    """The same, of a database that nobody has open here."""
    database = Database(url)
    try:
        with database.read() as session:
            return current(session)
    finally:
        database.dispose()


def migrate_back(url: str, revision: str) -> None:
    """Bring the tables back to an earlier revision; what only the later ones could hold is lost."""
    command.downgrade(_config(url=url), revision)


def _config(**attributes: Any) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes.update(attributes)
    return config
