"""A unit that was written to answers by its own link, which the region that wrote knows: it has no account."""

import hmac
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy.orm import Session

from workflow import engine
from workflow.db import Database
from workflow.process.reasons import NotThere
from workflow.records.consultations import Addressee, Consultation
from workflow.vocabulary import Reply

SIGNS: Final = 24


def token_of(addressee_id: int, secret: str) -> str:
    """What makes the link of a unit one that nobody guesses."""
    return hmac.new(secret.encode(), f"addressee/{addressee_id}".encode(), sha256).hexdigest()[:SIGNS]


def find(session: Session, addressee_id: int, token: str, secret: str) -> Addressee:
    """The unit of a link; raises NotThere."""
    found = session.get(Addressee, addressee_id) if 0 < addressee_id < 2**31 else None
    if found is None or not hmac.compare_digest(token.encode(), token_of(addressee_id, secret).encode()):
        raise NotThere
    return found


def no_comment(database: Database, addressee: Addressee, *, at: datetime) -> None:
    """The unit says that it has no comment."""
    with database.read() as session:
        standard_id = session.get_one(Consultation, addressee.consultation_id).standard_id
    said = {"addressee": str(addressee.id), "reply": Reply.NO_COMMENT.value}
    engine.take(database, "note_reply", standard_id, None, said, at=at)
