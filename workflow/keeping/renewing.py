"""Derives anew, after an upgrade, what lists read: whose turn it is, the seals, the timers, the words to search by.
No act of the trade: the newer program says in other words, and perhaps to others, what stands in the tables already.
"""

from datetime import datetime

import sqlalchemy as sa

from workflow import projection
from workflow.db import Database
from workflow.picture.standing import Standing
from workflow.records.standards import Standard
from workflow.search.spelling import search_words


def renew(database: Database, at: datetime) -> int:
    """Every standard in a transaction of its own; gives how many there are."""
    with database.read() as session:
        ids = list(session.scalars(sa.select(Standard.id).order_by(Standard.id)))
    for standard_id in ids:
        with database.write(at) as work:
            standing = Standing.load(work.session, standard_id, lock=True)
            if standing is None:
                continue
            projection.project(work, standing)
            words = search_words(standing.standard.search_text)
            found = sa.update(Standard).where(Standard.id == standard_id, Standard.search_text != words)
            work.session.execute(found.values(search_text=words))
    return len(ids)
