"""The dossier of a released standard, for anybody: what it is, how to check it, and the file under a stable address."""

from typing import Any

from flask import Blueprint, g, redirect, request
from flask.typing import ResponseReturnValue

from web import making
from web.config import database, settings
from web.seats import acts_public, public
from web.visitors import address
from workflow import jobs
from workflow.dossier import open as dossiers
from workflow.dossier.handing import key_of, made
from workflow.dossier.sealing import event_of
from workflow.entrance.knocking import knock
from workflow.process.reasons import NotThere
from workflow.records.dossiers import Dossier
from workflow.words import say

pages = Blueprint("open_dossier", __name__)
MADE_AN_HOUR = 20  # dossiers asked for from one address
ZIP = "application/zip"


@pages.get("/public/standards/<int:standard_id>/dossier")
@public
def dossier(standard_id: int) -> ResponseReturnValue:
    standard = dossiers.released(g.session, standard_id)
    seals = dossiers.sealed(g.session, standard_id)
    page = {"id": standard.id, "title": standard.title_zh, "title_en": standard.title_en}
    page |= {"seal": _seal(seals[0], standard.version) if seals else None}
    page |= {"is_due": dossiers.is_due(standard, seals, g.now), "name": say("档案包")}
    key = key_of(seals[0]) if seals else "dossier-0"
    return making.page("public/dossier.html", page=page, file=making.state(key))


@pages.post("/public/standards/<int:standard_id>/dossier/steps/ask_dossier")
@acts_public
def ask(standard_id: int) -> ResponseReturnValue:
    """Seal it where that is due, and make its file; whoever waits long sees how far it is."""
    key = settings().secret()
    knock(database(), f"dossiers from {address()}", secret=key, at=g.now, most=MADE_AN_HOUR)
    seal = dossiers.ask(database(), settings(), jobs.signer(settings()), standard_id, g.now)
    made(database(), settings(), seal)
    return redirect(f"/public/standards/{standard_id}/dossier", 303)


@pages.get("/public/standards/<int:standard_id>/dossier.zip")
@public
def newest(standard_id: int) -> ResponseReturnValue:
    """The address that stays: it leads to the file of the newest seal, or to the page where it is asked for."""
    dossiers.released(g.session, standard_id)
    found = [seal for seal in dossiers.sealed(g.session, standard_id) if making.shelf().find(key_of(seal))]
    home = f"/public/standards/{standard_id}/dossier"
    return redirect(f"{home}/{found[0].id}.zip" if found else home, 302)


@pages.get("/public/standards/<int:standard_id>/dossier/<int:number>.zip")
@public
def file(standard_id: int, number: int) -> ResponseReturnValue:
    dossiers.released(g.session, standard_id)
    seal = next((one for one in dossiers.sealed(g.session, standard_id) if one.id == number), None)
    if seal is None:
        raise NotThere
    there = making.shelf().find(key_of(seal))
    if there is None:
        return redirect(f"/public/standards/{standard_id}/dossier", 302)
    return making.sent(there, ZIP)


def _seal(seal: Dossier, version: int) -> dict[str, Any]:
    return {
        "n": seal.id,
        "at": seal.at,
        "events": seal.last,
        "behind": version - seal.last,
        "hash": event_of(g.session, seal).leaf_hash.hex(),
        "href": f"{request.path}/{seal.id}.zip",
    }
