"""The expert bank of a group: its list, one expert, its file; and what everybody may read of all banks."""

from typing import Any

from flask import Blueprint, Response, g, render_template, request, send_file
from flask.typing import ResponseReturnValue

from web import agreed
from web.config import settings
from web.forms import new_key
from web.present import group, region
from web.seats import public, shows
from web.views import experts
from workflow import agreeing
from workflow.accord.picture import Accord
from workflow.exports.tables import MEDIA, table
from workflow.picture.standing import Case
from workflow.process.reasons import NotThere
from workflow.process.row import Scope
from workflow.reads import experts as reads
from workflow.reads.numbers import places
from workflow.records.experts import Expert
from workflow.rules import banking
from workflow.storage import files
from workflow.words import say, tell

pages = Blueprint("experts", __name__)
HEADING = ("编号", "姓名", "工作单位", "专业领域", "地区")


@pages.get("/experts")
@public
def everybody() -> str:
    """Name, unit and fields of whom the groups recognised: all that is public."""
    found = reads.listed(g.session)
    known = places(g.session, {one.region_code for one in found})
    rows = [_public(one) | {"place": region(known[one.region_code])} for one in found]
    return render_template("experts/public.html", rows=rows)


def _public(one: Expert) -> dict[str, Any]:
    return reads.public(one) | {"codes": " ".join(one.codes)}


@pages.get("/agreements/<int:agreement_id>/experts")
@shows
def bank(agreement_id: int) -> str:
    accord, wanted = agreed.find(g.session, agreement_id), request.args.get("q", "").strip()[:60]
    case = Case(accord, g.seat, g.now)
    found = [one for one in accord.bank.experts if one.left_at is None and (not wanted or _holds(one, wanted))]
    loads = reads.loads(g.session, [one.person_id for one in found], g.now)
    rows = [experts.line(accord, one, case, loads.get(one.person_id or 0, reads.Load())) for one in found]
    offers = {
        o.row.name: o for o in agreeing.offers(accord, g.seat, g.now) if o.row.scope in (Scope.EXPERT, Scope.DRAW)
    }
    waiting = {one.id for one in banking.unvoiced(case)} if "recognise_experts" in offers else set()
    page = {
        "id": agreement_id,
        "name": group(accord.agreement),
        "rows": rows,
        "is_office": g.seat.role in experts.OFFICES,
        "waiting": [row for row in rows if row["id"] in waiting],
        "draws": [experts.draw_line(accord, draw) for draw in accord.bank.draws],
        "wanted": wanted,
        "acts": [name for name in ("nominate_expert", "call_draw", "rate_expert") if name in offers],
        "may_import": "nominate_expert" in offers,
        "key": new_key(),
    }
    return render_template("experts/bank.html", page=page)


def _holds(one: Expert, wanted: str) -> bool:
    sought = wanted.casefold()
    return any(sought in told.casefold() for told in (one.name, one.unit, *one.codes))


@pages.get("/agreements/<int:agreement_id>/experts.<form>")
@shows
def file(agreement_id: int, form: str) -> Response:
    """The public list as a file: nothing that is personal beyond it."""
    accord = agreed.find(g.session, agreement_id)
    if form not in MEDIA:
        raise NotThere
    rows = [
        (str(one.id), one.name, one.unit, " ".join(one.codes), str(tell(accord.named(one.region_code))))
        for one in reads.listed(g.session, agreement_id)
    ]
    answer = Response(table(form, say("共享专家库"), [say(words) for words in HEADING], rows), content_type=MEDIA[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="experts-{accord.agreement.code}.{form}"'
    return answer


def _found(agreement_id: int, expert_id: int) -> tuple[Accord, Expert]:
    accord = agreed.find(g.session, agreement_id)
    one = accord.bank.expert(expert_id)
    if one is None:
        raise NotThere
    return accord, one


@pages.get("/agreements/<int:agreement_id>/experts/<int:expert_id>")
@shows
def expert(agreement_id: int, expert_id: int) -> str:
    accord, one = _found(agreement_id, expert_id)
    case, load = Case(accord, g.seat, g.now), reads.loads(g.session, [one.person_id], g.now)
    words, is_in = experts.state_of(accord, one, case)
    sees_all, mean = experts.sees_all(g.seat, one), reads.marks(accord.bank).get(one.id)
    offers = {o.row.name for o in agreeing.offers(accord, g.seat, g.now)}
    own = one in banking.own(case)
    steps = ["amend_expert", "resume_expert" if one.suspended_at else "suspend_expert", "retire_expert"]
    page = {
        "id": agreement_id,
        "name": group(accord.agreement),
        "expert": {"id": one.id, "name": one.name, "state": words, "is_in": is_in},
        "place": region(accord.places[one.region_code]),
        "facts": experts.detail(accord, one, g.seat),
        "load": load.get(one.person_id or 0, reads.Load()) if sees_all else None,
        "mark": {"mean": f"{mean[0]:.1f}", "n": mean[1]} if mean and sees_all else None,
        "evidence": bool(one.evidence) and experts.sees_contact(g.seat, one),
        "acts": [step for step in steps if own and step in offers],
    }
    return render_template("experts/expert.html", page=page)


@pages.get("/agreements/<int:agreement_id>/experts/<int:expert_id>/evidence")
@shows
def evidence(agreement_id: int, expert_id: int) -> ResponseReturnValue:
    """What proves his qualification, for those who may know how to reach him."""
    _, one = _found(agreement_id, expert_id)
    digest = one.evidence if one.evidence and experts.sees_contact(g.seat, one) else ""
    stored = files.known(g.session, [digest]).get(digest) if digest else None
    path = files.path_of(settings(), digest) if stored else None
    if stored is None or path is None or not path.is_file():
        raise NotThere
    answer = send_file(path, mimetype=stored.media, as_attachment=True, download_name=stored.name, etag=digest)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
