"""What a consultation writes is told again from its events: windows, addressees, replies, comments of every kind."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.cast import LEAD, World
from workflow.db import Record
from workflow.exports.verification import verify
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
