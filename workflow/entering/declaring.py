"""What somebody without a seat declares to a register, and what he may do with the receipt that he was given for it."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.entering.door import Taken, begin, take
from workflow.kinds import open_kinds
from workflow.process.reasons import NotThere
from workflow.records.entries import Entry
from workflow.rules.declaring import key_of
from workflow.vocabulary import EntryState

LONGEST: Final = 32  # signs of a receipt
LEAVES: Final = {EntryState.APPLIED: "take_back_entry", EntryState.RECORDED: "end_declared"}


def declare(
    database: Database, agreement_id: int, kind: str, raw: Mapping[str, str], *, at: datetime
) -> tuple[Taken, str]:
    """Declare; gives the receipt, of which the entry keeps a hash alone."""
    receipt = f"{at:%Y}-{secrets.token_hex(8).upper()}"
    told = {**raw, "key": key_of(receipt)}
    return begin(database, agreement_id, kind, "declare_entry", None, told, at=at), receipt


def declared(session: Session, receipt: str) -> Entry | None:
    """What was declared under a receipt."""
    mine = sa.select(Entry).where(Entry.kind.in_(open_kinds()), Entry.key == key_of(receipt))
    return session.scalars(mine).one_or_none() if 0 < len(receipt) <= LONGEST else None


def leave(database: Database, receipt: str, raw: Mapping[str, str], *, at: datetime) -> Taken:
    """Take back what nobody has judged yet, or end what stands."""
    with database.read() as session:
        found = declared(session, receipt)
    step = LEAVES.get(found.state) if found else None
    if found is None or step is None:
        raise NotThere
    return take(database, found.id, step, None, {**raw, "receipt": receipt}, at=at)
