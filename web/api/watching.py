"""What a person watches: rules listed, made, changed, paused and deleted; the addresses of their feed and calendar."""

from typing import Any, Final

from flask import Blueprint, g, jsonify
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from web.api import bodies, views
from web.api.listing import listed, of
from web.config import database, settings
from web.pages.watching import LOOK
from web.reading import reading
from web.seats import acts, shows
from web.views import watching as chosen
from web.views.watching import Known
from workflow.doors import watching
from workflow.doors.watching import Choice, WrongRule
from workflow.process.answers import WrongAnswers
from workflow.reads import watching as reads
from workflow.records.watching import WatchRule
from workflow.vocabulary import Cadence, Joint, NoticeKind

calls = Blueprint("watching", __name__)
TEXT: Final = {"type": "string"}
RULE: Final[dict[str, Any]] = {
    "name": TEXT,
    "cadence": {"enum": [one.value for one in Cadence]},
    "agreement": {"type": "integer"},
    "region": TEXT,
    "state": {"enum": [one.value for one in Joint]},
    "field": TEXT,
    "ics": TEXT,
    "ccs": TEXT,
    "kinds": {"type": "array", "items": {"enum": [one.value for one in NoticeKind]}},
}
CALLS: Final[dict[str, tuple[str, dict[str, Any], list[str]]]] = {
    "/watching": ("make a rule; what it leaves out chooses all", RULE, ["name"]),
    "/watching/{rule}": ("change a rule: as it is from now on", RULE, ["name"]),
    "/watching/{rule}/pause": ("let a rule rest, or go on", {}, []),
    "/watching/{rule}/delete": ("delete a rule, and its addresses with it", {}, []),
    "/watching/{rule}/address": ("new secret addresses of its feed and calendar, told this once", {}, []),
    "/watching/{rule}/address/revoke": ("end its addresses", {}, []),
}


@calls.get("/watching")
@shows
def index() -> ResponseReturnValue:
    return listed([_rule(one) for one in reads.rules_of(g.session, g.seat.person_id)])


@calls.get("/watching/<int:rule_id>")
@shows
def one(rule_id: int) -> ResponseReturnValue:
    """With what it would have told of the last thirty days."""
    rule, known = reads.one(g.session, g.seat.person_id, rule_id), Known(g.session)
    when = {"since": g.now - LOOK, "until": g.now, "weighty": rule.cadence is Cadence.WEIGHTY}
    found = reads.acts(g.session, g.seat.person_id, Choice.of(rule), g.today, **when)
    groups = {each.id for each in known.agreements}
    told = [chosen.act(each, known.places, groups) for each in found]
    names = {"key": "leaf_hash", "act": "act", "title": "title", "href": "page", "stamp": "at"}
    return jsonify(_rule(rule) | {"acts": [{now: act[was] for was, now in names.items()} for act in told]})


@calls.post("/watching")
@acts
def make() -> ResponseReturnValue:
    return jsonify({"rule": _kept(None)}), 201


@calls.post("/watching/<int:rule_id>")
@acts
def change(rule_id: int) -> ResponseReturnValue:
    return jsonify({"rule": _kept(rule_id)})


@calls.post("/watching/<int:rule_id>/pause")
@acts
def pause(rule_id: int) -> ResponseReturnValue:
    watching.pause(database(), g.seat.person_id, rule_id, at=g.now)
    with reading() as session:
        return jsonify(_rule(reads.one(session, g.seat.person_id, rule_id)))


@calls.post("/watching/<int:rule_id>/delete")
@acts
def delete(rule_id: int) -> ResponseReturnValue:
    watching.delete(database(), g.seat.person_id, rule_id)
    return jsonify({"rule": rule_id})


@calls.post("/watching/<int:rule_id>/address")
@acts
def make_address(rule_id: int) -> ResponseReturnValue:
    secret = watching.make_address(database(), g.seat.person_id, rule_id)
    base = f"{settings().base_url.rstrip('/')}/watching/feeds/{secret}"
    return jsonify({"rule": rule_id, "feed": f"{base}.atom", "calendar": f"{base}.ics"})


@calls.post("/watching/<int:rule_id>/address/revoke")
@acts
def revoke_address(rule_id: int) -> ResponseReturnValue:
    watching.revoke_address(database(), g.seat.person_id, rule_id)
    return jsonify({"rule": rule_id})


def _kept(rule_id: int | None) -> int:
    """A new rule, or one as it is from now on; everything that is wrong with it is told at once."""
    told = bodies.body()
    name, cadence = bodies.words(told, "name", 2 * watching.NAME), told.get("cadence", Cadence.DAILY.value)
    choice = _choice(told, cadence)
    try:
        if rule_id is None:
            return watching.make(database(), g.seat.person_id, name, choice, Cadence(cadence), at=g.now)
        watching.change(database(), g.seat.person_id, rule_id, name, choice, Cadence(cadence), at=g.now)
        return rule_id
    except WrongRule as wrong:
        raise WrongAnswers({key.rpartition(".")[2]: (key, {}) for key in wrong.keys}) from wrong


def _choice(told: dict[str, Any], cadence: Any) -> Choice:
    """What is chosen, each of it something that this seat may choose."""
    kinds = bodies.several(told, "kinds", str)
    with reading() as session:
        offered = {name: {one["value"] for one in some} for name, some in Known(session).choices().items()}
    given = {name: told.get(name) for name in ("agreement", "region", "state")} | {"cadence": cadence}
    wrong = [name for name, one in given.items() if one is not None and str(one) not in _of(offered, name)]
    wrong += [] if offered["kinds"].issuperset(kinds) else ["kinds"]
    if wrong:
        raise WrongAnswers({name: ("wrong.choice", {}) for name in wrong})
    words = {name: bodies.words(told, name, chosen.FIELD) for name in ("field", "ics", "ccs")}
    plain = {name: str(one) for name, one in given.items() if one is not None}
    return chosen.chosen(MultiDict([*(plain | words).items(), *(("kind", kind) for kind in kinds)]))


def _of(offered: dict[str, set[str]], name: str) -> set[str]:
    return offered["cadences" if name == "cadence" else f"{name}s"]


def _rule(one: WatchRule) -> views.Json:
    names = ("id", "name", "cadence", "region_code", "state", "field", "ics", "ccs", "kinds")
    told = of(one, names) | {"agreement": one.agreement_id, "paused_at": views.time(one.paused_at)}
    return told | {"region": told.pop("region_code"), "has_address": one.token_hash is not None}
