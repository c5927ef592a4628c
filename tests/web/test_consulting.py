"""The committee's side of a consultation: whom it wrote to and who replied, forms by mail, extension, the same days."""

import re
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, World
from tests.filling import fill, first
from tests.web.browsing import Browser, browser, seated
from workflow.exports.verification import verify
from workflow.records.consultations import Addressee, Comment
from workflow.records.papers import Paper
from workflow.vocabulary import Joint, Reply

OPEN = "/public/consultations/1"
LIST = (
    "类别,单位,联系方式\n政府部门,市交通委,jtw@example.invalid\n企业,某充电公司,cd@example.invalid\n社会团体,某协会,\n"
)
WHO = ("王某", "企业", "某公司", "天津市", "wang@example.invalid")


@pytest.fixture
def road(world: World) -> Road:
    made = builders.standing(world, Joint.CONSULTING)
    builders.posted(made)
    return made


@pytest.fixture
def handler(app: Flask, road: Road) -> Browser:
    found = seated(app, road.world.seat(LEAD, "handler"), road.at)
    assert found.get(f"/standards/{road.id}/consultation").status_code == 200
    return found


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the form that lists the units."""
    told = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    words = re.search(r'<textarea name="units" hidden>(.*?)</textarea>', page, re.DOTALL)
    return told | {"units": words[1] if words else ""}


def listed(handler: Browser, road: Road, table: str = LIST) -> str:
    """The page after a list was imported, or the preview where there is nothing to list."""
    at = f"/standards/{road.id}/consultation"
    preview = handler.post(f"{at}/units", {"file": (BytesIO(table.encode()), "名单.csv")})
    assert preview.status_code == 200, preview.text
    if "steps/write_to" not in preview.text:
        return preview.text
    day = builders.day(road, 0)
    done = handler.post(f"/standards/{road.id}/steps/write_to", fields(preview.text) | {"sent_on": day})
    assert done.status_code == 303, done.text
    return handler.get(at).text


def units(world: World) -> list[Addressee]:
    with world.database.read() as session:
        return list(session.scalars(sa.select(Addressee).order_by(Addressee.id)))


def test_a_list_is_imported_once_and_a_broken_line_is_told(world: World, road: Road, handler: Browser) -> None:
    page = listed(handler, road)
    assert "市交通委" in page
    assert "没有新的单位" in listed(handler, road)
    assert [unit.name for unit in units(world)] == ["市交通委", "某充电公司", "某协会"]
    told = listed(handler, road, "类别,单位,联系方式\n外星人,某单位,\n企业,,x\n")
    assert "外星人" in told
    assert "没有填，请补上" in told
    other = seated(handler.client.application, world.seat("120000", "handler"), road.at)
    seen = other.get(f"/standards/{road.id}/consultation").text
    assert "市交通委" in seen
    assert "jtw@example.invalid" not in seen  # how a unit is reached is its region's own affair


def test_a_unit_replies_by_its_link_and_the_counts_follow(
    world: World, app: Flask, road: Road, handler: Browser
) -> None:
    links = re.findall(r"/public/replies/\d+/[0-9a-f]+", listed(handler, road))
    unit = browser(app, road.at)
    assert unit.get(links[0]).status_code == 200
    assert unit.post(f"{links[0]}/no_comment").status_code == 303
    assert "无意见" in unit.get(links[0]).text
    assert unit.get(links[0][:-1] + ("0" if links[0][-1] != "0" else "1")).status_code == 404
    assert unit.post(f"{links[1]}/comment").status_code == 303
    with road.standing() as standing:
        assert standing.frozen is not None
        clause = next(key for key, (_, _, label, *_) in standing.frozen.digest.items() if label)
    said = {"clause": clause, "opinion": "太密", "reason": "成本", "next": "send"}
    basket = unit.post(f"{OPEN}/comment", said).location
    sent = unit.post(f"{basket}/details", {"name": "某充电公司", "party": "company", "contact": "cd@example.invalid"})
    assert sent.status_code == 303
    assert [one.reply for one in units(world)] == [Reply.NO_COMMENT, Reply.REPLIED, None]
    told = re.sub(r"<[^>]+>", "", handler.get(f"/standards/{road.id}/consultation").text)
    assert "已发函 3 · 已回复意见 1 · 无意见 1 · 未回复 1" in " ".join(told.split())


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_form_that_came_by_mail_is_entered_once_and_broken_rows_are_told(
    world: World, road: Road, handler: Browser, kind: str
) -> None:
    at = f"/standards/{road.id}/consultation"
    blank = handler.get(f"{OPEN}/form.{kind}").data
    rows = [[first(kind, blank), "", "技术性", f"第{n}条意见", "改", "理由"] for n in range(3)]
    data = fill(kind, blank, [*rows, ["77 没有这条", "", "", "坏行", "", "理由"]], WHO)
    for made in (3, 0):
        preview = handler.post(f"{at}/form", {"form": (BytesIO(data), f"意见.{kind}")})
        assert preview.status_code == 200, preview.text
        assert "坏行" in preview.text
        assert re.search("“条款”.*请", preview.text)
        if made:
            scan = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', preview.text))
            told = dict(zip(("name", "party", "organisation", "home", "contact"), WHO, strict=True))
            told |= {"party": "company", "home": "120000", "received_on": builders.day(road, 0)}
            assert handler.post(f"{at}/enter", scan | told | {"contact": ""}).status_code == 200  # comes back, told why
            assert handler.post(f"{at}/enter", scan | told).status_code == 303
            assert handler.post(f"{at}/enter", scan | told).status_code == 303
        else:
            assert "没有可以录入的新意见" in preview.text
    with world.database.read() as session:
        found = list(session.scalars(sa.select(Comment).order_by(Comment.id)))
        papers = session.scalars(sa.select(Paper).where(Paper.step == "enter_comment")).all()
    assert len(papers) == 1  # one file, however many comments it held
    assert verify(world.database, None).findings == []
    assert [one.opinion for one in found] == ["第0条意见", "第1条意见", "第2条意见"]
    assert {(one.region_code, one.source, one.organisation, one.name) for one in found} == {
        ("120000", "company", "某公司", "王某")
    }


def test_files_that_are_no_form_are_refused_in_words(road: Road, handler: Browser) -> None:
    at = f"/standards/{road.id}/consultation"
    for name, data in (("a.xlsx", b"PK\x03\x04"), ("a.docx", b"x"), ("a.csv", b"x"), ("a.xlsx", b"")):
        assert handler.post(f"{at}/form", {"form": (BytesIO(data), name)}).status_code == 303
        assert handler.post(f"{at}/units", {"file": (BytesIO(data), name)}).status_code == 303
    assert handler.post(f"{at}/enter", {"scan": "0" * 64}).status_code == 404


def test_the_days_are_the_same_wherever_they_are_told(app: Flask, road: Road, handler: Browser) -> None:
    road.by(LEAD, "handler", "extend_window", days=10, reason="来信较多")
    with road.standing() as standing:
        assert standing.consultation is not None
        closes = standing.consultation.closes_on
    assert closes is not None
    citizen = browser(app, road.at)
    pages = [citizen.get(OPEN), citizen.get("/public/"), handler.get(f"/standards/{road.id}/consultation")]
    for page in pages:
        assert closes.isoformat() in page.text
        assert "剩 40 天" in page.text


def test_a_file_of_a_comment_is_kept_for_the_committee_and_never_shown_as_a_page(
    app: Flask, road: Road, handler: Browser
) -> None:
    citizen = browser(app, road.at)
    citizen.get(OPEN)
    with road.standing() as standing:
        assert standing.frozen is not None
        clause = next(iter(standing.frozen.digest))
    said = {"clause": clause, "opinion": "见附件", "reason": "数据", "next": "send"}
    basket = citizen.post(f"{OPEN}/comment", said | {"files": [(BytesIO(b"%PDF-1.4\n"), "依据.pdf")]}).location
    who = {"name": "郑某", "party": "citizen", "contact": "z@example.invalid"}
    assert citizen.post(f"{basket}/details", who).status_code == 303
    page = handler.get(f"/standards/{road.id}/consultation").text
    href = re.search(r"/standards/\d+/comments/\d+/files/\d+", page)
    assert href is not None
    answer = handler.get(href[0])
    assert answer.data == b"%PDF-1.4\n"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert handler.get(href[0].replace("/comments/1/", "/comments/2/")).status_code == 404
    assert citizen.get(href[0]).status_code == 303  # nobody without a seat
