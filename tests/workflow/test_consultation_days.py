"""The days of a consultation: shorter than the rule, posted late, over a holiday, extended, closed at midnight."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, PAPER, World
from workflow.clock import BEIJING, day_of, end_of
from workflow.picture.standing import Case
from workflow.process.reasons import Refused
from workflow.reads import consultations as reads
from workflow.records.agreements import RuleSet
from workflow.rules.consulting import closing_day
from workflow.vocabulary import Joint


def drafted(world: World, at: datetime | None = None) -> Road:
    """A text that is frozen for the public and not laid open yet; the hour may be moved on first."""
    road = builders.standing(world, Joint.DRAFTING)
    builders.grouped(road)
    road.take("save_draft", builders.editor(road), text=builders.draft(road))
    builders.frozen(road, "consultation")
    road.at = at or road.at
    return road


def opened(world: World, days: int = 30, at: datetime | None = None) -> Road:
    road = drafted(world, at)
    road.by(LEAD, "handler", "open_consultation", days=days, written_to="各部门", letter=PAPER)
    return road


def post(road: Road, region: str, on: str | None = None) -> None:
    day = on or builders.day(road, 0)
    road.by(region, "handler", "post_draft", address="https://example.invalid/1", posted_on=day)


def closes(road: Road) -> date | None:
    """As the rule reckons it, which every page asks; the public's read must say the same."""
    with road.standing() as standing:
        by_rule = closing_day(Case(standing, None, road.at))
        asked = reads.round_of(standing.session, standing.consultation.id) if standing.consultation else None
    assert asked is not None
    assert asked.closes_on == by_rule
    return by_rule


def comment(road: Road, at: datetime) -> None:
    with road.standing() as standing:
        assert standing.frozen is not None
        clause = next(iter(standing.frozen.digest))
    road.at = at - timedelta(minutes=1)
    road.take("comment", None, clause=clause, opinion="意见", reason="理由", name="某", contact="x@example.invalid")


def refusal(road: Road, at: datetime) -> list[str]:
    with pytest.raises(Refused) as caught:
        comment(road, at)
    return [reason.rule for reason in caught.value.reasons]


def woken(road: Road) -> Joint:
    road.wake()
    return road.state


def test_a_consultation_shorter_than_the_rule_is_refused_with_its_citation(world: World) -> None:
    road = drafted(world)
    with pytest.raises(Refused) as caught:
        road.by(LEAD, "handler", "open_consultation", days=29, written_to="各部门", letter=PAPER)
    (reason,) = caught.value.reasons
    assert (reason.rule, reason.facts["min"]) == ("window_long_enough", 30)
    assert "第十三条" in reason.cites


def asks_more(world: World, *days: str) -> None:
    """Regions of the agreement have longer windows by rules of their own."""
    with world.database.plain() as session:
        for rules in session.scalars(sa.select(RuleSet)):
            terms = {**rules.terms, "consultation.region_days": {"value": list(days), "cites": "协议", "mark": "设计"}}
            session.execute(sa.update(RuleSet).where(RuleSet.id == rules.id).values(terms=terms))


def test_the_window_is_as_long_as_the_most_demanding_region_asks(world: World) -> None:
    asks_more(world, "120000:45", "130000:40", "310000:90")  # the last takes no part
    road = drafted(world)
    with pytest.raises(Refused) as caught:
        road.by(LEAD, "handler", "open_consultation", days=44, written_to="各部门", letter=PAPER)
    (reason,) = caught.value.reasons
    assert (reason.rule, reason.facts["min"]) == ("window_long_enough", 45)
    assert [place.code for place in reason.facts["region"]] == ["120000"]
    road.by(LEAD, "handler", "open_consultation", days=45, written_to="各部门", letter=PAPER)


def test_the_days_count_from_the_last_posting_however_late(world: World) -> None:
    road = opened(world)
    post(road, "110000")
    post(road, "120000")
    assert closes(road) is None
    road.wait(days=9)
    late = day_of(road.at)
    post(road, "130000")
    assert closes(road) == late + timedelta(days=30)


def test_holidays_count_and_a_last_day_in_one_is_not_moved(world: World) -> None:
    road = opened(world, at=datetime(2026, 9, 2, 2, tzinfo=UTC))  # the thirtieth day is within the week of 1 October
    for region in road.regions:
        post(road, region)
    assert closes(road) == date(2026, 10, 2)


def test_an_extension_moves_the_day_for_all(world: World) -> None:
    road = opened(world)
    for region in road.regions:
        post(road, region)
    first = closes(road)
    road.by(LEAD, "handler", "extend_window", days=7, reason="来信较多")
    assert first is not None
    assert closes(road) == first + timedelta(days=7)


def test_it_closes_at_midnight_in_beijing_whether_or_not_anybody_has_noticed(world: World) -> None:
    road = opened(world)
    for region in road.regions:
        post(road, region)
    last = closes(road)
    assert last is not None
    midnight = datetime.combine(last + timedelta(days=1), datetime.min.time(), BEIJING)
    assert end_of(last) == midnight
    comment(road, midnight - timedelta(seconds=1))
    assert road.state is Joint.CONSULTING
    assert refusal(road, midnight) == ["still_asked"]
    assert refusal(road, midnight + timedelta(hours=3)) == ["still_asked"]
    road.at = midnight - timedelta(seconds=1)
    assert woken(road) is Joint.CONSULTING
    road.at = midnight
    assert woken(road) is Joint.ANSWERING


def test_a_second_round_has_days_of_its_own(world: World) -> None:
    road = opened(world)
    for region in road.regions:
        post(road, region)
    road.wait(days=31)
    road.wake()
    road.by(LEAD, "handler", "return_to_drafting", reason="重大技术变更")
    builders.frozen(road, "consultation")
    road.by(LEAD, "handler", "open_consultation", days=45, written_to="各部门", letter=PAPER)
    for region in road.regions:
        post(road, region)
    assert closes(road) == day_of(road.at) + timedelta(days=45)
    with road.standing() as standing:
        assert [one.round for one in standing.consultations] == [2, 1]
