"""What happened, one sentence an act; the papers; and who was told."""

from typing import Any

from web.present import instant, region, seal, short_day
from workflow.reads.record import Happened
from workflow.reads.timeline import Entry
from workflow.records.notices import RegionNotice
from workflow.records.papers import Paper
from workflow.standing import Standing
from workflow.words import say, tell

SAYS = {"agree": "agreed", "agree_notes": "agreed", "discuss": "blocks", "disagree": "blocks"}


def timeline(standing: Standing, entries: list[Entry]) -> list[dict[str, Any]]:
    """Newest first."""
    return [_entry(standing, entry) for entry in entries]


def _entry(standing: Standing, entry: Entry) -> dict[str, Any]:
    event, leaf = entry.happened.event, entry.happened.leaf
    made: dict[str, Any] = {
        "sentence": sentence(standing, entry.happened),
        "at": instant(event.at),
        "quote": entry.words,
        "index": f"#{event.index}·{event.leaf_hash.hex()[:4]}",
        "href": f"/standards/{standing.standard.id}/events/{event.log_id}/{event.index}",
    }
    place = standing.places.get(event.region_code or "")
    if place is None:
        return made | {"mark": "时" if entry.happened.person is None else "文"}
    stand = leaf["facts"].get("stand") or leaf["facts"].get("position")
    return made | {"seal": seal(place, SAYS.get(str(stand), "agreed"), tell(standing.named(place.code)))}


def sentence(standing: Standing, found: Happened) -> str:
    """Who did what, from which seat, on which text."""
    leaf = found.leaf
    step = say(f"step.{found.event.act}")
    if found.person is None:
        return say("{step}。", step=step)
    who = say("{organ} {person}（{role}）", organ=found.organ, person=found.person, role=found.role)
    number = next((v.number for v in standing.versions if v.text_hash == leaf.get("text")), None)
    if number is None:
        return say("{who}：{step}。", who=who, step=step)
    return say("{who}：{step}，依据文本 {n}。", who=who, step=step, n=number)


def papers(standing: Standing, found: list[Paper]) -> list[dict[str, Any]]:
    """The newest papers first."""
    return [
        {
            "name": tell(paper.kind),
            "href": f"/files/{paper.file_sha256}",
            "note": tell(standing.named(paper.region_code)) if paper.region_code else "",
            "number": paper.document_number,
            "at": short_day(paper.dated or paper.at),
            "digest": (paper.file_sha256 or "")[:8],
        }
        for paper in found
    ]


def told(standing: Standing, found: list[RegionNotice]) -> list[dict[str, Any]]:
    """Each notice: to which region, of what, delivered and read when."""
    return [
        {
            "region": region(standing.places[notice.region_code]),
            "words": say(f"step.{notice.step}"),
            "state": tell(notice.state),
            "at": short_day(notice.read_at or notice.delivered_at or notice.queued_at),
        }
        for notice in found
    ]
