"""The throttle of forms that anybody may send: so many an hour from one address, of which only a keyed hash is kept."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

import sqlalchemy as sa

from workflow.accounts import Throttled
from workflow.db import Database
from workflow.records.consultations import Knock

MOST: Final = 20
WITHIN: Final = timedelta(hours=1)
KEPT: Final = timedelta(days=1)


def knock(database: Database, address: str, *, secret: str, at: datetime) -> None:
    """Count a form; raises Throttled when an address has sent its hour's share."""
    hashed = hmac.new(secret.encode(), address.encode(), sha256).hexdigest()
    with database.plain() as session:
        session.execute(sa.delete(Knock).where(Knock.at < at - KEPT))
        lately = sa.select(sa.func.count(), sa.func.min(Knock.at)).where(
            Knock.address_hash == hashed, Knock.at > at - WITHIN
        )
        count, first = session.execute(lately).one()
        if count >= MOST:
            raise Throttled(first + WITHIN)
        session.add(Knock(address_hash=hashed, at=at))
