"""A deed and its leaf are one: neither without the other, none between, none twice, and nothing personal in clear."""

import hmac
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa

from tests.workflow.log.logbook import NOON, deed, opened, seat, written
from workflow.db import Database, MissingEvent, Outdated, Work
from workflow.log.journal import INSTALLATION, LeafTooLarge, Recorded, append, next_sequence, open_log
from workflow.log.tlog import Frontier, leaf_hash, root_of
from workflow.records.agreements import Agreement
from workflow.records.events import Event, Log, Opening


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = opened(database_url)
    yield made
    made.dispose()


def leaves(database: Database) -> list[dict[str, object]]:
    with database.read() as session:
        return [json.loads(leaf) for leaf in session.scalars(sa.select(Event.leaf).order_by(Event.log_id, Event.index))]


def test_an_act_that_is_rolled_back_leaves_no_leaf(database: Database) -> None:
    written(database, deed(1))
    with pytest.raises(Outdated), database.write(NOON) as work:
        _and_then_the_same_again(append(work, deed(2)), work)
    assert [leaf["seq"] for leaf in leaves(database)] == [1]
    assert written(database, deed(2))[0].index == 1


def _and_then_the_same_again(_: Recorded, work: Work) -> None:
    append(work, deed(2))


def test_a_trade_write_without_a_leaf_is_not_kept(database: Database) -> None:
    with pytest.raises(MissingEvent, match="agreements"), database.write(NOON) as work:
        work.update(Agreement, Agreement.id == 1, name_zh="改了")
    with database.write(NOON) as work:
        work.update(Agreement, Agreement.id == 1, name_zh="京津冀")
        append(work, deed(1))
    with database.read() as session:
        assert session.scalar(sa.select(Agreement.name_zh).where(Agreement.id == 1)) == "京津冀"


def test_the_same_step_of_an_object_cannot_be_told_twice(database: Database) -> None:
    written(database, deed(1))
    with pytest.raises(Outdated):
        written(database, deed(1))
    assert len(leaves(database)) == 1


def test_the_head_grows_with_the_leaves_and_hashes_exactly_their_bytes(database: Database) -> None:
    recorded = written(database, *(deed(number) for number in range(1, 8)))
    assert [each.index for each in recorded] == list(range(7))
    with database.read() as session:
        stored = session.scalars(sa.select(Event.leaf).order_by(Event.index)).all()
        size, frontier = session.execute(sa.select(Log.size, Log.frontier)).one()
    assert [leaf_hash(leaf) for leaf in stored] == [each.leaf_hash for each in recorded]
    assert Frontier.from_bytes(frontier, size=size).root() == root_of(each.leaf_hash for each in recorded)


def test_several_deeds_of_one_transaction_stand_one_after_the_other(database: Database) -> None:
    with database.write(NOON) as work:
        pair = [append(work, deed(number)) for number in (1, 2)]
        assert work.recorded == 2
    assert [each.index for each in pair] == [0, 1]


def test_a_leaf_tells_who_in_which_seat_on_what_and_under_which_rules(database: Database) -> None:
    told = deed(3, before={"joint": "approving", "tracks": {"110000": "initiated"}}, facts={"position": "agree"},
                after={"joint": "approving", "tracks": {"110000": "approved"}}, text_hash="ab" * 32, rules=4,
                statement="cd" * 32, ceremony="password", request="ef" * 32, files=("12" * 32,))  # fmt: skip
    assert told.seat is not None
    written(database, replace(told, seat=replace(told.seat, holder=9)))
    (leaf,) = leaves(database)
    assert leaf == {
        "v": 1, "log": "tongbiao.example/jingjinji/2026", "idx": 0, "ts": "2026-03-01T04:03:00.000000Z",
        "obj": "standard/17", "seq": 3, "act": "approve_release", "region": "110000", "seat": 7, "actor": 1, "obo": 9,
        "from": {"joint": "approving", "tracks": {"110000": "initiated"}},
        "to": {"joint": "approving", "tracks": {"110000": "approved"}},
        "facts": {"position": "agree"}, "commit": {}, "text": "ab" * 32, "rules": 4, "stmt": "cd" * 32,
        "cer": "password", "req": "ef" * 32, "files": ["12" * 32],
    }  # fmt: skip
    with database.read() as session:
        row = session.scalars(sa.select(Event)).one()
    assert (row.noun, row.object_id, row.sequence, row.act) == ("standard", 17, 3, "approve_release")
    assert (row.person_id, row.region_code, row.at) == (1, "110000", told.at)


def test_what_is_personal_stays_out_of_the_leaf_and_opens_with_its_salt(database: Database) -> None:
    words = {"reason": "测试方法不可行", "lift": "", "contact": "13800000000"}
    written(database, deed(1, personal=words))
    with database.read() as session:
        openings = {o.field: o for o in session.scalars(sa.select(Opening))}
        leaf = session.scalars(sa.select(Event.leaf)).one()
    assert openings.keys() == {"reason", "contact"}, "what is empty needs no opening"
    assert words["reason"].encode() not in leaf
    assert words["contact"].encode() not in leaf
    for name, opening in openings.items():
        expected = hmac.new(opening.salt, name.encode() + b"\x00" + words[name].encode(), sha256).hexdigest()
        assert json.loads(leaf)["commit"][name] == expected
    assert openings["reason"].salt != openings["contact"].salt


def test_the_same_words_twice_cannot_be_recognised(database: Database) -> None:
    written(database, *(deed(number, personal={"reason": "同意"}) for number in (1, 2)))
    first, second = (leaf["commit"] for leaf in leaves(database))
    assert first != second


def test_time_never_runs_back_within_a_log_and_a_held_clock_is_told(database: Database) -> None:
    written(database, deed(1, at=NOON), deed(2, at=NOON - timedelta(hours=1)), deed(3, at=NOON + timedelta(hours=1)))
    assert [(leaf["ts"][11:16], leaf.get("clk")) for leaf in leaves(database)] == [  # type: ignore[index]
        ("04:00", None), ("04:00", "held"), ("05:00", None)
    ]  # fmt: skip
    with database.read() as session:
        assert session.scalars(sa.select(Event.at).order_by(Event.index)).all()[1] == NOON


@pytest.mark.parametrize(("instant", "year"), [("2026-12-31T15:59:59", 2026), ("2026-12-31T16:00:00", 2027)])
def test_a_log_ends_with_the_year_of_beijing(database: Database, instant: str, year: int) -> None:
    at = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert written(database, deed(1, at=at))[0].origin == f"tongbiao.example/jingjinji/{year}"


def test_each_group_has_a_log_of_its_own_and_the_installation_another(database: Database) -> None:
    person = deed(1, agreement_id=None, noun="person", object_id=1, act="appoint")
    recorded = written(database, deed(1), deed(1, agreement_id=2, object_id=18), person)
    assert [each.origin for each in recorded] == [
        "tongbiao.example/jingjinji/2026", "tongbiao.example/chuanyu/2026", f"{INSTALLATION}/2026"
    ]  # fmt: skip
    assert {each.index for each in recorded} == {0}


def test_an_installation_keeps_the_name_of_its_log_over_the_years(database: Database) -> None:
    with database.plain() as session:
        open_log(session, "demo/installation", None, 2026)
        open_log(session, "demo/installation", None, 2026)
    told = [deed(n, agreement_id=None, noun="person", object_id=1, at=NOON.replace(year=2025 + n)) for n in (1, 2)]
    assert [each.origin for each in written(database, *told)] == ["demo/installation/2026", "demo/installation/2027"]


def test_a_leaf_may_have_sixteen_thousand_bytes(database: Database) -> None:
    written(database, deed(1, facts={"long": "a" * 16_000}))
    assert len(leaves(database)) == 1


def test_a_leaf_beyond_its_measure_is_refused_by_name(database: Database) -> None:
    with pytest.raises(LeafTooLarge) as refused:
        written(database, deed(1, facts={"long": "a" * 16_384}))
    assert (refused.value.act, refused.value.size > 16_384) == ("approve_release", True)
    assert leaves(database) == []


def test_an_act_costs_four_statements_however_long_the_log(database: Database) -> None:
    written(database, *(deed(number) for number in range(1, 40)))
    seen: list[str] = []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *call: seen.append(call[2]))
    with database.write(NOON) as work:
        work.session.execute(sa.select(sa.literal(1)))  # SQLite begins with a statement of its own
        seen.clear()
        append(work, deed(40, personal={"reason": "一", "lift": "二", "notes": "三"}))
        counted = len(seen)
    assert counted == 4, seen


def test_the_next_number_of_an_object_follows_its_last(database: Database) -> None:
    written(database, deed(1, noun="person", object_id=3), deed(2, noun="person", object_id=3))
    with database.read() as session:
        assert [next_sequence(session, "person", 3), next_sequence(session, "person", 4)] == [3, 1]


def test_pens_at_the_same_instant_write_one_after_the_other(database: Database) -> None:
    def write(number: int) -> int:
        told = replace(deed(1, object_id=100 + number), seat=seat(id=number))
        return written(database, told)[0].index

    with ThreadPoolExecutor(8) as pens:
        indices = list(pens.map(write, range(24)))
    assert sorted(indices) == list(range(24))
    with database.read() as session:
        stored = session.scalars(sa.select(Event.leaf_hash).order_by(Event.index)).all()
        size, frontier = session.execute(sa.select(Log.size, Log.frontier)).one()
    assert Frontier.from_bytes(frontier, size=size).root() == root_of(stored)
