"""What a search can be narrowed by, and how many it would find then: each count is the length of the list it opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session

from workflow.reads.portal import APPLIED
from workflow.records.agreements import Agreement
from workflow.records.consultations import Consultation, RegionWindow
from workflow.records.numbers import RegionNumber
from workflow.records.standards import Standard
from workflow.search.disclosed import OPEN_ROUND
from workflow.vocabulary import Window

TOTAL, APPLIES = "total", "applied"
FACETS: Final = ("group", "region", "field", "year", "state")


@dataclass(frozen=True)
class Wanted:
    """What is looked for; empty leaves it wide. A state may also be `applied`: whatever applies today."""

    words: str = ""
    group: str = ""
    region: str = ""
    field: str = ""
    year: str = ""
    state: str = ""


class _Year(sa.ColumnElement[int]):
    """The year of Beijing that an instant falls into."""

    inherit_cache = False
    type = sa.Integer()

    def __init__(self, at: Any) -> None:
        self.at = at


@compiles(_Year, "sqlite")
def _by_sqlite(element: _Year, compiler: Any, **given: Any) -> str:
    return f"CAST(strftime('%Y', {compiler.process(element.at, **given)}, '+8 hours') AS INTEGER)"


@compiles(_Year)
def _by_postgresql(element: _Year, compiler: Any, **given: Any) -> str:
    return f"CAST(extract(year FROM timezone('Asia/Shanghai', {compiler.process(element.at, **given)})) AS INTEGER)"


# A region carries a number, or asks about the draft at home.
_NUMBERED = sa.select(RegionNumber.standard_id, RegionNumber.region_code)
_ASKING = sa.select(Consultation.standard_id, RegionWindow.region_code).join_from(Consultation, RegionWindow)
_CARRIED = (_NUMBERED, _ASKING.where(OPEN_ROUND, RegionWindow.state == Window.POSTED))


def hits(*conditions: Any) -> sa.CTE:
    """What is found before it is narrowed, with all that it can be narrowed by."""
    where = [one for each in conditions for one in (each if isinstance(each, list) else [each])]
    query = sa.select(Standard.id, Standard.released_at, Agreement.code.label("group"), Standard.field, Standard.state)
    query = query.join(Agreement, Agreement.id == Standard.agreement_id)
    return query.add_columns(_Year(Standard.released_at).label("year")).where(*where).cte("hits")


def narrowed(found: sa.CTE, wanted: Wanted, besides: str = "") -> list[sa.ColumnElement[bool]]:
    """The conditions of all facets that are chosen, but for one."""
    chosen = {name: str(getattr(wanted, name)) for name in FACETS if name != besides}
    return [_is(found, name, value) for name, value in chosen.items() if value]


def _is(found: sa.CTE, name: str, value: str) -> sa.ColumnElement[bool]:
    if name == "region":
        carried = (each.subquery() for each in _CARRIED)
        return sa.or_(*(found.c.id.in_(sa.select(c.c.standard_id).where(c.c.region_code == value)) for c in carried))
    if name == "year":
        return found.c.year == int(value)
    if name == "state" and value == APPLIES:
        return found.c.state.in_(APPLIED)
    return sa.cast(found.c[name], sa.Text) == value


def counts(session: Session, found: sa.CTE, wanted: Wanted) -> dict[str, dict[str, int]]:
    """Facet → value → how many there would be with that value in place of the chosen one, in one statement; and how
    many there are now."""
    parts = [_part(TOTAL, sa.literal(""), found, narrowed(found, wanted))]
    for name in FACETS:
        where = narrowed(found, wanted, name)
        if name == "region":
            parts += [_by_region(found, carried.subquery(), where) for carried in _CARRIED]
        else:
            parts.append(_part(name, sa.cast(found.c[name], sa.Text), found, where))
    told: dict[str, dict[str, int]] = {name: {} for name in (TOTAL, *FACETS)}
    for name, value, n in session.execute(sa.union_all(*parts)):
        if n and (value or name == TOTAL):
            told[name][value] = told[name].get(value, 0) + n
    applied = sum(told["state"].get(state.value, 0) for state in APPLIED)
    told["state"] |= {APPLIES: applied} if applied else {}
    return told


def _part(
    name: str, value: sa.ColumnElement[Any], found: sa.CTE, where: Sequence[sa.ColumnElement[bool]]
) -> sa.Select[Any]:
    query = sa.select(sa.literal(name).label("name"), value.label("value"), sa.func.count().label("n"))
    query = query.select_from(found).where(*where)
    return query if name == TOTAL else query.group_by(value)


def _by_region(found: sa.CTE, carried: sa.Subquery, where: Sequence[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    return _part("region", carried.c.region_code, found, [carried.c.standard_id == found.c.id, *where])
