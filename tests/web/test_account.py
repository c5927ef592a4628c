"""A person's own account: nobody else ends its sessions and keys, and a new password needs the present one."""

import re

import pytest
import sqlalchemy as sa

from tests.cast import CHONGQING, LEAD, PASSWORD
from tests.web.desk import Desk, House
from workflow.records.people import Account, LoginSession, Token
from workflow.vocabulary import SeatRole

NEW = "北京的一句新口令-2026"


@pytest.fixture
def desk(house: House) -> Desk:
    return house.desk(house.world.seat(LEAD, SeatRole.HANDLER))


def living(house: House, desk: Desk) -> list[int]:
    mine = (LoginSession.account_id == account_of(house, desk).id, LoginSession.revoked_at.is_(None))
    with house.world.database.read() as session:
        return list(session.scalars(sa.select(LoginSession.id).where(*mine).order_by(LoginSession.id)))


def test_nobody_without_log_in_has_an_account_page(house: House) -> None:
    assert house.stranger("/account").status_code == 303


def test_a_stranger_cannot_end_my_session_or_key(house: House, desk: Desk) -> None:
    desk.post("/account/steps/make_token", {"name": "报表", "seat": str(desk.seat.id)})
    stranger = house.desk(house.world.seat(CHONGQING, SeatRole.HANDLER))
    with house.world.database.read() as session:
        token = session.scalars(sa.select(Token)).one()
    stranger.post("/account/steps/revoke_session", {"session": str(living(house, desk)[0])})
    stranger.post("/account/steps/revoke_token", {"token": str(token.id)})
    assert desk.get("/account").status_code == 200
    with house.world.database.read() as session:
        assert session.get_one(Token, token.id).revoked_at is None


def test_the_page_shows_name_seats_and_sessions(house: House, desk: Desk) -> None:
    page = desk.read("/account")
    assert f"{LEAD}handler" in page
    assert page.count("本次登录") == 1


def test_another_session_of_mine_can_be_ended(house: House, desk: Desk) -> None:
    lost = house.desk(desk.seat)
    this, other = living(house, desk)
    assert desk.post("/account/steps/revoke_session", {"session": str(other)}).status_code == 303
    assert lost.get("/account").status_code == 303
    assert living(house, desk) == [this]


def test_a_key_is_shown_once_and_kept_as_a_hash(house: House, desk: Desk) -> None:
    shown = desk.post("/account/steps/make_token", {"name": "报表", "seat": str(desk.seat.id)})
    secret = re.search(r'class="secret">(tb_[^<]+)<', shown.text)
    assert secret is not None
    assert secret[1] not in desk.read("/account")
    with house.world.database.read() as session:
        token = session.scalars(sa.select(Token)).one()
    assert secret[1] not in (token.token_hash, token.name)
    desk.post("/account/steps/revoke_token", {"token": str(token.id)})
    assert "报表" not in desk.read("/account").split("接口密钥")[1]


def test_no_key_is_made_for_a_seat_that_is_not_mine(house: House, desk: Desk) -> None:
    other = house.world.seat(CHONGQING, SeatRole.HANDLER)
    answer = desk.post("/account/steps/make_token", {"name": "报表", "seat": str(other.id)})
    assert answer.status_code == 422
    with house.world.database.read() as session:
        assert session.scalars(sa.select(Token)).all() == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"password": "不是它", "new": NEW, "again": NEW}, "现在的口令不对"),
        ({"password": PASSWORD, "new": NEW, "again": NEW + "x"}, "两次输入的口令不同"),
        ({"password": PASSWORD, "new": "短", "again": "短"}, "个字符"),
    ],
)
def test_a_password_is_not_changed_by_guess_or_slip(
    house: House, desk: Desk, given: dict[str, str], words: str
) -> None:
    kept = password_hash(house, desk)
    answer = desk.post("/account/steps/change_password", given)
    assert answer.status_code == 422
    assert words in answer.text
    assert password_hash(house, desk) == kept


def test_a_changed_password_ends_every_other_session_and_keeps_this_one(house: House, desk: Desk) -> None:
    lost = house.desk(desk.seat)
    kept = password_hash(house, desk)
    given = {"password": PASSWORD, "new": NEW, "again": NEW}
    assert desk.post("/account/steps/change_password", given).status_code == 303
    assert desk.get("/account").status_code == 200
    assert lost.get("/account").status_code == 303
    assert password_hash(house, desk) != kept


def password_hash(house: House, desk: Desk) -> str | None:
    return account_of(house, desk).password_hash


def account_of(house: House, desk: Desk) -> Account:
    with house.world.database.read() as session:
        return session.scalars(sa.select(Account).where(Account.person_id == desk.seat.person_id)).one()


def test_the_language_is_kept_with_the_account(house: House, desk: Desk) -> None:
    desk.post("/account/steps/choose_language", {"language": "en"})
    assert "My seats" in desk.read("/account")
    assert account_of(house, desk).language == "en"
    assert desk.post("/account/steps/choose_language", {"language": "xx"}).status_code == 404
