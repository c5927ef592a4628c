"""The dossier of a standard: its profiles, what it would contain, sealing it, and taking what was sealed."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from web import making
from web.config import database, settings
from web.project import dossier as views
from web.project.party import is_inside, page_head, ways
from web.reading import reading
from web.seats import acts, shows
from workflow import jobs
from workflow.dossier.entitled import profiles, reader
from workflow.dossier.handing import Handed, found, hand, key_of
from workflow.dossier.planning import plan
from workflow.dossier.sealing import seal
from workflow.exchange.making import may_make
from workflow.picture.standing import Standing
from workflow.process.reasons import NotThere
from workflow.records.standards import Standard
from workflow.vocabulary import Profile
from workflow.words import say, word_key

pages = Blueprint("dossier", __name__)


@pages.get("/standards/<int:standard_id>/dossier")
@shows
def dossier(standard_id: int) -> str:
    standard = standard_of(g.session, standard_id)
    page = _page(g.session, standard_id, say("档案包"))
    page |= {"choices": views.choices(g.session, standard), "seals": views.seals(g.session, standard)}
    page["packages"] = f"/standards/{standard_id}/packages" if may_make(g.session, standard, g.seat) else ""
    return render_template("standards/dossier.html", page=page)


@pages.get("/standards/<int:standard_id>/dossier/<name>")
@shows
def planned(standard_id: int, name: str) -> str:
    """What a dossier of this profile would contain, before it is made."""
    profile = profile_of(name)
    standard = standard_of(g.session, standard_id, profile)
    made = plan(database(), settings(), standard_id, reader(g.seat, profile), g.now)
    page = _page(g.session, standard_id, say("封存档案包")) | {"plan": views.plan_view(g.session, standard, made)}
    return render_template("standards/dossier_plan.html", page=page, standard_id=standard_id)


@pages.post("/standards/<int:standard_id>/dossier/<name>/steps/seal_dossier")
@acts
def make(standard_id: int, name: str) -> ResponseReturnValue:
    """Seal exactly what was shown; where something was done since, it is shown again."""
    profile = profile_of(name)
    with reading() as session:
        standard_of(session, standard_id, profile)
    made = plan(database(), settings(), standard_id, reader(g.seat, profile), g.now)
    if made.token != request.form.get("token"):
        flash(say("这期间项目又有了新的事件，请再看一遍内容。"), "warn")
        return redirect(f"/standards/{standard_id}/dossier/{name}", 303)
    number = seal(database(), jobs.signer(settings()), made, g.seat, g.now)
    flash(say("已封存，第 {n} 号。", n=number), "done")
    return redirect(f"/standards/{standard_id}/dossier", 303)


@pages.get("/standards/<int:standard_id>/dossier/seals/<int:number>")
@shows
def being_made(standard_id: int, number: int) -> ResponseReturnValue:
    """How far the file of a seal is; it is taken from here when it is whole."""
    seal = found(g.session, g.seat, standard_id, number)
    page = _page(g.session, standard_id, say("档案包")) | {"n": number, "name": say(word_key(seal.profile))}
    return making.page("standards/dossier_file.html", page=page, file=making.state(key_of(seal)))


@pages.post("/standards/<int:standard_id>/dossier/seals/<int:number>/steps/take_dossier")
@acts
def take(standard_id: int, number: int) -> ResponseReturnValue:
    """The file of a seal, with its hash beside it; a page that tells how far it is where it takes long."""
    handed = hand(database(), settings(), g.seat, standard_id, number, g.now)
    if handed is None:
        return redirect(f"/standards/{standard_id}/dossier/seals/{number}", 303)
    return answer(handed)


def answer(handed: Handed) -> Response:
    """The file of a seal, with its hash beside it."""
    headers = {"Content-Disposition": f'attachment; filename="{handed.told["name"]}"'}
    headers |= {"Content-Length": str(handed.told["size"]), "X-Tongbiao-Sha256": handed.told["sha256"]}
    return Response(handed.pieces(), content_type="application/zip", headers=headers)


def profile_of(name: str) -> Profile:
    """A profile by its name."""
    if name not in set(Profile):
        raise NotThere
    return Profile(name)


def standard_of(session: Session, standard_id: int, profile: Profile | None = None) -> Standard:
    """The standard, for a seat that may take some dossier of it, or that of one profile."""
    found = session.get(Standard, standard_id) if 0 < standard_id < 2**31 else None
    open_here = profiles(session, found, g.seat) if found else ()
    if found is None or not open_here or (profile and profile not in open_here):
        raise NotThere
    return found


def _page(session: Session, standard_id: int, name: str) -> dict[str, object]:
    standing = Standing.load(session, standard_id)
    assert standing is not None
    return {
        "head": page_head(standing, name),
        "ways": ways(standing, "dossier") if is_inside(standing, g.seat) else [],
        "home": f"/standards/{standard_id}/dossier",
    }
