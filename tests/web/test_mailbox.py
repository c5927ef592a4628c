"""Address, confirmation and wishes of a person; the outbox of the system administrator."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.cast import CHONGQING, LEAD, MORNING, PASSWORD
from tests.mailserver import Mood, running
from tests.web.desk import Desk, House
from workflow.entrance.accounts import hash_password
from workflow.log.tlog import leaf_hash
from workflow.post import carrier
from workflow.reads.seats import seats_of
from workflow.records.events import Event
from workflow.records.mails import Mailbox, OutgoingMail
from workflow.seats import installing
from workflow.settings import Settings
from workflow.vocabulary import Mail, MailWish, SeatRole

ADDRESS = "handler@example.org"


@pytest.fixture
def desk(house: House) -> Desk:
    return house.desk(house.world.seat(LEAD, SeatRole.HANDLER))


def box(house: House, desk: Desk) -> Mailbox | None:
    with house.world.database.read() as session:
        return session.get(Mailbox, desk.seat.person_id)


def code(house: House) -> str:
    with house.world.database.read() as session:
        body = session.scalars(sa.select(OutgoingMail.body).order_by(OutgoingMail.id.desc())).first() or ""
    found = re.search(r"确认码：(\w{8})", body)
    assert found
    return found[1]


def test_an_address_is_confirmed_by_the_code_that_was_sent_to_it(house: House, desk: Desk, tmp_path: Path) -> None:
    assert desk.post("/account/steps/set_address", {"address": f" {ADDRESS} "}).status_code == 303
    assert "尚不寄送" in desk.read("/account")
    with running() as server:
        carrier.carry(house.world.database, Settings(var=str(tmp_path), mail_url=server.url), house.at, "one")
    assert code_of(server.letters(ADDRESS)[0].get_content()) is not None
    wrong = desk.post("/account/steps/confirm_address", {"code": "aaaaaaaa"})
    assert (wrong.status_code, "确认码不对" in wrong.text) == (422, True)
    given = code_of(server.letters(ADDRESS)[0].get_content())
    assert desk.post("/account/steps/confirm_address", {"code": given or ""}).status_code == 303
    kept = box(house, desk)
    assert kept is not None
    assert (kept.address, kept.wish, kept.confirmed_at) == (ADDRESS, MailWish.DIGEST, house.at)
    with house.world.database.read() as session:
        assert session.scalars(sa.select(OutgoingMail.body)).all() == [""]  # the code is not kept
        leaves = b"".join(session.scalars(sa.select(Event.leaf)))
    assert ADDRESS.encode() not in leaves


def code_of(words: str) -> str | None:
    found = re.search(r"确认码：(\w{8})", words)
    return found[1] if found else None


def test_a_code_is_good_for_its_own_account_and_three_days(house: House, desk: Desk) -> None:
    desk.post("/account/steps/set_address", {"address": ADDRESS})
    given = code(house)
    other = house.desk(house.world.seat(CHONGQING, SeatRole.HANDLER))
    assert other.post("/account/steps/confirm_address", {"code": given}).status_code == 422
    house.at += timedelta(days=3, minutes=1)
    late = house.desk(desk.seat)
    assert late.post("/account/steps/confirm_address", {"code": given}).status_code == 422


def test_a_new_address_has_to_be_confirmed_anew(house: House, desk: Desk) -> None:
    desk.post("/account/steps/set_address", {"address": ADDRESS})
    desk.post("/account/steps/confirm_address", {"code": code(house)})
    desk.post("/account/steps/set_address", {"address": "other@example.org"})
    kept = box(house, desk)
    assert kept is not None
    assert kept.confirmed_at is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "a@b",
        "a@b.c\r\nBcc: x@y.example",
        "名@example.org",
        "a@例子.中国",
        "<a@b.org>",
        "a b@c.org",
        "a..b@c.org",
        "a@-c.org",
        "x" * 300 + "@c.org",
        "a\x00@b.org",
        '"a"@b.org',
    ],
)
def test_what_is_no_address_is_refused(house: House, desk: Desk, address: str) -> None:
    answer = desk.post("/account/steps/set_address", {"address": address})
    assert (answer.status_code, "这不是邮件地址" in answer.text) == (422, True)
    assert box(house, desk) is None


def test_nobody_s_mailbox_is_flooded_with_codes(house: House, desk: Desk) -> None:
    for minute in range(6):
        house.at = MORNING + timedelta(minutes=minute)
        answer = desk.post("/account/steps/set_address", {"address": ADDRESS})
    assert (answer.status_code, "明天再试" in answer.text) == (422, True)


def test_wishes_are_kept_and_an_address_is_forgotten(house: House, desk: Desk) -> None:
    desk.post("/account/steps/set_address", {"address": ADDRESS})
    desk.post("/account/steps/confirm_address", {"code": code(house)})
    assert desk.post("/account/steps/choose_mail", {"wish": "each"}).status_code == 303
    kept = box(house, desk)
    assert kept is not None
    assert kept.wish is MailWish.EACH
    assert desk.post("/account/steps/choose_mail", {"wish": "all"}).status_code == 404
    assert desk.post("/account/steps/remove_address").status_code == 303
    assert box(house, desk) is None


# --- the outbox of the system administrator --------------------------------------------------------------------------


@pytest.fixture
def operator(house: House) -> Desk:
    """A system administrator of the installation."""
    world = house.world
    with world.database.write(MORNING) as work:
        organ = installing.operator(work, "运行单位", "Operator")
        person, account = installing.enter_person(work, "系统管理员", "sys", password_hash=hash_password(PASSWORD))
        installing.lay_seat(work, person, organ, SeatRole.SYSADMIN, since=date(2015, 1, 1))
    with world.database.plain() as session:
        session.execute(
            sa.text("update accounts set username = :name where id = :id"), {"name": f"u{person}", "id": account}
        )
    with world.database.read() as session:
        (seat,) = seats_of(session, person, MORNING.date())
    return house.desk(seat)


def test_what_was_refused_is_shown_with_the_answer_and_sent_again_on_record(
    house: House, desk: Desk, operator: Desk, tmp_path: Path
) -> None:
    desk.post("/account/steps/set_address", {"address": ADDRESS})
    database = house.world.database
    with running(Mood.REFUSES) as server:
        given = Settings(var=str(tmp_path), mail_url=server.url)
        carrier.carry(database, given, house.at, "one")
        page = operator.read("/mail")
        assert "550 nobody is called" in page
        assert ADDRESS not in page
        assert "h…@example.org" in page
        (number,) = re.findall(r"/mail/(\d+)/steps/retry_mail", page)
        assert operator.post(f"/mail/{number}/steps/retry_mail", page="/mail").status_code == 303
        assert operator.post(f"/mail/{number}/steps/retry_mail", page="/mail").status_code == 409
        carrier.carry(database, given, house.at, "one")
        assert len(server.letters(ADDRESS)) == 1
    with database.read() as session:
        assert session.scalars(sa.select(OutgoingMail.state)).all() == [Mail.SENT]
        event = session.scalars(sa.select(Event).where(Event.act == "retry_mail")).one()
        assert (event.noun, event.leaf_hash) == ("mail", leaf_hash(event.leaf))


def test_nobody_else_reads_or_sets_going_the_outbox(house: House, desk: Desk, operator: Desk) -> None:
    desk.post("/account/steps/set_address", {"address": ADDRESS})
    assert desk.get("/mail").status_code == 404
    assert desk.post("/mail/1/steps/retry_mail").status_code == 404
    assert operator.post("/mail/1/steps/retry_mail", page="/mail").status_code == 409  # it is still queued
    assert operator.post("/mail/99999999999/steps/retry_mail", page="/mail").status_code == 404
    assert operator.get("/mail?state=undeliverable&page=7").status_code == 200
