"""What the sets of open data have in common: a page of rows, and the sign of a state."""

from hashlib import sha256
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.reads.catalogue import IS_PUBLIC
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


def sign(*values: Any) -> str:
    """Values as one short sign that tells nothing else."""
    return sha256(repr(values).encode()).hexdigest()[:24]
