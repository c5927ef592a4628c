"""What was opened in the audit room, by whom: for the auditors of the regions concerned."""

from typing import Any

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from web import audit_room
from web.forms import number
from web.pages.audit import scope
from web.present import instant, region
from web.seats import shows
from workflow.reads import audit_room as reads
from workflow.words import say, tell

pages = Blueprint("audit_readings", __name__)
NAMES = {"standard": "第 {n} 号项目", "entry": "第 {n} 号条目"}


@pages.get("/audit/readings")
@shows
def readings() -> ResponseReturnValue:
    here = scope()
    found = reads.readings(g.session, here, number(request.args.get("before")))
    rows = [_row(one, here.region) for one in found[: reads.PAGE]]
    more = f"/audit/readings?before={found[reads.PAGE - 1].reading.id}" if len(found) > reads.PAGE else ""
    return render_template("audit/readings.html", rows=rows, more=more, room=audit_room.ways("readings"))


def _row(one: reads.Read, mine: str | None) -> dict[str, Any]:
    reading, (log_id, index) = one.reading, one.leaf
    noun, _, object_id = reading.target.partition("/")
    is_project = noun == "standard" and object_id.isdecimal()
    return {
        "at": instant(reading.at),
        "who": tell(one.person.called),
        "kind": tell(reading.kind),
        "what": say(NAMES[noun], n=object_id) if noun in NAMES and object_id.isdecimal() else reading.target,
        "href": f"/standards/{object_id}" if is_project and mine is not None else "",
        "of": region(one.region)["name"] if one.region else "",
        "mark": f"#{index}",
        "leaf": f"/audit/{log_id}/{index}",
    }
