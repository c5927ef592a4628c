"""Audit findings as plain views: a line of a list, and one with every word that was said of it."""

from typing import Any

from web.present import day, due, group, instant, region, title
from workflow.reads.audit_findings import Held, Said
from workflow.vocabulary import FindingState
from workflow.words import say, tell

Json = dict[str, Any]


def line(held: Held) -> Json:
    one = held.finding
    is_owed = one.state is FindingState.ASKED
    return {
        "id": one.id,
        "href": f"/agreements/{one.agreement_id}/findings/{one.id}",
        "agreement": group(held.agreement),
        "region": region(held.region),
        "severity": tell(one.severity),
        "is_major": one.severity.value == "major",
        "state": tell(one.state),
        "is_open": one.state in (FindingState.ASKED, FindingState.ANSWERED),
        "about": title(held.standard) if held.standard else group(held.agreement),
        "standard": f"/standards/{one.standard_id}" if one.standard_id else "",
        "event": one.event or "",
        "answer_by": day(one.answer_by),
        "due": due(one.answer_by) if is_owed else None,
    }


def said(one: Said) -> Json:
    turn = one.turn
    who = "，".join(str(tell(each)) for each in (one.organ, one.person) if each is not None)
    return {
        "step": say(f"step.{turn.step}"),
        "who": who,
        "at": instant(turn.at),
        "words": turn.words,
        "file": f"/files/{turn.file_sha256}" if turn.file_sha256 else "",
    }
