"""What happened, one sentence an act; the papers; and who was told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from web.present import instant, region, seal, short_day
from web.project.motions import motion_name
from web.views import evidence
from workflow.clock import day_of
from workflow.corrigible import FILE
from workflow.picture.standing import Seat, Standing
from workflow.process.standard import ROWS
from workflow.reads.record import Happened
from workflow.reads.timeline import Entry, Fix
from workflow.records.notices import RegionNotice
from workflow.records.papers import Paper
from workflow.vocabulary import Panel, TextPurpose
from workflow.words import say, tell

SAYS = {"agree": "agreed", "agree_notes": "agreed", "discuss": "blocks", "disagree": "blocks"}
ON_TEXT = ("save_draft", "freeze_text")
MARKS = {"comment": "众", "take_back_comment": "众"}
SECRET = "vote"  # what each member voted is told by the panel's page, once the panel has concluded


def timeline(standing: Standing, entries: list[Entry]) -> list[dict[str, Any]]:
    """Newest first."""
    stages = evidence.stages(entry.happened.event for entry in entries)
    return [_entry(standing, entry, stages) for entry in entries]


def _entry(standing: Standing, entry: Entry, stages: Mapping[tuple[int, int], str]) -> dict[str, Any]:
    event = entry.happened.event
    made: dict[str, Any] = {
        "sentence": sentence(standing, entry.happened),
        "at": instant(event.at),
        "quote": entry.words,
        "notes": _on_paper(entry.happened),
        "fixes": [_fix(fix) for fix in entry.fixes],
        "index": f"#{event.index}·{event.leaf_hash.hex()[:4]}",
        "href": f"/standards/{standing.standard.id}/events/{event.log_id}/{event.index}",
        "stage": stages.get((event.log_id, event.index), ""),
    }
    place = standing.places.get(event.region_code or "")
    if place is None or event.act in ON_TEXT:
        return made | {"mark": MARKS.get(event.act, "文" if entry.happened.person else "时")}
    return made | {"seal": seal(place, _form(entry.happened), say(f"step.{event.act}"))}


def _fix(fix: Fix) -> dict[str, str]:
    """What was told wrongly, and what stands in its place."""
    name = say("papers.file") if fix.ask == FILE else say(f"ask.{fix.ask}")
    hrefs = {"was_href": f"/files/{fix.was}", "now_href": f"/files/{fix.now}"} if fix.ask == FILE else {}
    shown = {"was": fix.was[:12], "now": fix.now[:12]} if hrefs else {"was": fix.was, "now": fix.now}
    return {"name": name} | shown | hrefs


def _on_paper(found: Happened) -> list[str]:
    """Both dates of an act that was done on paper."""
    paper = found.leaf["facts"].get("paper")
    if not isinstance(paper, dict):
        return []
    entered = datetime.fromisoformat(paper["entered_at"])
    return [
        say(
            "纸面办理，落款 {done_on}；{entered_on} 补录，经第二人核对。",
            done_on=paper["done_on"],
            entered_on=day_of(entered),
        )
    ]


def _form(found: Happened) -> str:
    """How the seal of an act is drawn: as the position it gave, filled where it signed, else only as a name."""
    row, stand = ROWS.get(found.event.act), _stand(found.leaf["facts"])
    if stand:
        return SAYS.get(stand, "notdue")
    if row is None or not row.signs or row.name == SECRET:
        return "notdue"
    return "blocks" if any(ask.name == "reason" and ask.required for ask in row.asks) else "agreed"


def sentence(standing: Standing, found: Happened) -> str:
    """Who did what, from which seat, on which text."""
    event, leaf = found.event, found.leaf
    step, number = say(f"step.{event.act}"), _text(standing, found)
    if matter := _matter(standing, leaf["facts"]):
        step = say("{step}（{matter}）", step=step, matter=matter)
    elif place := _place(standing, leaf["facts"]):
        named = {"step": step, "matter": place}
        step = say("{step}（{matter}）", **named) if found.person else say("{matter}：{step}", **named)
    if said := _said(leaf["facts"]):
        step = say("{step}，{stand}", step=step, stand=said)
    if found.person is None:
        return say("{step}。", step=step)
    who = say("{organ} {person}（{role}）", organ=found.organ, person=found.person, role=found.role)
    if leaf["facts"].get("text_hash") and event.act in ON_TEXT:
        return say("{who}：{step}，成为文本 {n}。", who=who, step=step, n=leaf["facts"]["number"])
    if number is None:
        return say("{who}：{step}。", who=who, step=step)
    return say("{who}：{step}，依据文本 {n}。", who=who, step=step, n=number)


def _said(facts: dict[str, Any]) -> str:
    """The word an act gave: in a review the outcome it asks for, elsewhere its stand."""
    if facts.get("stand") and facts.get("outcome"):
        return say(f"reviewstand.{facts['outcome']}")
    stand = _stand(facts)
    return say(f"stand.{stand}") if stand else ""


def _stand(facts: dict[str, Any]) -> str:
    """The stand taken at a gate, or on a motion."""
    return str(facts.get("stand") or (facts.get("position", "") if "motion" in facts else ""))


def _matter(standing: Standing, facts: dict[str, Any]) -> str:
    """The motion that an act is about."""
    motion = next((m for m in standing.motions if m.id == facts.get("motion")), None)
    return motion_name(standing, motion) if motion is not None else ""


def _place(standing: Standing, facts: dict[str, Any]) -> str:
    """The region that an act names, or whose panel it is about."""
    code = facts.get("region") or facts.get("panel_of")
    return str(tell(standing.named(code))) if isinstance(code, str) and code in standing.places else ""


def _text(standing: Standing, found: Happened) -> int | None:
    """The frozen text that a signed act stands on."""
    if not found.leaf.get("stmt"):
        return None
    frozen = (v for v in standing.versions if v.purpose is not TextPurpose.DRAFT and v.made_at <= found.event.at)
    return next((v.number for v in frozen if v.text_hash == found.leaf.get("text")), None)


def is_sealed(standing: Standing, found: Happened, seat: Seat) -> bool:
    """Whether an event is a vote of somebody else on a panel that has not concluded: its leaf is not shown yet."""
    if found.event.act != SECRET or found.event.person_id == seat.person_id:
        return False
    panel = next((p for p in standing.panels if p.id == found.leaf["facts"].get("panel")), None)
    return panel is None or panel.state is not Panel.CONCLUDED


def papers(standing: Standing, found: list[Paper], right: Mapping[int, Paper]) -> list[dict[str, Any]]:
    """The newest papers first; one whose file was wrong with the right one beside it."""
    return [
        {
            "name": tell(paper.kind),
            "href": f"/files/{paper.file_sha256}",
            "note": tell(standing.named(paper.region_code)) if paper.region_code else "",
            "number": paper.document_number,
            "at": short_day(paper.dated or paper.at),
            "digest": (paper.file_sha256 or "")[:8],
            "right": f"/files/{right[paper.id].file_sha256}" if paper.id in right else "",
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
