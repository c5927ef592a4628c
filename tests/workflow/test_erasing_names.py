"""A person's name and log-in are erased where the person was entered: in the log's opening, in the register of people,
and in what a backup brings back."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.cast import LEAD, THIRD, World
from workflow import clock
from workflow.db import Database
from workflow.exports.verification import verify
from workflow.keeping import backups, blanking, erasing, ledger, restoring
from workflow.keeping.blanking import Target
from workflow.keeping.erasing import Wanted
from workflow.keeping.heads import contents
from workflow.process.reasons import Refused
from workflow.records.events import Event, Opening
from workflow.records.people import Account, Person
from workflow.seats import appointing
from workflow.seats.eligibility import NewPerson
from workflow.seats.eligibility import Wanted as Seated
from workflow.settings import Settings
from workflow.vocabulary import ErasureGround, SeatRole

NAME, LATIN, USERNAME = "雀九号欧阳某", "Ouyang Canary", "canary-nine"
AT = clock.now()


def erased(world: World, settings: Settings, field: str) -> None:
    """Asked for by one administrator, agreed to by another, both of the whole installation."""
    database = world.database
    with database.read() as session:
        is_its = sa.and_(Event.log_id == Opening.log_id, Event.index == Opening.index)
        query = sa.select(Opening.log_id, Opening.index).join(Event, is_its)
        value = (NAME if field == "name" else USERNAME).encode()
        log_id, index = session.execute(query.where(Opening.field == field, Opening.value == value)).one()
    wanted = Wanted(Target(log_id, index, field), ErasureGround.WITHDRAWN, "申请书9号")
    number = erasing.ask(database, replace(world.seat(LEAD, SeatRole.SECADMIN), region=None), wanted, at=AT)
    decider = replace(world.seat(THIRD, SeatRole.AUDADMIN), region=None)
    erasing.decide(database, settings, decider, number, yes=True, at=AT)


def appointed(world: World) -> tuple[int, int]:
    """A new person proposed for a seat; the ids of both."""
    seat = world.seat(LEAD, SeatRole.SECADMIN)
    given = appointing.appoint(world.database, seat, wanted_of(world), at=AT)
    with world.database.read() as session:
        return given, session.scalars(sa.select(Person.id).where(Person.name == NAME)).one()


def wanted_of(world: World) -> Seated:
    organ = world.seat(LEAD, SeatRole.APPROVER).organ_id
    person = NewPerson(name=NAME, username=USERNAME, name_latin=LATIN)
    return Seated(person=person, organ_id=organ, role=SeatRole.APPROVER, since=clock.day_of(AT))


def test_a_name_goes_when_no_office_is_held_any_more(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "contents", lambda *where: replace(contents(*where), files=[]))  # the cast has none
    database = world.database
    url = database.url.render_as_string(hide_password=False)
    settings = Settings(var=str(tmp_path / "var"), database_url=url, secret_key="s" * 40)
    given, person = appointed(world)
    with pytest.raises(Refused) as refused:
        erased(world, settings, "name")
    assert [reason.rule for reason in refused.value.reasons] == ["erasure_in_office"]
    appointing.end(database, world.seat(LEAD, SeatRole.SECADMIN), given, at=AT)
    taken = backups.take(settings, tmp_path / "backups", AT) if database.is_sqlite else None
    erased(world, settings, "name")
    erased(world, settings, "username")
    assert_gone(database, person)
    if taken is not None:
        path = Path(str(database.url.database))
        assert NAME.encode() not in path.read_bytes()
        assert NAME.encode() in (taken.folder / "database.sqlite").read_bytes()
        there = replace(settings, database_url=f"sqlite:///{tmp_path}/there.db")
        restoring.restore(there, taken.folder, AT)
        restored = Database(there.database_url)
        assert_gone(restored, person)
        assert verify(restored, None, ledger.places(there)).findings == []
        restored.dispose()
        assert NAME.encode() not in (tmp_path / "there.db").read_bytes()


def test_who_is_renamed_in_the_database_alone_is_found(world: World) -> None:
    _, person = appointed(world)
    assert verify(world.database, None).findings == []
    with world.database.plain() as session:
        session.execute(sa.update(Person).where(Person.id == person).values(name="另一人"))
        session.execute(sa.update(Account).where(Account.person_id == person).values(username="other"))
    found = {str(one.place) for one in verify(world.database, None).findings}
    assert found == {f"persons/{person}.name", f"accounts/{person}.username"}


def assert_gone(database: Database, person: int) -> None:
    with database.read() as session:
        assert [blanking.left(session, value) for value in (NAME, LATIN, USERNAME)] == [{}, {}, {}]
        assert f"{person}" in session.get_one(Person, person).called.zh
        assert not session.scalars(sa.select(Account.is_open).where(Account.person_id == person)).one()
