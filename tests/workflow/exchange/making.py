"""Packages for tests: made by one installation, taken by another whose administrator knows its key."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.builders import Road
from tests.cast import SECOND, World
from workflow import jobs
from workflow.exchange.making import make
from workflow.exchange.partners import fingerprint, register
from workflow.exchange.proving import finished
from workflow.exchange.taking import take
from workflow.log.keys import VerifierKey
from workflow.records.exchange import Package
from workflow.settings import Settings

PARTNER = "北京市平台"


@dataclass
class Exchange:
    """The maker's world with its project, the taker's world, and the folder of the maker's keys."""

    road: Road
    there: World
    settings: Settings
    key: int = 0

    @property
    def vkey(self) -> str:
        jobs.signer(self.settings)
        return (self.settings.var_path / "log.vkey").read_text().strip()

    @property
    def secadmin(self):  # type: ignore[no-untyped-def]
        return self.there.seat(SECOND, "secadmin")

    def trusted(self, at: datetime) -> None:
        told = fingerprint(VerifierKey.parse(self.vkey))
        self.key = register(self.there.database, self.secadmin, PARTNER, self.vkey, told, at=at)

    def made(self, to: str = SECOND, region: str = "110000") -> bytes:
        """The next package, finished."""
        seat = self.road.world.seat(region, "secretary")
        signer = jobs.signer(self.settings)
        made, _ = make(self.road.world.database, signer, self.road.id, seat, to, self.road.at)
        with self.road.world.database.read() as session:
            package = session.get_one(Package, made)
        data = finished(self.road.world.database, package)
        assert data is not None
        return data

    def taken(self, data: bytes, role: str = "secretary") -> tuple[int, bool]:
        return take(self.there.database, self.there.seat(SECOND, role), data, at=self.road.at)


def exchange(road: Road, there: World, folder: Path) -> Exchange:
    made = Exchange(road, there, Settings(var=str(folder)))
    made.trusted(road.at)
    return made
