"""What nobody needs any more goes once a day: words of the desk that stand in a version for long, and images that were
handed in for a preview and never saved.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.db import Database, Record
from workflow.holds import held
from workflow.records.desks import DeskClause, DeskEdit
from workflow.records.notices import Beat
from workflow.records.papers import StoredFile
from workflow.records.texts import Version, Words
from workflow.settings import Settings
from workflow.storage import files

LOOK: Final = "tidying"  # the beat of the last look
EDITS: Final = timedelta(days=30)  # so long a browser may come back with words it could not send
IMAGES: Final = timedelta(days=14)  # so long a preview may wait to be saved
MOST: Final = 100  # images in one look
FILE: Final = "文件："  # how the notation begins the line that names an image
_HASH: Final = 64


def look(database: Database, settings: Settings, at: datetime) -> None:
    """Once a Beijing day, and not while a restored installation is held."""
    with database.read() as session:
        last = session.get(Beat, LOOK)
        if held(session) is not None or (last is not None and day_of(last.at) >= day_of(at)):
            return
        unsaved = list(_unsaved(session, settings, at - IMAGES))
    for digest in unsaved[:MOST]:
        files.forget(database, settings, digest, at - IMAGES)
    with database.plain() as session:
        prune(session, at)
        session.merge(Beat(name=LOOK, at=at))


def prune(session: Session, at: datetime) -> int:
    """Delete edits that a version holds and that are older than any page still open; gives how many. What a clause on
    the desk goes on from stays, and the last of all: revisions count on from it.
    """
    edit, other = DeskEdit, sa.orm.aliased(DeskEdit)
    saved = sa.select(sa.func.max(Version.made_at)).where(Version.standard_id == edit.standard_id)
    last = sa.select(sa.func.max(other.revision)).where(other.standard_id == edit.standard_id)
    based = sa.exists().where(DeskClause.standard_id == edit.standard_id, DeskClause.revision == edit.revision)
    old = (edit.at < at - EDITS, edit.at < saved.scalar_subquery(), edit.revision < last.scalar_subquery(), ~based)
    gone = session.execute(sa.delete(edit).where(*old), execution_options={"synchronize_session": False})
    return int(gone.rowcount)  # type: ignore[attr-defined]


def _unsaved(session: Session, settings: Settings, until: datetime) -> Iterator[str]:
    """Images that nobody handed in lately and that nothing in the database names."""
    kept = StoredFile
    query = sa.select(kept.sha256).where(kept.media.startswith("image/"), kept.uploaded_at < until)
    old = [digest for digest in session.scalars(query) if files.handed_in_at(settings, digest) < until]
    bodies = "\n".join(session.scalars(sa.select(Words.body).where(Words.body.contains(FILE)))) if old else ""
    columns = [column for table in Record.metadata.sorted_tables for column in table.c if _may_name(column)]
    for digest in old:
        if digest not in bodies and not any(_names(session, column, digest) for column in columns):
            yield digest


def _may_name(column: sa.Column[object]) -> bool:
    """Any column of words; of the files themselves their own hash is no name."""
    kind = column.type
    if not isinstance(kind, sa.String) or isinstance(kind, sa.Enum):
        return False
    return (kind.length or _HASH) >= _HASH and column.table is not StoredFile.__table__


def _names(session: Session, column: sa.Column[object], digest: str) -> bool:
    return session.scalar(sa.select(sa.exists().where(column.contains(digest)))) is True
