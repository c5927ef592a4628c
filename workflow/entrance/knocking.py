"""The throttle of forms that anybody may send: so many an hour from one address, of which only a keyed hash is kept."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

import sqlalchemy as sa

from workflow.db import Database
from workflow.entrance.accounts import Throttled
from workflow.records.consultations import Knock

MOST: Final = 20
WITHIN: Final = timedelta(hours=1)
KEPT: Final = timedelta(days=1)


def knock(
    database: Database, address: str, *, secret: str, at: datetime, most: int = MOST, within: timedelta = WITHIN
) -> None:
    """Count a form; raises Throttled when an address (or whatever else is counted) has sent its share, an hour's where
    nothing else is said.
    """
    hashed = hmac.new(secret.encode(), address.encode(), sha256).hexdigest()
    with database.plain() as session:
        session.execute(sa.delete(Knock).where(Knock.at < at - KEPT))
        lately = sa.select(sa.func.count(), sa.func.min(Knock.at)).where(
            Knock.address_hash == hashed, Knock.at > at - within
        )
        count, first = session.execute(lately).one()
        if count >= most:
            raise Throttled(first + within)
        session.add(Knock(address_hash=hashed, at=at))
