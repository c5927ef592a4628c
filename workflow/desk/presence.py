"""Who is at which clause just now, and up to where a person has looked: manners, not locks."""

from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from workflow.db import Database
from workflow.records.desks import DeskPresence, DeskVisit

SILENT: Final = timedelta(seconds=30)


def beat(database: Database, at: datetime, standard_id: int, person: int, clause_id: str) -> None:
    """The person is at a clause, or with none named, has left."""
    with database.plain() as session:
        here = session.get(DeskPresence, (standard_id, person))
        if not clause_id:
            session.execute(sa.delete(DeskPresence).where(*_mine(DeskPresence, standard_id, person)))
            return
        stays = here is not None and here.clause_id == clause_id and here.beat_at > at - SILENT
        since = here.since if here is not None and stays else at
        told = {"clause_id": clause_id, "since": since, "beat_at": at}
        session.merge(DeskPresence(standard_id=standard_id, person_id=person, **told))


def looked(database: Database, at: datetime, standard_id: int, person: int, revision: int) -> None:
    """The person has seen all up to a revision."""
    with database.plain() as session:
        session.merge(DeskVisit(standard_id=standard_id, person_id=person, revision=revision, at=at))


def _mine(table: type[DeskPresence], standard_id: int, person: int) -> tuple[sa.ColumnElement[bool], ...]:
    return table.standard_id == standard_id, table.person_id == person
