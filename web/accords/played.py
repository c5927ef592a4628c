"""A rehearsal as a plain view: each sample's way, where it ended, and what stopped it."""

from datetime import datetime
from itertools import groupby
from typing import Any

from web.present import instant
from workflow.facts import unpack
from workflow.process.reasons import Reason
from workflow.records.agreements import AgreementChange, Rehearsal
from workflow.vocabulary import Joint
from workflow.words import say, tell

Json = dict[str, Any]
ARRIVED = Joint.IN_FORCE
STATES = {state.value: state for state in Joint}


def view(found: Rehearsal | None, change: AgreementChange) -> Json | None:
    """The newest rehearsal of a change; one of other content is told as outdated."""
    if found is None:
        return None
    return {
        "at": instant(found.asked_at),
        "is_done": found.done_at is not None,
        "is_broken": found.done_at is not None and found.played is None,
        "is_old": found.sha256 != change.sha256,
        "samples": [_sample(one) for one in found.played or []],
    }


def _sample(one: Json) -> Json:
    state = STATES[one["state"]]
    return {
        "name": say(one["name"]),
        "arrived": state is ARRIVED and one["stuck"] is None,
        "state": tell(state),
        "days": one["days"],
        "steps": _together(one["steps"]),
        "stuck": _stuck(one["stuck"]) if one["stuck"] else None,
    }


def _together(steps: list[Any]) -> list[Json]:
    """The steps in order; one that several take one after another is one line."""
    return [_line([_step(*each) for each in row]) for _, row in groupby(steps, key=lambda step: str(step[1]))]


def _line(row: list[Json]) -> Json:
    who = dict.fromkeys(step["who"] for step in row)
    name = f"{row[0]['step']} ×{len(row)}" if len(row) > 1 else row[0]["step"]
    return row[0] | {"who": str(tell(list(who))), "step": name, "state": row[-1]["state"]}


def _step(at: str, step: str, region: Any, state: str) -> Json:
    who = unpack(region)
    words = {"at": instant(datetime.fromisoformat(at)), "step": say(f"step.{step}"), "state": tell(STATES[state])}
    return words | {"who": tell(who) if who else say("系统")}


def _stuck(told: Json) -> Json:
    reasons = [Reason(one["rule"], unpack(one["facts"]), one["cites"]) for one in told["reasons"]]
    return {"step": say(f"step.{told['step']}"), "reasons": [reason.as_json() for reason in reasons]}
