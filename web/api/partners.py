"""The keys by which packages of partners are believed: read by those who take packages, kept by the administrator."""

from typing import Any, Final

from flask import Blueprint, g, jsonify
from flask.typing import ResponseReturnValue

from web.api import bodies
from web.api.listing import listed, of
from web.config import database
from web.seats import acts, shows
from workflow.exchange import copies, partners
from workflow.process.reasons import NotThere

calls = Blueprint("partners", __name__)
MOST: Final = 400  # signs
TEXT: Final = {"type": "string"}
KEY: Final[dict[str, Any]] = {"partner": TEXT, "vkey": TEXT, "fingerprint": TEXT}
CALLS: Final[dict[str, tuple[str, dict[str, Any], list[str]]]] = {
    "/partners/keys": ("enter a partner's key with the fingerprint that came by another way", KEY, list(KEY)),
    "/partners/keys/{key}/end": ("believe a key no more", {}, []),
}


@calls.get("/partners/keys")
@shows
def keys() -> ResponseReturnValue:
    """Every key that was ever entered, the newest first."""
    if not partners.may(g.seat) and not copies.sees(g.seat):
        raise NotThere
    names = ("id", "partner", "fingerprint", "vkey", "registered_at", "ended_at")
    return listed([of(one, names) for one in partners.listed(g.session)])


@calls.post("/partners/keys")
@acts
def register() -> ResponseReturnValue:
    told = bodies.body()
    given = [bodies.words(told, name, MOST) for name in KEY]
    return jsonify({"key": partners.register(database(), g.seat, *given, at=g.now)}), 201


@calls.post("/partners/keys/<int:key_id>/end")
@acts
def end(key_id: int) -> ResponseReturnValue:
    partners.end(database(), g.seat, key_id, at=g.now)
    return jsonify({"key": key_id})
