"""A draw through the door: frozen, committed, revealed, drawn; annulled where a region keeps its share back."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, THIRD, World
from tests.data.redraw import redraw
from tests.workflow.bank import REGIONS, called, committed, draws, hashed, nominated, person, revealed, take, thirty
from workflow import agreeing
from workflow.exports.verification import verify
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.reads.experts import draw_record
from workflow.records.draws import Draw, DrawShare
from workflow.vocabulary import DrawState, Joint

NO = (Refused, WrongAnswers)
SHARES = {LEAD: "北京选的一行字", SECOND: "tianjin 42", THIRD: "冀"}


def odd(world: World) -> set[str]:
    return {f"{f.place.table}.{f.place.column}" for f in verify(world.database, None).findings}


def reasons(no: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.rule for reason in no.value.reasons]


def asked(road: Road) -> Draw:
    thirty(road.world)
    return called(road.world, road.id, road.at)


def record(world: World, draw: Draw) -> dict[str, Any]:
    with world.database.read() as session:
        found = draw_record(session, draw.id)
        assert found is not None
        return found


@pytest.fixture
def road(world: World) -> Road:
    return builders.standing(world, Joint.REVIEWING)


def test_a_script_draws_the_same_names_from_the_published_record(road: Road) -> None:
    world, draw = road.world, asked(road)
    committed(world, draw, SHARES, road.at)
    assert draws(world)[-1].state is DrawState.REVEALING
    done = revealed(world, draw, SHARES, road.at)
    assert done.state is DrawState.DRAWN
    told = record(world, draw)
    seed, ids = redraw(told)
    assert (seed, ids) == (done.seed, done.drawn)
    assert [told["names"][str(i)]["name"] for i in ids] == [one["name"] for one in told["drawn"]]
    assert {one["region"] for one in told["drawn"]} == set(REGIONS)
    other = told | {"shares": told["shares"] | {LEAD: {"share": "另一行", "commitment": hashed("另一行")}}}
    assert redraw(other)[1] != ids
    assert odd(world) == set()


def test_nothing_is_revealed_before_all_hashes_are_in_and_no_other_line_fits(road: Road) -> None:
    world, draw = road.world, asked(road)
    committed(world, draw, {LEAD: "甲"}, road.at)
    with pytest.raises(NO):
        take(world, "reveal_share", LEAD, at=road.at, draw=draw.id, share="甲")
    with pytest.raises(NO):
        committed(world, draw, {LEAD: "乙"}, road.at)
    with pytest.raises(Refused) as no:
        take(world, "commit_share", SECOND, at=road.at, draw=draw.id, commitment=hashed("甲"))
    assert reasons(no) == ["share_own"]
    with pytest.raises(Refused) as no:
        take(world, "commit_share", SECOND, at=road.at, draw=draw.id, commitment="不是哈希")
    assert reasons(no) == ["share_is_hash"]
    committed(world, draw, {SECOND: "乙", THIRD: "丙"}, road.at)
    with pytest.raises(Refused) as no:
        take(world, "reveal_share", LEAD, at=road.at, draw=draw.id, share="甲甲")
    assert reasons(no) == ["share_fits"]
    for region, role in ((CHONGQING, "handler"), (LEAD, "drafter")):
        with pytest.raises(NO):
            take(world, "reveal_share", region, role, at=road.at, draw=draw.id, share="甲")


def test_a_region_that_keeps_its_share_back_is_named_and_has_none_in_the_next(road: Road) -> None:
    world, draw = road.world, asked(road)
    committed(world, draw, SHARES, road.at)
    revealed(world, draw, {LEAD: SHARES[LEAD], SECOND: SHARES[SECOND]}, road.at)
    late = road.at + timedelta(days=2, minutes=1)
    assert agreeing.due(world.database, late) == [world.agreements["JJJ"]]
    agreeing.settle(world.database, world.agreements["JJJ"], late)
    over = draws(world)[-1]
    assert (over.state, over.silent, over.drawn) == (DrawState.ANNULLED, [THIRD], None)
    with pytest.raises(NO):
        take(world, "reveal_share", THIRD, at=late, draw=draw.id, share=SHARES[THIRD])
    anew = called(world, road.id, late)
    assert anew.frozen["shares"] == [LEAD, SECOND]
    with pytest.raises(NO):
        committed(world, anew, {THIRD: "再来"}, late)
    committed(world, anew, {LEAD: "新甲", SECOND: "新乙"}, late)
    done = revealed(world, anew, {LEAD: "新甲", SECOND: "新乙"}, late)
    assert done.state is DrawState.DRAWN
    assert redraw(record(world, anew))[1] == done.drawn
    assert odd(world) == set()


def test_who_hands_in_no_hash_has_no_share_and_one_alone_draws_nobody(road: Road) -> None:
    world, draw = road.world, asked(road)
    committed(world, draw, {LEAD: "甲", SECOND: "乙"}, road.at)
    hour = road.at + timedelta(days=1, minutes=1)
    agreeing.settle(world.database, world.agreements["JJJ"], hour)
    done = revealed(world, draw, {LEAD: "甲", SECOND: "乙"}, hour)
    assert done.state is DrawState.DRAWN
    alone = called(world, road.id, hour)
    committed(world, alone, {LEAD: "甲甲"}, hour)
    agreeing.settle(world.database, world.agreements["JJJ"], hour + timedelta(days=1, minutes=1))
    assert (draws(world)[-1].state, draws(world)[-1].silent) == (DrawState.ANNULLED, [])


def test_what_cannot_be_drawn_is_refused_with_every_reason(road: Road) -> None:
    world = road.world
    nominated(world, [(REGIONS[n % 2], person(n)) for n in range(12)], at=road.at)
    with pytest.raises(Refused) as no:
        called(world, road.id, road.at, size=8, commit_by=road.at.isoformat())
    assert reasons(no) == ["draw_hours", "draw_size", "draw_filled"]
    nominated(world, [(THIRD, person(n)) for n in range(12, 18)], at=road.at)
    called(world, road.id, road.at)
    with pytest.raises(Refused) as no:
        called(world, road.id, road.at)
    assert reasons(no) == ["draw_free"]


def test_the_replacement_comes_in_order(road: Road) -> None:
    world, draw = road.world, asked(road)
    committed(world, draw, SHARES, road.at)
    done = revealed(world, draw, SHARES, road.at)
    assert done.drawn
    assert done.reserves
    take(world, "replace_drawn", LEAD, "secretary", road.at, drawn=f"{draw.id}|{done.drawn[0]}", reason="出国")
    told = record(world, draw)
    (change,) = told["replacements"]
    assert (change["gone"], change["came"] in done.reserves) == (done.drawn[0], True)
    with pytest.raises(NO):
        take(world, "replace_drawn", LEAD, "secretary", road.at, drawn=f"{draw.id}|{done.drawn[0]}", reason="再来")
    assert odd(world) == set()


def test_a_draw_changed_behind_the_log_is_found(road: Road) -> None:
    world, draw = road.world, asked(road)
    committed(world, draw, SHARES, road.at)
    revealed(world, draw, SHARES, road.at)
    with world.database.plain() as session:
        session.execute(sa.update(Draw).values(drawn=[1, 2, 3], frozen={"size": 3}))
        session.execute(sa.update(DrawShare).where(DrawShare.region_code == LEAD).values(share="别的"))
    assert odd(world) == {"draws.drawn", "draws.frozen", "draw_shares.share"}
