"""Who may seal what, when not, and that the same is sealed once."""

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road, standing
from tests.cast import CHONGQING, LEAD, SECOND, World
from tests.workflow.dossier.making import House, housed, verdict
from workflow import jobs
from workflow.db import Outdated
from workflow.dossier import handing, sealing
from workflow.dossier.documents import Gone
from workflow.dossier.entitled import profiles, reader
from workflow.dossier.handing import hand
from workflow.dossier.planning import plan
from workflow.dossier.sealing import seal
from workflow.exports.dossiers import check_dossiers
from workflow.exports.findings import Report
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Refused
from workflow.records.dossiers import Dossier
from workflow.records.events import Event, Opening
from workflow.records.people import Statement
from workflow.records.standards import Standard
from workflow.vocabulary import Joint, Profile, SeatRole

FULL, REGULATOR, PUBLIC = Profile


@pytest.fixture
def house(world: World, tmp_path: Path) -> House:
    return housed(world.database, tmp_path / "var")


def may(world: World, standard: int, region: str, role: SeatRole) -> tuple[Profile, ...]:
    with world.database.read() as session:
        return profiles(session, session.get_one(Standard, standard), world.seat(region, role))


def events(world: World, act: str) -> int:
    with world.database.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Event).where(Event.act == act)) or 0


def test_auditors_and_keepers_of_records_may_before_release_everybody_after(world: World) -> None:
    road = standing(world, Joint.APPROVING)
    for role in (SeatRole.AUDITOR, SeatRole.SECRETARY, SeatRole.OFFICER, SeatRole.AUDADMIN):
        assert may(world, road.id, SECOND, role) == (FULL, REGULATOR)
    for role in (SeatRole.HANDLER, SeatRole.APPROVER, SeatRole.DRAFTER, SeatRole.EXPERT, SeatRole.SECADMIN):
        assert may(world, road.id, SECOND, role) == ()
    for role in (SeatRole.AUDITOR, SeatRole.SECRETARY):
        assert may(world, road.id, CHONGQING, role) == ()
    with pytest.raises(NotThere):
        sealed_by(world.seat(CHONGQING, SeatRole.AUDITOR), road, housed(world.database, Path("/nowhere")))


def sealed_by(seat: Seat, road: Road, house: House, profile: Profile = FULL) -> int:
    planned = plan(house.database, house.settings, road.id, reader(seat, profile), road.at)
    with house.database.read() as session:
        if profile not in profiles(session, session.get_one(Standard, road.id), seat):
            raise NotThere
    return seal(house.database, jobs.signer(house.settings), planned, seat, road.at)


def test_while_a_panel_votes_nothing_is_sealed_and_it_is_said_until_when(world: World, house: House) -> None:
    road = standing(world, Joint.REVIEWING)
    builders.voting(road)
    with pytest.raises(Refused) as refused:
        sealed_by(world.seat(LEAD, SeatRole.AUDITOR), road, house)
    (reason,) = refused.value.reasons
    assert reason.rule == "dossier_votes_kept"
    assert str(reason.facts["day"]) in reason.sentence
    assert events(world, "dossier.sealed") == 0


def test_the_same_is_sealed_once_and_anew_after_an_event(world: World, house: House, tmp_path: Path) -> None:
    road = standing(world, Joint.DRAFTING)
    auditor = world.seat(LEAD, SeatRole.AUDITOR)
    first = sealed_by(auditor, road, house)
    assert sealed_by(auditor, road, house) == first
    assert sealed_by(world.seat(SECOND, SeatRole.AUDITOR), road, house) != first, "another region may see other things"
    planned = plan(house.database, house.settings, road.id, reader(auditor, FULL), road.at)
    builders.grouped(road)
    with pytest.raises(Outdated):
        seal(house.database, jobs.signer(house.settings), planned, auditor, road.at)
    again = sealed_by(auditor, road, house)
    assert again > first
    house.built(first, tmp_path / "old.zip")
    with zipfile.ZipFile(tmp_path / "old.zip") as packed:
        assert not [name for name in packed.namelist() if "/data/forms/" in name], "they would show a later state"
    assert verdict(tmp_path / "old.zip")["verdict"] == "valid"


def test_what_is_missing_is_named_and_what_goes_later_asks_for_a_new_seal(world: World, house: House) -> None:
    road = standing(world, Joint.APPROVING)
    number = house.sealed(road.id, road.at)
    with world.database.read() as session:
        withheld = session.get_one(Dossier, number).withheld
        used = session.scalars(sa.select(Statement).where(Statement.used_at.is_not(None))).first()
    assert len(withheld) == 1, "the cast hands in a file that nobody ever stored"
    assert withheld[0].startswith("papers/")
    assert used is not None
    with world.database.plain() as session:
        session.execute(sa.update(Statement).where(Statement.id == used.id).values(used_at=None))
    with pytest.raises(Gone):
        house.built(number, house.settings.var_path / "x.zip")


def test_after_an_erasure_or_an_upgrade_it_is_sealed_anew_and_can_be_had(
    world: World, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    road, auditor = standing(world, Joint.DRAFTING), world.seat(LEAD, SeatRole.AUDITOR)
    number = sealed_by(auditor, road, house)
    with world.database.plain() as session:
        one = session.scalars(sa.select(Opening).where(Opening.field == "opinion")).first()
        assert one is not None
        session.delete(one)
    with pytest.raises(Gone):
        house.built(number, tmp_path / "old.zip")
    anew = sealed_by(auditor, road, house)
    assert anew > number
    house.built(anew, tmp_path / "new.zip")
    assert verdict(tmp_path / "new.zip")["verdict"] == "valid"
    assert sealed_by(auditor, road, house) == anew
    monkeypatch.setattr(sealing, "process", lambda: {"another": "table"})
    assert sealed_by(auditor, road, house) > anew


def test_who_takes_one_leaves_an_event_unless_it_is_public(
    world: World, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing.made, "__defaults__", (60.0,))  # a busy machine is no fault
    road = standing(world, Joint.IN_FORCE)
    auditor, clerk = world.seat(LEAD, SeatRole.AUDITOR), world.seat(CHONGQING, SeatRole.HANDLER)
    public, full = sealed_by(clerk, road, house, PUBLIC), sealed_by(auditor, road, house)
    at = road.at + timedelta(minutes=5)
    open_to_all = hand(house.database, house.settings, clerk, road.id, public, at)
    assert open_to_all is not None
    assert b"".join(open_to_all.pieces()).startswith(b"PK")
    assert events(world, "export_dossier") == 0
    handed = hand(house.database, house.settings, auditor, road.id, full, at)
    assert handed is not None
    assert sum(map(len, handed.pieces())) == handed.told["size"]
    assert events(world, "export_dossier") == 1
    for seat in (clerk, world.seat(SECOND, SeatRole.AUDITOR)):
        with pytest.raises(NotThere):
            hand(house.database, house.settings, seat, road.id, full, at)
    assert list((house.settings.var_path / "dossiers").iterdir()) == []


def test_a_seal_that_was_changed_behind_the_door_is_named(world: World, house: House) -> None:
    road = standing(world, Joint.DRAFTING)
    number = house.sealed(road.id, road.at)
    assert found(world) == []
    with world.database.plain() as session:
        off = "DROP TRIGGER dossiers_refuse_update" + ("" if world.database.is_sqlite else " ON dossiers")
        session.execute(sa.text(off))
        session.execute(sa.update(Dossier).where(Dossier.id == number).values(last=1, withheld=["papers"]))
    assert found(world) == [f"dossiers/{number}.last", f"dossiers/{number}.withheld"]


def found(world: World) -> list[str]:
    report = Report()
    check_dossiers(world.database, report)
    return sorted(f"{one.place.table}/{one.place.row}.{one.place.column}" for one in report.findings)
