"""How far an indicator has come, in words, as a bar and by region."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from web.views import entry_view as view
from workflow.reads.progress import Progress, progress
from workflow.records.entries import EntryFigure
from workflow.records.places import Region
from workflow.words import say

Json = dict[str, Any]


def shown(held: Mapping[str, Any], figures: Sequence[EntryFigure], places: Mapping[str, Region]) -> Json | None:
    """The progress of an indicator that holds these fields; nothing while no figure was told."""
    found = progress(held, figures)
    if found is None:
        return None
    unit = str(held.get("unit") or "")
    rows = [
        {"term": say("最近数值"), "words": f"{found.last.value} {unit}（{found.last.of_day}）"},
        {"term": say("基线值"), "words": f"{held['baseline']} {unit}" if held.get("baseline") else ""},
        {"term": say("目标值"), "words": f"{held.get('target', '')} {unit}"},
        {"term": say("完成情况"), "words": _way(found)},
        {"term": say("按分母折算"), "words": f"{found.per_million} {unit}" if found.per_million is not None else ""},
    ]
    told: Json = {"rows": [row for row in rows if row["words"]], "percent": _bar(found.percent)}
    return told | {"regions": [view.figure(one, places) for one in found.of_regions.values()]}


def _way(found: Progress) -> str:
    met = {True: say("已达目标"), False: say("未达目标"), None: ""}[found.is_met]
    if found.percent is None:
        return met
    return say("完成 {percent}%，{met}", percent=found.percent, met=met)


def _bar(percent: Decimal | None) -> int | None:
    return None if percent is None else int(min(max(percent, Decimal(0)), Decimal(100)))
