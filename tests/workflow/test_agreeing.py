"""An agreement's own life: drafted, signed by all under one hash, changed by proposal and confirmation, ended."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders, cities
from tests.cast import LEAD, MORNING, SECOND, THIRD, World
from tests.members import DAY, REGIONS, Table, basis, chain, terms
from workflow import agreeing, jobs
from workflow.ceremony import NotSigned
from workflow.clock import day_of
from workflow.exports.verification import verify
from workflow.process.reasons import Refused
from workflow.records.agreements import Agreement, AgreementChange, RuleSet
from workflow.records.events import Event
from workflow.records.standards import Turn
from workflow.vocabulary import ChangeState, Joint


@pytest.fixture
def table(world: World) -> Table:
    return Table(world, world.agreements["JJJ"])


def test_new_terms_need_every_member_and_bind_new_projects_only(table: Table) -> None:
    running = builders.proposed(table.world)
    change = terms(table, "cosign.days", "10", days=2)
    table.by(LEAD, "handler", "open_change", change=change)
    for region in REGIONS[:2]:
        table.by(region, "approver", "confirm_change", change=change)
    assert table.accord().silent(table.change()) == [THIRD]
    assert table.refused(LEAD, "approver", "confirm_change", change=change) == ["voice_due"]
    table.by(THIRD, "approver", "confirm_change", change=change)
    assert [rules.version for rules in table.accord().rule_sets] == [1]
    table.settle(days=2)
    newest = table.accord().rule_sets[0]
    assert (newest.version, newest.effective_from) == (2, day_of(table.at))
    assert newest.terms["cosign.days"] == {"value": 10, "cites": "2026 年备忘录", "mark": "协议"}
    assert newest.terms["filing.days"] == table.accord().rule_sets[1].terms["filing.days"]
    with running.standing() as found:
        assert found.terms.days("cosign.days") == 20


def test_one_event_an_act_in_the_agreements_own_log_and_it_verifies(table: Table) -> None:
    change = terms(table, "cosign.days", "10")
    table.by(LEAD, "handler", "open_change", change=change)
    for region in REGIONS:
        table.by(region, "approver", "confirm_change", change=change)
    with table.world.database.read() as session:
        query = sa.select(Event).where(Event.noun == "agreement", Event.object_id == table.id)
        events = list(session.scalars(query.order_by(Event.sequence)))
    wanted = ["propose_terms", "open_change", *["confirm_change"] * 3, "adopt_change"]
    assert [event.act for event in events if event.act != "record_agreement"] == wanted
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    assert verify(table.world.database, None).findings == []
    with builders.proposed(table.world).standing() as found:
        assert found.terms.days("cosign.days") == 10


def test_a_figure_that_came_after_the_rule_set_can_be_agreed_on(table: Table) -> None:
    """A region's own window, in an agreement whose rule set is older than the term."""
    with table.world.database.plain() as session:
        for rules in session.scalars(sa.select(RuleSet)):
            rules.terms = {key: entry for key, entry in rules.terms.items() if key != "consultation.region_days"}
    stranger = terms(table, "consultation.region_days", "310000:45")  # a region that is no member
    assert "fault.term_region" in table.refused(LEAD, "handler", "open_change", change=stranger)
    change = terms(table, "consultation.region_days", f"{SECOND}：45")
    table.by(LEAD, "handler", "open_change", change=change)
    for region in REGIONS:
        table.by(region, "approver", "confirm_change", change=change)
    with builders.proposed(table.world).standing() as found:
        assert [found.terms.days_in("consultation.region_days", code) for code in REGIONS] == [0, 45, 0]


def test_a_change_with_faults_is_not_opened_and_tells_all_of_them(table: Table) -> None:
    change = terms(table, "floor.min", "9")
    terms(table, "review.quorum", "4/3", change=change)
    terms(table, "filing.days", "90", change=change)
    rules = table.refused(LEAD, "handler", "open_change", change=change)
    assert set(rules) == {"no_faults", "fault.term_floor", "fault.term_law", "fault.term_share"}
    assert table.change().state is ChangeState.PROPOSED


def test_a_region_sets_its_own_chain_and_running_projects_feel_it(table: Table) -> None:
    road = builders.standing(table.world, Joint.APPROVING)
    table.at = road.at
    builders.frozen(road, "final")
    table.at = road.at
    authority = table.world.seat(SECOND, "approver").organ_id
    ranks = [[f"{authority}|handler|"], [f"{authority}|approver|"]]
    named = {f"rank{n}": links for n, links in enumerate(ranks, 1)}
    day = str(day_of(table.at))
    table.by(SECOND, "secadmin", "propose_chain", gate="release", **named, **basis() | {"effective_from": day})
    change = table.change().id
    assert table.refused(LEAD, "secadmin", "open_change", change=change) == ["own_proposal"]
    table.by(SECOND, "secadmin", "open_change", change=change)
    assert table.refused(LEAD, "approver", "confirm_change", change=change) == ["voice_due"]
    assert _owing(road, SECOND) != [authority]
    table.by(SECOND, "approver", "confirm_change", change=change)
    assert _owing(road, SECOND) == [authority]
    assert len({o.region_code for o in table.accord().chain}) == 3


def _owing(road: builders.Road, region: str) -> list[int | None]:
    """The organs whose turn it is in a region."""
    with road.world.database.read() as session:
        query = sa.select(Turn.organ_id).where(Turn.standard_id == road.id, Turn.region_code == region)
        return list(session.scalars(query.where(Turn.step == "take_position")))


def test_a_chain_that_would_be_stuck_is_not_opened(table: Table) -> None:
    authority = table.world.seat(SECOND, "approver").organ_id
    change = chain(table, SECOND, [[f"{authority}|handler|"]])
    assert table.refused(SECOND, "secadmin", "open_change", change=change) == [
        "no_faults",
        "fault.chain_without_end",
    ]


def test_whoever_was_slower_proposes_anew(table: Table) -> None:
    first, second = terms(table, "cosign.days", "10"), terms(table, "cosign.days", "15")
    for change in (first, second):
        table.by(LEAD, "handler", "open_change", change=change)
    for region in REGIONS:
        table.by(region, "approver", "confirm_change", change=first)
    assert table.refused(LEAD, "approver", "confirm_change", change=second) == ["still_fits"]
    table.by(LEAD, "handler", "withdraw_change", change=second, reason="已有新的取值")
    assert table.change().state is ChangeState.DROPPED


def test_a_change_never_reaches_back(table: Table) -> None:
    change = terms(table, "cosign.days", "10", days=1)
    table.at += timedelta(days=5)
    assert table.refused(LEAD, "handler", "open_change", change=change) == ["not_backwards"]


def test_one_region_can_say_no(table: Table) -> None:
    change = terms(table, "cosign.days", "10")
    table.by(LEAD, "handler", "open_change", change=change)
    table.by(THIRD, "approver", "refuse_change", change=change, reason="本区会签须二十日")
    assert table.change().state is ChangeState.DROPPED


def test_what_is_signed_is_the_content_that_was_shown(table: Table) -> None:
    change = terms(table, "cosign.days", "10")
    table.by(LEAD, "handler", "open_change", change=change)
    seat = table.world.seat(LEAD, "approver")
    signed = table.sign("confirm_change", seat, {"change": change})
    with table.world.database.plain() as session:
        session.execute(sa.update(AgreementChange).values(sha256="0" * 64))
    with pytest.raises(NotSigned, match="changed"):
        agreeing.take(
            table.world.database, table.id, "confirm_change", seat, {"change": change}, at=table.at, signed=signed
        )


def drafted(world: World, members: list[str], **other: Any) -> Table:
    told = {
        "code": "NEW",
        "name_zh": "新协作",
        "name_en": "New group",
        "members": members,
        "band_start": "700001",
        "band_source": "示范设定",
        "cover_mode": "joint",
        "valid_from": str(DAY),
        "valid_until": str(DAY + timedelta(days=100)),
        "citation": "合作备忘录（示）",
    } | other
    seat = world.seat(members[0], "handler")
    return Table(world, agreeing.draft(world.database, seat, told, at=MORNING).agreement_id)


def test_an_agreement_is_drafted_signed_lapses_is_renewed_and_ended(world: World) -> None:
    table = drafted(world, [LEAD, SECOND])
    assert table.accord().state.value == "drafted"
    table.by(LEAD, "handler", "open_signing")
    table.by(LEAD, "approver", "sign_agreement")
    assert table.accord().state.value == "signing"
    table.by(SECOND, "approver", "sign_agreement")
    assert table.accord().state.value == "in_force"
    assert len({v.sha256 for v in table.accord().voices}) == 1
    table.settle(days=101)
    assert table.accord().state.value == "lapsed"
    late = {"citation": "续签书", "effective_from": str(day_of(table.at)), "reason": "继续合作"}
    table.by(SECOND, "handler", "propose_renewal", valid_until=str(day_of(table.at) + timedelta(days=300)), **late)
    for_all = table.change().id
    table.by(SECOND, "handler", "open_change", change=for_all)
    for region in (LEAD, SECOND):
        table.by(region, "approver", "confirm_change", change=for_all)
    assert table.accord().state.value == "in_force"
    table.by(LEAD, "handler", "propose_ending", **late)
    ending = table.change().id
    table.by(LEAD, "handler", "open_change", change=ending)
    for region in (LEAD, SECOND):
        table.by(region, "approver", "confirm_change", change=ending)
    assert table.accord().state.value == "ended"
    assert verify(world.database, None).findings == []


def test_a_draft_is_refused_for_all_reasons_at_once(world: World) -> None:
    with pytest.raises(Refused) as refused:
        drafted(world, [LEAD], code="JJJ", band_start="3001", valid_until=str(DAY))
    assert [r.rule for r in refused.value.reasons] == ["code_free", "enough_members", "dates_in_order", "band_free"]


def test_the_chair_passes_on_by_the_terms(world: World) -> None:
    table = Table(world, world.agreements["CZT"])
    agreement = table.accord().agreement
    assert agreement.chair_region == cities.CHANGSHA
    assert agreement.chair_until == date(2027, 1, 1)
    table.settle(days=(agreement.chair_until - day_of(table.at)).days)
    assert table.accord().agreement.chair_region == cities.ZHUZHOU
    assert table.accord().agreement.chair_until == date(2028, 1, 1)


def test_the_province_empowers_its_city(world: World) -> None:
    world = cities.seated(world)
    with world.database.plain() as session:
        session.execute(sa.text("UPDATE members SET empowered_by = ''"))
    road = cities.applied(world)
    cities.spoken(road, cities.CHANGSHA)
    with pytest.raises(Refused, match="city_empowered"):
        road.by(cities.CHANGSHA, "approver", "initiate", **cities.decision(road, cities.CHANGSHA))
    table = Table(world, world.agreements["CZT"], road.at)
    told = {"city": cities.CHANGSHA, "document_number": "湘政函〔2026〕1号（示）", "dated": str(DAY)}
    table.by(cities.HUNAN, "province", "empower_city", **told)
    road.by(cities.CHANGSHA, "approver", "initiate", **cities.decision(road, cities.CHANGSHA))
    with world.database.read() as session:
        assert session.get_one(Agreement, table.id).state.value == "in_force"


def test_the_worker_brings_what_the_dates_bring(table: Table) -> None:
    change = terms(table, "cosign.days", "10", days=3)
    table.by(LEAD, "handler", "open_change", change=change)
    for region in REGIONS:
        table.by(region, "approver", "confirm_change", change=change)
    jobs.tick(table.world.database, table.at + timedelta(days=1))
    assert table.change().state is ChangeState.CONFIRMING
    jobs.tick(table.world.database, table.at + timedelta(days=3))
    assert table.change().state is ChangeState.ADOPTED


HIDDEN = {
    "UPDATE agreements SET chair_region = '120000' WHERE id = 1": ("agreements", "chair"),
    "UPDATE agreement_changes SET content = '{\"terms\": []}'": ("agreement_changes", "content"),
    "DELETE FROM agreement_voices WHERE region_code = '120000'": ("agreement_voices", None),
    "UPDATE rule_sets SET terms = (SELECT terms FROM rule_sets WHERE version = 1 AND agreement_id = 1)": (
        "rule_sets",
        "cosign.days",
    ),
}


@pytest.mark.parametrize("change", HIDDEN)
def test_what_is_changed_behind_the_log_is_found(table: Table, change: str) -> None:
    terms_id = terms(table, "cosign.days", "10")
    table.by(LEAD, "handler", "open_change", change=terms_id)
    for region in REGIONS:
        table.by(region, "approver", "confirm_change", change=terms_id)
    with table.world.database.plain() as session:
        session.execute(sa.text(change.replace(":", "\\:")))
    found = {(f.place.table, f.place.column) for f in verify(table.world.database, None).findings}
    where, column = HIDDEN[change]
    assert any(t == where and column in (None, c) for t, c in found), found
