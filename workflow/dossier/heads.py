"""The signed heads under which a dossier proves its leaves, the keys of their logs, and whose cosignatures count."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.log import trust
from workflow.log.cosignatures import added
from workflow.log.keys import VerifierKey
from workflow.log.policy import Policy
from workflow.log.policy_text import parse_policy
from workflow.records.cosigning import CosignatureLine
from workflow.records.events import Checkpoint, Log

MOST: Final = 31  # cosignatures beside the log's own line


class NotSigned(Exception):
    """A log was not signed so far yet: the signer will, or somebody must look why it does not."""

    def __init__(self, origin: str, size: int) -> None:
        super().__init__(f"{origin}: no signed head of {size} leaves or more")
        self.origin = origin
        self.size = size


@dataclass(frozen=True)
class Head:
    """One log of a dossier: its head as a note with cosignatures, and what the policy still misses on it."""

    log_id: int
    origin: str
    size: int
    note: bytes
    vkey: str
    missing: tuple[str, ...]


def policy_of(session: Session, key: VerifierKey, agreement_id: int) -> str:
    """The policy of a seal: the key of the log that it is put into, and the keys of the agreement's regions."""
    return trust.routine(trust.in_force(trust.keys_of(session, agreement_id)), key).text()


def cosigners(text: str) -> list[str]:
    """What a policy says of cosigners; the log's name is another one every year."""
    return [line for line in text.splitlines() if not line.startswith("log ")]


def heads(session: Session, var: Path, policy: str, reach: Mapping[int, int]) -> list[Head]:
    """The heads that cover so many leaves of each log, by origin. Raises `NotSigned`."""
    logs = session.scalars(sa.select(Log).where(Log.id.in_(reach)).order_by(Log.origin))
    judged = parse_policy(policy.encode())
    return [_head(session, var, judged, log, reach[log.id]) for log in logs]


def _head(session: Session, var: Path, policy: Policy, log: Log, reach: int) -> Head:
    query = sa.select(Checkpoint).where(Checkpoint.log_id == log.id, Checkpoint.size >= reach)
    key = trust.log_key(var, log.origin)
    first: Head | None = None
    for found in session.scalars(query.order_by(Checkpoint.size)) if key else ():
        note = added(found.note.encode(), _lines(session, log.id, found.size))
        made = Head(log.id, log.origin, found.size, note, str(key), policy.judge(note).missing)
        first = first or made
        if not made.missing:
            return made
    if first is None:
        raise NotSigned(log.origin, reach)
    return first


def _lines(session: Session, log_id: int, size: int) -> list[str]:
    """The cosignatures over one head, of each key the first that came: later ones would make another dossier."""
    mine = (CosignatureLine.log_id == log_id, CosignatureLine.size == size)
    query = sa.select(CosignatureLine.key_id, CosignatureLine.line).where(*mine)
    found: dict[int, str] = {}
    for key, line in session.execute(query.order_by(CosignatureLine.at, CosignatureLine.key_id)):
        found.setdefault(key, line)
    return [found[key] for key in sorted(found)][:MOST]
