"""Texts as PDF: the covers of both shapes, for those who may read the text and for nobody else."""

import pypdfium2  # type: ignore[import-untyped]
import pytest
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, SICHUAN, THIRD, World, sample_text
from tests.web.browsing import browser, seated
from workflow.exports.printed import covers
from workflow.records.texts import Version
from workflow.vocabulary import Joint, SeatRole, TextPurpose

JJJ = {LEAD: ("DB11", "北京市"), SECOND: ("DB12", "天津市"), THIRD: ("DB13", "河北省")}


def first_page(pdf: bytes) -> str:
    return "".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().split())


@pytest.fixture
def released(world: World) -> Road:
    return builders.standing(world, Joint.RELEASED)


@pytest.mark.parametrize("code", JJJ)
def test_each_region_has_its_own_cover_with_its_number_and_issuer(app: Flask, released: Road, code: str) -> None:
    letters, name = JJJ[code]
    answer = browser(app, released.at).get(f"/public/standards/{released.id}/text.pdf?region={code}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert f"standard-{released.id}-{code}.pdf" in answer.headers["Content-Disposition"]
    cover = first_page(answer.data)
    for words in (letters, f"{name}地方标准", f"{letters}/T3901—2026", "市场监督管理局发布"):
        assert words in cover
    with released.standing() as found:
        assert f"{found.standard.effective_on}实施" in cover
    assert not [other for other, _ in JJJ.values() if other != letters and other in cover]


def test_the_public_page_names_a_file_for_each_region(app: Flask, released: Road) -> None:
    html = browser(app, released.at).get(f"/public/standards/{released.id}").text
    assert all(f"/text.pdf?region={code}" in html for code in JJJ)


def test_a_group_of_the_joint_kind_has_one_cover_for_all(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING, agreement="CY", regions=(CHONGQING, SICHUAN))
    builders.grouped(road)
    road.take("save_draft", builders.editor(road), text=sample_text())
    with road.standing() as found:
        (cover,) = covers(found, found.versions[0])
    assert (cover.mark, cover.regions, cover.stage) == ("DB", (CHONGQING, SICHUAN), "工作组讨论稿")
    assert cover.numbers == ("DB50/T ××××—××××", "DB51/T ××××—××××")
    answer = seated(app, world.seat(SICHUAN, "handler"), road.at).get(f"/standards/{road.id}/text.pdf")
    told = first_page(answer.data)
    assert "重庆市市场监督管理局" in told
    assert "四川省市场监督管理局" in told
    assert "专利" in told
    html = seated(app, world.seat(SICHUAN, "handler"), road.at).get(f"/standards/{road.id}/text").text
    assert html.count("text.pdf") == 1


def test_an_association_that_speaks_for_all_has_its_own_letters_once(app: Flask, world: World) -> None:
    road = builders.proposed(world, agreement="CYT", regions=(CHONGQING, SICHUAN))
    with road.standing() as found:
        version = Version(meta={}, number=1, purpose=TextPurpose.DRAFT, made_at=road.at)
        (cover,) = covers(found, version)
    assert (cover.mark, cover.numbers) == ("T", ("T/CYXH ××××—××××",))
    assert cover.banner == found.agreement.banner_zh


def test_a_draft_of_each_stage_says_so_and_bears_the_serial_once_it_is_held(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.CONSULTING)
    reader = seated(app, world.seat(SECOND, "handler"), road.at)
    told = first_page(reader.get(f"/standards/{road.id}/text.pdf?region={SECOND}").data)
    assert "（征求意见稿）" in told
    assert "DB12/T××××—××××" in told
    assert "天津市市场监督管理委员会" in told
    sealed = builders.standing(world, Joint.SEALED)
    reader = seated(app, world.seat(SECOND, "handler"), sealed.at)
    last = first_page(reader.get(f"/standards/{sealed.id}/text.pdf?region={SECOND}").data)
    assert "（报批稿）" in last
    assert "DB12/T3901—××××" in last
    first = first_page(reader.get(f"/standards/{sealed.id}/text.pdf?version=1").data)
    assert "工作组讨论稿" in first
    html = reader.get(f"/standards/{sealed.id}/text").text
    assert [html.count(f"region={code}") for code in JJJ] == [2, 2, 2]  # a PDF and a DOCX each


def test_an_old_draft_of_a_released_standard_stays_a_draft(app: Flask, released: Road) -> None:
    reader = seated(app, released.world.seat(LEAD, "handler"), released.at)
    assert "工作组讨论稿" in first_page(reader.get(f"/standards/{released.id}/text.pdf?version=1").data)
    assert "稿）" not in first_page(reader.get(f"/standards/{released.id}/text.pdf").data)


def test_strangers_have_no_file_before_the_release(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.SEALED)
    for role in (SeatRole.APPROVER, SeatRole.HANDLER, SeatRole.AUDITOR, SeatRole.EXPERT):
        stranger = seated(app, world.seat(CHONGQING, role), road.at)
        for path in ("", "?version=1", f"?region={LEAD}"):
            assert stranger.get(f"/standards/{road.id}/text.pdf{path}").status_code == 404
            assert stranger.get(f"/public/standards/{road.id}/text.pdf{path}").status_code == 404
    nobody = browser(app, road.at)
    assert nobody.get(f"/standards/{road.id}/text.pdf").status_code == 303
    assert nobody.get(f"/public/standards/{road.id}/text.pdf").status_code == 404


@pytest.mark.parametrize(
    "asked", ["region=500000", "region=%00", "region=' OR 1", "version=99", "version=-1", "version=x"]
)
def test_what_has_no_cover_is_not_there(app: Flask, released: Road, asked: str) -> None:
    reader = seated(app, released.world.seat(LEAD, "handler"), released.at)
    assert reader.get(f"/standards/{released.id}/text.pdf?{asked}").status_code == 404


def test_a_project_without_a_text_has_no_file(app: Flask, world: World) -> None:
    road = builders.proposed(world)
    reader = seated(app, world.seat(LEAD, "handler"), road.at)
    assert reader.get(f"/standards/{road.id}/text.pdf").status_code == 404
    assert "text.pdf" not in reader.get(f"/standards/{road.id}/text").text


def test_a_character_that_cannot_be_drawn_is_told_where_the_text_is_read(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    builders.grouped(road)
    text = sample_text().replace("1 范围\n", "1 范围\n\U0002a6d6字见此。\n", 1)
    road.take("save_draft", builders.editor(road), text=text)
    html = seated(app, world.seat(LEAD, "handler"), road.at).get(f"/standards/{road.id}/text").text
    assert "U+2A6D6" in html
    plain = seated(app, world.seat(LEAD, "handler"), road.at).get(f"/standards/{road.id}/text.pdf")
    assert plain.status_code == 200
