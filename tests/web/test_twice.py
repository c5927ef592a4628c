"""A request that comes twice, as after a double click or a lost answer, does nothing twice: at every door."""

import re
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from tests.cast import LEAD, PASSWORD, SECOND
from tests.web.desk import Desk, House
from tests.web.test_agreeing import TODAY
from tests.web.test_on_paper import filled, road
from tests.web.test_people import form
from workflow.db import table_of
from workflow.records.agreements import Agreement, AgreementChange, AgreementVoice
from workflow.records.events import Event
from workflow.records.paper_acts import PaperAct
from workflow.records.people import Account, Appointment, Person
from workflow.vocabulary import SeatRole

__all__ = ["road"]
TABLES = (Agreement, AgreementChange, AgreementVoice, PaperAct, Account, Appointment, Person, Event)
BASIS = {"citation": "备忘录", "effective_from": TODAY, "reason": "试行"}
NEW = {"code": "NEW", "name_zh": "京冀", "name_en": "Beijing-Hebei", "band_start": "700001", "band_source": "示范"}
NEW |= {"cover_mode": "joint", "valid_from": TODAY, "citation": "备忘录"}


def counts(house: House) -> dict[str, int]:
    with house.world.database.read() as session:
        tables = [table_of(record) for record in TABLES]
        return {t.name: session.execute(sa.select(sa.func.count()).select_from(t)).scalar_one() for t in tables}


def twice(house: House, desk: Desk, path: str, told: Mapping[str, Any], *, page: str) -> list[int]:
    """The form on a page is sent twice, with everything hidden that stands in it; the second changes no table."""
    hidden = dict(re.findall(r'type="hidden" name="(idempotency_key|version)" value="([^"]*)"', desk.read(page)))
    statuses = [desk.browser.post(path, {**hidden, **told}).status_code]
    before = counts(house)
    statuses.append(desk.browser.post(path, {**hidden, **told}).status_code)
    assert counts(house) == before
    return statuses


def test_a_proposed_change_stands_once_and_both_are_answered_alike(house: House) -> None:
    handler = house.desk(house.world.seat(LEAD, SeatRole.HANDLER))
    for step, told in (("propose_terms", {"term": "cosign.days", "value": "10"}), ("propose_ending", {})):
        here = f"/agreements/1/steps/{step}"
        assert twice(house, handler, here, told | BASIS, page=here) == [303, 303]
    assert counts(house)["agreement_changes"] == 2
    here = "/agreements/1/steps/open_change?change=1"
    assert twice(house, handler, "/agreements/1/steps/open_change", {"change": "1"}, page=here) == [303, 303]
    new = NEW | {"members": [LEAD, "130000"]}
    assert twice(house, handler, "/agreements/steps/draft_agreement", new, page="/agreements/new") == [303, 303]


def test_the_same_key_with_other_words_is_told_and_changes_nothing(house: House) -> None:
    handler, here = house.desk(house.world.seat(LEAD, SeatRole.HANDLER)), "/agreements/1/steps/propose_terms"
    told = {"term": "cosign.days", "value": "10", "idempotency_key": "one-key"} | BASIS
    assert handler.post(here, told, page=here).status_code == 303
    before = counts(house)
    assert handler.post(here, told | {"value": "11"}, page=here).status_code == 409
    assert counts(house) == before


def test_a_signature_under_a_change_stands_once(house: House) -> None:
    handler, here = house.desk(house.world.seat(LEAD, SeatRole.HANDLER)), "/agreements/1/steps"
    handler.post(f"{here}/propose_terms", {"term": "cosign.days", "value": "10"} | BASIS, page=f"{here}/propose_terms")
    handler.post(f"{here}/open_change", {"change": "1"})
    approver = house.desk(house.world.seat(SECOND, SeatRole.APPROVER))
    page = approver.post(f"{here}/confirm_change/statement", {"change": "1"}).text
    found = dict(re.findall(r'name="(idempotency_key|statement_id)" value="([^"]*)"', page))
    told = found | {"change": "1", "password": PASSWORD}
    assert twice(house, approver, f"{here}/confirm_change", told, page="/agreements/1") == [303, 303]


def test_a_person_is_appointed_confirmed_and_ended_once(house: House) -> None:
    secadmin = house.desk(house.world.seat(LEAD, SeatRole.SECADMIN))
    first, again = twice(house, secadmin, "/people/steps/appoint", form(house.world), page="/people/new")
    assert (first, again) == (303, 409)
    known = form(house.world, person=str(house.world.seat(LEAD, SeatRole.HANDLER).person_id), role="approver")
    del known["name"], known["username"]
    statuses = twice(house, secadmin, "/people/steps/appoint", known, page="/people/new")
    assert statuses == [303, 409]
    with house.world.database.read() as session:
        made = session.scalars(sa.select(Appointment.id).order_by(Appointment.id.desc()).limit(1)).one()
    here = f"/people/{made}"
    second = house.desk(house.world.seat(LEAD, SeatRole.AUDADMIN))
    assert twice(house, second, f"{here}/steps/confirm_appointment", {}, page=here)[0] == 303
    assert twice(house, secadmin, f"{here}/steps/end_appointment", {"reason": "调离"}, page=here)[0] == 303


def test_a_list_is_imported_once(house: House) -> None:
    organ, secadmin = house.world.seat(LEAD, "handler").organ.zh, house.desk(house.world.seat(LEAD, "secadmin"))
    table = f"username,name,latin,organ,role,since,until\nzhou,周某,,{organ},经办人,2026-03-02,\n"
    here = "/people/import/people"
    first, _ = twice(house, secadmin, f"{here}/steps/import", {"table": table}, page=here)
    assert first == 200
    days, here = "day,kind,name,source\n2026-05-08,off,调休,\n", "/people/import/calendar"
    assert twice(house, secadmin, f"{here}/steps/import", {"table": days}, page=here)[0] == 303


def test_an_act_on_paper_is_entered_confirmed_and_taken_once(house: House, road: Any) -> None:
    house.at = road.at
    handler, signer = house.desk(house.world.seat(LEAD, "handler")), house.world.seat(LEAD, "approver")
    here = f"/standards/{road.id}/on-paper"
    way = f"{here}/{signer.id}/initiate"
    assert handler.post(way, filled(road), page=way).status_code == 303
    before = counts(house)
    assert handler.post(way, filled(road), page=way).status_code == 409
    assert counts(house) == before
    second = house.desk(house.world.seat(LEAD, "secretary"))
    assert twice(house, second, f"{here}/1/steps/confirm_paper", {}, page=here)[0] == 303
