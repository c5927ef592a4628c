"""The register of numbers: what each band holds, who carries which number, and what is free next."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat
from workflow.reads.catalogue import visible
from workflow.reads.standards import numbers_of
from workflow.records.agreements import Agreement
from workflow.records.numbers import RegionNumber, Serial
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.vocabulary import Number

PAGE = 50
SHOWN = 60  # serials of a strip
STEP = 20  # a strip begins at a round number
STRONGEST = (Number.USED, Number.RESERVED, Number.RETIRED)


@dataclass(frozen=True)
class Band:
    """A band: how many serials of each kind it holds, and the stretch of it that is shown."""

    counts: dict[Number, int]
    free: int | None
    outside: int
    first: int
    last: int
    taken: dict[int, tuple[Serial, Standard]]


@dataclass(frozen=True)
class Entry:
    """One line of the register."""

    serial: Serial
    standard: Standard
    numbers: list[RegionNumber]


def band(session: Session, agreement: Agreement, asked: int | None = None) -> Band:
    """The band of an agreement around what is in use, or from a serial on."""
    inside = sa.and_(Serial.serial >= agreement.band_start, _up_to_end(agreement))
    mine = Serial.agreement_id == agreement.id
    counted = sa.select(Serial.state, sa.func.count(), sa.func.max(Serial.serial)).where(mine, inside)
    rows = session.execute(counted.group_by(Serial.state)).all()
    distinct = sa.select(sa.func.count(sa.distinct(Serial.serial))).where(mine, inside).scalar_subquery()
    beyond = sa.select(sa.func.count(Serial.id)).where(mine, sa.not_(inside)).scalar_subquery()
    held, outside = session.execute(sa.select(distinct, beyond)).one()
    end = agreement.band_end
    free = end - agreement.band_start + 1 - held if end is not None else None
    first, last = stretch(agreement, asked, max((top for _, _, top in rows), default=agreement.band_start))
    counts = {state: n for state, n, _ in rows}
    return Band(counts, free, outside, first, last, _taken(session, agreement, first, last))


def _up_to_end(agreement: Agreement) -> sa.ColumnElement[bool]:
    return Serial.serial <= agreement.band_end if agreement.band_end is not None else sa.true()


def stretch(agreement: Agreement, asked: int | None, top: int) -> tuple[int, int]:
    """The serials shown: from the one asked for, else the row of the highest in use with one row before it."""
    start, end = agreement.band_start, agreement.band_end
    wanted = start + ((asked if asked is not None else top - STEP) - start) // STEP * STEP
    latest = start if end is None else start + (end - start) // STEP * STEP
    first = max(start, wanted if end is None else min(wanted, latest))
    last = first + SHOWN - 1
    return first, last if end is None else min(last, end)


def _taken(session: Session, agreement: Agreement, first: int, last: int) -> dict[int, tuple[Serial, Standard]]:
    """Serials of a stretch that are not free; of several parts the one that binds most stands for its serial."""
    query = sa.select(Serial, Standard).join(Standard, Standard.id == Serial.standard_id)
    query = query.where(Serial.agreement_id == agreement.id, Serial.serial.between(first, last))
    rows = [(serial, standard) for serial, standard in session.execute(query)]
    rows.sort(key=lambda row: (STRONGEST.index(row[0].state), row[0].part), reverse=True)
    return {serial.serial: (serial, standard) for serial, standard in rows}


def register(session: Session, seat: Seat, agreement: Agreement, page: int = 1) -> tuple[int, list[Entry]]:
    """How many lines the register has for this seat, and one page of them, the highest serial first."""
    where = (Serial.agreement_id == agreement.id, visible(seat))
    joined = sa.select(Serial, Standard).join(Standard, Standard.id == Serial.standard_id).where(*where)
    total = session.scalar(joined.with_only_columns(sa.func.count(Serial.id))) or 0
    order = (Serial.serial.desc(), Serial.part.desc(), Serial.id.desc())
    rows = session.execute(joined.order_by(*order).limit(PAGE).offset((page - 1) * PAGE)).all()
    carried = numbers_of(session, [standard.id for _, standard in rows])
    return total, [Entry(serial, standard, carried.get(standard.id, [])) for serial, standard in rows]


def serials_of(session: Session, standard_ids: Collection[int]) -> dict[int, list[Serial]]:
    """The serials that standards hold or held, the newest first."""
    query = sa.select(Serial).where(Serial.standard_id.in_(standard_ids)).order_by(Serial.id.desc())
    found: dict[int, list[Serial]] = {}
    for serial in session.scalars(query):
        found.setdefault(serial.standard_id, []).append(serial)
    return found


def places(session: Session, codes: Collection[str]) -> dict[str, Region]:
    """Regions by code."""
    return {region.code: region for region in session.scalars(sa.select(Region).where(Region.code.in_(codes)))}
