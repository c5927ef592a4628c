"""Contributions to standards counted by level and role, and targets told per million: entries as they stand."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.reads.entries import Condition
from workflow.records.entries import Entry, EntryFigure
from workflow.records.places import Region

CONTRIBUTION, TARGET, DENOMINATOR = "contribution", "target", "denominator"
CENT: Final = Decimal("0.01")


@dataclass(frozen=True)
class Counted:
    """How many contributions of a level and role."""

    level: str
    role: str
    n: int


@dataclass(frozen=True)
class Share:
    """The last figure of a target, and what it comes to over its denominator."""

    entry: Entry
    region: Region | None
    figure: EntryFigure
    of: Decimal

    @property
    def value(self) -> Decimal:
        return (Decimal(self.figure.value) / self.of).quantize(CENT, ROUND_HALF_UP)


def by_level(session: Session, where: Condition) -> list[Counted]:
    """Every level and role that occurs."""
    fields = sa.type_coerce(Entry.fields, sa.JSON)
    level, role = (fields[name].as_string().label(name) for name in ("level", "role"))
    told = sa.select(level, role).where(where, Entry.kind == CONTRIBUTION).subquery()
    each = (told.c.level, told.c.role)
    query = sa.select(*each, sa.func.count()).group_by(*each)
    return [Counted(*row) for row in session.execute(query)]


def units(session: Session, where: Condition) -> dict[str, int]:
    """How many units contributed at each level; a unit is told by its name, and one that did both is one."""
    level = sa.type_coerce(Entry.fields, sa.JSON)["level"].as_string().label("level")
    told = sa.select(level, Entry.title).where(where, Entry.kind == CONTRIBUTION).distinct().subquery()
    query = sa.select(told.c.level, sa.func.count()).group_by(told.c.level)
    return {name: n for name, n in session.execute(query)}


def shares(session: Session, where: Condition) -> list[Share]:
    """Targets that have a denominator and a figure."""
    query = sa.select(Entry, Region).outerjoin(Region, Region.code == Entry.region_code)
    found = session.execute(query.where(where, Entry.kind == TARGET).order_by(Entry.id)).all()
    over = {entry.id: (entry, region, of) for entry, region in found if (of := _denominator(entry))}
    told = sa.select(EntryFigure).where(EntryFigure.entry_id.in_(over))
    last = {one.entry_id: one for one in session.scalars(told.order_by(EntryFigure.of_day, EntryFigure.number))}
    return [Share(entry, region, last[id_], of) for id_, (entry, region, of) in over.items() if id_ in last]


def _denominator(entry: Entry) -> Decimal | None:
    told = entry.fields.get(DENOMINATOR)
    return Decimal(str(told)) or None if told not in (None, "") else None
