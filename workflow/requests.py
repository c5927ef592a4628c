"""The same request twice acts once: idempotency keys, kept in the transaction of the act they answer for."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy.exc import IntegrityError

from workflow.db import Outdated, Work, table_of
from workflow.picture.standing import Seat
from workflow.records.people import Request
from workflow.statements import insert


class KeyReused(Exception):
    """An idempotency key came again with another body."""


@dataclass(frozen=True)
class Sent:
    """A mutating request as it was sent; without a person or a key it is new each time."""

    seat: Seat | None
    key: str | None
    route: str
    raw: Mapping[str, Any]

    @property
    def body_hash(self) -> str:
        return sha256(repr(sorted((str(k), str(v)) for k, v in self.raw.items())).encode()).hexdigest()

    def answered(self, work: Work) -> dict[str, Any] | None:
        """The answer to the same request, if it was answered before; raises KeyReused for another body."""
        if self.seat is None or self.key is None:
            return None
        found = work.session.get(Request, (self.seat.person_id, self.key))
        if found is None:
            return None
        if (found.route, found.body_hash) != (self.route, self.body_hash):
            raise KeyReused
        return found.outcome

    def remember(self, work: Work, outcome: Mapping[str, Any]) -> None:
        """Keep the answer in the act's own transaction; who was faster with the same key has acted already."""
        if self.seat is None or self.key is None:
            return
        owner = {"person_id": self.seat.person_id, "key": self.key, "route": self.route, "at": work.at}
        row = {**owner, "body_hash": self.body_hash, "outcome": outcome}
        try:
            insert(work.session.connection(), table_of(Request), [row])
        except IntegrityError as twice:
            raise Outdated from twice
