"""Figures for monitoring: what this process answered, and how the installation stands. None tells of a project."""

import os
from collections.abc import Iterator
from datetime import datetime
from time import perf_counter
from typing import Any

from flask import Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from workflow.reads.operation import Condition


class Figures:
    """What the processes of this server answered; with several of them, the file folder of the client adds them up."""

    def __init__(self) -> None:
        self.own = CollectorRegistry()
        named: dict[str, Any] = {"labelnames": ("endpoint", "method", "status"), "registry": self.own}
        self.requests = Counter("tongbiao_requests", "answered requests", **named)
        self.seconds = Histogram("tongbiao_request_seconds", "time to answer", ("endpoint",), registry=self.own)
        self.refusals = Counter("tongbiao_refusals", "acts refused, by rule", ("rule",), registry=self.own)

    def count(self, response: Response) -> Response:
        """Count an answered request, and the rules it broke."""
        endpoint = request.endpoint or "none"
        self.requests.labels(endpoint, request.method, response.status_code).inc()
        for rule in g.get("refused", ()):
            self.refusals.labels(rule).inc()
        if "began" in g:
            self.seconds.labels(endpoint).observe(perf_counter() - g.began)
        return response

    def text(self, found: Condition, at: datetime) -> bytes:
        """All figures in the form that a monitor reads."""
        registry = CollectorRegistry()
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        else:
            registry.register(Only(list(self.own.collect())))
        registry.register(Only(list(_standing(found, at))))
        return generate_latest(registry)


class Only(Collector):
    """Figures that were read just now."""

    def __init__(self, metrics: list[Metric]) -> None:
        self.metrics = metrics

    def collect(self) -> list[Metric]:
        return self.metrics


def _standing(found: Condition, at: datetime) -> Iterator[Metric]:
    age = (at - found.beat).total_seconds() if found.beat else float("inf")
    lag = (at - found.oldest).total_seconds() if found.oldest else 0.0
    since = (at - found.backup.at).total_seconds() if found.backup else float("inf")
    single = {
        "tongbiao_worker_beat_age_seconds": ("time since the worker last ran", age),
        "tongbiao_timers_waiting": ("timers that have not fired", found.timers),
        "tongbiao_timers_late": ("timers whose instant has come and that have not fired", found.late),
        "tongbiao_timers_lag_seconds": ("how late the oldest of these is", lag),
        "tongbiao_notices_queued": ("notices not yet delivered", found.queued),
        "tongbiao_held": ("1 while a restore holds timers and deliveries", float(found.hold is not None)),
        "tongbiao_backup_age_seconds": ("time since the last verified backup", since),
    }
    yield from (GaugeMetricFamily(name, means, value=value) for name, (means, value) in single.items())
    mails = GaugeMetricFamily("tongbiao_mails", "e-mails by state", labels=["state"])
    for state, n in found.mails.items():
        mails.add_metric([state.value], n)
    sizes = GaugeMetricFamily("tongbiao_log_size", "leaves of a log", labels=["log"])
    signed = GaugeMetricFamily("tongbiao_log_signed", "leaves of a log under its last checkpoint", labels=["log"])
    for log in found.logs:
        sizes.add_metric([log.origin], log.size)
        signed.add_metric([log.origin], log.signed)
    yield from (mails, sizes, signed)


def begin() -> None:
    """Note when a request came."""
    g.began = perf_counter()


def of_app() -> Figures:
    """The figures of this application."""
    found: Figures = current_app.extensions["figures"]
    return found
