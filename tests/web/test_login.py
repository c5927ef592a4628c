"""Log-in, sessions, seats, throttle: a stranger learns nothing, a colleague at the same address is not shut out."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.cast import LEAD, MORNING, PASSWORD, THIRD, World
from tests.web.browsing import application, browser, seated, username
from workflow.entrance import accounts
from workflow.records.people import Account, FailedLogin, LoginSession

WRONG = "用户名或口令不对。"


def account_of(world: World, region: str) -> int:
    with world.database.read() as session:
        name = username(world.seat(region, "handler"))
        return session.scalars(sa.select(Account.id).where(Account.username == name)).one()


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(app: Flask, world: World) -> None:
    known = username(world.seat(LEAD, "handler"))
    answers = []
    for name in (known, "nobody"):
        visitor = browser(app, MORNING)
        visitor.get("/login")
        answer = visitor.post("/login", {"username": name, "password": "wrong password"})
        assert answer.status_code == 401
        answers.append(answer.text.replace(visitor.token, "").replace(name, ""))
    assert WRONG in answers[0]
    assert answers[0] == answers[1]


def test_without_its_token_nobody_logs_in(app: Flask, world: World) -> None:
    visitor = browser(app, MORNING)
    name = username(world.seat(LEAD, "handler"))
    assert visitor.post("/login", {"username": name, "password": PASSWORD}).status_code == 403


def test_five_failures_make_a_name_wait_even_with_the_right_password_and_longer_each_time(
    app: Flask, world: World
) -> None:
    name = username(world.seat(LEAD, "handler"))
    visitor = browser(app, MORNING)
    visitor.get("/login")
    for _ in range(5):
        visitor.post("/login", {"username": name, "password": "wrong password"})
    answer = visitor.post("/login", {"username": name, "password": PASSWORD})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
    visitor.at += timedelta(seconds=61)
    assert visitor.post("/login", {"username": name, "password": "wrong password"}).status_code == 401
    assert visitor.post("/login", {"username": name, "password": PASSWORD}).headers["Retry-After"] == "120"
    visitor.at += timedelta(seconds=121)
    assert visitor.post("/login", {"username": name, "password": PASSWORD}).status_code == 303


def test_a_whole_bureau_behind_one_address_still_logs_in(app: Flask, world: World) -> None:
    with world.database.plain() as session:
        rows = [{"username": f"n{n}", "address": "127.0.0.1", "at": MORNING} for n in range(accounts.BY_ADDRESS)]
        session.execute(sa.insert(FailedLogin), rows)
    colleague = seated(app, world.seat(LEAD, "handler"), MORNING)
    assert colleague.get("/seats").status_code == 200
    stranger = browser(app, MORNING)
    stranger.get("/login")
    assert stranger.post("/login", {"username": "x", "password": "wrong password"}).status_code == 401
    assert stranger.post("/login", {"username": "x", "password": "wrong password"}).status_code == 429


def test_a_session_ends_after_the_idle_time_and_after_twelve_hours(app: Flask, world: World) -> None:
    person = seated(app, world.seat(LEAD, "handler"), MORNING)
    person.at += timedelta(minutes=29)
    assert person.get("/seats").status_code == 200
    person.at += timedelta(minutes=31)
    assert person.get("/seats").location == "/login?next=%2Fseats"
    busy = seated(app, world.seat(LEAD, "handler"), MORNING)
    for _ in range(35):
        busy.at += timedelta(minutes=20)
        assert busy.get("/seats").status_code == 200
    busy.at += timedelta(minutes=25)
    assert busy.get("/seats").status_code == 303


def test_a_revoked_session_is_over_at_once(app: Flask, world: World) -> None:
    person = seated(app, world.seat(LEAD, "handler"), MORNING)
    with world.database.plain() as session:
        session.execute(sa.update(LoginSession).values(revoked_at=MORNING))
    assert person.get("/seats").status_code == 303


def test_the_cookie_holds_a_secret_of_which_only_the_hash_is_kept(app: Flask, world: World) -> None:
    seated(app, world.seat(LEAD, "handler"), MORNING)
    with world.database.read() as session:
        kept = session.scalars(sa.select(LoginSession.token_hash)).one()
    assert len(kept) == 64


def test_nobody_sits_on_a_seat_of_another_person(app: Flask, world: World) -> None:
    person = seated(app, world.seat(LEAD, "handler"), MORNING)
    person.get("/seats")
    assert person.post("/seat", {"seat": str(world.seat(THIRD, "approver").id)}).status_code == 404
    assert person.post("/seat", {"seat": "x"}).status_code == 404


def test_the_next_log_in_begins_on_the_seat_used_last(app: Flask, world: World) -> None:
    keeper = world.seat(LEAD, "keeper")
    person = seated(app, keeper, MORNING)
    person.get("/seats")
    person.post("/logout")
    person.get("/login")
    person.post("/login", {"username": username(keeper), "password": PASSWORD})
    page = person.get("/seats").text
    assert page.index("现在的席位") > page.index(f'value="{keeper.id}"')


@pytest.mark.parametrize("way", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_log_in_leads_to_no_other_site(app: Flask, world: World, way: str) -> None:
    visitor = browser(app, MORNING)
    visitor.get("/login")
    name = username(world.seat(LEAD, "handler"))
    answer = visitor.post("/login", {"username": name, "password": PASSWORD, "next": way})
    assert answer.location == "/"


def test_accounts_of_the_demonstration_are_refused_in_production(world: World, tmp_path: Path) -> None:
    app = application(world, tmp_path, production="1", base_url="https://localhost")
    visitor = browser(app, MORNING)
    secure = {"base_url": "https://localhost"}
    visitor.get("/login", **secure)
    name = username(world.seat(LEAD, "handler"))
    answer = visitor.post("/login", {"username": name, "password": PASSWORD}, **secure)
    assert answer.status_code == 401


def test_an_enrolment_link_sets_a_password_once(app: Flask, world: World) -> None:
    account = account_of(world, LEAD)
    secret = accounts.invite(world.database, account, at=MORNING)
    visitor = browser(app, MORNING + timedelta(hours=71))
    assert visitor.get("/enrol/unknown").status_code == 404
    assert visitor.get(f"/enrol/{secret}").status_code == 200
    short = visitor.post(f"/enrol/{secret}", {"password": "short", "again": "short"})
    assert short.status_code == 422
    fresh = {"password": "a quite new password", "again": "a quite new password"}
    assert visitor.post(f"/enrol/{secret}", fresh).status_code == 303
    assert visitor.get("/seats").status_code == 200
    assert visitor.post(f"/enrol/{secret}", fresh).status_code == 404


def test_an_enrolment_link_ends_after_three_days(app: Flask, world: World) -> None:
    account = account_of(world, LEAD)
    secret = accounts.invite(world.database, account, at=MORNING)
    assert browser(app, MORNING + timedelta(hours=73)).get(f"/enrol/{secret}").status_code == 404
