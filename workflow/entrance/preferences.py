"""What a person prefers: the language of pages and of messages. No act of the trade."""

import sqlalchemy as sa

from workflow.db import Database
from workflow.records.people import Account


def choose_language(database: Database, account_id: int, tongue: str) -> None:
    """Keep the language of an account."""
    with database.plain() as session:
        session.execute(sa.update(Account).where(Account.id == account_id).values(language=tongue))
