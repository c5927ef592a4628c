"""A program at the door of the API, signed in on a seat of the cast or with a key of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from tests.builders import Road
from tests.cast import World
from tests.web.browsing import Browser, seated, username
from workflow.entrance import accounts
from workflow.records.people import Account

API = "/api/v1"


@dataclass
class Program:
    """A program that uses a browser's session, or a key of the API."""

    browser: Browser
    headers: dict[str, str]
    calls: int = 0

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.browser.get(API + path, headers=self.headers, **more)

    def post(self, path: str, body: Any = None, *, key: str | None = None, **more: Any) -> TestResponse:
        self.calls += 1
        headers = self.headers | {"Idempotency-Key": key or f"key-{self.calls}"} | more.pop("headers", {})
        return self.browser.post_json(API + path, body, headers=headers, **more)

    def send(self, path: str, words: str, name: str = "table.csv", **fields: str) -> TestResponse:
        """A file of words, with what belongs to it."""
        given = {"file": (BytesIO(words.encode()), name), **fields}
        return self.browser.post(API + path, given, headers=self.headers)


def program(app: Flask, road: Road, region: str, role: str) -> Program:
    return signed_in(app, road.world, region, role, road.at + timedelta(hours=1))


def signed_in(app: Flask, world: World, region: str, role: str, at: datetime) -> Program:
    """A program that uses the session of a browser."""
    made = Program(seated(app, world.seat(region, role), at), {})
    made.headers = {"X-CSRF-Token": made.get("/session").get_json()["csrf_token"]}
    return made


def with_key(app: Flask, road: Road, region: str, role: str) -> Program:
    """A program with a key of its own."""
    seat = road.world.seat(region, role)
    with road.world.database.read() as session:
        account = session.scalars(sa.select(Account.id).where(Account.username == username(seat))).one()
    secret = accounts.issue_token(road.world.database, account, seat.id, "test", at=road.at)
    return Program(Browser(app.test_client(), road.at + timedelta(hours=1)), {"Authorization": f"Bearer {secret}"})
