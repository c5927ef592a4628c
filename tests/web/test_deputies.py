"""The pages of acting for another: a holder delegates, gaps are seen by those who can cure them."""

from tests.builders import standing
from tests.cast import LEAD, SECOND, THIRD
from tests.web.browsing import hidden
from tests.web.desk import House
from workflow.records.agreements import Agreement
from workflow.vocabulary import Joint

AWAY = {"away_since": "2026-03-02", "away_until": "2026-03-20"}
DAYS = {"since": "2026-03-02", "until": "2026-03-20"}


def test_a_holder_delegates_from_the_page_and_takes_it_back(house: House) -> None:
    holder, mate = house.world.seat(LEAD, "approver"), house.world.seat(LEAD, "secretary")
    desk = house.desk(holder)
    assert "approve_release" not in desk.read("/deputies")
    given = {"person": str(mate.person_id), "steps": "initiate", "reason": "出差", **DAYS}
    answer = desk.post("/deputies/steps/delegate", given, page="/deputies")
    assert answer.status_code == 303, answer.text
    both = f"{mate.person_name} 代 {holder.person_name}"
    assert both in desk.read("/deputies")
    assert both in house.desk(mate).read("/seats")
    assert both in house.desk(house.world.seat(LEAD, "secadmin")).read("/people")
    page = desk.read("/deputies")
    address = page.split('action="/deputies/')[1].split('"')[0]
    assert desk.post(f"/deputies/{address}", page="/deputies").status_code == 303
    assert both not in desk.read("/deputies")


def test_a_form_opened_on_one_seat_does_not_act_from_another(house: House) -> None:
    holder, mate, other = (house.world.seat(LEAD, role) for role in ("handler", "secretary", "keeper"))
    desk = house.desk(holder)
    opened = hidden(desk.get("/deputies"), "seat")
    assert opened == str(holder.id)
    given = {"person": str(mate.person_id), "steps": "invite", "reason": "出差", "seat": str(other.id), **DAYS}
    answer = desk.post("/deputies/steps/delegate", given, page="/deputies")
    assert answer.status_code == 409
    assert "这张表单是在另一席位打开的" in answer.text
    assert f"{mate.person_name} 代" not in desk.read("/deputies")
    assert desk.post("/deputies/steps/delegate", given | {"seat": opened}, page="/deputies").status_code == 303
    assert f"{mate.person_name} 代" in desk.read("/deputies")


def test_wrong_and_refused_forms_come_back_with_everything(house: House) -> None:
    desk = house.desk(house.world.seat(LEAD, "approver"))
    mate = str(house.world.seat(LEAD, "secretary").person_id)
    answer = desk.post("/deputies/steps/delegate", {"person": "x", "since": "soon"}, page="/deputies")
    assert answer.status_code == 422
    given = {"person": mate, "steps": "initiate", "since": "2026-03-02", "until": "2026-06-20"}
    answer = desk.post("/deputies/steps/delegate", given, page="/deputies")
    assert answer.status_code == 409
    assert "30 日" in answer.text
    assert 'value="2026-06-20"' in answer.text


def test_strangers_neither_end_nor_name_anything(house: House) -> None:
    holder = house.world.seat(LEAD, "approver")
    stranger = house.desk(house.world.seat(SECOND, "secadmin"))
    assert stranger.get(f"/people/{holder.id}/substitute").status_code == 404
    given = {"person": str(holder.person_id), "reason": "x", **DAYS, **AWAY}
    for path in ("substitute/steps/name_substitute", "substitute/steps/note_absence"):
        assert stranger.post(f"/people/{holder.id}/{path}", given).status_code == 404
    assert stranger.post("/deputies/999999/steps/revoke_deputy").status_code == 404
    assert stranger.post("/deputies/absences/999999/steps/end_absence").status_code == 404
    assert house.desk(holder).get(f"/people/{holder.id}/substitute").status_code == 404


def test_an_absence_without_a_deputy_is_seen_by_the_own_administrator_and_the_chair_region(house: House) -> None:
    with house.world.database.read() as session:
        chair = session.get_one(Agreement, house.world.agreements["JJJ"]).chair_region
    away_region = THIRD if chair != THIRD else SECOND
    holder, other = house.world.seat(away_region, "approver"), SECOND if away_region == THIRD else LEAD
    answer = house.desk(holder).post("/deputies/steps/note_absence", AWAY, page="/deputies")
    assert answer.status_code == 303
    told = "尚无代理人"
    assert told in house.desk(house.world.seat(away_region, "secadmin")).read("/people")
    assert told in house.desk(house.world.seat(chair, "handler")).read("/board")
    if other != chair:
        assert told not in house.desk(house.world.seat(other, "handler")).read("/board")
    mate = house.world.seat(away_region, "secretary")
    given = {"person": str(mate.person_id), "steps": "initiate", **DAYS}
    assert house.desk(holder).post("/deputies/steps/delegate", given, page="/deputies").status_code == 303
    assert told not in house.desk(house.world.seat(chair, "handler")).read("/board")


def test_an_administrator_names_a_substitute_and_another_confirms(house: House) -> None:
    holder, mate = house.world.seat(LEAD, "approver"), house.world.seat(LEAD, "secretary")
    desk, page = house.desk(house.world.seat(LEAD, "secadmin")), f"/people/{holder.id}/substitute"
    given = {"person": str(mate.person_id), "reason": "回避", **DAYS}
    answer = desk.post(f"{page}/steps/name_substitute", given, page=page)
    assert answer.status_code == 303, answer.text
    waiting = house.desk(house.world.seat(LEAD, "audadmin")).read("/people")
    assert "待您确认" in waiting
    assert f"{mate.person_name} 代 {holder.person_name}" in waiting


def test_ending_a_post_shows_its_open_work_and_asks_who_takes_it_over(house: House) -> None:
    road = standing(house.world, Joint.CONSULTING)
    house.at = road.at
    chief = house.world.seat(LEAD, "drafter")
    mate = next(s for s in house.world.of(LEAD, "drafter") if s.person_id != chief.person_id)
    desk, page = house.desk(house.world.seat(LEAD, "secadmin")), f"/people/{chief.id}"
    assert "主编" in desk.read(page)
    assert desk.post(f"{page}/steps/end_appointment", page=page).status_code == 409
    assert desk.post(f"{page}/steps/end_appointment", {"heir": str(mate.id)}, page=page).status_code == 303
    with road.standing() as found:
        assert [d.person_id for d in found.drafters if d.is_editor] == [mate.person_id]
