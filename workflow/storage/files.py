"""Files kept by content in the var folder: screened, on the disk for good before their row, and found again by hash."""

import os
import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.picture import manuscript
from workflow.process.answers import WrongAnswers
from workflow.process.row import AskType, Row
from workflow.records.papers import Paper, StoredFile
from workflow.settings import Settings
from workflow.storage.screening import KINDS, BadFile, screen

MOST: Final = 20 * 1024 * 1024
HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
BLOCK: Final = 256 * 1024
NAME_MOST: Final = 200  # bytes of a file name
ACCEPT: Final = ",".join(KINDS)
Wrongs = dict[str, tuple[str, dict[str, Any]]]
_NAMED: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", re.ASCII)
_BATCH: Final = 500


class _Wanted(Exception):
    """A file that was to go came again."""


def store(database: Database, settings: Settings, stream: IO[bytes], name: str, person_id: int, at: datetime) -> str:
    """Keep a file and give its SHA-256; raises BadFile. The bytes are safe on the disk before the row says so."""
    shown = shown_name(name)
    folder = settings.var_path / "files"
    folder.mkdir(parents=True, exist_ok=True)
    coming = folder / f"coming-{secrets.token_hex(8)}"
    try:
        size, digest = write_down(stream, coming)
        media = screen(coming, shown)
        place = path_of(settings, digest)
        place.parent.mkdir(exist_ok=True)
        _mark(_hander(settings, digest, person_id), at)  # first: who would remove the bytes looks at it last
        coming.replace(place)
        settle(place.parent)
        settle(folder)
    finally:
        coming.unlink(missing_ok=True)
    row = StoredFile(sha256=digest, size=size, media=media, name=shown, uploaded_by=person_id, uploaded_at=at)
    with suppress(IntegrityError), database.plain() as session:  # the same bytes may come twice at one instant
        if session.get(StoredFile, digest, with_for_update=True) is None:
            session.add(row)
    return digest


def forget(database: Database, settings: Settings, digest: str, until: datetime) -> bool:
    """Remove a file that nothing names, unless somebody hands it in again at this very moment; whether it went."""
    place = path_of(settings, digest)
    going = place.with_suffix(".going")
    try:
        with database.plain() as session:
            session.execute(sa.delete(StoredFile).where(StoredFile.sha256 == digest))
            with suppress(FileNotFoundError):
                place.replace(going)
            if handed_in_at(settings, digest) >= until:
                raise _Wanted
    except _Wanted:
        if not place.exists():
            going.replace(place)
        return False
    for left in (going, *place.parent.glob(f"{digest}.*[0-9]")):
        left.unlink(missing_ok=True)
    return True


def handed_in_at(settings: Settings, digest: str) -> datetime:
    """When the bytes of a hash came last."""
    place = path_of(settings, digest)
    marks = (mark.stat().st_mtime for mark in place.parent.glob(f"{digest}.*[0-9]"))
    return datetime.fromtimestamp(max(marks, default=0.0), UTC)


def _mark(hander: Path, at: datetime) -> None:
    hander.touch()
    os.utime(hander, (at.timestamp(), at.timestamp()))


def _hander(settings: Settings, digest: str, person_id: int) -> Path:
    """A mark that a person handed in these bytes, and when: the row names the first one only."""
    return path_of(settings, digest).with_suffix(f".{person_id}")


def is_handed_in(settings: Settings, digest: str, person_id: int) -> bool:
    """Whether a person handed in the bytes of a hash."""
    return _hander(settings, digest, person_id).exists()


def write_down(stream: IO[bytes], coming: Path, most: int = MOST) -> tuple[int, str]:
    """Size and SHA-256 of what was written to the disk for good; raises BadFile where it is too large or nothing."""
    hashed, size = sha256(), 0
    with coming.open("xb") as kept:
        while block := stream.read(BLOCK):
            size += len(block)
            if size > most:
                raise BadFile("wrong.file_size", most=most // 1024**2)
            hashed.update(block)
            kept.write(block)
        kept.flush()
        os.fsync(kept.fileno())
    if size == 0:
        raise BadFile("wrong.file_empty")
    return size, hashed.hexdigest()


def settle(place: Path) -> None:
    """A file is safe only when it is on the disk, and its name only when the folder is."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def path_of(settings: Settings, digest: str) -> Path:
    """Where the bytes of a hash lie."""
    return settings.var_path / "files" / digest[:2] / digest


def shown_name(name: str) -> str:
    """A file's name as it is shown: no folder, no control or direction characters, not too long; the suffix stays."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    clean = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip() or "file"
    path = Path(clean)
    stem = path.stem.encode()[: NAME_MOST - len(path.suffix.encode())].decode(errors="ignore")
    return stem + path.suffix


def known(session: Session, digests: Iterable[str]) -> dict[str, StoredFile]:
    """Stored files by hash."""
    query = sa.select(StoredFile).where(StoredFile.sha256.in_(list(digests)))
    return {found.sha256: found for found in session.scalars(query)}


def check_own(
    session: Session, settings: Settings, row: Row, answers: Mapping[str, Any], *, person_id: int, standard_id: int
) -> None:
    """A hash is no key: an act names only files that its person handed in, or papers this project has already."""
    wrong = _papers_of_others(session, settings, row, answers, person_id, standard_id)
    wrong |= _images_of_others(session, settings, row, answers, person_id, standard_id)
    if wrong:
        raise WrongAnswers(wrong)


def _papers_of_others(
    session: Session, settings: Settings, row: Row, answers: Mapping[str, Any], person_id: int, standard_id: int
) -> Wrongs:
    given = {a.name: str(answers[a.name]) for a in row.asks if a.type is AskType.FILE and answers.get(a.name)}
    if not given:
        return {}
    papers = sa.select(Paper.file_sha256).where(Paper.standard_id == standard_id)
    own = sa.or_(StoredFile.uploaded_by == person_id, StoredFile.sha256.in_(papers))
    hashes = [sha for sha in given.values() if HASH.fullmatch(sha)]
    here = session.execute(sa.select(StoredFile.sha256, own).where(StoredFile.sha256.in_(hashes)))
    found = {sha for sha, is_own in here if is_own or is_handed_in(settings, sha, person_id)}
    return {n: ("wrong.file", {}) for n, sha in given.items() if sha not in found}


def _images_of_others(
    session: Session, settings: Settings, row: Row, answers: Mapping[str, Any], person_id: int, standard_id: int
) -> Wrongs:
    """The words of a text name files too: the images of its figures."""
    wrong: Wrongs = {}
    for ask in row.asks:
        words = answers.get(ask.name) if ask.is_text else None
        named = sorted(set(_NAMED.findall(words))) if isinstance(words, str) else []
        for at in range(0, len(named), _BATCH):
            batch = [d for d in named[at : at + _BATCH] if not is_handed_in(settings, d, person_id)]
            others = known(session, batch).keys() if batch else frozenset[str]()
            if others - manuscript.naming(session, standard_id, others):
                wrong[ask.name] = ("wrong.image", {})
    return wrong
