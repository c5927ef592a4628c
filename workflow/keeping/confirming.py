"""What two administrators must agree to before anything is written to a log: each says so with his own password, and
what exactly they said yes to is kept as a hash. It is no act yet: the act tells both."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa

from workflow.db import Database
from workflow.records.operation import Confirmation

NEEDED: Final = 2


def confirm(database: Database, matter: Any, person_id: int, at: datetime) -> list[int]:
    """Keep a person's word, once; gives everybody who said the same. Enough are NEEDED."""
    digest = sha256(json.dumps(matter, sort_keys=True, default=str).encode()).hexdigest()
    mine = (Confirmation.matter == digest, Confirmation.person_id == person_id)
    with database.plain() as session:
        if not session.scalar(sa.select(sa.exists().where(*mine))):
            session.add(Confirmation(matter=digest, person_id=person_id, at=at))
            session.flush()
        said = sa.select(Confirmation.person_id).where(Confirmation.matter == digest)
        return list(session.scalars(said.order_by(Confirmation.person_id)))
