"""The registers to take away, under one filter; each download is an event."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue

from web import audit_filter, audit_making, audit_room
from web.audit_filter import Filter
from web.config import database
from web.pages.audit import scope
from web.reading import reading
from web.seats import acts, shows
from workflow import clock
from workflow.exports import downloads
from workflow.exports.registers import REGISTERS, Asked, Register, files
from workflow.exports.registers.files import MEDIA, Kind
from workflow.process.reasons import NotThere
from workflow.reads import audit as reads
from workflow.storage.shelf import Tell
from workflow.words import language, say, speaking

pages = Blueprint("audit_exports", __name__)
BY = {"at": "起止日期", "region": "地区", "standard": "标准", "person": "人", "act": "步骤"}
NAMES = ("from", "to", "region", "standard", "person", "act")


@pages.get("/audit/exports")
@shows
def exports() -> ResponseReturnValue:
    chosen = _filter(request.args)
    asked = _asked(chosen)
    g.session.close()  # each register opens its own reading
    rows = [_line(one, asked) for one in REGISTERS.values()] if asked else []
    lists = {"regions": reads.regions(g.session, scope()), "acts": audit_filter.acts()}
    room = audit_room.ways("exports")
    return render_template("audit/exports.html", chosen=chosen, registers=rows, kinds=list(Kind), room=room, **lists)


@pages.post("/audit/exports/<name>/steps/export_register")
@acts
def download(name: str) -> ResponseReturnValue:
    register, kind = REGISTERS.get(name), request.form.get("format", "")
    with reading():
        chosen = _filter(request.form)
        asked = _asked(chosen)
    if register is None or asked is None or kind not in list(Kind):
        raise NotThere
    if kind == Kind.PDF:
        files.against_print(register, database(), asked)
    count = register.total(database(), asked)
    downloads.record_register(database(), g.seat, name, count=count, form=kind, filters=chosen.resolved, at=g.now)
    named = f"tongbiao-{name}-{g.today:%Y%m%d}-{count}.{kind}"
    if count > audit_making.MOST_AT_ONCE:
        return audit_making.behind(_grown(register, asked, Kind(kind), count), named, MEDIA[Kind(kind)])
    pieces = downloads.spoken(files.chunks(register, database(), asked, Kind(kind), g.now))
    head = {"Content-Disposition": f'attachment; filename="{named}"', "X-Tongbiao-Count": str(count)}
    return Response(pieces, content_type=MEDIA[Kind(kind)], headers=head)


def _grown(register: Register, asked: Asked, kind: Kind, total: int) -> audit_making.Grown:
    """The same file, its rows counted as they are read."""
    place, at, spoken = database(), g.now, language()

    def grown(tell: Tell) -> Iterator[bytes]:
        counted = register.counted(audit_making.counting(tell, total))
        with speaking(spoken):
            yield from files.chunks(counted, place, asked, kind, at)

    return grown


def _filter(form: Any) -> Filter:
    return audit_filter.read(g.session, scope(), {name: form.get(name, "") for name in NAMES})


def _asked(chosen: Filter) -> Asked | None:
    found = chosen.selection
    if found is None:
        return None
    return Asked(
        agreements=found.scope.agreements,
        today=clock.day_of(g.now),
        since=found.since,
        until=found.until,
        region=found.region,
        standard=found.standard,
        person=found.person,
        act=found.act,
    )


def _line(one: Register, asked: Asked) -> dict[str, Any]:
    """A register with how many rows the filter leaves, and which filters it does not know."""
    deaf = [say(words) for name, words in BY.items() if name not in one.by and _is_set(asked, name)]
    return {"name": one.name, "heading": say(one.heading), "n": one.total(database(), asked), "deaf": deaf}


def _is_set(asked: Asked, name: str) -> bool:
    return bool(asked.since or asked.until) if name == "at" else getattr(asked, name) is not None
