"""What a consultation writes is told again from its events: windows, addressees, replies, comments of every kind."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.cast import LEAD, World
from tests.workflow.exports.forms_of import AT
from workflow.db import Record
from workflow.exports.paperwork.filling import filled
from workflow.exports.paperwork.shapes import form
from workflow.exports.paperwork.source import Source
from workflow.exports.verification import verify
from workflow.picture.standing import Standing
from workflow.reads.offering import offered
from workflow.records.consultations import Addressee, Comment, RegionWindow
from workflow.vocabulary import Joint

UNITS = "企业，某公司，x@example.invalid\n政府部门，某部门\n"


@pytest.fixture
def told(world: World) -> World:
    """A consultation with something of everything in it."""
    road = builders.standing(world, Joint.CONSULTING)
    said = {"host": "标准化处", "enquiries": "000-0000", "notice_words": "现公开征求意见。"}
    for region in road.regions:
        day = builders.day(road, 0)
        road.by(region, "handler", "post_draft", address="https://example.invalid/1", posted_on=day, **said)
    for units in (UNITS, UNITS + "社会团体，某协会"):
        road.by(LEAD, "handler", "write_to", units=units, sent_on=builders.day(road, 0))
    road.by(LEAD, "handler", "note_reply", addressee="1", reply="no_comment")
    road.take("note_reply", None, addressee="2", reply="replied")
    with road.standing() as standing:
        assert standing.frozen is not None
        clause = next(iter(standing.frozen.digest))
    given = {"clause": clause, "opinion": "意见", "reason": "理由", "name": "某", "contact": "x@example.invalid"}
    road.take("comment", None, **given)
    more = {"quote": "充电", "quote_at": "1", "comment_type": "technical", "party": "company", "organisation": "某公司"}
    road.take("comment", None, **given, **more, home="120000", confirmed="true", attachments="a" * 64)
    return world


def test_forms_tell_whom_was_written_to_and_who_replied(told: World) -> None:
    with told.database.read() as session:
        standing = Standing.load(session, 1)
        assert standing is not None
        found = Source.of(standing, AT, LEAD)
        table, notice = filled(form("disposition"), found), filled(form("consultation_notice"), found)
        written = offered(standing, "process")
    (foot,) = [block["foot"][1] for block in table.blocks if block["kind"] == "rows"]
    assert foot == (
        "发送征求意见稿的单位数：3个；回函的单位数：2个；回函并有建议或意见的单位数：1个；没有回函的单位数：1个。"
    )
    assert "某公司、某部门、某协会（共3个单位）" in str(notice.blocks)
    assert "发函征询 3 个单位，其中有意见 1 个、无意见 1 个、未回函 1 个。" in written


CHANGED: tuple[tuple[type[Record], dict[str, Any]], ...] = (
    (RegionWindow, {"announcement": "别的话"}),
    (RegionWindow, {"enquiries": "别的电话"}),
    (Addressee, {"reply": None}),
    (Addressee, {"name": "别的单位"}),
    (Comment, {"organisation": "别的单位"}),
    (Comment, {"is_confirmed": False, "attachments": None}),
    (Comment, {"quote": "别的字"}),
)


def test_what_was_changed_behind_the_back_of_the_log_is_found(told: World) -> None:
    assert verify(told.database, None).findings == []
    found = 0
    for record, values in CHANGED:
        with told.database.plain() as session:
            session.execute(sa.update(record).values(**values))
        now = len(verify(told.database, None).findings)
        assert now > found, values
        found = now
