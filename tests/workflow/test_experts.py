"""The expert bank: nominated by one region, recognised by the others, personal only in its row, true to the log."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.cast import CHONGQING, LEAD, MORNING, SECOND, THIRD, World
from tests.workflow.bank import CANARY, REGIONS, experts, nominated, person, take
from workflow import agreeing
from workflow.accord.bank import Bank
from workflow.exports.verification import verify
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.reads.experts import Load, loads
from workflow.reads.experts import marks as ratings
from workflow.records.events import Event, Opening
from workflow.records.experts import Employment, Expert, ExpertVoice
from workflow.vocabulary import Joint

NO = (Refused, WrongAnswers)


def odd(world: World) -> set[str]:
    return {f"{f.place.table}.{f.place.column}" for f in verify(world.database, None).findings}


def one(world: World) -> Expert:
    (found,) = experts(world).values()
    return found


def reasons(no: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.rule for reason in no.value.reasons]


def test_an_expert_may_be_drawn_once_every_party_has_recognised_him(world: World) -> None:
    take(world, "nominate_expert", LEAD, **person(1, history="旧单位；2019-03-01；2024"))
    assert one(world).recognised_at is None
    take(world, "recognise_experts", SECOND, entries=[one(world).id])
    assert one(world).recognised_at is None
    with pytest.raises(NO):
        take(world, "recognise_experts", LEAD, entries=[one(world).id])
    take(world, "recognise_experts", THIRD, entries=[one(world).id])
    assert one(world).recognised_at == MORNING
    assert one(world).codes == ["03.220.20", "R85"]
    assert odd(world) == set()


def test_the_number_of_recognitions_is_a_term(world: World) -> None:
    with world.database.plain() as session:
        session.execute(
            sa.text(
                "UPDATE rule_sets SET terms = :terms WHERE agreement_id = :id",
            ).bindparams(sa.bindparam("terms", type_=sa.JSON())),
            {"terms": {"experts.recognitions": {"value": 2, "cites": "设计"}}, "id": world.agreements["JJJ"]},
        )
    take(world, "nominate_expert", LEAD, **person(1))
    take(world, "recognise_experts", SECOND, entries=[one(world).id])
    assert one(world).recognised_at == MORNING


def test_all_that_is_wrong_is_told_at_once(world: World) -> None:
    take(world, "nominate_expert", LEAD, **person(1))
    with pytest.raises(Refused) as no:
        take(world, "nominate_expert", SECOND, **person(1, codes="道路", history="甲；2020-13-01\n；2020"))
    assert reasons(no) == ["expert_new", "codes_read", "history_read"]
    assert no.value.reasons[2].facts == {"lines": ["1", "2"]}
    for region, role in ((CHONGQING, "handler"), (LEAD, "drafter"), (LEAD, "approver")):
        with pytest.raises(NO):
            take(world, "nominate_expert", region, role, **person(2))


def test_only_who_nominated_amends_and_history_only_grows(world: World) -> None:
    take(world, "nominate_expert", LEAD, **person(1))
    with pytest.raises(NO):
        take(world, "amend_expert", SECOND, expert=one(world).id, employer="别处")
    with pytest.raises(Refused) as no:
        take(world, "amend_expert", LEAD, expert=one(world).id)
    assert reasons(no) == ["expert_changed"]
    take(world, "amend_expert", LEAD, expert=one(world).id, employer="新单位", away_from="2026-04-01")
    with world.database.read() as session:
        jobs = [(job.unit, job.until) for job in session.scalars(sa.select(Employment))]
    assert jobs == [("第1研究所", MORNING.date())]
    assert one(world).unit == "新单位"
    assert odd(world) == set()


def test_suspended_resumed_left(world: World) -> None:
    (id_,) = nominated(world, [(LEAD, person(1))])
    take(world, "suspend_expert", LEAD, expert=id_, reason="投诉核查")
    with pytest.raises(NO):
        take(world, "suspend_expert", LEAD, expert=id_, reason="再来")
    assert one(world).suspended_at is not None
    take(world, "resume_expert", LEAD, expert=id_)
    assert one(world).suspended_at is None
    take(world, "retire_expert", LEAD, expert=id_, reason="本人申请")
    assert (one(world).left_at, one(world).contact) == (MORNING, "")
    with pytest.raises(NO):
        take(world, "amend_expert", LEAD, expert=id_, employer="别处")
    assert odd(world) == set()


def test_how_to_reach_an_expert_stands_in_his_row_alone(world: World) -> None:
    nominated(world, [(region, person(n)) for n, region in enumerate(REGIONS)])
    take(world, "amend_expert", LEAD, expert=min(experts(world)), contact=CANARY + "2")
    with world.database.read() as session:
        leaves = b"".join(session.scalars(sa.select(Event.leaf)))
        openings = b"".join(session.scalars(sa.select(Opening.value)))
    for word in (CANARY, "金丝雀", "专家1", "第1研究所"):
        assert word.encode() not in leaves
        assert word.encode() not in openings


def test_many_are_entered_in_one_transaction_or_none(world: World) -> None:
    raws = [person(1), person(2), person(1)]
    with pytest.raises(Refused):
        agreeing.take_all(
            world.database,
            world.agreements["JJJ"],
            "nominate_expert",
            world.seat(LEAD, "handler"),
            raws,
            at=MORNING,
        )
    assert experts(world) == {}


@pytest.mark.parametrize(
    ("column", "value"), [("name", "别人"), ("contact", "x"), ("salt", "0"), ("suspended_at", MORNING)]
)
def test_what_is_changed_behind_the_log_is_found(world: World, column: str, value: object) -> None:
    nominated(world, [(LEAD, person(1))])
    with world.database.plain() as session:
        session.execute(sa.update(Expert).values({column: value}))
    assert odd(world) == {"experts.suspended_at" if column == "suspended_at" else "experts.name"}


def test_voices_and_jobs_changed_behind_the_log_are_found(world: World) -> None:
    nominated(world, [(LEAD, person(1, history="旧单位；2019；2024"))])
    with world.database.plain() as session:
        session.execute(sa.update(Employment).values(unit="起草单位"))
        session.execute(sa.delete(ExpertVoice).where(ExpertVoice.region_code == THIRD))
    assert odd(world) == {"experts.name", "expert_voices."}


def test_work_on_panels_is_counted_and_rated_once_by_each_region(world: World) -> None:
    road = builders.standing(world, Joint.REVIEWING)
    judge = builders.experts(road)[0]
    region = judge.region or ""
    take(world, "nominate_expert", region, at=road.at, **person(1, holder=judge.person_id))
    with pytest.raises(WrongAnswers):
        take(world, "nominate_expert", region, at=road.at, **person(2, holder=judge.person_id))
    marks: dict[str, Any] = {"attendance": 5, "timeliness": 4, "quality": 3}
    builders.approving(road)
    with road.standing() as standing, world.database.read() as session:
        panel = standing.panels[0].id
        assert loads(session, [judge.person_id], road.at) == {judge.person_id: Load(0, 1)}
        assert loads(session, [judge.person_id], years_later(road.at)) == {judge.person_id: Load(0, 0)}
    judged = f"{one(world).id}|{panel}"
    for where in (SECOND, THIRD):
        take(world, "rate_expert", where, at=road.at, judged=judged, **marks)
    with pytest.raises(NO):
        take(world, "rate_expert", SECOND, at=road.at, judged=judged, **marks)
    with pytest.raises(WrongAnswers):
        take(world, "rate_expert", LEAD, at=road.at, judged=judged, **marks | {"quality": 6})
    with world.database.read() as session:
        assert ratings(Bank(session, world.agreements["JJJ"])) == {one(world).id: (4.0, 2)}
    assert odd(world) == set()


def years_later(at: datetime) -> datetime:
    return at + timedelta(days=400)
