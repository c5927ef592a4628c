"""What the sets of open data have in common: a page of rows, and the sign of a state."""

from datetime import datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.reads.catalogue import IS_PUBLIC
from workflow.records.events import Event
from workflow.records.standards import Standard

MOST: Final = 300
Row = dict[str, Any]


class Page(NamedTuple):
    """Rows, and behind which one the next page begins; None at the end."""

    rows: list[Row]
    last: int | None


def paged(rows: list[Row], ids: list[int]) -> Page:
    """A page whose rows were read for these ids; a full one may be followed by another."""
    return Page(rows, ids[-1] if len(ids) == MOST else None)


def public_ids(session: Session, after: int) -> list[int]:
    """The next public standards by id."""
    query = sa.select(Standard.id).where(IS_PUBLIC, Standard.id > after)
    return list(session.scalars(query.order_by(Standard.id).limit(MOST)))


def of_standards(session: Session) -> str:
    """Each act on a public standard counts one up: number and sum change with every one of them."""
    query = sa.select(sa.func.count(Standard.id), sa.func.sum(Standard.version), sa.func.max(Standard.id))
    return sign(*session.execute(query.where(IS_PUBLIC)).one())


def last_act(session: Session, *where: sa.ColumnElement[bool]) -> datetime | None:
    """The hour of the last act on any of these standards: each bears the number of its own last one."""
    newest = sa.and_(Event.object_id == Standard.id, Event.sequence == Standard.version)
    query = sa.select(sa.func.max(Event.at)).join(Standard, newest).where(Event.noun == "standard", *where)
    return session.scalar(query)


def changed(session: Session) -> datetime | None:
    """When anything was last done on a public standard."""
    return last_act(session, IS_PUBLIC)


def sign(*values: Any) -> str:
    """Values as one short sign that tells nothing else."""
    return sha256(repr(values).encode()).hexdigest()[:24]
