"""Texts as office files: under the covers of the regions, with tracked changes, for those who may read the text."""

from io import BytesIO

import docx
import pytest
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, World
from tests.web.browsing import browser, seated
from workflow.text.word import LossKind, read_word
from workflow.vocabulary import Joint, SeatRole


@pytest.fixture
def released(world: World) -> Road:
    return builders.standing(world, Joint.RELEASED)


def test_a_released_text_is_had_by_anybody_under_each_cover(app: Flask, released: Road) -> None:
    nobody = browser(app, released.at)
    html = nobody.get(f"/public/standards/{released.id}").text
    address = f"/public/standards/{released.id}/text.docx?region={SECOND}"
    assert address.replace("&", "&amp;") in html
    answer = nobody.get(address)
    assert (answer.status_code, (answer.mimetype or "").rpartition(".")[2]) == (200, "document")
    assert f"standard-{released.id}-{SECOND}.docx" in answer.headers["Content-Disposition"]
    found = read_word(answer.data)
    (cover,) = (loss.words for loss in found.losses if loss.kind is LossKind.COVER)
    assert "天津市地方标准" in cover
    assert "DB12/T 3901—2026" in cover
    opened = docx.Document(BytesIO(answer.data))
    assert any(p.style and p.style.name == "标准文件_章标题" and p.text == "范围" for p in opened.paragraphs)


def test_what_changed_since_an_older_version_is_tracked(app: Flask, released: Road) -> None:
    """An old draft, and the next one with other words: before the changes the file holds the old words."""
    reader = seated(app, released.world.seat(LEAD, SeatRole.HANDLER), released.at)
    with released.standing() as standing:
        last = max(version.number for version in standing.versions)
    whole = f"/standards/{released.id}/text.docx?version={last}"
    old = read_word(reader.get(f"/standards/{released.id}/text.docx?version=1").data)
    told = read_word(reader.get(f"{whole}&since=1").data)
    assert [(c.title, c.body) for c in told.clauses] == [(c.title, c.body) for c in old.clauses]
    assert reader.get(f"{whole}&since={last}").status_code == 404
    assert reader.get(f"{whole}&since=77").status_code == 404


def test_the_json_form_is_had_and_strangers_have_nothing(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.SEALED)
    reader = seated(app, world.seat(LEAD, SeatRole.HANDLER), road.at)
    told = reader.get(f"/standards/{road.id}/text.json").get_json()
    assert told["format"] == "tongbiao-text/1"
    assert told["clauses"]
    stranger = seated(app, world.seat(CHONGQING, SeatRole.APPROVER), road.at)
    for name in ("text.docx", "text.json", "text.docx?since=1"):
        assert stranger.get(f"/standards/{road.id}/{name}").status_code == 404
        assert browser(app, road.at).get(f"/public/standards/{road.id}/{name}").status_code == 404
