"""The second track, association standards that regions endorse: other terms, the same table; parts of regions."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, PAPER, SECOND, SICHUAN, THIRD, World, with_accounts
from tests.members import Table, basis, terms
from tests.web.browsing import application, seated
from workflow.exports.verification import verify
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.records.agreements import RuleSet
from workflow.records.followups import StandardDuty
from workflow.records.numbers import RegionNumber, Serial
from workflow.records.papers import Paper
from workflow.vocabulary import DutyKind, Joint, Number, PaperKind

PAIR = (CHONGQING, SICHUAN)
ISSUER = "川渝示范行业协会（示）"


def endorsed(road: Road, region: str, **other: Any) -> None:
    """A region decides to take part: with its letter, and with no plan number."""
    told: dict[str, Any] = {"endorsement": PAPER, "document_number": f"{region}函〔2026〕1号", "assessment": PAPER}
    dates = {"dated": builders.day(road, 0), "time_limit": builders.day(road, 500)}
    answers = told | dates | {"checks": builders.CHECKS} | other
    road.by(region, "approver", "initiate", **{name: value for name, value in answers.items() if value})


def gone(road: Road, region: str) -> None:
    builders.accepted(road, region)
    builders.applied(road, region)
    road.by(region, "handler", "take_position", position="agree")


def approving(world: World) -> Road:
    """An association standard whose final text both regions have approved."""
    road = builders.proposed(world, agreement="CYT", regions=PAIR)
    builders.invited(road)
    for region in PAIR:
        gone(road, region)
        endorsed(road, region)
    for leg in (builders.asked, builders.answering, builders.reviewing, builders.approving):
        leg(road)
    builders.frozen(road, "final")
    for region in PAIR:
        builders.approved(road, region)
    return road


def released(world: World) -> Road:
    road = approving(world)
    road.by(CHONGQING, "keeper", "reserve_number", serial=12)
    road.by(SICHUAN, "keeper", "confirm_number")
    instant = (road.at + builders.HOURS_48).isoformat()
    road.by(CHONGQING, "officer", "schedule_release", instant=instant, effective=builders.day(road, 63))
    for region in PAIR:
        road.by(region, "officer", "confirm_release", document_number=f"{region}函2号", issuer=ISSUER)
    builders.released(road)
    return road


def test_a_life_from_proposal_to_one_number_for_both_regions_and_no_filing(world: World) -> None:
    road = released(world)
    assert road.state is Joint.RELEASED
    with world.database.read() as session:
        numbers = session.execute(sa.select(RegionNumber.region_code, RegionNumber.display)).all()
        assert sorted(map(tuple, numbers)) == [(region, "T/CYXH 12—2026") for region in PAIR]
        assert set(session.scalars(sa.select(StandardDuty.kind))) == {DutyKind.SELF_DECLARATION}
        assert session.scalars(sa.select(Serial.state)).all() == [Number.USED]
        letters = session.scalars(sa.select(Paper.region_code).where(Paper.kind == PaperKind.ENDORSEMENT))
        assert set(letters) == set(PAIR)
    report = verify(world.database, None)
    assert report.findings == []


def test_the_declaration_is_reported_like_any_legal_duty_and_the_standard_comes_into_force(world: World) -> None:
    road = released(world)
    with road.standing() as found:
        duties = [(d.id, d.region_code) for d in found.duties]
    for duty, region in duties:
        told = {"done_on": builders.day(road, 0), "receipt_number": "声明2026-1", "account": "已在平台声明"}
        road.by(region, "handler", "report_duty", duty=duty, **told)
    builders.in_force(road)
    assert road.state is Joint.IN_FORCE
    assert verify(world.database, None).findings == []


def test_an_endorsement_needs_its_letter_and_bears_no_plan_number(world: World) -> None:
    road = builders.proposed(world, agreement="CYT", regions=PAIR)
    builders.invited(road)
    gone(road, CHONGQING)
    for wrong, fields in (({"endorsement": ""}, {"endorsement"}), ({"plan_number": "渝1"}, {"plan_number"})):
        with pytest.raises(WrongAnswers) as refused:
            endorsed(road, CHONGQING, **wrong)
        assert set(refused.value.fields) == fields


def test_a_local_standard_needs_its_plan_number_and_bears_no_letter(world: World) -> None:
    road = builders.proposed(world)
    builders.invited(road)
    builders.accepted(road, road.lead)
    builders.applied(road, road.lead)
    road.by(road.lead, "handler", "take_position", position="agree")
    with pytest.raises(WrongAnswers) as refused:
        endorsed(road, road.lead)
    assert set(refused.value.fields) == {"plan_number", "endorsement"}


def test_the_number_is_the_associations_not_one_of_a_band(world: World) -> None:
    road = approving(world)
    for serial, broken in ((None, ["serial_recorded"]), (1_000_000, ["number_available"])):
        with pytest.raises(Refused) as refused:
            road.by(CHONGQING, "keeper", "reserve_number", **({"serial": serial} if serial else {}))
        assert [reason.rule for reason in refused.value.reasons] == broken
    kept = {"kept_by": SICHUAN, "own_number": "DB51/T 12—2020", "kept_reason": "沿用"}
    with pytest.raises(Refused) as refused:
        road.by(CHONGQING, "keeper", "reserve_number", serial=12, **kept)
    assert [reason.rule for reason in refused.value.reasons] == ["exception_complete"]
    road.by(CHONGQING, "keeper", "reserve_number", serial=12)


def test_nobody_but_the_association_issues_it(world: World) -> None:
    road = approving(world)
    road.by(CHONGQING, "keeper", "reserve_number", serial=12)
    road.by(SICHUAN, "keeper", "confirm_number")
    instant = (road.at + builders.HOURS_48).isoformat()
    road.by(CHONGQING, "officer", "schedule_release", instant=instant, effective=builders.day(road, 63))
    with pytest.raises(Refused) as refused:
        road.by(CHONGQING, "officer", "confirm_release", document_number="1", issuer="市场监督管理局")
    assert [reason.rule for reason in refused.value.reasons] == ["issuer_named"]
    assert refused.value.reasons[0].facts["issuer"] == ISSUER


def test_a_number_under_other_letters_than_the_terms_name_is_found(world: World) -> None:
    released(world)
    with world.database.plain() as session:
        rules = session.scalars(sa.select(RuleSet).where(RuleSet.agreement_id == world.agreements["CYT"])).one()
        other = {"value": "T/OTHER", "cites": "", "mark": ""}
        session.execute(
            sa.update(RuleSet).where(RuleSet.id == rules.id).values(terms={**rules.terms, "number.prefix": other})
        )
    found = [f for f in verify(world.database, None).findings if f.place.table == "region_numbers"]
    assert len(found) == 2


def test_members_make_their_agreement_one_of_association_standards_by_one_change_of_terms(world: World) -> None:
    table = Table(world, world.agreements["JJJ"])
    change = terms(table, "plan.basis", "背书函")
    assert table.refused(LEAD, "handler", "open_change", change=change) == ["no_faults", "fault.term_track"]
    assert table.refused(LEAD, "handler", "propose_terms", term="number.prefix", value="T/示范", **basis()) == [
        "value_new"
    ]
    rest = {
        "number.form": "登记团体给出的编号",
        "number.prefix": "t/abc",
        "filing.owed": "不备案",
        "publication.duty": "团体自我声明公开",
        "release.issuer": "京津冀示范协会（示）",
    }
    for key, value in rest.items():
        terms(table, key, value, change=change)
    table.by(LEAD, "handler", "open_change", change=change)
    for region in (LEAD, SECOND, THIRD):
        table.by(region, "approver", "confirm_change", change=change)
    now = {key: entry["value"] for key, entry in table.accord().rule_sets[0].terms.items()}
    assert (now["number.prefix"], now["filing.owed"], now["plan.basis"]) == ("T/ABC", False, "endorsement")
    road = builders.proposed(world, at=table.at)
    builders.invited(road)
    gone(road, LEAD)
    endorsed(road, LEAD)
    assert verify(world.database, None).findings == []


def test_its_pages_speak_of_no_band_and_ask_for_the_letter(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with_accounts(world)
    app = application(world, tmp_path_factory.mktemp("var"))
    road = builders.proposed(world, agreement="CYT", regions=PAIR)
    builders.invited(road)
    gone(road, CHONGQING)
    approver = seated(app, world.seat(CHONGQING, "approver"), road.at)
    form = approver.get(f"/standards/{road.id}/steps/initiate").text
    assert 'name="endorsement"' in form
    assert 'name="plan_number"' not in form
    mine = world.agreements["CYT"]
    for path in (f"/agreements/{mine}", f"/numbers?agreement={mine}", "/agreements"):
        answer = approver.get(path)
        assert answer.status_code == 200
        assert "不设号段" in answer.text
    done = released(world)
    keeper = seated(app, world.seat(SICHUAN, "keeper"), done.at)
    for path in (f"/standards/{done.id}", f"/standards/{done.id}/release", f"/public/standards/{done.id}"):
        answer = keeper.get(path)
        assert answer.status_code == 200
        assert "T/CYXH" in answer.text
        assert "团体自我声明公开" in answer.text or path.endswith(str(done.id))
        assert "报送备案" not in answer.text
