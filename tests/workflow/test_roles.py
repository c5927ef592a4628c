"""The operator's roles of PostgreSQL, set up by the recipe and tried: what each can do, and what it cannot."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError

from tests import builders, postgres
from tests.builders import Road
from tests.cast import LEAD, PAPER, founded
from tests.stage import settings_in
from workflow import clock
from workflow.db import Database
from workflow.exports.verification import verify
from workflow.keeping import erasing
from workflow.keeping.blanking import Target
from workflow.keeping.erasing import Wanted
from workflow.log.checkpoints import checkpoint_all
from workflow.log.signer import Signer
from workflow.process.reasons import Refused
from workflow.records.events import Event
from workflow.vocabulary import ErasureGround, Joint, SeatRole

RECIPE = Path(__file__).parents[2] / "docs" / "operation" / "roles.sql"
EVIDENCE = (
    "events", "openings", "checkpoints", "cosignatures", "disputes", "dossiers", "versions", "version_clauses", "words",
    "positions",
)  # fmt: skip
pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def road(postgres_server: postgres.Server, postgres_template: str) -> Iterator[Road]:
    """A consultation on a database with the roles, whose app is `tongbiao_app` from then on."""
    name = postgres_server.create(postgres_template)
    made = builders.standing(founded(postgres_server.url(name)), Joint.CONSULTING)
    for _ in range(2):  # again after each upgrade
        engine = sa.create_engine(postgres_server.url(name), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.connection.cursor().execute(RECIPE.read_text("utf-8"))
    for role in ("app", "signer", "eraser"):
        postgres_server.run(f"ALTER ROLE tongbiao_{role} LOGIN")
    made.world.database.dispose()
    made.world = replace(made.world, database=by(made, "app"))
    yield made
    made.world.database.dispose()
    postgres_server.drop(name)


def by(road: Road, role: str) -> Database:
    return Database(road.world.database.url.set(username=f"tongbiao_{role}").render_as_string(hide_password=False))


def refused(database: Database, *statements: str) -> None:
    for statement in statements:
        with pytest.raises(ProgrammingError, match="InsufficientPrivilege"), database.plain() as session:
            session.execute(sa.text(statement))


def test_the_app_acts_and_cannot_change_what_happened(road: Road) -> None:
    with road.standing() as standing:
        clause = next(iter(standing.written.clauses)).id
    said = {"clause": clause, "opinion": "改", "reason": "因", "name": "雀某", "contact": "010"}
    road.by(LEAD, "handler", "enter_comment", **said, scan=PAPER, received_on=road.at.date().isoformat())
    database = road.world.database
    refused(database, *(f"DELETE FROM {table}" for table in (*EVIDENCE, "logs", "erasures", "legal_holds")))
    refused(database, *(f"TRUNCATE {table} CASCADE" for table in (*EVIDENCE, "logs", "standards", "erasures")))
    refused(database, "UPDATE events SET act = 'x'", "UPDATE openings SET value = ''", "UPDATE positions SET id = 0")
    refused(database, "UPDATE words SET body = ''", "UPDATE versions SET id = 0", "UPDATE logs SET origin = 'x'")
    refused(
        database, "INSERT INTO checkpoints SELECT * FROM checkpoints", "DROP TABLE events", "CREATE TABLE t (id int)"
    )
    refused(database, "ALTER TABLE events DISABLE TRIGGER ALL", "SET ROLE tongbiao_owner", "SET ROLE tongbiao_eraser")
    assert verify(database, None).findings == []


def test_the_signer_reads_heads_and_adds_checkpoints(road: Road, tmp_path: Path) -> None:
    database = by(road, "signer")
    assert checkpoint_all(database, Signer(tmp_path / "log.key", tmp_path / "signer"), at=clock.now())
    refused(database, "SELECT * FROM persons", "SELECT * FROM openings", "DELETE FROM checkpoints")
    refused(
        database,
        "UPDATE logs SET size = 0",
        "INSERT INTO events SELECT * FROM events",
        "UPDATE checkpoints SET size = 1",
    )
    database.dispose()


def test_an_erasure_is_decided_as_the_eraser_alone(road: Road, tmp_path: Path) -> None:
    app, eraser, settings, world = road.world.database, by(road, "eraser"), settings_in(tmp_path), road.world
    with app.read() as session:
        log_id, index = session.execute(sa.select(Event.log_id, Event.index).where(Event.act == "enter_comment")).one()
    wanted = Wanted(Target(log_id, index, "name"), ErasureGround.WITHDRAWN, "来信1号")
    number = erasing.ask(app, world.seat(LEAD, SeatRole.SECADMIN), wanted, at=road.at)
    decider = world.seat(LEAD, SeatRole.AUDADMIN)
    with pytest.raises(Refused) as no:
        erasing.decide(app, settings, decider, number, yes=True, at=road.at)
    assert [reason.rule for reason in no.value.reasons] == ["erasure_elsewhere"]
    erasing.decide(eraser, settings, decider, number, yes=True, at=road.at)
    refused(
        eraser,
        "DELETE FROM events",
        "UPDATE events SET act = 'x'",
        "UPDATE openings SET value = ''",
        "TRUNCATE openings",
    )
    assert verify(eraser, None).findings == []
    eraser.dispose()
