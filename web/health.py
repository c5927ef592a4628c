"""What operators' machines ask: alive, ready, figures. No figure here tells anything of a project."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask, Response, g, jsonify
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from web import figures
from web.config import database
from web.figures import Figures
from web.seats import public_bare
from workflow import clock, schema
from workflow.reads.operation import WORKER, Condition, condition
from workflow.records.notices import Beat

FRESH = timedelta(seconds=60)
pages = Blueprint("health", __name__)


@pages.record_once
def _prepare(state: Any) -> None:
    app: Flask = state.app
    app.extensions["figures"] = made = Figures()
    app.before_request(figures.begin)
    app.after_request(made.count)


@pages.get("/healthz")
@public_bare
def alive() -> ResponseReturnValue:
    return jsonify({"alive": True})


@pages.get("/readyz")
@public_bare
def ready() -> ResponseReturnValue:
    found = _found()
    told = {
        "database": found is not None,
        "schema": found is not None and found.revision == schema.newest(),
        "worker": found is not None and found.beat is not None and clock.now() - found.beat < FRESH,
        "signed": found is not None and not any(log.is_late(clock.now()) for log in found.logs),
        "one_story": found is not None and not found.frozen,  # false while a log of two stories is frozen
        "released": found is not None and found.hold is None,  # false while a restore holds timers and deliveries
    }
    return jsonify(told | {"ready": all(told.values())}), 200 if all(told.values()) else 503


@pages.get("/metrics")
@public_bare
def metrics() -> ResponseReturnValue:
    with database().read() as session:
        found = condition(session, at := clock.now())
    return Response(figures.of_app().text(found, at), content_type=CONTENT_TYPE_LATEST)


def _found() -> Condition | None:
    """How it stands; None when the database does not answer, or holds tables that this program does not know."""
    try:
        with database().read() as session:
            return condition(session, clock.now())
    except SQLAlchemyError:
        return None


def is_stalled(session: Session) -> bool:
    """Whether no worker runs: then nothing happens by itself, and every page says so in red."""
    beat = session.get(Beat, WORKER)
    return beat is None or g.now - beat.at > FRESH
