"""Everybody at work through the API: calls that are sent many times at once, and whether they are answered alike."""

from dataclasses import dataclass, field
from random import Random
from threading import Barrier, Thread
from typing import Any

from flask import Flask

from tests.cast import World
from tests.web.browsing import seated
from workflow import clock
from workflow.picture.standing import Seat

AGAIN = (409, 503)  # not now: somebody else was faster, or the database was busy
ROUNDS = 3


@dataclass(frozen=True)
class Call:
    """One act as a program sends it; sent again it is the same to the byte."""

    seat: Seat
    path: str
    body: dict[str, Any]
    key: str


@dataclass
class Office:
    """Everybody, signed in, and what they were answered by key."""

    app: Flask
    world: World
    dice: Random
    cookies: dict[int, tuple[str, str]] = field(default_factory=dict)
    answered: dict[str, dict[str, Any]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    sent: int = 0
    keys: int = 0

    def post(self, seat: Seat, path: str, body: Any, key: str) -> tuple[int, Any]:
        """One call in the session of this seat."""
        cookie, token = self.cookies.get(seat.id) or self._sign_in(seat)
        client = self.app.test_client()
        client.set_cookie("tongbiao", cookie)
        headers = {"X-CSRF-Token": token, "Idempotency-Key": key}
        self.sent += 1
        answer = client.post(f"/api/v1{path}", json=body, headers=headers)
        return answer.status_code, answer.get_json(silent=True)

    def _sign_in(self, seat: Seat) -> tuple[str, str]:
        person = seated(self.app, seat, clock.now())
        cookie = person.client.get_cookie("tongbiao")
        assert cookie is not None
        self.cookies[seat.id] = cookie.value, person.get("/api/v1/session").get_json()["csrf_token"]
        return self.cookies[seat.id]

    def call(self, seat: Seat, path: str, body: dict[str, Any]) -> Call:
        self.keys += 1
        return Call(seat, path, body, f"{self.dice.getrandbits(64):x}.{self.keys}")

    def at_once(self, calls: list[Call]) -> list[tuple[Call, int, Any]]:
        """Send all together, in no order."""
        calls = self.dice.sample(calls, len(calls))
        barrier, found = Barrier(len(calls)), list[tuple[Call, int, Any]]()

        def run(one: Call) -> None:
            barrier.wait()
            found.append((one, *self.post(one.seat, one.path, one.body, one.key)))

        threads = [Thread(target=run, args=(one,)) for one in calls]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return found

    def insist(self, calls: list[Call]) -> list[Call]:
        """Everything twice at once, a few times; whoever hears an answer hears the same. Gives what was refused."""
        for call in calls:
            if call.seat.id not in self.cookies:
                self._sign_in(call.seat)
        waiting = list(calls)
        for _ in range(ROUNDS):
            for call, status, told in self.at_once([*waiting, *waiting]):
                self._heard(call, status, told)
            waiting = [call for call in waiting if call.key not in self.answered]
            if not waiting:
                break
        return waiting

    def _heard(self, call: Call, status: int, told: Any) -> None:
        if status == 200:
            if self.answered.setdefault(call.key, told) != told:
                self.wrong.append(f"two answers to {call.path}")
        elif status not in AGAIN:
            self.wrong.append(f"{status} to {call.path}: {str(told)[:300]}")

    def replay(self, calls: list[Call]) -> None:
        """Old calls late and backwards: the answer of then, a no for what was refused; another body under an old key is
        refused."""
        for call in reversed(calls):
            status, told = self.post(call.seat, call.path, call.body, call.key)
            before = self.answered.get(call.key)
            if (status, told) != (200, before) and (before is not None or status != 409):
                self.wrong.append(f"answered otherwise later: {status} {call.path}")
            other = {**call.body, "answers": {**call.body["answers"], "reason": "另一件事"}}
            status, _ = self.post(call.seat, call.path, other, call.key)
            if status not in (409, 422):
                self.wrong.append(f"another body under an old key: {status} {call.path}")
