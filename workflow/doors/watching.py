"""The rules of what a person watches: made, changed, paused, given secret addresses, deleted. No act of the trade, and
nothing of it stands in a log.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.entrance.accounts import digest
from workflow.process.reasons import NotThere
from workflow.records.watching import WatchRule
from workflow.vocabulary import Cadence, Joint, NoticeKind

MOST: Final = 20  # rules of one person
NAME: Final = 60  # signs
ICS: Final = re.compile(r"\d{2}(\.\d{3}(\.\d{2})?)?", re.ASCII)
CCS: Final = re.compile(r"[A-Z]\d{0,2}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a rule chooses; whatever is empty chooses all."""

    agreement_id: int | None = None
    region_code: str | None = None
    state: Joint | None = None
    field: str = ""
    ics: str = ""
    ccs: str = ""
    kinds: tuple[NoticeKind, ...] = ()

    @classmethod
    def of(cls, rule: WatchRule) -> "Choice":
        """What a rule that is kept chooses."""
        return cls(
            agreement_id=rule.agreement_id,
            region_code=rule.region_code,
            state=rule.state,
            field=rule.field,
            ics=rule.ics,
            ccs=rule.ccs,
            kinds=tuple(NoticeKind(kind) for kind in rule.kinds),
        )

    def faults(self) -> list[str]:
        """Keys of words for what cannot be a class of ICS or CCS."""
        wrong = [] if not self.ics or ICS.fullmatch(self.ics) else ["watch.ics"]
        return wrong + ([] if not self.ccs or CCS.fullmatch(self.ccs) else ["watch.ccs"])

    def columns(self) -> dict[str, Any]:
        """The choice as its row keeps it."""
        return {**vars(self), "kinds": [kind.value for kind in self.kinds]}


class WrongRule(ValueError):
    """A rule that cannot be kept; `keys` of words say why, all at once."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = list(keys)
        super().__init__(", ".join(self.keys))


def make(database: Database, person_id: int, name: str, choice: Choice, cadence: Cadence, *, at: datetime) -> int:
    """Keep a new rule; it tells of what is done from now on."""
    with database.plain() as session:
        kept = session.scalar(sa.select(sa.func.count(WatchRule.id)).where(WatchRule.person_id == person_id)) or 0
        if wrong := _faults(name, choice) + (["watch.many"] if kept >= MOST else []):
            raise WrongRule(wrong)
        rule = WatchRule(person_id=person_id, name=name, cadence=cadence, created_at=at, told_until=at)
        _put(rule, choice)
        session.add(rule)
        session.flush()
        return rule.id


def change(
    database: Database, person_id: int, rule_id: int, name: str, choice: Choice, cadence: Cadence, *, at: datetime
) -> None:
    """The rule as it is from now on; its addresses stay."""
    with database.plain() as session:
        rule = _own(session, person_id, rule_id)
        if wrong := _faults(name, choice):
            raise WrongRule(wrong)
        rule.name, rule.cadence, rule.told_until = name, cadence, at
        _put(rule, choice)


def pause(database: Database, person_id: int, rule_id: int, *, at: datetime) -> None:
    """Let it rest: no mail, and its addresses are empty; or let it go on, without what was done meanwhile."""
    with database.plain() as session:
        rule = _own(session, person_id, rule_id)
        rule.paused_at, rule.told_until = (at if rule.paused_at is None else None), at


def delete(database: Database, person_id: int, rule_id: int) -> None:
    """The rule is gone, and its addresses with it."""
    with database.plain() as session:
        session.delete(_own(session, person_id, rule_id))


def make_address(database: Database, person_id: int, rule_id: int) -> str:
    """A new secret for the feed and the calendar, told this once; the one before it ends."""
    secret = secrets.token_urlsafe(32)
    with database.plain() as session:
        _own(session, person_id, rule_id).token_hash = digest(secret)
    return secret


def revoke_address(database: Database, person_id: int, rule_id: int) -> None:
    """The addresses end."""
    with database.plain() as session:
        _own(session, person_id, rule_id).token_hash = None


def _faults(name: str, choice: Choice) -> list[str]:
    return ([] if 0 < len(name) <= NAME else ["watch.name"]) + choice.faults()


def _put(rule: WatchRule, choice: Choice) -> None:
    for column, value in choice.columns().items():
        setattr(rule, column, value)


def _own(session: Session, person_id: int, rule_id: int) -> WatchRule:
    mine = (WatchRule.id == rule_id, WatchRule.person_id == person_id)
    found = session.scalar(sa.select(WatchRule).where(*mine).with_for_update())
    if found is None:
        raise NotThere
    return found
