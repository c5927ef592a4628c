"""Takes in what regions sign about a log: cosignatures of its heads, notes of other heads, reports. The signature is
the authority; each is verified before it is kept, and nothing here is ever changed afterwards."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.log.cosignatures import CosignerKey, lines_of, spelled, time_of
from workflow.log.keys import BadNote, VerifierKey
from workflow.log.notes import Checkpoint as Head
from workflow.log.notes import Signature, parse, verify_checkpoint
from workflow.log.reports import HEAD as REPORT
from workflow.log.reports import Report
from workflow.log.trust import in_force, keys_of
from workflow.records.cosigning import CosignatureLine, RegionKey
from workflow.records.events import Checkpoint, Log

MAX_BODY: Final = 64 * 1024
AHEAD: Final = timedelta(minutes=5)  # how far another clock may run before ours
AGAIN: Final = timedelta(hours=1)  # a key's newer line over the same head is kept this often
Known = dict[tuple[str, bytes], tuple[RegionKey, CosignerKey]]


class NotTaken(ValueError):
    """Nothing of the body is kept; `key` says why, in words of the catalogue."""

    def __init__(self, key: str, **facts: str) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


@dataclass(frozen=True)
class Received:
    """What became of the lines: whose were kept, and how many nobody here knows the keys of."""

    kept: tuple[str, ...]
    ignored: int


@dataclass(frozen=True)
class Accusation:
    """Evidence against a log, verified: whose key signed which bytes."""

    key_id: int
    region: str
    sha256: str
    note: str
    is_fork: bool

    @property
    def findings(self) -> bytes:
        """What a report found, whenever it was signed and under whichever head; nothing where it is a note."""
        return findings_of(self.note)


def receive(database: Database, log: Log, body: bytes, size: int, *, at: datetime) -> Received:
    """Signature lines for our head of `size`; all that hold are kept, or none when one of a known key does not."""
    with database.read() as session:
        known = _known(session, log)
        try:
            lines = lines_of(body)
        except BadNote as bad:
            raise NotTaken("cosigned.malformed") from bad
        ours = [(*known[line.name, line.key_id], line) for line in lines if (line.name, line.key_id) in known]
        if not ours:
            raise NotTaken("cosigned.nobody")
        head = session.get(Checkpoint, (log.id, size))
        if head is None:
            raise NotTaken("cosigned.no_head")
        text = parse(head.note.encode()).text
        timed = [(key, line, _checked(cosigner, text, line, at)) for key, cosigner, line in ours]
        fresh = [_row(head, key, line, of, at) for key, line, of in timed if not _lately(session, head, key.id, of)]
    for row in fresh:
        _put(database, row)
    return Received(tuple(line.name for _, _, line in ours), len(lines) - len(ours))


def accusation(database: Database, log: Log, body: bytes, vkey: VerifierKey | None) -> Accusation:
    """A report, or a note of a head that is not ours, signed by a region's key; nothing is written yet. With the log's
    `vkey` a fork that our own key signed is told from a head that it never signed."""
    try:
        note = parse(body)
        with database.read() as session:
            signer = _signer(_known(session, log), note.text, note.signatures)
            is_report = _judged(session, log, note.text)
    except BadNote as bad:
        raise NotTaken("cosigned.malformed") from bad
    if signer is None:
        raise NotTaken("cosigned.nobody")
    is_fork = not is_report and _ours(body, log, vkey)
    return Accusation(signer.id, signer.region_code, sha256(body).hexdigest(), body.decode(), is_fork)


def findings_of(note: str) -> bytes:
    """The findings of a report that was kept."""
    text = parse(note.encode()).text
    return text.split(b"\n", 3)[3] if text.startswith(f"{REPORT}\n".encode()) else b""


def _judged(session: Session, log: Log, text: bytes) -> bool:
    """Whether this is a report on the log; else it must be a head that is not ours."""
    is_report = text.startswith(f"{REPORT}\n".encode())
    head = Report.read(text) if is_report else Head.parse(text)
    if head.origin != log.origin:
        raise NotTaken("cosigned.other_log")
    ours = session.get(Checkpoint, (log.id, head.size))
    if isinstance(head, Head) and ours is not None and ours.root == head.root:
        raise NotTaken("cosigned.ours")
    return is_report


def _checked(key: CosignerKey, text: bytes, line: Signature, now: datetime) -> datetime:
    if not key.accepts(text, line.signature):
        raise NotTaken("cosigned.does_not_hold", name=line.name)
    seconds = time_of(line.signature)
    try:
        signed_at = datetime.fromtimestamp(seconds or 0, UTC)
    except (OverflowError, ValueError, OSError) as far:
        raise NotTaken("cosigned.ahead", name=line.name) from far
    if signed_at > now + AHEAD:
        raise NotTaken("cosigned.ahead", name=line.name)
    return signed_at


def _known(session: Session, log: Log) -> Known:
    keys = in_force(keys_of(session, log.agreement_id)) if log.agreement_id is not None else []
    read = [(key, CosignerKey.parse(key.vkey)) for key in keys]
    return {(cosigner.name, cosigner.key_id): (key, cosigner) for key, cosigner in read}


def _signer(known: Known, text: bytes, lines: tuple[Signature, ...]) -> RegionKey | None:
    """The region's key that signed this text; a line of a known key that does not hold spoils the note."""
    found = None
    for line in lines:
        one = known.get((line.name, line.key_id))
        if one is not None and not one[1].accepts(text, line.signature):
            raise NotTaken("cosigned.does_not_hold", name=line.name)
        found = found or (one[0] if one else None)
    return found


def _ours(body: bytes, log: Log, vkey: VerifierKey | None) -> bool:
    try:
        return vkey is not None and verify_checkpoint(body, vkey, origin=log.origin) is not None
    except BadNote:
        return False


def _lately(session: Session, head: Checkpoint, key_id: int, at: datetime) -> bool:
    line = CosignatureLine
    mine = (line.log_id == head.log_id, line.size == head.size, line.key_id == key_id)
    newest = sa.select(sa.func.max(line.at)).where(*mine)
    last: datetime | None = session.scalar(newest)
    return last is not None and at < last + AGAIN


def _row(head: Checkpoint, key: RegionKey, line: Signature, signed_at: datetime, at: datetime) -> CosignatureLine:
    where = {"log_id": head.log_id, "size": head.size, "key_id": key.id}
    return CosignatureLine(**where, at=signed_at, line=spelled(line), received_at=at)


def _put(database: Database, row: CosignatureLine) -> None:
    try:
        with database.plain() as session:
            session.add(row)
    except IntegrityError:  # the same line came twice at once
        return
