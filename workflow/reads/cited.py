"""The catalogue of documents that standards cite: found by number or title, a page at a time, and of what day it is."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.checking import CitedDocument

PAGE = 50


@dataclass(frozen=True)
class Listed:
    """A page of the catalogue, how many fit, and when a list was last taken in."""

    rows: list[CitedDocument]
    total: int
    listed_at: datetime | None


def listed(session: Session, words: str, page: int) -> Listed:
    """The documents whose number or title has these words, by number."""
    has = sa.or_(
        CitedDocument.number.icontains(words, autoescape=True), CitedDocument.title.icontains(words, autoescape=True)
    )
    where = (has,) if words else ()
    total = session.scalar(sa.select(sa.func.count()).select_from(CitedDocument).where(*where)) or 0
    query = sa.select(CitedDocument).where(*where).order_by(CitedDocument.number)
    rows = list(session.scalars(query.offset((page - 1) * PAGE).limit(PAGE)))
    return Listed(rows, total, session.scalar(sa.select(sa.func.max(CitedDocument.listed_at))))
