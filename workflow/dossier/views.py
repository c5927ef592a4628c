"""The views of a dossier: the timeline as a page, as a print and as lists, with the tables that stand beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from workflow.clock import BEIJING
from workflow.db import Database
from workflow.dossier import lists
from workflow.dossier.bag import Bag
from workflow.dossier.entitled import Reader, opened
from workflow.dossier.heads import Head
from workflow.dossier.names import both
from workflow.dossier.pages import pages
from workflow.dossier.print import timeline_pdf
from workflow.dossier.rendering import rendered
from workflow.dossier.tables import Table, tables
from workflow.dossier.telling import WEAK, Teller, Told
from workflow.records.dossiers import Dossier
from workflow.records.events import Event, Log
from workflow.records.standards import Standard
from workflow.words import word_key

WORDS: Final = ("kind", "pending", "note", "timeline", "nobody", "more", "text", "statement", "leaf")


@dataclass(frozen=True)
class View:
    """What the page and the print show."""

    dossier: Dossier
    told: Mapping[str, Any]
    lines: Sequence[Told]
    tables: Sequence[Table]


def put_views(database: Database, bag: Bag, dossier: Dossier, names: Mapping[str, Any], heads: Sequence[Head]) -> View:
    """Put the timeline in its four shapes and each table into the bag."""
    reader = Reader(dossier.profile, dossier.reader)
    lines = list(_lines(database, dossier, reader, names))
    with database.read() as session:
        standard = session.get_one(Standard, dossier.standard_id)
        found = tables(session, dossier, reader, names) if standard.version == dossier.last else []
        seal = session.get_one(Event, (dossier.log_id, dossier.index))
        origin = session.scalar(sa.select(Log.origin).where(Log.id == dossier.log_id))
        view = View(dossier, _head(standard, dossier, seal, str(origin), heads), lines, found)
    shown = {**view.told, "lines": lines, "tables": found, "weak": WEAK}
    bag.put("data/views/timeline.html", rendered("timeline.html", it=shown))
    bag.put("data/views/timeline.pdf", timeline_pdf(view.told, lines, found, dossier.at))
    bag.put("data/views/events.csv", lists.events_csv(lines))
    bag.put("data/views/events.xlsx", lists.events_xlsx(lines))
    for table in found:
        bag.put(f"data/views/{table.name}.csv", lists.table_csv(table))
    return view


def _lines(database: Database, dossier: Dossier, reader: Reader, names: Mapping[str, Any]) -> Iterator[Told]:
    teller = Teller(names)
    for session, entries in pages(database, dossier.standard_id, dossier.last):
        for entry in entries:
            fields = opened(session, reader, entry.event, [o.field for o in entry.openings], dossier.at)
            values = {o.field: o.value.decode(errors="replace") for o in entry.openings if o.field in fields}
            yield teller.tell(entry, values)


def _head(standard: Standard, dossier: Dossier, seal: Event, origin: str, heads: Sequence[Head]) -> dict[str, Any]:
    """What is told of the whole."""
    made = dossier.at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")
    facts: list[tuple[str, Any]] = [
        ("standard", str(standard.id)),
        ("events", str(dossier.last)),
        ("sealed", f"{made} (UTC+8)"),
        ("place", f"{origin}#{dossier.index}"),
        ("seal", seal.leaf_hash.hex()),
        *(("head", f"{head.origin} / {head.size}") for head in heads),
    ]
    return {
        "number": f"dossier-{standard.id}-{seal.leaf_hash.hex()[:8]}",
        "title": standard.title_zh,
        "title_en": standard.title_en,
        "profile": both(word_key(dossier.profile)),
        "missing": sorted({name for head in heads for name in head.missing}),
        "facts": [(both(f"dossier.fact.{name}"), value) for name, value in facts],
        "words": {name: both(f"dossier.view.{name}") for name in WORDS},
    }
