"""Files that somebody hands in with a comment: screened as any other, kept by their hash, named by the comment."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from sqlalchemy.orm import Session

from workflow.commenting.baskets import files_of, item_of
from workflow.db import Database
from workflow.records.baskets import Basket, PublicFile
from workflow.settings import Settings
from workflow.storage import files
from workflow.storage.screening import BadFile, screen

LARGEST: Final = 10 * 1024 * 1024
EACH: Final = 5  # files of one comment


@dataclass(frozen=True)
class Received:
    """A file whose bytes are safe on the disk, and what it is."""

    sha256: str
    size: int
    media: str
    name: str


def hand_in(session: Session, basket: Basket, item_id: int, received: list[Received], *, at: datetime) -> None:
    """Put files that were received to a comment of the basket; the same one twice is one."""
    item = item_of(session, basket, item_id)
    there = {file.sha256 for file in files_of(session, [item.id]).get(item.id, [])}
    new = {one.sha256: one for one in received if one.sha256 not in there}
    if len(there) + len(new) > EACH:
        raise BadFile("wrong.files_many", most=EACH)
    session.add_all(
        PublicFile(item_id=item.id, sha256=sha, size=one.size, media=one.media, name=one.name)
        for sha, one in new.items()
    )
    basket.changed_at = at


def receive(settings: Settings, stream: IO[bytes], name: str) -> Received:
    """The bytes on the disk under their hash, looked at; raises BadFile. They lie apart from the papers of projects,
    which are cleared away by other rules.
    """
    shown, folder = files.shown_name(name), place(settings)
    folder.mkdir(parents=True, exist_ok=True)
    coming = folder / f"coming-{secrets.token_hex(8)}"
    try:
        size, digest = files.write_down(stream, coming, LARGEST)
        media = screen(coming, shown)
        coming.replace(folder / digest)
        files.settle(folder)
    finally:
        coming.unlink(missing_ok=True)
    return Received(digest, size, media, shown)


def place(settings: Settings) -> Path:
    """The folder of what the public handed in."""
    return settings.var_path / "files" / "public"


def drop(database: Database, basket: Basket, file_id: int) -> None:
    """Take a file from a comment that is not sent."""
    with database.plain() as session:
        found = session.get(PublicFile, file_id) if 0 < file_id < 2**31 else None
        if found is not None and item_of(session, basket, found.item_id):
            session.delete(found)
