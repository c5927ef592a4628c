"""A founded installation behind the application, and clients that are logged in on a seat of the cast."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cast import PASSWORD, World
from web import create_app
from workflow import clock
from workflow.picture.standing import Seat
from workflow.settings import Settings


def application(world: World, var: Path, **settings: str) -> Flask:
    """The application on the world's database."""
    given = Settings(var=str(var), secret_key="s" * 40, **settings)
    return create_app(given, world.database)


@dataclass
class Browser:
    """A client that keeps its cookie, reads the CSRF token off the page, and lives at an hour of its own."""

    client: FlaskClient
    at: datetime
    token: str = ""

    def get(self, address: str, **more: Any) -> TestResponse:
        with patch.object(clock, "now", lambda: self.at):
            answer = self.client.get(address, **more)
        self._read(answer)
        return answer

    def post(self, address: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        fields = {"csrf_token": self.token} | (data or {})
        with patch.object(clock, "now", lambda: self.at):
            answer = self.client.post(address, data=fields, **more)
        self._read(answer)
        return answer

    def post_json(self, address: str, body: Any, **more: Any) -> TestResponse:
        """A call of a program; the token, where one is needed, is among its headers."""
        with patch.object(clock, "now", lambda: self.at):
            return self.client.post(address, data=json.dumps(body), content_type="application/json", **more)

    def _read(self, answer: TestResponse) -> None:
        found = hidden(answer, "csrf_token") if answer.mimetype == "text/html" else None
        self.token = found or self.token


def hidden(answer: TestResponse, name: str) -> str | None:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.get_data(as_text=True))
    return unescape(found[1]) if found else None


def username(seat: Seat) -> str:
    """The log-in of a person of the cast."""
    return f"u{seat.person_id}"


def browser(app: Flask, at: datetime) -> Browser:
    """Somebody who is not logged in."""
    return Browser(app.test_client(), at)


def seated(app: Flask, seat: Seat, at: datetime) -> Browser:
    """Somebody logged in on this seat."""
    made = browser(app, at)
    name = username(seat)
    made.get("/login")
    assert made.post("/login", {"username": name, "password": PASSWORD}).status_code == 303
    made.get("/seats")
    assert made.post("/seat", {"seat": str(seat.id)}).status_code == 303
    return made
