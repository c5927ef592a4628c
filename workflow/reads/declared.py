"""Declarations of use as the public reads them: how many a region has confirmed, what became of one by its receipt."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.entries import Entry, EntryTurn
from workflow.records.places import Region
from workflow.vocabulary import EntryState, Named

KIND = "use_declaration"


@dataclass(frozen=True)
class Declared:
    """A declaration, where it is used, and what was said when it was refused."""

    entry: Entry
    region: Named
    refused: str


def used(session: Session, standard_id: int) -> list[tuple[Region, int]]:
    """How many confirmed declarations of use a standard has in each region that has any."""
    mine = (Entry.kind == KIND, Entry.standard_id == standard_id, Entry.state == EntryState.RECORDED)
    counts = (
        sa.select(Entry.region_code, sa.func.count().label("n")).where(*mine).group_by(Entry.region_code).subquery()
    )
    query = sa.select(Region, counts.c.n).join(counts, counts.c.region_code == Region.code)
    return [(place, n) for place, n in session.execute(query.order_by(Region.code))]


def fate(session: Session, entry: Entry) -> Declared:
    """What became of a declaration."""
    turns = sa.select(EntryTurn.words).where(EntryTurn.entry_id == entry.id, EntryTurn.step == "refuse_entry")
    place = session.get_one(Region, entry.region_code)
    return Declared(entry, Named(place.code, place.name_zh, place.name_en), session.scalar(turns.limit(1)) or "")
