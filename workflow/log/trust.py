"""Who cosigns the logs of an agreement: its regions' keys as a C2SP policy, and a checkpoint with all its lines."""

from collections.abc import Collection, Iterable
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


def full_note(session: Session, checkpoint: Checkpoint, *, most: int = 31) -> bytes:
    """The checkpoint with the newest cosignature line of every key that gave one, keys in the order they came."""
    where = (CosignatureLine.log_id == checkpoint.log_id, CosignatureLine.size == checkpoint.size)
    query = sa.select(CosignatureLine).where(*where).order_by(CosignatureLine.key_id, CosignatureLine.at)
    lines = {line.key_id: line.line for line in session.scalars(query)}
    return added(checkpoint.note.encode(), list(lines.values())[:most])
