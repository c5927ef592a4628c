"""What is due by its retention class: listed by region and day, and a table; to erase takes two, elsewhere."""

import csv
import io
from datetime import date
from typing import Any

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from web import paging
from web.config import database
from web.present import region as seen
from web.present import title
from web.reading import reading
from web.seats import acts, shows
from workflow.dossier import due as reads
from workflow.dossier.due import Asked, Due
from workflow.exports import downloads
from workflow.exports.events import BOM, safe
from workflow.process.reasons import NotThere
from workflow.reads.erasures import SEEN_BY
from workflow.records.places import Region
from workflow.vocabulary import PaperKind
from workflow.words import say, tell

pages = Blueprint("due", __name__)
HEADS = ("到期日", "保管期限", "地区", "项目编号", "标准名称", "内容", "名称或文号", "数量", "结束", "保全依据")


@pages.get("/keeping/due")
@shows
def due() -> ResponseReturnValue:
    asked, page = asked_of(request.args), paging.asked()
    rows = [_row(g.session, one) for one in reads.due(g.session, asked, page)]
    regions = [{"code": one.code, "name": seen(one)["name"]} for one in g.session.query(Region).order_by(Region.code)]
    view: dict[str, Any] = {"rows": rows, "asked": asked, "regions": regions, "own": g.seat.region}
    pages_ = paging.paged(reads.total(g.session, asked), size=reads.PAGE, here=page)
    return render_template("keeping/due.html", page=view, pages_=pages_)


@pages.post("/keeping/due/steps/export_due")
@acts
def export() -> ResponseReturnValue:
    """The whole list under the same filter; taking it is an event."""
    with reading() as session:
        asked = asked_of(request.form)
        last = -(-reads.total(session, asked) // reads.PAGE)
        lines = [_line(_row(session, one)) for page in range(1, last + 1) for one in reads.due(session, asked, page)]
    filters = {"until": asked.until.isoformat()} | ({"region": asked.region} if asked.region else {})
    downloads.record_register(database(), g.seat, "due", count=len(lines), form="csv", filters=filters, at=g.now)
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([[say(head) for head in HEADS], *lines])
    headers = {"Content-Disposition": f'attachment; filename="tongbiao-due-{asked.until:%Y%m%d}-{len(lines)}.csv"'}
    return Response(BOM + text.getvalue().encode(), content_type="text/csv; charset=utf-8", headers=headers)


def asked_of(form: Any) -> Asked:
    """By a region's seat its own; what is due by today where no day is named."""
    if g.seat.role not in SEEN_BY:
        raise NotThere
    return Asked(g.seat.region or form.get("region", "")[:6] or None, _until(form.get("until", "")) or g.today)


def _until(words: str) -> date | None:
    """Any day: "by 9999" asks for all that will ever be due, which no form that stores a day takes."""
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        return None


def _row(session: Session, one: Due) -> dict[str, Any]:
    place = session.get(Region, one.region) if one.region else None
    kind = tell(one.kind) if isinstance(one.kind, PaperKind) else say(f"due.{one.kind}")
    href = f"/keeping?log={one.place[0]}&index={one.place[1]}" if one.place else ""
    return {
        "on": one.on,
        "retention": say(f"retention.{one.retention.lower()}"),
        "region": seen(place)["name"] if place else "",
        "id": one.standard.id,
        "title": title(one.standard),
        "kind": kind,
        "name": one.name,
        "n": one.n,
        "closed": one.closed,
        "held": one.held,
        "href": href,
    }


def _line(row: dict[str, Any]) -> list[str]:
    names = ("on", "retention", "region", "id", "title", "kind", "name", "n", "closed", "held")
    return [safe(row[name]) for name in names]
