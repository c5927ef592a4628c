"""The door of the pages: outsiders find nothing, refusals say every reason, forms keep their words, signatures bind."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, MORNING, PASSWORD, SECOND, THIRD, World
from tests.web.browsing import Browser, browser, hidden, seated
from workflow import engine
from workflow.vocabulary import Joint


@pytest.fixture
def road(world: World) -> Road:
    return builders.proposed(world)


def at_desk(app: Flask, road: Road, region: str, role: str) -> Browser:
    return seated(app, road.world.seat(region, role), road.at + timedelta(hours=1))


def track(road: Road, region: str) -> str:
    with road.standing() as standing:
        return standing.tracks[region].state.value


def positions(road: Road) -> int:
    with road.standing() as standing:
        return len(standing.positions)


def opened(person: Browser, road: Road, step: str) -> dict[str, str]:
    """The hidden fields of a step's form."""
    page = person.get(f"/standards/{road.id}/steps/{step}")
    assert page.status_code == 200, page.text
    return {name: hidden(page, name) or "" for name in ("version", "idempotency_key", "seat")}


def test_nobody_who_is_not_logged_in_sees_a_form(app: Flask, road: Road) -> None:
    answer = browser(app, MORNING).get(f"/standards/{road.id}/steps/invite")
    assert answer.status_code == 303
    assert answer.location.startswith("/login?next=")


def test_a_form_on_no_text_and_one_on_a_text_not_signed_before_count_no_changes(app: Flask, world: World) -> None:
    made = builders.standing(world, Joint.APPROVING)
    assert (
        "看过全文后" in at_desk(app, made, SECOND, "approver").get(f"/standards/{made.id}/steps/approve_release").text
    )
    page = at_desk(app, made, LEAD, "approver").get(f"/standards/{made.id}/steps/approve_release").text
    assert "0 条改动" not in page


def test_what_another_group_does_looks_like_what_is_not_there(app: Flask, road: Road) -> None:
    person = at_desk(app, road, CHONGQING, "handler")
    for address in (f"/standards/{road.id}/steps/invite", f"/standards/{road.id + 900}/steps/invite", "/no/such/page"):
        answer = person.get(address)
        assert answer.status_code == 404
        assert "没有此页面或此事项，或者您无权查看。" in answer.text
    posted = person.post(f"/standards/{road.id}/steps/invite", {"region": SECOND, "version": "1"})
    assert posted.status_code == 404


def test_a_step_without_its_token_changes_nothing_and_the_page_offers_to_send_it_again(app: Flask, road: Road) -> None:
    person = at_desk(app, road, LEAD, "handler")
    fields = opened(person, road, "invite") | {"region": SECOND, "reply_by": "2026-04-01", "csrf_token": "forged"}
    answer = person.post(f"/standards/{road.id}/steps/invite", fields, headers={"Origin": "http://localhost"})
    assert answer.status_code == 403
    assert 'name="reply_by" value="2026-04-01"' in answer.text
    foreign = person.post(f"/standards/{road.id}/steps/invite", fields, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert "2026-04-01" not in foreign.text
    assert track(road, SECOND) == "outside"


def test_an_act_is_done_once_and_leads_back_to_the_project_with_its_place_in_the_log(app: Flask, road: Road) -> None:
    person = at_desk(app, road, LEAD, "handler")
    fields = opened(person, road, "invite") | {"region": SECOND, "reply_by": "2026-04-01"}
    first = person.post(f"/standards/{road.id}/steps/invite", fields)
    again = person.post(f"/standards/{road.id}/steps/invite", fields)
    assert (first.status_code, first.location) == (303, f"/standards/{road.id}")
    assert (again.status_code, again.location) == (303, f"/standards/{road.id}")
    assert track(road, SECOND) == "invited"
    with road.standing() as standing:
        assert standing.standard.version == 2


def test_wrong_answers_come_back_by_field_with_what_was_typed(app: Flask, road: Road) -> None:
    person = at_desk(app, road, LEAD, "handler")
    fields = opened(person, road, "invite") | {"region": SECOND, "reply_by": "2020-01-01"}
    answer = person.post(f"/standards/{road.id}/steps/invite", fields)
    assert answer.status_code == 422
    assert "日期不得早于今天" in answer.text
    assert 'value="2020-01-01"' in answer.text
    assert f'value="{SECOND}" required checked' in answer.text


def test_a_form_opened_before_another_act_is_outdated_and_says_so(app: Flask, road: Road) -> None:
    person = at_desk(app, road, LEAD, "handler")
    fields = opened(person, road, "amend_proposal") | {"title_zh": "新题", "reason": "更准确"}
    builders.invited(road)
    answer = person.post(f"/standards/{road.id}/steps/amend_proposal", fields)
    assert answer.status_code == 409
    assert "您打开页面之后，项目已有新的变化。" in answer.text
    assert 'value="新题"' in answer.text


def test_a_form_of_another_seat_is_not_taken(app: Flask, road: Road) -> None:
    person = at_desk(app, road, LEAD, "handler")
    fields = opened(person, road, "invite") | {"region": SECOND, "reply_by": "2026-04-01"}
    person.get("/seats")
    person.post("/seat", {"seat": str(road.world.seat(LEAD, "keeper").id)})
    assert person.post(f"/standards/{road.id}/steps/invite", fields).status_code == 409
    assert track(road, SECOND) == "outside"


def test_a_session_that_ended_over_a_form_gives_it_back_after_log_in(app: Flask, road: Road) -> None:
    person = at_desk(app, road, LEAD, "handler")
    fields = opened(person, road, "invite") | {"region": SECOND, "reply_by": "2026-04-01"}
    person.at += timedelta(hours=2)
    late = person.post(f"/standards/{road.id}/steps/invite", fields)
    assert late.status_code == 303
    login = person.get(late.location)
    assert "您刚才填写的内容会原样回来" in login.text
    seat = road.world.seat(LEAD, "handler")
    way = {"next": hidden(login, "next"), "held": hidden(login, "held")}
    back = person.post("/login", {"username": f"u{seat.person_id}", "password": PASSWORD, **way})
    page = person.get(back.location)
    assert 'value="2026-04-01"' in page.text
    assert f'value="{SECOND}" required checked' in page.text
    other = at_desk(app, road, LEAD, "secretary")
    assert "2026-04-01" not in other.get(back.location).text


def test_a_refusal_tells_every_reason_on_the_page(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    person = at_desk(app, road, LEAD, "handler")
    page = person.get(f"/standards/{road.id}/steps/open_consultation")
    with road.standing() as standing:
        offer = next(
            o
            for o in engine.offers(standing, world.seat(LEAD, "handler"), person.at)
            if o.row.name == "open_consultation"
        )
    assert page.status_code == 409
    assert len(offer.reasons) >= 2
    assert all(reason.sentence in page.text for reason in offer.reasons)


@pytest.fixture
def signing(world: World) -> Road:
    road = builders.proposed(world)
    builders.invited(road)
    for region in road.regions:
        builders.accepted(road, region)
        builders.applied(road, region)
    return road


def sheet(person: Browser, road: Road) -> dict[str, str]:
    """The statement of a handler's agreement, drawn up from the sheet."""
    fields = opened(person, road, "take_position") | {"position": "agree"}
    page = person.post(f"/standards/{road.id}/steps/take_position/statement", fields)
    assert page.status_code == 200, page.text
    assert "签署事项：" in page.text
    names = ("version", "idempotency_key", "seat", "statement_id", "position")
    return {name: hidden(page, name) or "" for name in names}


def test_a_wrong_password_signs_nothing_and_the_statement_stays(app: Flask, signing: Road) -> None:
    person = at_desk(app, signing, THIRD, "handler")
    fields = sheet(person, signing)
    answer = person.post(f"/standards/{signing.id}/steps/take_position", fields | {"password": "wrong"})
    assert answer.status_code == 403
    assert "签署事项：" in answer.text
    assert hidden(answer, "statement_id") == fields["statement_id"]
    assert positions(signing) == 0
    for _ in range(4):
        person.post(f"/standards/{signing.id}/steps/take_position", fields | {"password": "wrong"})
    shut = person.post(f"/standards/{signing.id}/steps/take_position", fields | {"password": PASSWORD})
    assert shut.status_code == 429


def test_a_signature_gives_a_receipt_that_nobody_else_can_open(app: Flask, signing: Road) -> None:
    person = at_desk(app, signing, THIRD, "handler")
    fields = sheet(person, signing) | {"password": PASSWORD}
    done = person.post(f"/standards/{signing.id}/steps/take_position", fields)
    assert done.status_code == 303
    receipt = person.get(done.location)
    assert receipt.status_code == 200
    assert done.location.rsplit("/", 1)[1] in receipt.text
    assert at_desk(app, signing, LEAD, "handler").get(done.location).status_code == 404
    again = person.post(f"/standards/{signing.id}/steps/take_position", fields)
    assert again.location == done.location
    assert positions(signing) == 1


def test_what_is_sent_must_be_what_was_signed(app: Flask, signing: Road) -> None:
    person = at_desk(app, signing, THIRD, "handler")
    fields = sheet(person, signing) | {"password": PASSWORD, "position": "disagree", "reason": "理由", "lift": "修改"}
    answer = person.post(f"/standards/{signing.id}/steps/take_position", fields)
    assert answer.status_code == 403
    assert "签署内容形成之后，所填内容或文本已有改动" in answer.text
    assert positions(signing) == 0


def test_a_statement_that_is_not_right_leads_back_to_the_form_as_it_was_filled_in(app: Flask, signing: Road) -> None:
    person = at_desk(app, signing, THIRD, "handler")
    fields = sheet(person, signing) | {"position": "disagree", "reason": "须改", "back": "1"}
    answer = person.post(f"/standards/{signing.id}/steps/take_position/statement", fields)
    assert answer.status_code == 200
    assert ">须改</textarea>" in answer.text
    assert 'value="disagree" required checked' in answer.text


def test_two_matters_open_at_once_are_signed_one_after_the_other(app: Flask, world: World, signing: Road) -> None:
    second = builders.proposed(world)
    second.at = signing.at
    builders.invited(second)
    for region in second.regions:
        builders.accepted(second, region)
        builders.applied(second, region)
    person = at_desk(app, second, THIRD, "handler")
    drawn = [(road, sheet(person, road)) for road in (signing, second)]
    for road, fields in drawn:
        done = person.post(f"/standards/{road.id}/steps/take_position", fields | {"password": PASSWORD})
        assert done.status_code == 303
    page = person.get(f"/standards/{signing.id}/steps/take_position")
    assert page.status_code in (200, 409)


def test_the_sheet_shows_what_changed_since_the_last_signature(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.APPROVING)
    builders.frozen(road, "final")
    builders.cosigned(road, SECOND)
    with road.standing() as standing:
        assert standing.draft is not None
        clause = next(
            id_ for id_, (_, _, label, *_) in standing.draft.digest.items() if label[:1].isdigit() and "." in label
        )
    road.take("save_draft", builders.editor(road), clause=clause, words="每个车位均应配置充电接口。")
    builders.frozen(road, "final")
    person = at_desk(app, road, SECOND, "handler")
    page = person.get(f"/standards/{road.id}/steps/take_position")
    assert "您上次签署后的改动" in page.text
    assert "<ins>" in page.text
    new_words = re.sub(r"<del>.*?</del>|</?ins>", "", page.text)
    assert "每个车位均应配置充电接口。" in new_words
