"""Official forms in the browser: what can be printed and why not the rest, as files, by templates of administrators."""

import io
import re

import pypdfium2  # type: ignore[import-untyped]
import pytest
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, SICHUAN, World
from tests.web.browsing import Browser, browser, hidden, seated
from tests.workflow.exports.test_form_templates import saying
from web.project.paperwork import faces
from workflow.exports.paperwork.drawing import template
from workflow.exports.paperwork.shapes import catalogue, form
from workflow.exports.verification import verify
from workflow.vocabulary import Joint, SeatRole

OPEN_AT = {
    Joint.PROPOSED: {"summary", "concurrence", "application"},
    Joint.CONSULTING: {"plan_notice", "consultation_notice", "disposition"},
    Joint.REVIEWING: set[str](),
}


@pytest.fixture
def released(world: World) -> Road:
    return builders.standing(world, Joint.RELEASED)


def files_of(html: str) -> set[str]:
    return set(re.findall(r"/forms/(\w+)\.pdf", html))


def test_a_form_can_be_printed_once_its_time_has_come_and_the_rest_say_why_not(app: Flask, world: World) -> None:
    road, expected = builders.proposed(world), set[str]()
    for reached, leg in builders.LEGS:
        leg(road)
        expected |= OPEN_AT.get(reached, set())
        if reached in OPEN_AT:
            page = seated(app, world.seat(LEAD, "handler"), road.at).get(f"/standards/{road.id}/forms").text
            assert files_of(page) == expected
        if reached is Joint.REVIEWING:
            break
    assert "审查组组成之后" in page
    assert "报批稿冻结之后" in page
    assert "北京市确认发布之后" in page
    reader = seated(app, world.seat(LEAD, "handler"), road.at)
    for name in set(catalogue()) - expected:
        assert reader.get(f"/standards/{road.id}/forms/{name}.pdf").status_code == 404


def test_every_form_is_sent_in_every_face(app: Flask, released: Road) -> None:
    reader = seated(app, released.world.seat(SECOND, "handler"), released.at)
    for name in catalogue():
        address = f"/standards/{released.id}/forms/{name}"
        assert reader.get(address).status_code == 200
        for kind in faces(name):
            answer = reader.get(f"{address}.{kind}")
            assert answer.status_code == 200, (name, kind)
            assert f"standard-{released.id}-{name}-{SECOND}.{kind}" in answer.headers["Content-Disposition"]
        assert reader.get(f"{address}.exe").status_code == 404
    told = reader.get(f"/standards/{released.id}/forms/announcement.json").get_json()
    assert told["values"]["announcement.number"]
    assert told["rows"]["own_region"][0]["row.standard"].startswith("DB12/T 3901—")


def test_the_disposition_table_has_the_columns_of_its_region(app: Flask, released: Road) -> None:
    reader = seated(app, released.world.seat(LEAD, "handler"), released.at)
    at = f"/standards/{released.id}/forms/disposition.pdf"
    told = {code: words(reader.get(f"{at}?region={code}").data) for code in (LEAD, SECOND)}
    assert "北京市地方标准" in told[LEAD]
    assert "征求意见汇总处理表" in told[LEAD]
    assert "征求意见汇总处理表" not in told[SECOND]
    joint = form("disposition", "YRD").rows["comments"]
    assert "row.region" in joint
    assert "row.region" not in form("disposition").rows["comments"]


def words(pdf: bytes) -> str:
    return "".join("".join(p.get_textpage().get_text_bounded().split()) for p in pypdfium2.PdfDocument(pdf))


def test_strangers_have_no_form(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.CONSULTING)
    for role in (SeatRole.HANDLER, SeatRole.APPROVER, SeatRole.SECADMIN):
        stranger = seated(app, world.seat(CHONGQING, role), road.at)
        for tail in ("", "/summary", "/summary.pdf", "/summary.json"):
            assert stranger.get(f"/standards/{road.id}/forms{tail}").status_code == 404
    assert browser(app, road.at).get(f"/standards/{road.id}/forms").status_code == 303
    reader = seated(app, world.seat(LEAD, "handler"), road.at)
    for asked in (f"region={SICHUAN}", "region=%00", "region='"):
        assert reader.get(f"/standards/{road.id}/forms/summary.pdf?{asked}").status_code == 404
    assert reader.get(f"/standards/{road.id}/forms/minutes?review=99").status_code == 404
    assert reader.get(f"/standards/{road.id}/forms/..%2Fx.pdf").status_code == 404


# --- templates ------------------------------------------------------------------------------------------------------


def looked(admin: Browser, agreement: int, data: bytes, scope: str = LEAD, name: str = "announcement") -> str:
    """Hand in a template and give the page that tells what it asks for."""
    admin.get(f"/agreements/{agreement}/forms")
    answer = admin.post(
        f"/agreements/{agreement}/forms/{name}/preview",
        {"scope": scope, "file": (io.BytesIO(data), "own.docx")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 200, answer.text[:400]
    return answer.text


def test_a_template_of_a_region_takes_the_place_of_the_usual_one_until_it_is_taken_away(
    app: Flask, released: Road
) -> None:
    world, group = released.world, released.world.agreements["JJJ"]
    admin = seated(app, world.seat(LEAD, "secadmin"), released.at)
    handlers = {code: seated(app, world.seat(code, "handler"), released.at) for code in (LEAD, SECOND)}
    at = f"/standards/{released.id}/forms/announcement.docx"
    usual = {code: one.get(at).data for code, one in handlers.items()}
    page = looked(admin, group, template(form("filing")))
    assert "<code>#own_region</code>" in page  # what the usual form shows and this one lacks
    digest = re.search(r'name="digest" value="(\w+)"', page)
    assert digest is not None
    put = f"/agreements/{group}/forms/announcement/steps"
    assert admin.post(f"{put}/put_template", {"scope": LEAD, "digest": digest[1]}).status_code == 303
    assert handlers[LEAD].get(at).data != usual[LEAD]
    assert handlers[SECOND].get(at).data == usual[SECOND]
    assert handlers[LEAD].get(f"/agreements/{group}/forms/announcement/own.docx?region={LEAD}").status_code == 200
    assert "在用的模板：北京市" in handlers[SECOND].get(f"/agreements/{group}/forms").text
    assert admin.post(f"{put}/end_template", {"scope": LEAD}).status_code == 303
    assert handlers[LEAD].get(at).data == usual[LEAD]
    assert admin.post(f"{put}/end_template", {"scope": LEAD}).status_code == 404
    found = verify(world.database, None)
    assert not [str(one) for one in found.findings if one.place.table == "form_templates"]
    assert found.counts["form_templates"] == 1


def test_only_the_administrator_of_a_region_puts_templates_and_of_the_chair_region_for_all(
    app: Flask, released: Road
) -> None:
    world, group = released.world, released.world.agreements["JJJ"]
    for seat, scopes in (
        (world.seat(LEAD, "handler"), ()),
        (world.seat(SECOND, "secadmin"), (SECOND,)),
        (world.seat(LEAD, "secadmin"), (LEAD, "all")),
    ):
        page = seated(app, seat, released.at).get(f"/agreements/{group}/forms").text
        assert {s for s in (LEAD, SECOND, "all") if f'<option value="{s}"' in page} == set(scopes)
    second = seated(app, world.seat(SECOND, "secadmin"), released.at)
    second.get(f"/agreements/{group}/forms")
    for scope in (LEAD, "all", ""):
        refused = second.post(
            f"/agreements/{group}/forms/filing/preview",
            {"scope": scope, "file": (io.BytesIO(template(form("filing"))), "t.docx")},
            content_type="multipart/form-data",
        )
        assert refused.status_code == 404
        taken = second.post(
            f"/agreements/{group}/forms/filing/steps/put_template", {"scope": scope, "digest": "a" * 64}
        )
        assert taken.status_code == 404
    stranger = seated(app, world.seat(CHONGQING, "secadmin"), released.at)
    assert stranger.get(f"/agreements/{group}/forms").status_code == 404


def test_a_template_that_asks_in_vain_is_not_put_in_force(app: Flask, released: Road) -> None:
    world, group = released.world, released.world.agreements["JJJ"]
    admin = seated(app, world.seat(LEAD, "secadmin"), released.at)
    page = looked(admin, group, saying("{{ standard.owner }}"))
    assert "没有名为“standard.owner”的占位符" in page
    assert "启用这个模板" not in page
    digest = re.search(r'name="digest" value="(\w+)"', page)
    assert digest is not None
    to = f"/agreements/{group}/forms/announcement/steps/put_template"
    assert admin.post(to, {"scope": LEAD, "digest": digest[1]}).status_code == 409
    assert admin.post(to, {"scope": LEAD, "digest": "../x"}).status_code == 404
    for data in (b"PK\x03\x04", b"", b"%PDF-1.7"):
        wrong = admin.post(
            f"/agreements/{group}/forms/announcement/preview",
            {"scope": LEAD, "file": (io.BytesIO(data), "t.docx")},
            content_type="multipart/form-data",
        )
        assert wrong.status_code in (400, 422)
    assert hidden(admin.get(f"/agreements/{group}/forms"), "csrf_token")
