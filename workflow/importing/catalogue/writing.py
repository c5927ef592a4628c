"""A whole file of a region's catalogue: planned against what stands, then written in one transaction with one event.

The key of a row is its number, or its title where no number is known; the same row again changes nothing, another one
under a known key is shown as a difference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database, Work
from workflow.importing.catalogue import columns
from workflow.importing.catalogue.lines import entry
from workflow.importing.plan import Fate, Plan, Planned, Unsound
from workflow.importing.reading import BadTable, Limits, Line, rows_of
from workflow.log.recording import record
from workflow.picture.standing import Seat
from workflow.records.catalogues import CatalogueEntry, CatalogueImport
from workflow.records.places import Region
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import SeatRole
from workflow.words import say

NOUN: Final = "catalogue"
ACT: Final = "import_catalogue"
MOST: Final = Limits(size=8 << 20, rows=20_000, columns=60, cell=2_000)
KEEPERS: Final = frozenset({SeatRole.SECRETARY, SeatRole.KEEPER, SeatRole.OFFICER})
COLUMNS: Final = (
    "number", "printed", "title_zh", "title_en", "state", "published_on", "effective_on", "ics", "ccs", "issuer",
    "replaces", "others", "source",
)  # fmt: skip
BATCH: Final = 500
ABOVE: Final = 8  # rows among which the heading is looked for: official lists begin with a title
TOLD: Final = 2  # fields that a heading names at least


@dataclass(frozen=True)
class Table:
    """A file as it came: its name and hash, the heading, and the rows."""

    name: str
    sha256: str
    heading: list[str]
    rows: list[tuple[int, list[str]]]

    def lines(self, mapping: Mapping[str, int]) -> list[Line]:
        """The rows by fields."""
        return [
            Line(number, {field: row[place] for field, place in mapping.items() if place < len(row)})
            for number, row in self.rows
        ]


def may(seat: Seat) -> bool:
    """Who keeps a region's catalogue: the keepers of its numbers and records."""
    return seat.region is not None and seat.role in KEEPERS


def opened(data: bytes, name: str) -> Table:
    """The table in a file; raises BadTable."""
    heading, rows = rows_of(data, name, MOST)
    heads = enumerate([heading, *(row for _, row in rows[:ABOVE])])
    at, heading = next(((n, row) for n, row in heads if len(columns.guessed(row)) >= TOLD), (0, heading))
    rows = rows[at:]
    if not rows:
        raise BadTable("table.empty")
    return Table(name[-200:], sha256(data).hexdigest(), heading, rows)


def plan(session: Session, region: str, table: Table, mapping: Mapping[str, int]) -> Plan:
    """What each row would do: `makes` are its columns, of a changed one those that differ with what stands."""
    areas = {prefix.removeprefix("DB") for prefix in session.scalars(sa.select(Region.db_prefix)) if prefix}
    picked = [CatalogueEntry.key, CatalogueEntry.id, *(getattr(CatalogueEntry, name) for name in COLUMNS)]
    query = sa.select(*picked).where(CatalogueEntry.region_code == region)
    stands = {row.key: row for row in session.execute(query)}
    above: dict[str, int] = {}
    return Plan([_planned(line, stands, above, areas) for line in table.lines(mapping)])


def _planned(line: Line, stands: Mapping[str, Any], above: dict[str, int], areas: set[str]) -> Planned:
    wrong: dict[str, str] = {}
    made = entry(line, areas, wrong)
    if made["key"] and above.setdefault(made["key"], line.number) != line.number:
        wrong["number"] = say("catalogue.twice", row=above[made["key"]])
    if wrong:
        return Planned(line, Fate.WRONG, wrong=wrong)
    known = stands.get(made["key"])
    if known is None:
        return Planned(line, Fate.NEW, made)
    changed = {name: (getattr(known, name), made[name]) for name in COLUMNS if getattr(known, name) != made[name]}
    return (
        Planned(line, Fate.CHANGED, {"id": known.id, "made": made, "changed": changed})
        if changed
        else Planned(line, Fate.SAME)
    )


def write(
    database: Database, seat: Seat, table: Table, mapping: dict[str, int], licence: str, *, at: datetime
) -> Mapping[Fate, int]:
    """The whole file, and how its heading was mapped; gives how many rows were new, changed and the same. Raises
    Unsound while a row is wrong; a file that changes nothing leaves no trace but the mapping of before.
    """
    assert seat.region is not None
    with database.write(at) as work:
        planned = plan(work.session, seat.region, table, mapping)
        if not planned.is_sound or columns.faults(mapping):
            raise Unsound
        counts = {fate: planned.count(fate) for fate in (Fate.NEW, Fate.CHANGED, Fate.SAME)}
        if counts[Fate.NEW] or counts[Fate.CHANGED]:
            _written(work, seat, table, planned, counts, licence)
            columns.keep(work.session, seat.region, table.heading, mapping)
    return counts


def _written(work: Work, seat: Seat, table: Table, planned: Plan, counts: Mapping[Fate, int], licence: str) -> None:
    region = str(seat.region)
    before = state(work.session, region)
    told: dict[str, Any] = {"file_name": table.name, "file_sha256": table.sha256, "licence": licence}
    told |= {"made": counts[Fate.NEW], "changed": counts[Fate.CHANGED], "same": counts[Fate.SAME]}
    made = work.insert(CatalogueImport, region_code=region, **told, person_id=seat.person_id, at=work.at)
    place = {"region_code": region, "import_id": made}
    new = [{**place, **row.makes, "line": row.line.number} for row in planned.rows if row.fate is Fate.NEW]
    for start in range(0, len(new), BATCH):
        work.insert_many(CatalogueEntry, new[start : start + BATCH])
    for row in planned.rows:
        if row.fate is Fate.CHANGED:
            now = {name: value for name, (_, value) in row.makes["changed"].items()}
            work.guarded(
                CatalogueEntry, CatalogueEntry.id == row.makes["id"], **now, import_id=made, line=row.line.number
            )
    _record(work, seat, before, told | {"import": made})


def state(session: Session, region: str) -> dict[str, Any]:
    """A region's catalogue in brief, as its events show it."""
    picked: Sequence[Any] = [CatalogueEntry.key, *(getattr(CatalogueEntry, name) for name in COLUMNS)]
    query = sa.select(*picked, CatalogueEntry.import_id, CatalogueEntry.line)
    found = session.execute(query.where(CatalogueEntry.region_code == region).order_by(CatalogueEntry.key))
    told = sorted([str(value) if value is not None else "" for value in row] for row in found)
    return {"entries": len(told), "sha256": canonical_hash(told)}


def _record(work: Work, seat: Seat, before: dict[str, Any], facts: dict[str, Any]) -> None:
    work.session.expire_all()
    region = str(seat.region)
    after = state(work.session, region)
    record(work, NOUN, int(region), ACT, seat, agreement_id=None, before=before, after=after, facts=facts)
