"""Signing by the password alone: the person is present, and nothing binds the statement but our word for it."""

from datetime import datetime
from typing import Any

from workflow.db import Database
from workflow.entrance import accounts
from workflow.entrance.signing.given import Given, Holder
from workflow.records.people import Statement


class Passwords:
    """The weakest means, which every account has."""

    method = "password"
    is_strong = False

    def takes(self, database: Database, holder: Holder, given: Given) -> bool:
        return True

    def prove(
        self, database: Database, holder: Holder, given: Given, statement: Statement, *, at: datetime
    ) -> dict[str, Any]:
        accounts.prove(database, holder.account_id, given.password, address=holder.address, at=at)
        return {}
