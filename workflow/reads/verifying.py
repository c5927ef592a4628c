"""What a hash is the hash of: a released text, its print, or a draft that the public was asked about."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from workflow.reads.catalogue import IS_PUBLIC
from workflow.reads.consultations import SHOWN
from workflow.records.consultations import Consultation, RegionWindow
from workflow.records.prints import ReleasedPrint
from workflow.records.releases import Release
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.vocabulary import TextPurpose

HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Kind(StrEnum):
    """What was recognised."""

    TEXT = "text"
    PRINT = "print"
    DRAFT = "draft"


@dataclass(frozen=True)
class Known:
    """A version of a standard's text that the public may know of; of a print also whose cover it bears."""

    kind: Kind
    standard: Standard
    version: Version
    region: str = ""
    consultation: int | None = None


def given_hash(words: str) -> str | None:
    """A SHA-256 as people paste it: in capitals, in groups, behind its name; None where it is none."""
    plain = re.sub(r"[\s:_-]+", "", words.lower()).removeprefix("sha256")
    return plain if HASH.fullmatch(plain) else None


def known(session: Session, digest: str) -> Known | None:
    """What the public may know of these bytes."""
    return _released(session, digest) or _asked(session, digest)


def out() -> sa.Select[Standard, Version]:
    """The released texts of public standards: the first one, and those that took its place by an amendment."""
    first, aside = aliased(Version), (TextPurpose.DRAFT, TextPurpose.AMENDMENT)
    query = sa.select(Standard, Version).join(Version, Version.standard_id == Standard.id)
    query = query.join(Release, Release.standard_id == Standard.id).join(first, first.id == Release.version_id)
    later = (Version.purpose.not_in(aside), Version.number >= first.number)
    return query.where(IS_PUBLIC, Release.released_at.is_not(None), *later).order_by(Version.id.desc())


def _released(session: Session, digest: str) -> Known | None:
    printed = session.get(ReleasedPrint, digest)
    mine = Version.text_hash == digest if printed is None else Version.id == printed.version_id
    row = session.execute(out().where(mine).limit(1)).first()
    if row is None:
        return None
    return Known(Kind.PRINT, row[0], row[1], printed.region_code) if printed else Known(Kind.TEXT, row[0], row[1])


def _asked(session: Session, digest: str) -> Known | None:
    """A draft that some region posted: its page is public, and says that it is no standard."""
    posted = sa.select(RegionWindow.consultation_id).where(RegionWindow.state.in_(SHOWN))
    query = sa.select(Standard, Version, Consultation.id).join(Version, Version.standard_id == Standard.id)
    query = query.join(Consultation, Consultation.version_id == Version.id)
    here = (Version.text_hash == digest, Consultation.id.in_(posted))
    row = session.execute(query.where(*here).order_by(Consultation.id.desc()).limit(1)).first()
    return Known(Kind.DRAFT, row[0], row[1], consultation=row[2]) if row else None
