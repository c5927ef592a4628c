"""The stages that an entry went through, where a field of its kind holds a code of a table: a strip with days."""

from collections.abc import Mapping
from typing import Any

from flask import g

from web.present import day
from workflow.kinds import Field, Kind
from workflow.reads import entries as reads
from workflow.reads.entries import Shown
from workflow.words import tell

Json = dict[str, Any]


def strip(kind: Kind, shown: Shown) -> list[Json]:
    """The stages of the body chosen, and whatever else was told: since which day, and which holds. Without a code
    nothing.
    """
    coded = next((field for field in kind.fields if field.fits), None)
    now = shown.fields.get(coded.name) if coded else None
    if coded is None or now is None:
        return []
    since: dict[str, Any] = {}
    for one in reads.course(g.session, shown.id):
        if one.turn.at <= shown.since:
            since.setdefault(one.turn.view["fields"].get(coded.name), day(one.turn.at))
    listed = {*_stages(coded, shown.fields), *since}
    return [
        {"words": tell(one), "day": since.get(one.code, ""), "is_now": one.code == now}
        for one in coded.choices
        if one.code in listed
    ]


def _stages(coded: Field, held: Mapping[str, Any]) -> list[str]:
    """The first code of each stage of the body chosen."""
    first: dict[str, str] = {}
    for code, of in coded.fits.items():
        if held.get(coded.by) in of:
            first.setdefault(code[:2], code)
    return list(first.values())
