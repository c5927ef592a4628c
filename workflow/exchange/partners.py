"""Keys of partners' installations: entered and ended by a security administrator, each an event of the installation.

The key comes with the fingerprint that the partner told by another way; both must be the same.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.log.keys import BadNote, VerifierKey
from workflow.log.recording import record
from workflow.picture.standing import Seat
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Reason
from workflow.records.exchange import PartnerKey
from workflow.seats.seating import refuse
from workflow.vocabulary import SeatRole

NOUN: Final = "partner_key"
LONGEST: Final = 60
SHOWN: Final = 4  # digits of a group, as people compare them


def may(seat: Seat) -> bool:
    """Who says whose packages are believed: the security administrator."""
    return seat.role is SeatRole.SECADMIN


def fingerprint(key: VerifierKey) -> str:
    """The SHA-256 of the public key: what is read out on the telephone."""
    return sha256(key.public).hexdigest()


def grouped(words: str) -> str:
    """A fingerprint as people compare it."""
    return " ".join(words[at : at + SHOWN] for at in range(0, len(words), SHOWN))


def listed(session: Session) -> list[PartnerKey]:
    """Every key that was ever entered, the newest first."""
    return list(session.scalars(sa.select(PartnerKey).order_by(PartnerKey.id.desc())))


def keys(session: Session, *, ended: bool) -> dict[bytes, PartnerKey]:
    """The keys in force, or those that are believed no more, by their public half."""
    query = sa.select(PartnerKey).where(PartnerKey.ended_at.is_not(None) if ended else PartnerKey.ended_at.is_(None))
    return {VerifierKey.parse(row.vkey).public: row for row in session.scalars(query.order_by(PartnerKey.id))}


def register(database: Database, seat: Seat, partner: str, vkey: str, told: str, *, at: datetime) -> int:
    """Enter a key. Raises `WrongAnswers` where the fingerprint is another's, `Refused` where it is known."""
    _admit(seat)
    name, key = " ".join(partner.split()), _read(vkey)
    wrong: dict[str, tuple[str, dict[str, Any]]] = {}
    if not 0 < len(name) <= LONGEST or not name.isprintable():
        wrong["partner"] = ("wrong.text", {})
    if key is None:
        wrong["vkey"] = ("wrong.partner_key", {})
    elif "".join(told.split()).casefold() != fingerprint(key):
        wrong["fingerprint"] = ("wrong.fingerprint", {})
    if wrong or key is None:
        raise WrongAnswers(wrong)
    with database.write(at) as work:
        known = sa.exists().where(PartnerKey.fingerprint == fingerprint(key))
        refuse([Reason("partner_key_known", {})] if work.session.scalar(sa.select(known)) else [])
        row = {"partner": name, "fingerprint": fingerprint(key), "vkey": str(key)}
        made = work.insert(
            PartnerKey, **row, registered_by=seat.person_id, registered_at=at, ended_by=None, ended_at=None
        )
        after = {"state": "in_force"}
        record(work, NOUN, made, "register_partner_key", seat, agreement_id=None, after=after, facts=row)
    return made


def end(database: Database, seat: Seat, key_id: int, *, at: datetime) -> None:
    """Believe a key no more: packages that it signed are refused from now on; copies that were taken stay."""
    _admit(seat)
    with database.write(at) as work:
        found = work.session.get(PartnerKey, key_id, with_for_update=True) if 0 < key_id < 2**31 else None
        if found is None:
            raise NotThere
        refuse([Reason("partner_key_ended", {})] if found.ended_at else [])
        work.guarded(
            PartnerKey, PartnerKey.id == key_id, PartnerKey.ended_at.is_(None), ended_at=at, ended_by=seat.person_id
        )
        before, after = {"state": "in_force"}, {"state": "ended"}
        record(work, NOUN, key_id, "end_partner_key", seat, agreement_id=None, before=before, after=after)


def _admit(seat: Seat) -> None:
    if not may(seat):
        raise NotThere


def _read(vkey: str) -> VerifierKey | None:
    try:
        return VerifierKey.parse(vkey.strip())
    except (BadNote, UnicodeError, ValueError):
        return None
