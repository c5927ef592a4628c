"""The slip for the leader 呈批单: what is asked, the chain so far, what is missing, what changed; one page of paper."""

from typing import Any

from flask import g

from web.present import due, instant, office, region, seals, title
from web.project.head import is_mine, nums
from web.project.lanes import chain_of
from web.project.offices import Names
from web.project.redlines import counted, short_card, told
from web.views.redlining import Drawing
from web.views.sheet import others
from workflow.picture.standing import Seat, Standing
from workflow.process.gaps.gap import Gap
from workflow.reads.brief import Since
from workflow.records.consultations import Comment
from workflow.records.numbers import RegionNumber
from workflow.text.redline import ChangeKind
from workflow.vocabulary import Role
from workflow.words import say, tell

MOST_GAPS, MOST_CHANGES, LONGEST = 6, 4, 160
TELLING = (ChangeKind.CHANGED, ChangeKind.ADDED, ChangeKind.REMOVED)


def brief_view(
    standing: Standing, seat: Seat, found: list[Gap], since: Since, numbers: list[RegionNumber], names: Names
) -> dict[str, Any]:
    """Every row of the slip."""
    asked = _asked(found, seat)
    states = (standing.standard.outlook or {}).get("seals", {})
    place = standing.places.get(seat.region or "")
    return {
        "title": title(standing.standard),
        "heading": say("{organ}呈批单", organ=seat.organ),
        "number": say("项目第 {id} 号，第 {n} 次办理之后", id=standing.standard.id, n=standing.standard.version),
        "asked": _plea(asked),
        "text": told(since.frozen) if since.frozen else "",
        "hash": since.frozen.text_hash[:16] if since.frozen else "",
        "nums": [n if isinstance(n, str) else f"{n['words']} {n['strong']}" for n in nums(standing, numbers)],
        "by": f"{office(seat)} {tell(seat.person)}",
        "due": due(asked.due) if asked and asked.due else None,
        "region": region(place) if place else None,
        "seals": seals(standing.places, states),
        "others": [_short(one["words"]) for one in others(standing, seat)],
        "chain": chain_of(standing, seat.region, names) if seat.region in standing.tracks else [],
        "gaps": [_short(say(gap.key, **gap.facts)) for gap in found[:MOST_GAPS]],
        "more_gaps": max(0, len(found) - MOST_GAPS),
        "changes": _changes(since),
        "printed": instant(g.now),
    }


def unsatisfied_view(found: list[Comment]) -> dict[str, Any]:
    """How many who commented are not satisfied with the answer, and the first of their comments."""
    told = [_short(f"{c.clause_label} {c.opinion}".strip()) for c in found[:MOST_CHANGES]]
    return {"n": len(found), "comments": told}


def _short(sentence: str) -> str:
    """A sentence that may quote a long reason, cut to what one page of paper can hold."""
    return sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST]}…"


def _asked(found: list[Gap], seat: Seat) -> Gap | None:
    """What the leader is asked for: the region's approval where it is due, else what waits for this seat or region."""
    ours = [gap for gap in found if gap.region == seat.region and gap.step]
    first = next((gap for gap in ours if gap.role is Role.APPROVER), None)
    return first or next((gap for gap in ours if is_mine(gap, seat)), ours[0] if ours else None)


def _plea(asked: Gap | None) -> str:
    return say("请批示：{step}", step=say(f"step.{asked.step}")) if asked is not None else say("请阅知")


def _changes(since: Since) -> dict[str, Any]:
    """The redline in few words: its count, and the first clauses with what stands beside the changes."""
    if since.position is None or since.signed is None:
        return {"words": say("本区尚未对文本表过态。"), "cards": [], "more": 0}
    at = say("{text}，{stand}", text=told(since.signed), stand=tell(since.position.stand))
    if since.compared is None:
        return {"words": say("自本区上次表态（{at}）以来，文本没有改动。", at=at), "cards": [], "more": 0}
    changed = [c for c in since.compared.changes if c.kind in TELLING]
    words = say("自本区上次表态（{at}）以来：", at=at) + counted(since.compared)
    drawing = Drawing.of(since.compared.changes, {})
    cards = [short_card(change, drawing) for change in changed[:MOST_CHANGES]]
    return {"words": words, "cards": cards, "more": len(changed) - len(cards)}
