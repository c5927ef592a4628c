"""An installation behind loopback HTTP, and three regions with a witness and a mirror each in folders of their own."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from werkzeug.serving import make_server

from tests.builders import standing
from tests.cast import LEAD, MORNING, SECOND, THIRD, World, founded, with_accounts
from tests.members import Table
from tests.web.browsing import application
from workflow import clock, jobs
from workflow.db import Database
from workflow.entrance import accounts
from workflow.log.checkpoints import checkpoint_all
from workflow.log.signer import Signer
from workflow.records.events import Log
from workflow.records.people import Account, Appointment
from workflow.records.places import Organ
from workflow.seats import installing
from workflow.settings import Settings
from workflow.vocabulary import Joint
from workflow.witnessing import keys, rounds, trusted
from workflow.witnessing.host import Host
from workflow.witnessing.memory import Memory
from workflow.witnessing.mirror import Mirror, Report
from workflow.witnessing.payload import Store
from workflow.witnessing.witness import Witness

NAME = "demo/tongbiao.example/jingjinji"
ORIGIN = f"{NAME}/2026"
SEATS = "demo/tongbiao.example/installation/2026"
REGIONS = (LEAD, SECOND, THIRD)


@dataclass
class Region:
    """One region's machine: two folders, and the key of the API of a seat of its own."""

    code: str
    folder: Path
    token: str = ""

    @property
    def witness(self) -> Witness:
        folder = self.folder / "witness"
        return Witness(keys.load(folder), Memory(folder / "logs", trusted.read(folder)))

    @property
    def mirror(self) -> Mirror:
        folder = self.folder / "mirror"
        return Mirror(keys.load(folder), Memory(folder / "logs", trusted.read(folder)), Store(folder / "payload"))

    def elsewhere(self, folder: Path) -> "Region":
        """The same machine, copied."""
        shutil.copytree(self.folder, folder / self.code)
        return Region(self.code, folder / self.code, self.token)


@dataclass
class Installation:
    """The host: its folder with database, key and signer, and the world in it."""

    folder: Path
    world: World
    at: datetime
    standard: int = 0
    regions: list[Region] = field(default_factory=list)

    @property
    def signer(self) -> Signer:
        return jobs.signer(self.settings)

    @property
    def settings(self) -> Settings:
        return Settings(database_url=f"sqlite:///{self.folder}/tongbiao.db", var=str(self.folder))

    def sign(self) -> None:
        checkpoint_all(self.world.database, self.signer, at=clock.now())

    def sql(self, statement: str, **values: object) -> None:
        """What somebody with the password of the database does, past every trigger."""
        from tests.workflow.log.logbook import tampered

        tampered(self.world.database, statement, **values)

    def value(self, question: str, **values: object) -> object:
        with self.world.database.plain() as session:
            return session.execute(sa.text(question), values).scalar()

    @contextmanager
    def served(self) -> Iterator[str]:
        """The real application on a free port of this machine."""
        server = make_server("127.0.0.1", 0, application(self.world, self.folder), threaded=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()

    def host(self, base: str, region: Region) -> Host:
        return Host(base, "JJJ", region.token, lambda: self.at)

    def mirrored(self, base: str, region: Region) -> Report:
        return rounds.of_mirror(region.mirror, self.host(base, region), seconds())

    def witnessed(self, base: str, region: Region) -> list[str]:
        done = rounds.of_witness(region.witness, self.host(base, region), seconds())
        return [asked.refused.fault.value for asked in done if asked.refused]

    def copied(self, folder: Path) -> "Installation":
        """The same installation in another folder, with its regions."""
        shutil.copytree(self.folder, folder / "host")
        database = Database(f"sqlite:///{folder}/host/tongbiao.db")
        world = World(database, self.world.agreements, self.world.seats)
        regions = [region.elsewhere(folder) for region in self.regions]
        return Installation(folder / "host", world, self.at, self.standard, regions)


def seconds() -> int:
    return int(clock.now().timestamp())


def installed(template: Path, folder: Path) -> Installation:
    """A founded host with a standard in force, its heads signed, and three regions whose keys are registered."""
    (folder / "host").mkdir(parents=True)
    shutil.copyfile(template, folder / "host" / "tongbiao.db")
    world = founded(f"sqlite:///{folder}/host/tongbiao.db")
    with_accounts(world)
    _told(world)
    road = standing(world, Joint.IN_FORCE)
    made = Installation(folder / "host", world, road.at, road.id)
    table = Table(world, world.agreements["JJJ"], road.at)
    for code in REGIONS:
        made.regions.append(_region(made, table, code, folder))
    made.at = table.at + timedelta(minutes=1)
    made.sign()
    with made.served() as base:
        for region in made.regions:
            assert made.witnessed(base, region) == []
            report = made.mirrored(base, region)
            assert report.is_clean, [str(found) for found in report.findings]
    return made


def _told(world: World) -> None:
    """The seats of the cast as a founding tells them in the installation's log."""
    with world.database.write(MORNING) as work:
        installing.open_installation(work, is_demo=True, year=MORNING.year)
        query = sa.select(Appointment, Organ.kind).join(Organ, Organ.id == Appointment.organ_id)
        for seat, kind in work.session.execute(query.order_by(Appointment.id)).all():
            told = {"appointment": seat.id, "person": seat.person_id, "region": seat.region_code, "kind": kind.value}
            told |= {"organ": seat.organ_id, "role": seat.role.value, "since": seat.since.isoformat()}
            told |= {"until": seat.until.isoformat() if seat.until else None}
            installing.record(work, "lay_seat", facts=told)


def _region(made: Installation, table: Table, code: str, folder: Path) -> Region:
    region = Region(code, folder / code, token_of(made.world, code))
    for kind in ("witness", "mirror"):
        key = keys.make(region.folder / kind, f"{code}.jjj.example/{kind}")
        for name in (ORIGIN, SEATS):
            trusted.add(region.folder / kind, str(made.signer.vkey(name)))
        table.by(code, "approver", "register_key", key_kind=kind, vkey=str(key.verifier))
    return region


def token_of(world: World, code: str) -> str:
    seat = world.seat(code, "auditor")
    with world.database.read() as session:
        account = session.scalars(sa.select(Account.id).where(Account.person_id == seat.person_id)).one()
    return accounts.issue_token(world.database, account, seat.id, "mirror", at=clock.now())


def log_id(made: Installation) -> int:
    with made.world.database.read() as session:
        return session.scalars(sa.select(Log.id).where(Log.origin == ORIGIN)).one()
