"""Help: the road, the states and every step in words, read off the table that the process runs by."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.seats import public
from web.views import meanings
from workflow.process.agreement import TABLE as OF_AGREEMENTS
from workflow.process.row import Row, Scope
from workflow.process.standard import FORWARD, ROWS, TABLE
from workflow.vocabulary import Joint, Role, Stage, Track
from workflow.words import catalogue, language, say, tell, word_key

pages = Blueprint("help", __name__)
Json = dict[str, Any]
FACT = re.compile(r"\{\w+\}")
OF_A_TRACK = (Scope.OWN, Scope.NAMED)


@pages.get("/help")
@public
def steps() -> ResponseReturnValue:
    return render_template(
        "help/help.html",
        road=list(_road()),
        joint=[_state(state, means, _leaving(state)) for state, means in meanings.of_joint().items() if _is_met(state)],
        track=[_state(state, means, _moving(state)) for state, means in meanings.of_track().items() if _is_met(state)],
        stages=[{"key": key, "name": name, "rows": [_row(row) for row in rows]} for key, name, rows in _by_stage()],
    )


def _by_stage() -> Iterator[tuple[str, str, list[Row]]]:
    """The rows under their stage, then those of every stage, then those of agreements."""
    for stage in (*Stage, None):
        name = say(f"stage.{stage.value}") if stage else say("任何阶段")
        yield f"stage-{stage.value if stage else 'any'}", name, [row for row in TABLE if row.stage is stage]
    yield "agreement", say("订立和修改合作协议"), list(OF_AGREEMENTS)


def _road() -> Iterator[Json]:
    """The diagram: under each stage its states in order, each with the step that leads on."""
    for stage in Stage:
        states = [state for state in FORWARD if state.stage is stage]
        yield {"name": say(f"stage.{stage.value}"), "stops": [_stop(state) for state in states]}


def _stop(state: Joint) -> Json:
    row = ROWS[FORWARD[state]]
    return {"name": tell(state), "key": word_key(state).replace(".", "-")} | _way(row, row.target)


def _row(row: Row) -> Json:
    return {
        "name": row.name,
        "label": say(f"step.{row.name}"),
        "means": say(f"step_help.{row.name}"),
        "who": say("系统自动") if row.is_system else str(tell(list(row.who))),
        "signs": row.signs,
        "if_agreed": row.where is not None,
        "from": str(tell(_ordered(row.source))) if row.source else "",
        "to": _target(row),
        "during": str(tell(_ordered(row.during))) if row.during else "",
        "rules": [{"name": one.name, "told": _unmet(one.name), "cites": one.cites} for one in row.rules],
        "asks": [say(f"ask.{ask.name}") for ask in row.asks],
        "tells": str(tell(list(row.tells))) if row.tells else "",
    }


def _target(row: Row) -> str:
    return str(tell(row.target)) if row.target is not None and row.source != {row.target} else ""


def _unmet(rule: str) -> str:
    """What the step is refused with, its facts left open."""
    return FACT.sub("…", catalogue(language())[f"rule.{rule}"])


def _ordered(states: Iterable[Any]) -> list[Any]:
    """States in the order of their vocabulary."""
    given = list(states)
    return [state for kind in dict.fromkeys(type(one) for one in given) for state in kind if state in given]


def _is_met(state: StrEnum) -> bool:
    """Whether a standard or a region begins in the state, or some row leads there."""
    aimed = (target for row in TABLE for target in (row.target, *(move.target for move in row.moves)))
    return state in (Track.OUTSIDE, *aimed)


def _state(state: StrEnum, means: str, ways: Iterable[Json]) -> Json:
    stage = say(f"stage.{state.stage.value}") if isinstance(state, Joint) else ""
    return {
        "key": word_key(state).replace(".", "-"),
        "name": tell(state),
        "means": means,
        "rests": meanings.RESTS_ON[state],
        "stage": stage,
        "ways": list(ways),
    }


def _leaving(state: Joint) -> Iterator[Json]:
    """The steps by which the joint standard leaves a state."""
    for row in TABLE:
        if row.scope is Scope.JOINT and state in row.source and row.target not in (None, state):
            yield _way(row, row.target)


def _moving(state: Track) -> Iterator[Json]:
    """The steps of the region, and those of others, that move its track on."""
    for row in TABLE:
        if row.scope in OF_A_TRACK and state in row.source and row.target not in (None, state):
            yield _way(row, row.target)
        for move in row.moves:
            if move.what == "tracks" and state in move.source and move.target is not state:
                yield _way(row, move.target)


def _way(row: Row, target: StrEnum | None) -> Json:
    by = Role.SYSTEM in row.who
    return {
        "step": say("{step}（系统自动）", step=f"step.{row.name}") if by else say(f"step.{row.name}"),
        "row": row.name,
        "to": tell(target),
        "target": word_key(target).replace(".", "-") if target is not None else "",
    }
