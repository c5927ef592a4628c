"""A host whose log three regions watch, and the machines that hand in what they signed."""

from dataclasses import dataclass
from datetime import timedelta
from unittest.mock import patch

from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, MORNING, SECOND, SINCE, THIRD, World
from tests.members import Table
from tests.web.browsing import Browser, browser, seated
from workflow import clock, jobs
from workflow.log.checkpoints import checkpoint_all
from workflow.log.cosignatures import CosigningKey, cosign
from workflow.log.notes import Checkpoint, parse
from workflow.picture.standing import Seat
from workflow.reads.seats import all_seats
from workflow.seats import installing
from workflow.settings import Settings
from workflow.vocabulary import Joint, SeatRole

API = "/api/v1/log"
REGIONS = (LEAD, SECOND, THIRD)


@dataclass
class Host:
    """A signed log of an agreement whose three regions each have a mirror key and a witness key."""

    app: Flask
    road: Road
    witnesses: list[CosigningKey]
    mirrors: list[CosigningKey]

    @property
    def query(self) -> str:
        return f"agreement=JJJ&year={self.road.at.year}"

    def reader(self, region: str = LEAD, role: str = "auditor") -> Browser:
        return seated(self.app, self.road.world.seat(region, role), self.road.at + timedelta(hours=1))

    def machine(self) -> Browser:
        return browser(self.app, self.road.at + timedelta(hours=1))

    def note(self) -> bytes:
        note: bytes = self.reader().get(f"{API}/checkpoint?{self.query}").data
        return note

    def head(self) -> Checkpoint:
        return Checkpoint.parse(parse(self.note()).text)

    def send(self, body: bytes, where: str = "cosignatures", **more: object) -> tuple[int, dict[str, object]]:
        asked = "&".join([self.query, *(f"{name}={value}" for name, value in more.items())])
        machine = self.machine()
        with patch.object(clock, "now", lambda: machine.at):
            answer = machine.client.post(f"{API}/{where}?{asked}", data=body)
        return answer.status_code, answer.get_json()

    def cosigned(self, key: CosigningKey, *, late: int = 0) -> str:
        return cosign(self.note(), key, at=int(self.road.at.timestamp()) + late)


def operator_of(world: World) -> Seat:
    """One of the cast, appointed to run the installation."""
    with world.database.write(MORNING) as work:
        organ = installing.operator(work, "系统运行单位", "Operator")
        person = world.seat(LEAD, SeatRole.SECADMIN).person_id
        made = installing.lay_seat(work, person, organ, SeatRole.SYSADMIN, since=SINCE)
    with world.database.read() as session:
        return next(seat for seat in all_seats(session, MORNING.date()) if seat.id == made)


def hosted(app: Flask, world: World) -> Host:
    road = builders.standing(world, Joint.CONSULTING)
    table, made = Table(world, world.agreements["JJJ"], road.at), Host(app, road, [], [])
    for n, region in enumerate(REGIONS):
        for kind, keys in (("witness", made.witnesses), ("mirror", made.mirrors)):
            key = CosigningKey(f"{region}.example/{kind}", bytes([n + 1, len(kind)]) * 16)
            keys.append(key)
            table.by(region, "approver", "register_key", key_kind=kind, vkey=str(key.verifier))
    settings: Settings = app.extensions["settings"]
    checkpoint_all(world.database, jobs.signer(settings), at=table.at)
    return made
