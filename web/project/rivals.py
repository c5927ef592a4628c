"""Projects alike on the page of a project: who leads them, what either side said."""

from typing import Any
from urllib.parse import urlencode

from flask import g

from web.present import instant, region, title
from workflow.picture.standing import Standing
from workflow.reads import rivals as reads
from workflow.reads.rivals import Near, Rival
from workflow.records.standards import Standard
from workflow.records.standstill import AlertAnswer
from workflow.words import tell

Json = dict[str, Any]


def rivals_view(standing: Standing) -> list[Json]:
    """Each alert of a standard, the latest first."""
    return [_rival(standing.standard.id, one) for one in reads.of(g.session, g.seat, standing)]


def near_view(one: Near) -> Json:
    """A standard alike to a title."""
    href = f"/catalogue?{urlencode({'q': one.listed})}"
    other = {"title": one.listed, "href": href} if one.listed else _other(one.standard)
    return {"region": region(one.region), "likeness": one.likeness, "other": other}


def _rival(standard_id: int, one: Rival) -> Json:
    said = {"ours": _said(one.ours), "theirs": _said(one.theirs)}
    answer = f"/standards/{standard_id}/steps/answer_alike?alike={one.alert.id}"
    return said | {
        "n": one.alert.id,
        "region": region(one.region),
        "likeness": one.alert.likeness,
        "at": instant(one.alert.at),
        "other": _other(one.standard),
        "answer": answer,
    }


def _other(standard: Standard | None) -> Json | None:
    """The other standard, for those who may see it."""
    return {"title": title(standard), "href": f"/standards/{standard.id}"} if standard is not None else None


def _said(answer: AlertAnswer | None) -> Json | None:
    if answer is None:
        return None
    return {"verdict": tell(answer.verdict), "reason": answer.reason, "at": instant(answer.at)}
