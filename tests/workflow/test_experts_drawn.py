"""A draw through the door: frozen, committed, revealed, drawn; annulled where a region keeps its share back."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, THIRD, World
from tests.data.redraw import redraw
from tests.workflow.bank import (
    REGIONS,
    called,
    committed,
    draws,
    experts,
    hashed,
    nominated,
    person,
    revealed,
    take,
    thirty,
)
from workflow import agreeing
from workflow.exports.verification import verify
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.reads.bank_turns import waiting
from workflow.reads.experts import draw_record
from workflow.records.agreements import RuleSet
from workflow.records.draws import Draw, DrawShare
from workflow.records.experts import Expert
from workflow.records.standards import Drafter
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


def owed(road: Road, region: str) -> list[str]:
    """What the page of my turn tells this region's handler of the bank."""
    with road.world.database.read() as session:
        return [one.step for one in waiting(session, road.world.seat(region, "handler"), road.at)]


@pytest.fixture
def road(world: World) -> Road:
    return builders.standing(world, Joint.REVIEWING)


def test_a_script_draws_the_same_names_from_the_published_record(road: Road) -> None:
    world, draw = road.world, asked(road)
    assert owed(road, SECOND) == ["commit_share"]
    committed(world, draw, SHARES, road.at)
    assert draws(world)[-1].state is DrawState.REVEALING
    assert owed(road, SECOND) == ["reveal_share"]
    done = revealed(world, draw, SHARES, road.at)
    assert done.state is DrawState.DRAWN
    told = record(world, draw)
    seed, ids = redraw(told)
    assert (seed, ids) == (done.seed, done.drawn)
    assert [told["names"][str(i)]["name"] for i in ids or ()] == [one["name"] for one in told["drawn"]]
    assert {one["region"] for one in told["drawn"]} == set(REGIONS)
    other = told | {"shares": told["shares"] | {LEAD: {"share": "另一行", "commitment": hashed("另一行")}}}
    assert redraw(other)[1] != ids
    assert owed(road, SECOND) == []
    take(world, "nominate_expert", LEAD, at=road.at, **person(99))
    assert (owed(road, SECOND), owed(road, LEAD)) == (["recognise_experts"], [])
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
    for n, hours in enumerate(({"commit_by": 1, "reveal_by": 48}, {"commit_by": 24, "reveal_by": 25})):
        hurried = {name: (road.at + timedelta(hours=h)).isoformat() for name, h in hours.items()}
        with pytest.raises(Refused) as no:  # a minute for two who know of it would make the draw theirs
            called(world, road.id, road.at, **hurried)
        assert reasons(no)[0] == "draw_hours", n
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
    gone = f"{draw.id}|{done.drawn[0]}"
    with pytest.raises(Refused) as no:
        take(world, "replace_drawn", LEAD, "secretary", road.at, drawn=gone, reason="意见太多")
    assert reasons(no) == ["drawn_prevented"]
    away = {"away_from": road.at.date().isoformat(), "away_until": (road.at + timedelta(days=60)).date().isoformat()}
    with world.database.read() as session:
        home = session.get_one(Expert, done.drawn[0]).region_code
    take(world, "amend_expert", home, at=road.at, expert=done.drawn[0], **away)
    take(world, "replace_drawn", LEAD, "secretary", road.at, drawn=gone, reason="出国")
    told = record(world, draw)
    (change,) = told["replacements"]
    assert (change["gone"], change["came"] in done.reserves) == (done.drawn[0], True)
    with pytest.raises(NO):
        take(world, "replace_drawn", LEAD, "secretary", road.at, drawn=gone, reason="再来")
    assert odd(world) == set()


def test_a_draw_changed_behind_the_log_is_found(road: Road) -> None:
    world, draw = road.world, asked(road)
    committed(world, draw, SHARES, road.at)
    revealed(world, draw, SHARES, road.at)
    with world.database.plain() as session:
        session.execute(sa.update(Draw).values(drawn=[1, 2, 3], frozen={"size": 3}))
        session.execute(sa.update(DrawShare).where(DrawShare.region_code == LEAD).values(share="别的"))
    assert odd(world) == {"draws.drawn", "draws.frozen", "draw_shares.share"}


def test_a_panel_named_by_hand_has_nobody_with_a_tie(road: Road) -> None:
    world, chosen = road.world, [seat.person_id for seat in builders.experts(road)]
    with world.database.read() as session:
        unit = session.scalar(sa.select(Drafter.unit).where(Drafter.standard_id == road.id))
    take(world, "nominate_expert", LEAD, at=road.at, **person(1, holder=chosen[0], history=f"{unit}；2020；"))
    named = {"experts": chosen, "chair": chosen[1], "users": chosen[:2]}
    with pytest.raises(Refused) as no:
        road.by(LEAD, "secretary", "appoint_panel", **named)
    assert reasons(no) == ["panel_untied"]
    (reason,) = no.value.reasons
    assert [name.code for name in reason.facts["names"]] == [str(chosen[0])]
    assert reason.facts["grounds"] == ["employer"]


def test_where_the_agreement_says_so_only_the_drawn_are_named(road: Road) -> None:
    world, seats = road.world, [seat for region in REGIONS for seat in road.world.of(region, "expert")]
    with world.database.plain() as session:
        terms = dict(session.scalars(sa.select(RuleSet.terms).where(RuleSet.agreement_id == 1)).one())
        terms["experts.panel_by"] = {"value": "draw", "cites": "设计"}
        session.execute(sa.update(RuleSet).where(RuleSet.agreement_id == 1).values(terms=terms))
    groups = ("user", "research", "user", "testing")
    people = [
        (seat.region or "", person(n, holder=seat.person_id, group=groups[n % 4])) for n, seat in enumerate(seats)
    ]
    nominated(world, people, at=road.at)
    draw = called(world, road.id, road.at)
    committed(world, draw, SHARES, road.at)
    done = revealed(world, draw, SHARES, road.at)
    known = {one.id: one for one in experts(world).values()}
    drawn = [known[id_].person_id for id_ in done.drawn or ()]
    others = [seat.person_id for seat in seats if seat.person_id not in drawn]
    users = [known[id_].person_id for id_ in done.drawn or () if known[id_].interest == "user"]
    with pytest.raises(Refused) as no:
        road.by(LEAD, "secretary", "appoint_panel", experts=[*drawn[:-1], others[0]], chair=drawn[0], users=users)
    assert "panel_drawn" in reasons(no)
    road.by(LEAD, "secretary", "appoint_panel", experts=drawn, chair=drawn[0], users=users)
