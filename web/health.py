"""What operators' machines ask: alive, ready, figures. No figure here tells anything of a project."""

from datetime import timedelta
from time import perf_counter

import sqlalchemy as sa
from flask import Blueprint, Flask, Response, current_app, g, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from web.config import database
from web.seats import public_bare
from workflow import clock
from workflow.records.notices import Beat, RegionNotice
from workflow.vocabulary import Notice

WORKER = "worker"
FRESH = timedelta(seconds=60)
pages = Blueprint("health", __name__)


class Figures:
    """The figures of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        named = {"labelnames": ("endpoint", "method", "status"), "registry": self.registry}
        self.requests = Counter("tongbiao_requests", "answered requests", **named)  # type: ignore[arg-type]
        self.seconds = Histogram("tongbiao_request_seconds", "time to answer", ("endpoint",), registry=self.registry)
        self.beat = Gauge("tongbiao_worker_beat_age_seconds", "time since the worker last ran", registry=self.registry)
        self.queued = Gauge("tongbiao_notices_queued", "notices not yet delivered", registry=self.registry)

    def count(self, response: Response) -> Response:
        """Count an answered request."""
        endpoint = request.endpoint or "none"
        self.requests.labels(endpoint, request.method, response.status_code).inc()
        if "began" in g:
            self.seconds.labels(endpoint).observe(perf_counter() - g.began)
        return response


@pages.record_once
def _prepare(state: object) -> None:
    app: Flask = state.app  # type: ignore[attr-defined]
    figures = Figures()
    app.extensions["figures"] = figures
    app.before_request(_begin)
    app.after_request(figures.count)


def _begin() -> None:
    g.began = perf_counter()


@pages.get("/healthz")
@public_bare
def alive() -> ResponseReturnValue:
    return jsonify({"alive": True})


@pages.get("/readyz")
@public_bare
def ready() -> ResponseReturnValue:
    age = _beat_age()
    told = {"database": age is not None, "worker": age is not None and age < FRESH.total_seconds()}
    return jsonify(told | {"ready": all(told.values())}), 200 if all(told.values()) else 503


@pages.get("/metrics")
@public_bare
def metrics() -> ResponseReturnValue:
    figures: Figures = current_app.extensions["figures"]
    age = _beat_age()
    figures.beat.set(age if age is not None else float("inf"))
    with database().read() as session:
        queued = sa.select(sa.func.count()).where(RegionNotice.state == Notice.QUEUED)
        figures.queued.set(session.scalar(queued) or 0)
    return Response(generate_latest(figures.registry), content_type=CONTENT_TYPE_LATEST)


def _beat_age() -> float | None:
    """Seconds since the worker last ran; infinite when it never did, None when the database does not answer."""
    try:
        with database().read() as session:
            beat = session.get(Beat, WORKER)
    except SQLAlchemyError:
        return None
    return (clock.now() - beat.at).total_seconds() if beat else float("inf")


def is_stalled(session: Session) -> bool:
    """Whether no worker runs: then nothing happens by itself, and every page says so in red."""
    beat = session.get(Beat, WORKER)
    return beat is None or g.now - beat.at > FRESH
