"""Personal words of entries erased by two: found nowhere afterwards, while the record stays as it is."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import LEAD, SECOND, THIRD, World, founded
from tests.workflow.entering.keeping import REGIONS, Keeping
from tests.workflow.replaying.histories import seats_told
from workflow.db import table_of
from workflow.exports.events import Format, Selection, export_events
from workflow.exports.verification import verify
from workflow.keeping import blanking, erasing
from workflow.keeping.blanking import Target
from workflow.keeping.erasing import Wanted
from workflow.process.reasons import Refused
from workflow.records.entries import Entry, EntryTurn, EntryVoice
from workflow.records.events import Event, Opening
from workflow.replaying.whole import rejudged
from workflow.settings import Settings
from workflow.vocabulary import ErasureGround, SeatRole

PERSONS, REASON, CONDITIONS, ACCOUNT, AGAIN = "雀一号张某", "雀二号的理由", "雀三号的条件", "雀四号的说明", "雀五号李某"
ORDER = ErasureGround.ORDER
CANARIES = {PERSONS: ErasureGround.WITHDRAWN, REASON: ORDER, CONDITIONS: ORDER, ACCOUNT: ORDER, AGAIN: ORDER}


@pytest.fixture
def keeping(database_url: str) -> Iterator[Keeping]:
    """An attendance amended twice, and a list with a word under conditions."""
    world: World = founded(database_url)
    seats_told(world.database)
    made = Keeping(world, world.agreements["JJJ"])
    signed = made.begin("attendance", "enter_entry", title="市场监管局", key="1", persons=PERSONS)
    made.take(signed, "amend_entry", title="市监局", key="1", reason=REASON)
    made.take(signed, "amend_entry", title="市监局", key="1", reason="换人", persons=AGAIN)
    listed = made.begin("recognition", "nominate", title="准则", type="local", scope="两地适用")
    made.take(listed, "compare_source", account=ACCOUNT)
    made.take(listed, "give_opinion", account="同意")
    for region in REGIONS:
        said = {"position": "agree_notes", "conditions": CONDITIONS} if region == SECOND else {"position": "agree"}
        made.take(listed, "take_stand", region, "approver", **said)
    yield made
    world.database.dispose()


@pytest.fixture
def settings(keeping: Keeping, tmp_path: Path) -> Settings:
    url = keeping.world.database.url.render_as_string(hide_password=False)
    return Settings(var=str(tmp_path / "var"), database_url=url, secret_key="s" * 40)


def target(keeping: Keeping, value: str) -> Target:
    with keeping.world.database.read() as session:
        query = sa.select(Opening.log_id, Opening.index, Opening.field).where(Opening.value == value.encode())
        return Target(*session.execute(query).one())


def erased(keeping: Keeping, settings: Settings, value: str, ground: ErasureGround) -> None:
    world = keeping.world
    asks = replace(world.seat(LEAD, SeatRole.SECADMIN), region=None)
    number = erasing.ask(world.database, asks, Wanted(target(keeping, value), ground, "申请书1号"), at=keeping.at)
    decides = replace(world.seat(THIRD, SeatRole.AUDADMIN), region=None)
    erasing.decide(world.database, settings, decides, number, yes=True, at=keeping.at)


def left(keeping: Keeping, value: str) -> dict[str, int]:
    with keeping.world.database.read() as session:
        return blanking.left(session, value)


def test_erased_words_are_found_nowhere_and_nothing_else_moves(keeping: Keeping, settings: Settings) -> None:
    database = keeping.world.database
    with database.read() as session:
        leaves = set(session.scalars(sa.select(Event.leaf)))
    assert {"entry_voices.conditions", "statements.words"} <= left(keeping, CONDITIONS).keys()
    for value, ground in CANARIES.items():
        assert left(keeping, value)
        erased(keeping, settings, value, ground)
        assert left(keeping, value) == {}
    out = BytesIO()
    export_events(database, out, Format.JSONL, Selection(), openings=True)
    assert not any(value.encode() in out.getvalue() for value in CANARIES)
    with database.read() as session:
        assert leaves <= set(session.scalars(sa.select(Event.leaf)))
    assert [str(finding) for finding in verify(database, None).findings] == []
    assert rejudged(database).is_clean


def test_names_go_at_a_persons_wish_and_words_of_an_act_by_order_alone(keeping: Keeping, settings: Settings) -> None:
    with pytest.raises(Refused) as refused:
        erased(keeping, settings, REASON, ErasureGround.WITHDRAWN)
    assert [reason.rule for reason in refused.value.reasons] == ["erasure_official"]
    erased(keeping, settings, PERSONS, ErasureGround.WITHDRAWN)


def test_personal_words_changed_behind_the_door_are_named(keeping: Keeping) -> None:
    changes: dict[type[Any], dict[str, Any]] = {
        EntryTurn: {"words": "别的"},
        EntryVoice: {"conditions": "别的"},
        Entry: {"fields": {"persons": "别人"}},
    }
    with keeping.world.database.engine.begin() as connection:
        for record, values in changes.items():
            connection.execute(sa.update(table_of(record)).values(**values))
    found = {f"{one.place.table}.{one.place.column}" for one in verify(keeping.world.database, None).findings}
    assert {"entry_turns.words", "entry_voices.conditions", "entries.fields"} <= found


def test_a_value_that_somebody_puts_back_is_named(keeping: Keeping, settings: Settings) -> None:
    erased(keeping, settings, ACCOUNT, ORDER)
    with keeping.world.database.engine.begin() as connection:
        turns = table_of(EntryTurn)
        connection.execute(sa.update(turns).where(turns.c.step == "compare_source").values(words=ACCOUNT))
    found = {f"{one.place.table}.{one.place.column}" for one in verify(keeping.world.database, None).findings}
    assert found == {"entry_turns.words"}
