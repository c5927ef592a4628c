"""How a person proves to be present when signing: one signer a means, the strongest first. What is signed is always
the hash of the statement. A national means (a key of SM2 in a token, a signature server) is one more signer here."""

from datetime import datetime
from typing import Any, Final, Protocol

from workflow.ceremony import Ceremony, NotSigned
from workflow.db import Database
from workflow.entrance.signing.browser_keys import BrowserKeys
from workflow.entrance.signing.codes import Codes
from workflow.entrance.signing.given import Given, Holder
from workflow.entrance.signing.passwords import Passwords
from workflow.records.people import Statement

__all__ = ["SIGNERS", "Given", "Holder", "Signer", "is_weak", "prove"]


class Signer(Protocol):
    """One means of signing: its name in the record, and whether it binds the statement itself or the person alone."""

    method: str
    is_strong: bool

    def takes(self, database: Database, holder: Holder, given: Given) -> bool:
        """Whether what came is of this means, or whether the account may sign by no weaker one."""

    def prove(
        self, database: Database, holder: Holder, given: Given, statement: Statement, *, at: datetime
    ) -> dict[str, Any]:
        """What to keep as evidence beside the statement; raises LoginFailed, Throttled or NotSigned."""


SIGNERS: Final[tuple[Signer, ...]] = (BrowserKeys(), Codes(), Passwords())


def prove(database: Database, holder: Holder, given: Given, statement_id: int, *, at: datetime) -> Ceremony:
    """The ceremony of a signature: by the first means that what came is of."""
    with database.read() as session:
        statement = session.get(Statement, statement_id) if 0 < statement_id < 2**31 else None
    if statement is None:
        raise NotSigned("sign.unknown")
    signer = next(one for one in SIGNERS if one.takes(database, holder, given))
    return Ceremony(statement_id, signer.method, signer.prove(database, holder, given, statement, at=at))


def is_weak(method: str | None) -> bool:
    """Whether a signature proves the person's presence by less than a key that signed the statement."""
    return not any(one.is_strong and one.method == method for one in SIGNERS)
