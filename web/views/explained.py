"""The drafting explanation as views: its sections with their state, one of them beside what the product proposes."""

from hashlib import sha256
from typing import Any, Final

from flask import g

from web.citations import cited
from web.forms import new_key
from web.present import instant
from web.project.party import page_head, ways
from web.views.blocks import block_views
from workflow import engine
from workflow.picture.standing import Standing
from workflow.process.standard import ROWS
from workflow.reads import explaining as reads
from workflow.reads.explaining import Explanation, Written
from workflow.reads.offering import offered
from workflow.records.explaining import ExplanationPart
from workflow.rules import explaining
from workflow.text.canonical import Unacceptable, acceptable
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.numbering import numbering
from workflow.words import language, say, tell

Json = dict[str, Any]
ROW: Final = ROWS["write_explanation"]
ANSWERS_ONLY: Final = frozenset({"not_written_meanwhile"})


def head_of(standing: Standing) -> Json:
    """What both pages have; `may_write` where nothing but the answers may still refuse."""
    offer = engine.offer(ROW, standing, g.seat, g.now)
    reasons = [reason.as_json() for reason in offer.reasons if reason.rule not in ANSWERS_ONLY] if offer else []
    return {
        "id": standing.standard.id,
        "head": page_head(standing, say("编制说明")),
        "ways": ways(standing, "explanation"),
        "reasons": reasons,
        "may_write": offer is not None and not reasons,
        "hidden": {"version": standing.standard.version, "idempotency_key": new_key()},
    }


def whole(standing: Standing, found: Explanation) -> Json:
    """The sections in order, those that are written in full; what is missing for the text that stands next."""
    text = found.text
    numbers = numbering(text.clauses)
    drawn = {
        one.section.key: block_views(clause, numbers, {})[0]
        for one, clause in zip(found.shown, text.clauses, strict=True)
        if one.words
    }
    left = [one for one in found.sections if one.is_due and not one.words]
    due = [one for one in found.sections if one.is_due]
    return {
        "sections": [_row(standing, found, one) | {"blocks": drawn.get(one.section.key, [])} for one in found.sections],
        "purpose": tell(found.purpose) if found.purpose in explaining.NEXT.values() else "",
        "due": len(due),
        "done": len(due) - len(left),
        "is_gate": explaining.is_gate(standing),
        "is_begun": bool(found.content),
        "content": found.content,
    }


def _row(standing: Standing, found: Explanation, one: Written) -> Json:
    key = one.section.key
    return {
        "key": key,
        "ordinal": _ordinal(found, one),
        "title": tell(one.section.title),
        "href": f"/standards/{standing.standard.id}/explanation/section?section={key}",
        "state": "written" if one.words else "missing" if one.is_due else "open",
        "by": _by(standing, one.part) if one.part and one.words else "",
    }


def _ordinal(found: Explanation, one: Written) -> str:
    """As it stands in print, which is Chinese; other readers count in figures."""
    if not one.ordinal:
        return ""
    return f"{one.ordinal}、" if language() == "zh" else f"{found.shown.index(one) + 1}. "


def _by(standing: Standing, part: ExplanationPart) -> str:
    who = tell(standing.person(part.person_id))
    return say("第 {n} 稿，{who}，{at}", n=part.number, who=who, at=instant(part.at))


def told(standing: Standing) -> Json:
    """How many of the sections that are due have words."""
    due = len(explaining.due(standing))
    return {"due": due, "done": due - len(explaining.missing(standing))}


def one(standing: Standing, written: Written, typed: str | None = None, taken: str = "") -> Json:
    """One section: what belongs into it, what is proposed, its words as they stand or were typed, its versions."""
    section, words = written.section, offered(standing, written.section.key)
    value = written.words if typed is None else typed
    return {
        "key": section.key,
        "title": tell(section.title),
        "hint": tell(section.hint),
        "cites": cited(section.cites),
        "is_due": written.is_due,
        "offered": words,
        "offer": _drawn(section.title.zh, words),
        "words": value,
        "seen": written.part.number if written.part else 0,
        "taken": taken,
        "rows": max(12, min(30, value.count("\n") + 8)),
        "versions": [_version(standing, part) for part in reads.versions(standing, section.key)],
    }


def _drawn(title: str, words: str) -> list[Any]:
    clause = Clause("s1", ClauseKind.CHAPTER, "1", title, words, 1, None)
    return block_views(clause, numbering((clause,)), {})[0] if words else []


def _version(standing: Standing, part: ExplanationPart) -> Json:
    return {"n": part.number, "by": _by(standing, part), "origin": _origin(part), "words": part.words}


def _origin(part: ExplanationPart) -> str:
    """Whether the words were the writer's own, or proposed by the product."""
    if not part.offered:
        return say("自行编写")
    return say("照用系统提供的文字") if part.offered == part.sha256 else say("取用系统提供的文字后改写")


def hash_of(words: str) -> str:
    """As it will stand once the words are saved unchanged."""
    try:
        return sha256(acceptable(words).strip().encode()).hexdigest()
    except Unacceptable:
        return ""
