"""The page of people: strangers see nothing, two persons make a seat, the link is shown once."""

import re

import sqlalchemy as sa

from tests.cast import CHONGQING, LEAD, SECOND, World
from tests.web.desk import Desk, House
from workflow.records.events import Event
from workflow.records.people import Account, Appointment
from workflow.vocabulary import SeatRole


def form(world: World, **other: str) -> dict[str, str]:
    given = {
        "name": "周某",
        "username": "zhou",
        "organ": str(world.seat(LEAD, SeatRole.APPROVER).organ_id),
        "role": "approver",
        "since": "2026-03-02",
    }
    return given | other


def proposed(house: House) -> tuple[Desk, str]:
    """A seat that waits, and its page."""
    desk = house.desk(house.world.seat(LEAD, SeatRole.SECADMIN))
    answer = desk.post("/people/steps/appoint", form(house.world), page="/people/new")
    assert answer.status_code == 303, answer.text
    return desk, answer.location


def acts(house: House) -> list[str]:
    with house.world.database.read() as session:
        done = sa.select(Event.act).where(Event.act != "record_agreement")  # how the groups began
        return list(session.scalars(done.order_by(Event.index)))


def test_nobody_without_log_in_sees_people(house: House) -> None:
    assert house.stranger("/people").location.startswith("/login")


def test_another_region_sees_neither_the_list_nor_the_seat_nor_can_act_on_it(house: House) -> None:
    _, page = proposed(house)
    for region in (CHONGQING, SECOND):
        stranger = house.desk(house.world.seat(region, SeatRole.AUDADMIN))
        assert "周某" not in stranger.read("/people?q=周")
        assert f"{LEAD}approver" not in stranger.read("/people")
        assert stranger.get(page).status_code == 404
        assert stranger.post(f"{page}/steps/confirm_appointment").status_code == 404
    assert acts(house) == ["appoint"]


def test_an_approver_reads_the_list_and_finds_no_form(house: House) -> None:
    _, page = proposed(house)
    reader = house.desk(house.world.seat(LEAD, SeatRole.APPROVER))
    assert "周某" in reader.read("/people")
    assert "/people/new" not in reader.read("/people")
    assert reader.get("/people/new").status_code == 404
    assert "<form method" not in reader.read(page).split("<main")[1]
    assert reader.post("/people/steps/appoint", form(house.world, username="li")).status_code == 409
    assert reader.post(f"{page}/steps/confirm_appointment").status_code == 409
    assert acts(house) == ["appoint"]


def test_the_region_of_a_seat_is_the_proposers_whatever_the_request_says(house: House) -> None:
    desk = house.desk(house.world.seat(LEAD, SeatRole.SECADMIN))
    answer = desk.post("/people/steps/appoint", form(house.world, region=SECOND, region_code=SECOND))
    with house.world.database.read() as session:
        made = session.get_one(Appointment, int(answer.location.rsplit("/", 1)[1]))
    assert made.region_code == LEAD
    foreign = str(house.world.seat(SECOND, SeatRole.APPROVER).organ_id)
    assert desk.post("/people/steps/appoint", form(house.world, organ=foreign)).status_code == 404


def test_a_second_person_confirms_and_the_first_is_told_why_he_cannot(house: House) -> None:
    first, page = proposed(house)
    assert "aria-disabled" in first.read(page)
    assert "须由第二人确认" in first.read(page)
    assert first.post(f"{page}/steps/confirm_appointment").status_code == 409
    second = house.desk(house.world.seat(LEAD, SeatRole.AUDADMIN))
    assert "待您确认" in second.read("/people")
    assert second.post(f"{page}/steps/confirm_appointment").status_code == 303
    assert "在任" in second.read(page)
    assert acts(house) == ["appoint", "confirm_appointment"]


def test_a_refused_proposal_keeps_what_was_filled_in_and_says_every_reason(house: House) -> None:
    desk = house.desk(house.world.seat(LEAD, SeatRole.SECADMIN))
    wrong = form(house.world, username="Zhou", role="auditor", since="2026-01-01")
    answer = desk.post("/people/steps/appoint", wrong, page="/people/new")
    assert answer.status_code == 409
    assert 'value="周某"' in answer.text
    assert all(words in answer.text for words in ("须有止日", "不能倒填", "用户名由"))


def test_a_form_half_filled_is_answered_field_by_field(house: House) -> None:
    desk = house.desk(house.world.seat(LEAD, SeatRole.SECADMIN))
    answer = desk.post("/people/steps/appoint", {"name": "周某", "since": "昨天"}, page="/people/new")
    assert answer.status_code == 422
    assert len(re.findall(r'class="error"', answer.text)) == 4  # user name, organ, role, day


def test_the_link_is_shown_once_and_opens_the_enrolment(house: House) -> None:
    desk, page = proposed(house)
    shown = desk.post(f"{page}/steps/issue_enrolment", page=page).text
    link = re.search(r"http://[^/]+(/enrol/\S+)</code>", shown)
    assert link is not None
    assert link[1] not in desk.read(page)
    assert "zhou" in house.stranger(link[1]).text
    with house.world.database.read() as session:
        account = session.scalars(sa.select(Account).where(Account.username == "zhou")).one()
    assert account.enrol_hash not in (None, link[1].rsplit("/", 1)[1])


def test_an_ended_seat_opens_nothing_from_the_next_request_on(house: House) -> None:
    handler = house.world.seat(LEAD, SeatRole.APPROVER)
    sitting = house.desk(handler)
    sitting.read("/people")
    desk = house.desk(house.world.seat(LEAD, SeatRole.SECADMIN))
    page = f"/people/{handler.id}"
    assert desk.post(f"{page}/steps/end_appointment", {"reason": "调离"}, page=page).status_code == 303
    assert sitting.get("/people").status_code == 303  # to the choice of seats: none is left


def test_a_form_from_elsewhere_is_refused(house: House) -> None:
    desk = house.desk(house.world.seat(LEAD, SeatRole.SECADMIN))
    desk.browser.token = "forged"
    assert desk.browser.post("/people/steps/appoint", form(house.world)).status_code == 403
    assert acts(house) == []


def test_the_browser_may_say_where_a_form_of_ours_comes_from(house: House) -> None:
    """With `no-referrer` Chromium sends Origin: null, and every form would be refused as forged."""
    assert house.stranger("/login").headers["Referrer-Policy"] == "same-origin"


def test_the_list_asks_the_database_a_constant_number_of_times(house: House) -> None:
    desk = house.desk(house.world.seat(LEAD, SeatRole.AUDADMIN))

    before = asked(house, desk)
    secadmin = house.desk(house.world.seat(LEAD, SeatRole.SECADMIN))
    for n in range(3):
        secadmin.post("/people/steps/appoint", form(house.world, username=f"zhou{n}", name=f"周{n}"))
    assert asked(house, desk) == before


def asked(house: House, desk: Desk) -> int:
    """How many statements the list takes."""
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    sa.event.listen(house.world.database.engine, "before_cursor_execute", note)
    desk.read("/people")
    sa.event.remove(house.world.database.engine, "before_cursor_execute", note)
    return len(seen)
