"""A person's own account: where it is signed in, and its keys of the API. Nobody else's account is ever read here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.people import LoginSession, Token


@dataclass(frozen=True)
class SignedIn:
    """A living session."""

    id: int
    agent: str
    created_at: datetime
    seen_at: datetime
    is_this: bool


def sessions_of(session: Session, account_id: int, *, this: int, at: datetime, idle: timedelta) -> list[SignedIn]:
    """The living sessions of an account, the one that asks first."""
    mine = (LoginSession.account_id == account_id, LoginSession.revoked_at.is_(None))
    alive = (LoginSession.ends_at > at, LoginSession.seen_at > at - idle)
    found = session.scalars(sa.select(LoginSession).where(*mine, *alive).order_by(LoginSession.seen_at.desc()))
    rows = [SignedIn(s.id, s.agent, s.created_at, s.seen_at, s.id == this) for s in found]
    return sorted(rows, key=lambda row: not row.is_this)


def tokens_of(session: Session, account_id: int, *, at: datetime) -> list[Token]:
    """The living keys of an account, the newest first."""
    alive = (Token.account_id == account_id, Token.revoked_at.is_(None), Token.ends_at > at)
    return list(session.scalars(sa.select(Token).where(*alive).order_by(Token.id.desc())))
