"""What was changed behind the application's back in a real life is named by its cell; nothing stops a verification."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road, day
from tests.cast import MORNING, World, founded
from tests.workflow.exports.hidden_changes import CHANGES, ODD
from tests.workflow.log.logbook import tampered
from workflow.db import Database
from workflow.exports.findings import Report
from workflow.exports.forms import check_forms
from workflow.exports.lives import STANDARD, openings_of
from workflow.exports.verification import verify
from workflow.records.events import Event, Opening
from workflow.records.panels import Demand
from workflow.records.people import Appointment
from workflow.records.positions import Position
from workflow.records.standards import Drafter
from workflow.seats import installing
from workflow.vocabulary import Joint, Purpose


def lived(world: World) -> Road:
    """From the proposal into force, with answered comments, demands that were met, and a measure that was reported."""
    road = builders.standing(world, Joint.CONSULTING)
    with road.standing() as standing:
        assert standing.frozen is not None
        clause = next(iter(standing.frozen.digest))
    said = {"clause": clause, "opinion": "过严", "reason": "成本高", "name": "某公司", "contact": "010-1"}
    for _ in range(3):
        road.take("comment", None, **said)
    builders.answering(road)
    drafter = builders.editor(road)
    road.take("merge_comment", drafter, comment=2, into=1)
    for comment in (1, 3):
        road.take("answer_comment", drafter, comment=comment, disposition="accepted", answer="采纳")
    road.by(road.lead, "handler", "publish_answers")
    builders.reviewing(road)
    builders.approving(road, demands="补充图例\n统一术语")
    finished(road)
    return road


def finished(road: Road) -> None:
    builders.frozen(road, "final", met=[1, 2])
    for region in road.regions:
        builders.approved(road, region)
    builders.numbered(road)
    answers = {"instant": (road.at + builders.HOURS_48).isoformat(), "effective": day(road, 63)}
    road.by(road.lead, "officer", "schedule_release", **answers)
    builders.sealed(road)
    builders.released(road)
    owner = road.world.seat("120000", "implementer")
    planned = {"kind": "measure", "title": "培训", "owner": owner.organ_id, "due_on": day(road, 30)}
    road.by(road.lead, "handler", "plan_duty", **planned)
    road.take("report_duty", owner, duty=7, done_on=day(road, 0), account="已办")


def seats_told(database: Database) -> None:
    """The seats of the cast in the installation's log, as a founding tells them."""
    with database.write(MORNING) as work:
        for row in work.session.scalars(sa.select(Appointment).order_by(Appointment.id)).all():
            told = {"appointment": row.id, "person": row.person_id, "region": row.region_code, "organ": row.organ_id}
            dates = {"since": row.since.isoformat(), "until": row.until.isoformat() if row.until else None}
            installing.record(work, "lay_seat", facts=told | dates | {"role": row.role.value})


@pytest.fixture
def road(database_url: str) -> Iterator[Road]:
    made = lived(founded(database_url))
    seats_told(made.world.database)
    yield made
    made.world.database.dispose()


def places(report: Report) -> set[str]:
    return {str(finding.place) for finding in report.findings}


def names(road: Road) -> dict[str, int]:
    with road.world.database.read() as session:
        drafter = session.scalars(sa.select(Drafter.person_id).order_by(Drafter.id.desc())).first() or 0
        following = (session.scalar(sa.select(sa.func.max(Appointment.id))) or 0) + 1
        assert session.scalar(sa.select(sa.func.count(Demand.id))) == 2
        position = session.scalars(sa.select(Position.id).where(Position.purpose == Purpose.RELEASE)).first() or 0
    return {
        "drafter": drafter,
        "expert": builders.experts(road)[3].person_id,
        "next": following,
        "position": position,
    }


def test_every_changed_cell_of_every_table_is_named_and_no_other_row(road: Road) -> None:
    database, found = road.world.database, names(road)
    clean = verify(database, None)
    assert [str(finding) for finding in clean.findings] == []
    assert clean.counts["seats"] == found["next"] - 1
    expected: set[str] = set()
    for table, (statements, cells) in CHANGES.items():
        for statement in statements:
            tampered(database, statement.format(**found))
        expected |= {cell.format(**found) for cell in cells}
        named = places(verify(database, None))
        assert expected - named == set(), table
        assert {cell.partition(".")[0] for cell in named - expected} <= {cell.partition(".")[0] for cell in expected}


@pytest.fixture(scope="module")
def odd_life(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("odd") / "life.db"
    shutil.copyfile(sqlite_template, path)
    made = lived(founded(f"sqlite:///{path}"))
    seats_told(made.world.database)
    made.world.database.dispose()
    return path


@pytest.mark.parametrize("change", ODD)
def test_a_value_of_the_wrong_kind_is_a_finding_and_never_a_crash(odd_life: Path, tmp_path: Path, change: str) -> None:
    statement, cell = ODD[change]
    shutil.copyfile(odd_life, tmp_path / "life.db")
    database = Database(f"sqlite:///{tmp_path}/life.db")
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(statement)
        connection.exec_driver_sql("COMMIT") if connection.connection.in_transaction else None
    report = verify(database, None)
    database.dispose()
    assert cell in places(report)
    assert report.counts["leaves"] > 0


def test_every_opening_of_a_life_is_told_to_it(odd_life: Path, tmp_path: Path) -> None:
    shutil.copyfile(odd_life, tmp_path / "life.db")
    database = Database(f"sqlite:///{tmp_path}/life.db")
    with database.read() as session:
        joined = sa.and_(Event.log_id == Opening.log_id, Event.index == Opening.index)
        query = sa.select(sa.func.count()).select_from(Opening).join(Event, joined).where(Event.noun == STANDARD)
        told = openings_of(session, [1])
        assert sum(map(len, told.values())) == (session.scalar(query) or 0) > 0
    database.dispose()


@pytest.mark.parametrize(
    ("hour", "is_odd"), [("12:59:59.999595", False), ("12:59:60.000000", True), ("12:59:59x", True)]
)
def test_the_last_instant_of_a_second_is_one(odd_life: Path, tmp_path: Path, hour: str, is_odd: bool) -> None:
    shutil.copyfile(odd_life, tmp_path / "life.db")
    database = Database(f"sqlite:///{tmp_path}/life.db")
    tampered(database, f"UPDATE logs SET last_at = '2026-11-22 {hour}'")
    report = Report()
    check_forms(database, report)
    database.dispose()
    assert any(place.endswith(".last_at") for place in places(report)) is is_odd
