"""What a lost device could still do ends at once: sessions, keys of the API, keys of a browser, the codes of an app."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflow.db import Work
from workflow.records.factors import BrowserKey, OneTimeCode
from workflow.records.people import LoginSession, Token


def end_all(work: Work, account_id: int, at: datetime) -> dict[str, int]:
    """End them within the act that says so; gives how many of each there were."""
    keys = (BrowserKey.account_id == account_id, BrowserKey.ended_at.is_(None))
    told = {"browser_keys": _count(work, BrowserKey, *keys)}
    work.update(BrowserKey, *keys, ended_at=at)
    for name, record in (("api_keys", Token), ("sessions", LoginSession)):
        living: Any = (record.account_id == account_id, record.revoked_at.is_(None))
        told[name] = _count(work, record, *living)
        work.update(record, *living, revoked_at=at)
    told["codes"] = _count(work, OneTimeCode, OneTimeCode.account_id == account_id)
    work.session.execute(sa.delete(OneTimeCode).where(OneTimeCode.account_id == account_id))
    return told


def _count(work: Work, record: Any, *where: sa.ColumnElement[bool]) -> int:
    return work.session.scalar(sa.select(sa.func.count()).select_from(record).where(*where)) or 0
