"""An installation with everybody at its doors, sending what nobody should; a status of 500 and more is written down."""

import json
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.browsing import seated
from workflow import clock
from workflow.db import Database
from workflow.picture.standing import Seat
from workflow.records.standards import Standard

CONFIGURED = {"PROPAGATE_EXCEPTIONS": False}  # a fault becomes the page that people would see


@dataclass
class Visitor:
    """One seat of the cast, signed in, who sends what nobody should."""

    client: FlaskClient
    token: str
    asked: int = 0
    wrong: list[str] = field(default_factory=list)

    def get(self, path: str, query: dict[str, Any]) -> None:
        self._heard("GET", path, self.client.get(path, query_string=query))

    def form(self, path: str, fields: dict[str, Any]) -> None:
        self._heard("POST", path, self.client.post(path, data={"csrf_token": self.token, **fields}))

    def call(self, path: str, body: Any, key: str = "k") -> None:
        headers = {"X-CSRF-Token": self.token, "Idempotency-Key": key}
        sent = json.dumps(body)
        answer = self.client.post(path, data=sent, headers=headers, content_type="application/json")
        self._heard("POST", path, answer)

    def upload(self, path: str, content: bytes, name: str) -> None:
        fields = {"csrf_token": self.token, "file": (BytesIO(content), name)}
        headers = {"X-CSRF-Token": self.token}
        self._heard("POST", path, self.client.post(path, data=fields, headers=headers))

    def _heard(self, method: str, path: str, answer: TestResponse) -> None:
        self.asked += 1
        if answer.status_code >= 500:
            self.wrong.append(f"{answer.status_code} {method} {path[:200]}")
        answer.close()


@dataclass
class House:
    """An installation with standards in every state, and everybody at the door."""

    app: Flask
    database: Database
    visitors: dict[int, Visitor] = field(default_factory=dict)

    def visitor(self, seat: Seat) -> Visitor:
        if seat.id not in self.visitors:
            person = seated(self.app, seat, clock.now())
            token = person.get("/api/v1/session").get_json()["csrf_token"]
            self.visitors[seat.id] = Visitor(person.client, token)
        return self.visitors[seat.id]

    def version(self, standard: int) -> int:
        with self.database.read() as session:
            return session.scalar(sa.select(Standard.version).where(Standard.id == standard)) or 0
