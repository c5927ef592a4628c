"""The filing package of one region's edition: what it holds and all that it lacks, then the file."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, g, render_template, request

from web.config import settings
from web.present import region
from web.project.paperwork import chosen_region
from web.project.party import found, page_head, ways
from web.seats import shows
from workflow.exchange.filing.checking import against
from workflow.exchange.filing.metadata import SCHEME, elements
from workflow.exchange.filing.packing import WRITERS, Packed, packed
from workflow.exports.paperwork.fields_release import filing as duty_of
from workflow.exports.paperwork.source import Source
from workflow.picture.standing import Standing
from workflow.vocabulary import Duty
from workflow.words import say, tell

pages = Blueprint("filing", __name__)


@pages.get("/standards/<int:standard_id>/filing")
@shows
def filing(standard_id: int) -> str:
    standing = found(standard_id)
    source = source_of(standing)
    home = f"/standards/{standard_id}/filing"
    page = {
        "head": page_head(standing, say("备案材料")),
        "ways": ways(standing, "forms"),
        "scheme": SCHEME,
        "reasons": [reason.sentence for reason in against(source)],
        "elements": [
            {"name": say(f"filing.{one.id}"), "values": _named(standing, one.values)} for one in elements(source)
        ],
        "files": list(WRITERS),
        "regions": [_choice(standing, code, source.region, home) for code in standing.tracks],
        "region": region(standing.places[source.region])["name"],
        "href": f"{home}.zip?region={source.region}",
        "duty": _duty(source, f"/standards/{standard_id}/steps/report_duty"),
    }
    return render_template("standards/filing.html", page=page)


@pages.get("/standards/<int:standard_id>/filing.zip")
@shows
def file(standard_id: int) -> Response:
    """The archive; where something lacks every reason is told instead."""
    return answer(packed(source_of(found(standard_id)), settings()))


def answer(made: Packed) -> Response:
    """The archive as pages and the API send it."""
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"', "X-Tongbiao-Sha256": made.sha256}
    return Response(made.data, content_type="application/zip", headers=headers)


def source_of(standing: Standing) -> Source:
    """The region asked for, as this seat may read of it."""
    code = chosen_region(standing, g.seat, request.args.get("region", ""))
    return Source.of(standing, g.now, code, reader=g.seat.region)


def _named(standing: Standing, values: Iterable[str]) -> list[str]:
    """Values as people read them: a region by its name where the file has its code."""
    split = ((value, *value.partition(" ")) for value in values)
    places = standing.places
    return [f"{region(places[code])['name']} {rest}" if code in places else value for value, code, _, rest in split]


def _choice(standing: Standing, code: str, here: str, home: str) -> dict[str, Any]:
    name = region(standing.places[code])["name"]
    return {"href": f"{home}?region={code}", "name": name, "is_here": code == here}


def _duty(source: Source, href: str) -> dict[str, Any] | None:
    """The filing that is owed, and what was reported of it."""
    duty = duty_of(source)
    if duty is None:
        return None
    told = {"owner": source.standing.organ(duty.organ_id), "due": tell(duty.due_on), "state": tell(duty.state)}
    done = {"done": tell(duty.done_on) if duty.done_on else "", "receipt": duty.receipt_number}
    return told | done | {"href": href if duty.state is Duty.OPEN else ""}
