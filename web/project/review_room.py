"""What lies on the table of a review: the frozen text and its papers, the agenda, remarks by clause, forms to print."""

from itertools import groupby
from typing import Any, Final

from web.present import instant
from workflow.exports.paperwork.needs import is_ready
from workflow.exports.paperwork.shapes import form
from workflow.exports.paperwork.source import Source
from workflow.picture.standing import Standing
from workflow.records.consultations import Comment
from workflow.records.panels import ReviewPanel
from workflow.vocabulary import Panel
from workflow.words import say, tell

PRINTED: Final = ("signature", "conclusion", "minutes", "expert_opinions")
OPEN: Final = (Panel.NOTICED, Panel.VOTING)


def table_view(standing: Standing, source: Source, panel: ReviewPanel) -> dict[str, Any]:
    """All of it, for whoever has declared his interests or need not."""
    address = f"/standards/{standing.standard.id}"
    return {
        "materials": _materials(standing, source, address),
        "agenda": [line.strip() for line in panel.agenda.splitlines() if line.strip()],
        "remarks": _remarks(source, address),
        "prints": _prints(standing, source, panel, address),
        "is_open": panel.state in OPEN,
    }


def _materials(standing: Standing, source: Source, address: str) -> list[dict[str, str]]:
    """The text as it was frozen for this review, with its hash, and what goes with it."""
    text = source.reviewed
    if text is None:
        return []
    at = f"?version={text.number}"
    frozen = {"hash": text.text_hash[:16], "note": say("{at} 冻结", at=instant(text.made_at))}
    found = [
        {"href": f"{address}/text{at}", "words": say("送审稿 文本 {n}", n=text.number)} | frozen,
        {"href": f"{address}/text.pdf{at}", "words": say("送审稿 PDF")},
        {"href": f"{address}/explanation", "words": say("编制说明")},
    ]
    if standing.consultations:
        found += [{"href": f"{address}/forms/disposition", "words": say("form.disposition")}]
        found += [{"href": f"{address}/comments", "words": say("意见台账")}]
    return [{"hash": "", "note": ""} | one for one in found]


def _remarks(source: Source, address: str) -> list[dict[str, Any]]:
    """Remarks clause by clause, as the text runs."""
    grouped = groupby(source.remarks, key=lambda one: (one.clause_id, one.clause_label))
    at = f"?version={source.reviewed.number}" if source.reviewed else ""
    return [
        {
            "clause": label or say("全文"),
            "href": f"{address}/text{at}#k-{id_}" if id_ else "",
            "rows": [_remark(one, address) for one in some],
        }
        for (id_, label), some in grouped
    ]


def _remark(one: Comment, address: str) -> dict[str, Any]:
    facts = [
        {"term": say("ask.proposal"), "words": one.proposal},
        {"term": say("ask.reason"), "words": one.reason},
        {"term": str(tell(one.disposition)) if one.disposition else "", "words": one.answer},
    ]
    return {
        "id": one.id,
        "href": f"{address}/comments?show=panel#m-{one.id}",
        "who": [words for words in (one.name, one.organisation, str(tell(one.type))) if words],
        "state": say("已答复") if one.disposition else say("待答复"),
        "is_answered": one.disposition is not None,
        "quote": one.quote,
        "opinion": one.opinion,
        "facts": [row for row in facts if row["words"]],
    }


def _prints(standing: Standing, source: Source, panel: ReviewPanel, address: str) -> list[dict[str, str]]:
    """The forms of this review that can be printed now."""
    code = panel.region_code or standing.standard.lead_region
    tail = f"?region={code}&review={panel.id}"
    ready = (name for name in PRINTED if is_ready(form(name, standing.agreement.code, code).needs, source))
    return [{"href": f"{address}/forms/{name}{tail}", "words": say(f"form.{name}")} for name in ready]
