"""Clients that start together, each a process of its own, and what they measured."""

import multiprocessing
import os
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from statistics import quantiles
from typing import Any, Protocol

FORK = multiprocessing.get_context("fork")
PATIENCE = 300


class Gate(Protocol):
    """Where all clients wait for each other."""

    def wait(self, timeout: float | None = None) -> int: ...


@dataclass
class Leg:
    """One leg of a client: when it began and ended, and how long each act of it took, in seconds."""

    began: float = 0
    ended: float = 0
    acts: list[float] = field(default_factory=list)

    @contextmanager
    def act(self) -> Any:
        """One act, timed."""
        start = time.perf_counter()
        yield
        self.acts.append(time.perf_counter() - start)

    @contextmanager
    def whole(self, gate: Gate) -> Any:
        """The leg, begun by all clients at once."""
        gate.wait(PATIENCE)
        self.began = time.perf_counter()
        yield
        self.ended = time.perf_counter()
        gate.wait(PATIENCE)


@dataclass(frozen=True)
class Pace:
    """What a crowd of clients reached: acts a second, and waits in milliseconds."""

    acts: int
    rate: float
    median: float
    p99: float
    longest: float


def pace(clients: Sequence[Sequence[Leg]]) -> Pace:
    """A leg lasts from its first beginning to its last end; time between legs is nobody's."""
    legs = list(zip(*clients, strict=True))
    seconds = sum(max(leg.ended for leg in each) - min(leg.began for leg in each) for each in legs)
    waits = sorted(wait * 1000 for each in legs for leg in each for wait in leg.acts)
    cuts = quantiles(waits, n=100)
    return Pace(len(waits), len(waits) / seconds, cuts[49], cuts[98], waits[-1])


def together(count: int, work: Callable[[int, Gate], Any]) -> list[Any]:
    """What each of `count` processes gives back; one that fails fails all."""
    gate = FORK.Barrier(count)
    ends = [FORK.Pipe(duplex=False) for _ in range(count)]
    crowd = [FORK.Process(target=_run, args=(work, n, gate, ends[n][1])) for n in range(count)]
    for client in crowd:
        client.start()
    told = [_heard(reader) for reader, _ in ends]
    for client in crowd:
        client.join()
    for answer in told:
        if isinstance(answer, BaseException):
            raise answer
    return told


def _heard(reader: Connection) -> Any:
    return reader.recv() if reader.poll(PATIENCE) else TimeoutError("a client does not answer")


def _run(work: Callable[[int, Gate], Any], number: int, gate: Any, writer: Connection) -> None:
    try:
        answer: Any = work(number, gate)
    except Exception as fault:
        gate.abort()
        answer = RuntimeError(f"client {number}: {type(fault).__name__}: {fault}")
    writer.send(answer)
    writer.close()
    os._exit(0)
