"""Codes of an app and keys of a browser: set up, asked at log-in and when signing, used once, ended; all in the log."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pyotp
import pytest
import sqlalchemy as sa
from flask import Flask
from webauthn.helpers import base64url_to_bytes

from tests import builders
from tests.builders import Road
from tests.cast import PASSWORD, THIRD, World
from tests.web.authenticator import PRESENT, Authenticator
from tests.web.browsing import Browser, application, browser, hidden, seated, username
from workflow.entrance.accounts import LoginFailed, Throttled
from workflow.entrance.signing import codes, is_weak
from workflow.entrance.signing.browser_keys import is_possible
from workflow.entrance.signing.given import Holder
from workflow.exports.verification import verify
from workflow.records.events import Event
from workflow.records.factors import Assertion, OneTimeCode
from workflow.records.positions import Position
from workflow.vocabulary import SeatRole

ORIGIN, HOST = "http://localhost", "localhost"


@pytest.fixture
def app(world: World, tmp_path: Path) -> Flask:
    return application(world, tmp_path / "var", base_url=ORIGIN)


@pytest.fixture
def road(world: World) -> Road:
    made = builders.proposed(world)
    builders.invited(made)
    for region in made.regions:
        builders.accepted(made, region)
        builders.applied(made, region)
    return made


@pytest.fixture
def person(app: Flask, road: Road) -> Browser:
    return seated(app, road.world.seat(THIRD, SeatRole.HANDLER), road.at + timedelta(hours=1))


def app_of(person: Browser) -> pyotp.TOTP:
    """An app that was set up, with its first code given; half a minute later."""
    assert person.post("/account/steps/begin_code", {"present": PASSWORD}).status_code == 303
    secret = re.search(r'class="secret">([A-Z2-7]{32})<', person.get("/account").text)
    assert secret is not None
    made = pyotp.TOTP(secret[1])
    assert person.post("/account/steps/confirm_code", {"code": made.at(person.at)}).status_code == 303
    person.at += timedelta(seconds=30)
    return made


def drawn(person: Browser, road: Road) -> tuple[dict[str, str], bytes, str]:
    """The statement of an agreement: its hidden fields, its hash, its page."""
    step = f"/standards/{road.id}/steps/take_position"
    form = person.get(step)
    fields = {name: hidden(form, name) or "" for name in ("version", "idempotency_key", "seat")} | {"position": "agree"}
    page = person.post(f"{step}/statement", fields)
    assert page.status_code == 200, page.text
    hash_ = re.search(r'class="hash">([0-9a-f]{64})<', page.text)
    assert hash_ is not None
    return fields | {"statement_id": hidden(page, "statement_id") or ""}, bytes.fromhex(hash_[1]), page.text


def signed(person: Browser, road: Road, fields: dict[str, str], **given: str) -> int:
    return person.post(f"/standards/{road.id}/steps/take_position", fields | given).status_code


def key_of(person: Browser) -> Authenticator:
    """A key that was registered."""
    made = Authenticator(ORIGIN, HOST)
    assert brought(person, made, key_password=PASSWORD) == 303
    return made


def brought(person: Browser, made: Authenticator, **given: str) -> int:
    """A key that the house asked for comes back in the form."""
    asked = json.loads(person.get("/account/key").text)
    answer = made.register(base64url_to_bytes(asked["challenge"]))
    return person.post("/account/steps/add_key", {"key_name": "办公室", "answer": answer} | given).status_code


def facts_of(road: Road, noun: str) -> list[dict[str, Any]]:
    with road.world.database.read() as session:
        return [json.loads(leaf) for leaf in session.scalars(sa.select(Event.leaf).where(Event.noun == noun))]


def last_leaf(road: Road) -> dict[str, Any]:
    return facts_of(road, "standard")[-1]


def test_a_code_is_asked_when_signing_and_counts_once(person: Browser, road: Road) -> None:
    made = app_of(person)
    fields, _, page = drawn(person, road)
    assert 'name="code"' in page
    assert signed(person, road, fields, password=PASSWORD) == 403
    assert signed(person, road, fields, password=PASSWORD, code="000000") == 403
    assert signed(person, road, fields, password=PASSWORD, code=f"{made.at(person.at)}0") == 403
    code = made.at(person.at)
    assert signed(person, road, fields, password=PASSWORD, code=f"{code[:3]} {code[3:]}") == 303
    assert last_leaf(road)["cer"] == "password+totp"
    assert is_weak("password+totp")
    assert person.post("/account/steps/end_code", {"code": code}).status_code == 422


def test_a_log_in_asks_the_code_after_the_password(app: Flask, person: Browser, road: Road) -> None:
    made = app_of(person)
    other = browser(app, person.at)
    assert other.get("/login/code").status_code == 404
    other.get("/login")
    name = username(road.world.seat(THIRD, SeatRole.HANDLER))
    answer = other.post("/login", {"username": name, "password": PASSWORD})
    assert answer.location == "/login/code"
    assert other.get("/account").location.startswith("/login")
    other.get("/login/code")
    assert other.post("/login/code", {"code": "123"}).status_code == 401
    assert other.post("/login/code", {"code": made.at(other.at)}).status_code == 303
    assert other.get("/account").status_code == 200


def test_of_twenty_who_use_one_code_at_once_one_gets_in(person: Browser, road: Road) -> None:
    made = app_of(person)
    database = road.world.database
    with database.read() as session:
        account = session.scalars(sa.select(OneTimeCode.account_id)).one()
    mine, code, barrier = Holder(account, "127.0.0.1", ORIGIN, "s" * 40), made.at(person.at), Barrier(20)
    got: list[bool] = []

    def one() -> None:
        barrier.wait()
        with suppress(LoginFailed, Throttled):
            codes.use(database, mine, code, at=person.at)
            got.append(True)

    threads = [Thread(target=one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [True]


def test_the_secret_of_an_app_lies_nowhere_in_clear(person: Browser, road: Road) -> None:
    made = app_of(person)
    with road.world.database.read() as session:
        kept = session.scalars(sa.select(OneTimeCode.secret)).one()
    assert made.byte_secret() not in kept
    with pytest.raises(LoginFailed):
        codes.use(road.world.database, Holder(1, "::1", ORIGIN, "another secret" * 4), made.now(), at=person.at)


def test_a_key_signs_the_hash_of_the_statement(person: Browser, road: Road) -> None:
    key = key_of(person)
    fields, hash_, page = drawn(person, road)
    assert key.credential.hex() in page
    assert signed(person, road, fields, assertion=key.sign(hash_)) == 303
    leaf = last_leaf(road)
    assert (leaf["cer"], leaf["stmt"]) == ("webauthn", hash_.hex())
    with road.world.database.read() as session:
        kept = session.scalars(sa.select(Assertion)).one()
    assert json.loads(kept.client_data)["challenge"]
    assert leaf["facts"]["browser_key"] == kept.browser_key_id
    assert not is_weak(leaf["cer"])
    assert verify(road.world.database, None).findings == []


def test_an_open_session_alone_brings_no_key(person: Browser, road: Road) -> None:
    made = Authenticator(ORIGIN, HOST)
    assert (
        person.post("/account/steps/add_key", {"answer": made.register(b""), "key_password": PASSWORD}).status_code
        == 422
    )
    assert brought(person, made) == 422
    app = app_of(person)
    assert brought(person, made, key_password=PASSWORD) == 422
    assert facts_of(road, "browser_key") == []
    assert brought(person, made, key_password=PASSWORD, key_code=app.at(person.at)) == 303


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("UPDATE statements SET words = words || '.' WHERE id = :id", "statements/{}.words"),
        ("UPDATE statements SET seat_id = seat_id + 1 WHERE id = :id", "statements/{}.seat_id"),
        ("UPDATE statements SET nonce = sha256 WHERE id = :id", "statements/{}.nonce"),
        ("UPDATE statements SET text_hash = sha256 WHERE id = :id", "statements/{}.text_hash"),
        ("UPDATE statements SET sha256 = nonce WHERE id = :id", "statements/{}"),
        ("DELETE FROM assertions WHERE statement_id = :id", "assertions/{}.signature"),
        ("UPDATE browser_keys SET public_key = credential WHERE id > 0 * :id", "browser_keys/1.public_key"),
    ],
)
def test_what_was_signed_is_compared_with_the_log(person: Browser, road: Road, change: str, place: str) -> None:
    key = key_of(person)
    fields, hash_, _ = drawn(person, road)
    assert signed(person, road, fields, assertion=key.sign(hash_)) == 303
    with road.world.database.plain() as session:
        session.execute(sa.text(change), {"id": int(fields["statement_id"])})
    found = {str(one.place) for one in verify(road.world.database, None).findings}
    assert place.format(fields["statement_id"]) in found


@pytest.mark.parametrize(
    "lie", ["other statement", "not verified", "other site", "other key", "no answer", "noise", "deep"]
)
def test_what_a_key_did_not_sign_is_refused(person: Browser, road: Road, lie: str) -> None:
    key = key_of(person)
    fields, hash_, _ = drawn(person, road)
    stranger = Authenticator(ORIGIN, HOST, credential=b"key-0002")
    lies: dict[str, Callable[[], str]] = {
        "other statement": lambda: key.sign(bytes(32)),
        "not verified": lambda: key.sign(hash_, flags=PRESENT),
        "other site": lambda: key.sign(hash_, origin="https://evil.example"),
        "other key": lambda: stranger.sign(hash_),
        "no answer": lambda: "{}",
        "noise": lambda: "x" * 30_000,
        "deep": lambda: "[" * 19_000,
    }
    assert signed(person, road, fields, assertion=lies[lie]()) == 403
    with road.world.database.read() as session:
        assert session.scalars(sa.select(Position)).all() == []


def test_an_ended_key_signs_nothing_and_every_factor_stands_in_the_log(person: Browser, road: Road) -> None:
    key = key_of(person)
    fields, hash_, _ = drawn(person, road)
    number = re.search(r'name="key" value="(\d+)"', person.get("/account").text)
    assert number is not None
    assert person.post("/account/steps/end_key", {"key": number[1]}).status_code == 303
    assert signed(person, road, fields, assertion=key.sign(hash_)) == 403
    app_of(person)
    told = [(leaf["act"], leaf["to"]) for noun in ("browser_key", "one_time_code") for leaf in facts_of(road, noun)]
    asked, ended = {"state": "asked"}, {"state": "ended"}
    assert told == [("add_key", asked), ("end_key", ended), ("set_up_code", asked)]
    assert verify(road.world.database, None).findings == []


def test_keys_are_offered_only_where_browsers_give_them() -> None:
    houses = {"https://biao.example": True, "http://localhost:8000": True, "http://127.0.0.1:8000": False,
              "https://[::1]": False, "http://biao.example": False}  # fmt: skip
    assert {origin: is_possible(Holder(1, "", origin, "")) for origin in houses} == houses
