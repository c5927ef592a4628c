"""Who cosigns the logs of an agreement: its regions' keys as a C2SP policy, and how far a log is cosigned."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.log.cosignatures import CosignerKey, added
from workflow.log.keys import BadNote, VerifierKey
from workflow.log.policy import NONE, Group, Policy
from workflow.records.cosigning import CosignatureLine, RegionKey
from workflow.records.events import Checkpoint
from workflow.vocabulary import KeyKind

FRESH: Final = timedelta(hours=24)  # a quorum older than this is told in red
QUORUM: Final = "regions"


def log_key(var: Path, origin: str) -> VerifierKey | None:
    """The public key of a log, from the file that the signer lays out for everybody; nothing before it did."""
    try:
        return VerifierKey(origin, VerifierKey.parse((var / "log.vkey").read_text("ascii").strip()).public)
    except (OSError, UnicodeDecodeError, BadNote):
        return None


def keys_of(session: Session, agreement_id: int) -> list[RegionKey]:
    """Every key that the agreement's regions ever registered, the oldest first."""
    query = sa.select(RegionKey).where(RegionKey.agreement_id == agreement_id).order_by(RegionKey.id)
    return list(session.scalars(query))


def in_force(keys: Iterable[RegionKey]) -> list[RegionKey]:
    return [key for key in keys if key.ended_at is None]


def quorum_of(regions: int) -> int:
    """How many regions make a routine quorum: all but one, two at least where there are two."""
    return min(regions, max(2, regions - 1))


def routine(keys: Collection[RegionKey], log: VerifierKey | None = None) -> Policy:
    """The policy of every day: a region is counted once whichever of its keys cosigned, and one may be away."""
    regions = sorted({key.region_code for key in keys})
    return _policy(keys, log, quorum_of(len(regions)))


def release(keys: Iterable[RegionKey], log: VerifierKey | None = None) -> Policy:
    """The policy of a release: the mirror of every region that has one."""
    mirrors = [key for key in keys if key.kind is KeyKind.MIRROR]
    return _policy(mirrors, log, len({key.region_code for key in mirrors}))


def policy_hash(policy: Policy) -> str:
    """What is printed, so that nobody is handed another policy."""
    return sha256(policy.text().encode()).hexdigest()


def _policy(keys: Collection[RegionKey], log: VerifierKey | None, threshold: int) -> Policy:
    named = {read.name: (key.region_code, read) for key in keys for read in [CosignerKey.parse(key.vkey)]}
    regions = sorted({key.region_code for key in keys})
    groups = [Group(code, 1, tuple(name for name, (of, _) in named.items() if of == code)) for code in regions]
    logs, witnesses = (log,) if log else (), {name: read for name, (_, read) in named.items()}
    if not regions:
        return Policy(logs, witnesses, (), NONE)
    return Policy(logs, witnesses, (*groups, Group(QUORUM, threshold, tuple(regions))), QUORUM)


@dataclass(frozen=True)
class Cosigned:
    """How far a log is cosigned: who did the newest head that has a quorum, how many it takes, since when it stands."""

    regions: tuple[str, ...]  # who counts
    by: tuple[str, ...]  # who cosigned this head or a longer one, among them
    needed: int
    size: int
    at: datetime | None  # when the quorum's last voice came

    @property
    def is_met(self) -> bool:
        return self.needed > 0 and len(self.by) >= self.needed

    def is_stale(self, now: datetime) -> bool:
        """Nobody who counts has seen the log grow for a day: regions look at it with other eyes than ours."""
        return self.needed > 0 and (self.at is None or now - self.at > FRESH)


def covering(session: Session, log_id: int, agreement_id: int, *, beyond: int) -> Cosigned:
    """Who cosigned a head of the log of more than `beyond` leaves, each region by its newest line: what such a head
    covers stands in every longer one."""
    keys = {key.id: key for key in keys_of(session, agreement_id)}
    regions = tuple(sorted({key.region_code for key in in_force(keys.values())}))
    newest: dict[str, CosignatureLine] = {}
    where = (CosignatureLine.log_id == log_id, CosignatureLine.size > beyond)
    for line in session.scalars(sa.select(CosignatureLine).where(*where).order_by(CosignatureLine.at)):
        newest[keys[line.key_id].region_code] = line
    by = tuple(code for code in regions if code in newest)
    needed = quorum_of(len(regions))
    times = sorted((newest[code].at for code in by), reverse=True)
    return Cosigned(regions, by, needed, beyond + 1, times[needed - 1] if 0 < needed <= len(times) else None)


def freshness(session: Session, log_id: int, agreement_id: int) -> Cosigned:
    """The newest quorum over any head of the log."""
    return covering(session, log_id, agreement_id, beyond=-1)


def full_note(session: Session, checkpoint: Checkpoint, *, most: int = 31) -> bytes:
    """The checkpoint with the newest cosignature line of every key that gave one, keys in the order they came."""
    where = (CosignatureLine.log_id == checkpoint.log_id, CosignatureLine.size == checkpoint.size)
    query = sa.select(CosignatureLine).where(*where).order_by(CosignatureLine.key_id, CosignatureLine.at)
    lines = {line.key_id: line.line for line in session.scalars(query)}
    return added(checkpoint.note.encode(), list(lines.values())[:most])
