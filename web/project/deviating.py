"""Regional deviations as plain views: the table, the indicator of convergence, and the same as rows of a file."""

from typing import Any

from flask import Response, g

from web.present import day, region
from workflow import clock
from workflow.exports.tables import MEDIA, table
from workflow.picture.standing import Standing
from workflow.process.reasons import NotThere
from workflow.reads.deviations import Convergence, Deviates
from workflow.text.deviating import Running
from workflow.words import say, tell

View = dict[str, Any]
MARKED = frozenset({Running.SOON, Running.OVER})


def deviation_view(standing: Standing, one: Deviates, *, inside: bool) -> View:
    """One row of the table; who wrote and who answers is for those inside."""
    told, running = one.at.deviation, one.at.running(clock.day_of(g.now))
    shown: View = {
        "clause": one.at.clause.number or one.at.clause.title,
        "id": one.at.clause.id,
        "deviation": told.id,
        "base": one.base,
        "own": one.own,
        "seals": [region(standing.places[code]) for code in told.regions if code in standing.places],
        "type": say(f"deviation.{told.type}"),
        "title": told.title,
        "reason": told.reason,
        "evidence": told.evidence,
        "since": told.since,
        "until": told.until,
        "running": say(f"running.{running}") if running in MARKED else "",
    }
    confirm = f"/standards/{standing.standard.id}/steps/confirm_deviation?deviation={told.id}"
    own = {"confirm": confirm if inside and g.seat.region in told.regions else ""}
    return shown | (_hands(one) | own if inside else {})


def _hands(one: Deviates) -> View:
    sure = one.confirmation
    told = say("{who}，{day}", who=one.confirmed_by or "", day=day(sure.at)) if sure else ""
    return {
        "writer": say("{who}，文本 {n}", who=one.writer, n=one.written_in) if one.writer else "",
        "confirmed": told,
        "looked_at": sure.looked_at if sure else "",
        "statement": sure.statement if sure else "",
    }


def convergence_view(standing: Standing, found: list[Convergence]) -> View:
    """The indicator over the versions, a column a region."""
    codes = [code for code in standing.places if any(code in one.by_region for one in found)]
    rows = [
        {
            "version": say("文本 {n}，{purpose}", n=one.version.number, purpose=one.version.purpose),
            "clauses": one.clauses,
            "deviating": one.deviating,
            "share": f"{one.share:g} %",
            "regions": [one.by_region.get(code, 0) for code in codes],
        }
        for one in found
    ]
    return {"regions": [region(standing.places[code]) for code in codes], "rows": rows}


def file_of(form: str, name: str, standing: Standing, found: list[Deviates], *, inside: bool) -> Response:
    """The table as a file."""
    if form not in MEDIA:
        raise NotThere
    heading = [say(words) for words in HEADING] + ([say("谁写的"), say("谁确认的")] if inside else [])
    rows = [_row(deviation_view(standing, one, inside=inside), inside) for one in found]
    answer = Response(table(form, say("区域差异"), heading, rows), content_type=MEDIA[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


HEADING = ("条款", "地区", "共同规定", "地区规定", "类型", "标题", "理由", "依据的文件", "起", "止")


def _row(view: View, inside: bool) -> list[Any]:
    names = tell([place["name"] for place in view["seals"]])
    told = [view[name] for name in ("base", "own", "type", "title", "reason", "evidence", "since", "until")]
    return [view["clause"], str(names), *told, *([view["writer"], view["confirmed"]] if inside else [])]
