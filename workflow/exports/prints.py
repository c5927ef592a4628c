"""Released texts printed ahead of the public: the worker prints each once and keeps the file at hand and its
hash for ever, so that whoever holds a file can ask what it is. A file that is gone is printed again, to the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.exports.printed import Cover, covers, standard_pdf
from workflow.exports.printed.images import images
from workflow.holds import held
from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.reads.verifying import out
from workflow.records.prints import ReleasedPrint
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.settings import Settings
from workflow.text.clauses import Text

AT_ONCE = 8  # texts in one look: printing takes a third of a second


@dataclass(frozen=True)
class Wanted:
    """One file that the public may ask for: of which text, under which cover."""

    standing: Standing
    version: Version
    text: Text
    cover: Cover
    region: str

    @property
    def sign(self) -> str:
        """The hash of all that stands on the cover."""
        return sha256(repr(self.cover).encode()).hexdigest()


def region_of(cover: Cover, all_covers: int) -> str:
    """By whose name a cover is asked for; the only one needs none."""
    return "" if all_covers == 1 else cover.regions[0]


def look(database: Database, settings: Settings, at: datetime) -> int:
    """Print what was released, or bears another cover than before; gives how many files were made."""
    with database.read() as session:
        wanted = [] if held(session) is not None else list(_wanted(session))
        rows = [_row(session, settings, one, at) for one in wanted]
    if rows:
        with database.plain() as session:
            for row in rows:
                session.merge(row)
    return sum(row.made_at == at for row in rows)


def _wanted(session: Session) -> Iterator[Wanted]:
    """The files of texts that no file was compared with since the last act on their standard."""
    done = sa.exists().where(ReleasedPrint.version_id == Version.id, ReleasedPrint.seen >= Standard.version)
    for standard, version in session.execute(out().where(~done).limit(AT_ONCE)):
        standing, text = Standing.load(session, standard.id), manuscript.load(session, version)
        if standing is None:
            continue
        found = covers(standing, version)
        for cover in found:
            yield Wanted(standing, version, text, cover, region_of(cover, len(found)))


def _row(session: Session, settings: Settings, one: Wanted, at: datetime) -> ReleasedPrint:
    """The file that is there, as far as its cover still stands; else a new one."""
    last = of(session, one.version.id, one.region)
    if last is None or last.cover != one.sign:
        return _printed(settings, one, at)
    last.seen = one.standing.standard.version
    return last


def _printed(settings: Settings, one: Wanted, at: datetime) -> ReleasedPrint:
    names = {code: place.name_zh for code, place in one.standing.places.items()}
    pdf = standard_pdf(one.text, one.cover, names, images(one.text, settings)).pdf
    digest = sha256(pdf).hexdigest()
    place = path_of(settings, digest)
    place.parent.mkdir(parents=True, exist_ok=True)
    coming = place.with_suffix(".coming")
    coming.write_bytes(pdf)
    coming.replace(place)
    told = {"cover": one.sign, "seen": one.standing.standard.version, "size": len(pdf), "made_at": at}
    return ReleasedPrint(sha256=digest, version_id=one.version.id, region_code=one.region, **told)


def path_of(settings: Settings, digest: str) -> Path:
    """Where the print of this hash lies at hand."""
    return settings.var_path / "prints" / digest[:2] / f"{digest}.pdf"


def of(session: Session, version_id: int, region: str) -> ReleasedPrint | None:
    """The newest file of a text under the cover of a region."""
    mine = (ReleasedPrint.version_id == version_id, ReleasedPrint.region_code == region)
    newest = sa.select(ReleasedPrint).where(*mine).order_by(ReleasedPrint.made_at.desc()).limit(1)
    return session.scalars(newest).first()


def at_hand(session: Session, settings: Settings, version: Version, cover: Cover, all_covers: int) -> Path | None:
    """The file of this text under this very cover, where the worker has printed it."""
    region = region_of(cover, all_covers)
    last = of(session, version.id, region)
    if last is None or last.cover != sha256(repr(cover).encode()).hexdigest():
        return None
    place = path_of(settings, last.sha256)
    return place if place.is_file() else None
