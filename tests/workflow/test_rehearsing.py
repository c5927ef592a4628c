"""The rehearsal of a change: sample projects walk under it and arrive, or are stuck where the change sticks them."""

from collections.abc import Iterator
from time import process_time

import pytest
import sqlalchemy as sa

from tests import cities
from tests.cast import LEAD, MORNING, SECOND, World, founded
from tests.members import Table, chain, terms
from workflow import rehearsing
from workflow.accord.check import faults
from workflow.accord.content import planned
from workflow.accord.picture import Accord
from workflow.records.agreements import AgreementChange, Rehearsal
from workflow.records.events import Event
from workflow.records.standards import Standard
from workflow.rehearsing.playing import SAMPLES, Played, _played, rehearse
from workflow.vocabulary import ChangeKind, Joint

GROUPS = ("CY", "YRD", "CZT", "CYT")


@pytest.fixture
def table(sqlite_url: str) -> Iterator[Table]:
    world: World = founded(sqlite_url)
    yield Table(world, world.agreements["JJJ"])
    world.database.dispose()


def played(table: Table) -> dict[str, Played]:
    accord = table.accord()
    return {one.name: one for one in rehearse(accord, accord.changes[0], MORNING)}


def rows(table: Table) -> dict[str, int]:
    """How much is kept of standards and in the logs."""
    with table.world.database.read() as session:
        kinds = (Standard, Event, Rehearsal)
        return {k.__tablename__: session.execute(sa.select(sa.func.count()).select_from(k)).scalar_one() for k in kinds}


def told(one: Played) -> str:
    return f"{one.state}: {one.stuck and one.stuck.step} {[(r.rule, r.facts) for r in one.reasons]} {one.steps[-1:]}"


def test_a_sound_change_lets_every_sample_arrive(table: Table) -> None:
    terms(table, "cosign.days", "10")
    kept = rows(table)
    begun = process_time()
    found = played(table)
    spent = process_time() - begun
    assert {name: one.state for name, one in found.items()} == dict.fromkeys(
        ("sample.plain", "sample.silent", "sample.objecting", "sample.failing"), Joint.IN_FORCE
    ), {name: told(one) for name, one in found.items()}
    assert spent < 20
    assert found["sample.plain"].steps[0].step == "propose"
    assert "go_on_without" not in {step.step for step in found["sample.plain"].steps}
    assert [step.step for step in found["sample.failing"].steps].count("open_vote") == 2
    assert rows(table) == kept


def test_samples_arrive_where_each_region_reviews_for_itself(table: Table) -> None:
    terms(table, "review.mode", "per_region")
    found = played(table)
    assert {one.state for one in found.values()} == {Joint.IN_FORCE}, {name: told(one) for name, one in found.items()}
    acts = [step.step for step in found["sample.failing"].steps]
    assert (acts.count("fail_review_here"), acts.count("pass_review_here")) == (1, 5)


def test_a_change_that_sticks_is_stuck_where_it_sticks(table: Table) -> None:
    authority = table.world.seat(SECOND, "approver").organ_id
    department = table.world.seat(SECOND, "cosigner").organ_id
    chain(table, SECOND, [[f"{authority}|handler|"], [f"{department}|cosigner|"], [f"{authority}|approver|"]])
    found = played(table)["sample.plain"]
    assert found.state is Joint.APPROVING
    assert found.stuck is not None
    assert (found.stuck.region, found.stuck.step) == (SECOND, "take_position")
    assert [reason.rule for reason in found.reasons] == ["chain_complete"]


CHAINS = {"the approver alone": ("approver",), "no approver": ("handler",)}


@pytest.mark.parametrize("gate", ["initiation", "release"])
@pytest.mark.parametrize("name", CHAINS)
def test_the_check_and_the_rehearsal_say_the_same_of_an_end(table: Table, name: str, gate: str) -> None:
    authority = table.world.seat(SECOND, "approver").organ_id
    chain(table, SECOND, [[f"{authority}|{role}|"] for role in CHAINS[name]], gate=gate)
    accord = table.accord()
    found = {fault.key for fault in faults(planned(accord, table.change()), ChangeKind.CHAIN)}
    sample = _played("sample.plain", SAMPLES["sample.plain"], accord, table.change(), MORNING)
    is_stuck = "chain_ends" in {reason.rule for reason in sample.reasons}
    assert ("fault.chain_without_end" in found) is is_stuck, (found, told(sample))
    assert is_stuck is ("approver" not in CHAINS[name])
    assert is_stuck is (sample.state is not Joint.IN_FORCE)


def test_a_floor_of_all_makes_one_silent_region_a_hostage_taker(table: Table) -> None:
    terms(table, "floor.min", "3")
    found = played(table)
    assert found["sample.plain"].state is Joint.IN_FORCE
    assert found["sample.silent"].state is not Joint.IN_FORCE
    assert found["sample.silent"].stuck is not None


def test_the_worker_plays_what_was_asked_for_once(database_url: str) -> None:
    world = founded(database_url)
    table = Table(world, world.agreements["JJJ"])
    terms(table, "floor.min", "9")
    change, person = table.change(), table.world.seat(LEAD, "handler").person_id
    for _ in range(2):
        with table.world.database.plain() as session:
            rehearsing.ask(session, change, person, MORNING)
    assert rehearsing.play_next(table.world.database, MORNING)
    assert not rehearsing.play_next(table.world.database, MORNING)
    with table.world.database.read() as session:
        (one,) = session.scalars(sa.select(Rehearsal)).all()
        assert one.played is not None
        assert [sample["stuck"]["step"] for sample in one.played] == ["open_initiation"] * 4
    world.database.dispose()


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_can_walk_under_its_own_rules(group: str, sqlite_url: str) -> None:
    world = cities.seated(founded(sqlite_url))
    with world.database.read() as session:
        accord = Accord.load(session, world.agreements[group])
    assert accord is not None
    same = AgreementChange(kind=ChangeKind.TERMS, content={"terms": []})
    found = _played("sample.plain", SAMPLES["sample.plain"], accord, same, MORNING)
    assert found.state is Joint.IN_FORCE, told(found)
    world.database.dispose()
