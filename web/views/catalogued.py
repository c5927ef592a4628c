"""Catalogues and imports as plain views: rows with their provenance, a plan with what is wrong and what differs."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from web.present import instant, region
from workflow.importing.catalogue import columns
from workflow.importing.catalogue.writing import Table
from workflow.importing.plan import Fate, Plan, Planned
from workflow.reads import catalogued as reads
from workflow.records.catalogues import CatalogueEntry, CatalogueImport
from workflow.records.places import Region
from workflow.words import language, say

SHOWN: Final = 200  # rows of each kind on a preview; the counts are those of all
SAMPLE: Final = 3


def places(session: Session, codes: Sequence[str]) -> list[dict[str, Any]]:
    """The regions by their codes, for a choice."""
    found = session.scalars(sa.select(Region).where(Region.code.in_(codes)).order_by(Region.code))
    return [{"code": place.code, "name": region(place)["name"]} for place in found]


def rows(session: Session, found: Sequence[tuple[CatalogueEntry, CatalogueImport]]) -> list[dict[str, Any]]:
    """Entries with where they come from."""
    known = {place.code: place for place in session.scalars(sa.select(Region))}
    return [_row(entry, source, known.get(entry.region_code)) for entry, source in found]


def _row(entry: CatalogueEntry, source: CatalogueImport, place: Region | None) -> dict[str, Any]:
    english = language() == "en" and entry.title_en
    return {
        "number": entry.number or say("编号未知"),
        "is_known": bool(entry.number),
        "printed": entry.printed if entry.printed != entry.number else "",
        "title": entry.title_en if english else entry.title_zh,
        "state": say(f"catalogued.{entry.state}") if entry.state else "—",
        "published_on": entry.published_on or "",
        "effective_on": entry.effective_on or "",
        "region": region(place)["name"] if place else entry.region_code,
        "file": source.file_name,
        "line": entry.line,
        "licence": source.licence,
    }


def imports(session: Session) -> list[dict[str, Any]]:
    """The imports that entries came by."""
    known = {place.code: place for place in session.scalars(sa.select(Region))}
    return [
        {
            "region": region(known[one.region_code])["name"],
            "file": one.file_name,
            "hash": one.file_sha256,
            "licence": one.licence,
            "counts": say("新增 {n}，变化 {m}，没有变化 {k}", n=one.made, m=one.changed, k=one.same),
            "at": instant(one.at),
        }
        for one in reads.imports(session)
    ]


def planned(table: Table, mapping: Mapping[str, int], plan: Plan, counts: Mapping[str, int]) -> dict[str, Any]:
    """A plan: the mapping with a sample of each column, the wrong rows, the changed ones."""
    return {
        "file": table.name,
        "hash": table.sha256,
        "fields": [_field(field, table, mapping) for field in columns.MAPPED],
        "headings": [
            {"place": place, "words": name or say("第 {n} 列", n=place + 1)} for place, name in enumerate(table.heading)
        ],
        "counts": counts,
        "wrong": [_wrong(one) for one in _first(plan, Fate.WRONG)],
        "changed": [_changed(one) for one in _first(plan, Fate.CHANGED)],
        "faults": [_label(field) for field in columns.faults(dict(mapping))],
        "is_sound": plan.is_sound and not columns.faults(dict(mapping)),
        "most": SHOWN,
    }


def _first(plan: Plan, fate: Fate) -> list[Planned]:
    return [one for one in plan.rows if one.fate is fate][:SHOWN]


def _field(field: str, table: Table, mapping: Mapping[str, int]) -> dict[str, Any]:
    place = mapping.get(field)
    cells = [row[place] for _, row in table.rows if place is not None and place < len(row) and row[place]]
    return {
        "name": field,
        "label": _label(field),
        "must": field in columns.REQUIRED,
        "place": place,
        "sample": cells[:SAMPLE],
    }


def _label(field: str) -> str:
    return say(f"catalogued.field.{field}")


def _wrong(one: Planned) -> dict[str, Any]:
    cells = [{"label": _label(field), "given": one.line[field], "words": words} for field, words in one.wrong.items()]
    return {"n": one.line.number, "title": one.line["title_zh"], "cells": cells}


def _changed(one: Planned) -> dict[str, Any]:
    cells = [
        {"label": _label(field), "old": _plain(field, old), "new": _plain(field, new)}
        for field, (old, new) in one.makes["changed"].items()
    ]
    return {"n": one.line.number, "title": one.line["title_zh"], "cells": cells}


def _plain(field: str, value: Any) -> str:
    if value in (None, ""):
        return "—"
    return say(f"catalogued.{value}") if field == "state" else str(value)
