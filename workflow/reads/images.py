"""Images that stand in a text: which of its stored files a reader may see. A hash is no key."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy.orm import Session

from workflow.records.papers import StoredFile
from workflow.text.clauses import Clause

MEDIA: Final = frozenset({"image/png", "image/jpeg"})


def image(session: Session, digest: str) -> StoredFile | None:
    """The stored file, where it is an image that browsers show and nothing else."""
    found = session.get(StoredFile, digest)
    return found if found is not None and found.media in MEDIA else None


def stands_in(clauses: Iterable[Clause], digest: str) -> bool:
    return any(digest in clause.body for clause in clauses)
