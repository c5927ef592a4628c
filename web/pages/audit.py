"""The audit page: events under a filter, one event with its proof, and downloads, each itself an event."""

import json
from collections.abc import Iterator
from typing import Any, Final

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from web import audit_filter, audit_making, audit_room
from web.audit_filter import Filter
from web.config import database
from web.reading import reading
from web.seats import acts, shows
from web.views import audit_rows, evidence
from web.witnessing import witness
from workflow.auditing.reading import Opened
from workflow.exports import downloads
from workflow.exports.events import Export, Format
from workflow.process.reasons import NotThere
from workflow.reads import audit as reads
from workflow.reads import audit_search
from workflow.reads.audit import Scope
from workflow.reads.sealing import envelope, sealed_among
from workflow.storage.shelf import Tell
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import Reading

pages = Blueprint("audit", __name__)
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson; charset=utf-8",
    downloads.PACKED: "application/zip",
}
SEARCHED: Final = frozenset({"person", "words", "field"})  # a filter that asks after people or after what was said


@pages.get("/audit")
@shows
def audit() -> ResponseReturnValue:
    chosen = audit_filter.read(g.session, scope(), request.args)
    if chosen.selection is not None and SEARCHED & chosen.asked.keys():
        target = canonical_hash(chosen.asked)[:32]
        witness(Opened(kind=Reading.SEARCH, target=target, words={"filters": json.dumps(chosen.asked)}))
    g.session.close()  # two readings at once would lock each other out when somebody commits between them
    export = downloads.opened(database(), chosen.selection) if chosen.selection else None
    total = export.total() if export else 0
    rows, more = _rows(chosen)
    shown = {"rows": rows, "more": more, "is_first": "after" not in request.args}
    heads = audit_rows.heads(export.covered) if export else []
    ours = scope().agreements
    shown |= {"alarms": evidence.alarms(ours), "disputes": evidence.disputes(ours)}
    return render_template("audit/list.html", chosen=chosen, total=total, heads=heads, **shown, **_lists(chosen))


@pages.get("/audit/<int:log_id>/<int:index>")
@shows
def event(log_id: int, index: int) -> ResponseReturnValue:
    return render_template(
        "audit/event.html", one=audit_rows.whole(g.session, scope(), *_event(log_id, index), at=g.now)
    )


@pages.post("/audit/<int:log_id>/<int:index>/steps/open_personal")
@acts
def open_personal(log_id: int, index: int) -> ResponseReturnValue:
    with reading() as session:
        found, log = _event(log_id, index)
        may = reads.openings(session, scope(), found, g.now)
    if not may:
        raise NotThere
    whose = {"agreement_id": log.agreement_id, "of_region": found.region_code}
    witness(Opened(kind=Reading.PERSONAL, target=f"{log.origin}#{index}", **whose))
    with reading() as session:
        one = audit_rows.whole(session, scope(), *_event(log_id, index), at=g.now, is_open=True)
        return render_template("audit/event.html", one=one)


@pages.get("/audit/<int:log_id>/<int:index>/leaf")
@shows
def leaf(log_id: int, index: int) -> ResponseReturnValue:
    found, _ = _event(log_id, index)
    is_closed = bool(sealed_among(g.session, [found]))
    body = envelope(index, found.leaf_hash) if is_closed else found.leaf
    return _attached(body, "application/json", f"leaf-{log_id}-{index}.json")


@pages.get("/audit/checkpoints/<int:log_id>/<int:size>")
@shows
def checkpoint(log_id: int, size: int) -> ResponseReturnValue:
    found = reads.checkpoint(g.session, scope(), log_id, size)
    if found is None:
        raise NotFound
    return _attached(found.note.encode(), "text/plain; charset=utf-8", f"checkpoint-{log_id}-{size}.txt")


@pages.post("/audit/steps/export_events")
@acts
def download() -> ResponseReturnValue:
    form = request.form.get("format", "")
    with reading():
        chosen = audit_filter.read(g.session, scope(), request.form)
    if form not in MEDIA or chosen.selection is None:
        raise NotFound
    export = downloads.opened(database(), chosen.selection, Format(form) if form in list(Format) else Format.CSV)
    count, told = export.total(), chosen.resolved
    downloads.record(database(), g.seat, export, count=count, form=form, filters=told, words=chosen.words, at=g.now)
    pieces = downloads.body(export, form, {"count": count, "filters": told, "at": g.now.isoformat()})
    headers = _headers(export, count, form)
    if count > audit_making.MOST_AT_ONCE:
        return audit_making.behind(
            _grown(export, pieces, count, form), headers["Content-Disposition"].split('"')[1], MEDIA[form]
        )
    return Response(pieces, content_type=MEDIA[form], headers=headers)


def _grown(export: Export, pieces: Iterator[bytes], count: int, form: str) -> audit_making.Grown:
    """The same bytes, the events counted as they are read; an archive holds them twice."""

    def grown(tell: Tell) -> Iterator[bytes]:
        export.tell = audit_making.counting(tell, count * (1 + (form == downloads.PACKED)))
        return pieces

    return grown


def _lists(chosen: Filter) -> dict[str, Any]:
    """What the boxes of the filter are chosen from."""
    regions = reads.regions(g.session, scope())
    fields = audit_filter.fields({one.code: one for one in regions})
    values = audit_search.known(chosen.given["field"])
    lists = {"acts": audit_filter.acts(), "nouns": audit_filter.nouns(), "fields": fields, "values": values}
    return {"regions": regions, **lists, "room": audit_room.ways("events"), "until": g.seat.until}


def scope() -> Scope:
    """What the seat may audit; for everybody else there is no such page."""
    found = reads.scope_of(g.session, g.seat)
    if found is None:
        raise NotThere
    return found


def _rows(chosen: Filter) -> tuple[list[dict[str, Any]], str]:
    """A page of rows, and the address of the next one."""
    if chosen.selection is None:
        return [], ""
    after = audit_filter.cursor(request.args.get("after", ""))
    found = reads.events(g.session, chosen.selection.where(), after)
    rows = audit_rows.rows(g.session, found[: reads.PAGE])
    is_more = len(found) > reads.PAGE
    return rows, chosen.href(after=audit_filter.after(found[reads.PAGE - 1][0])) if is_more else ""


def _event(log_id: int, index: int) -> Any:
    found = reads.event(g.session, scope(), log_id, index)
    if found is None:
        raise NotFound
    return found


def _attached(body: bytes, media: str, name: str) -> Response:
    return Response(body, content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _headers(export: Export, count: int, form: str) -> dict[str, str]:
    """The count and the signed size stand in the name of the file and beside it."""
    signed = sum(downloads.signed_size(log) for log in export.covered)
    name = f"tongbiao-events-{g.today:%Y%m%d}-{count}-checkpoint-{signed}.{form}"
    told = "; ".join(f"{head['log']} {head['size']} signed {head['signed']}" for head in downloads.heads(export))
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Tongbiao-Count": str(count),
        "X-Tongbiao-Heads": told,
    }
