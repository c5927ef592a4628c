"""The same calls twice, at once and out of order: each acknowledged act is done once, and always answered alike."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from tests.cast import FIELD, LEAD, PASSWORD, founded, with_accounts
from tests.torture.arena import Cluster, Shelf
from tests.torture.figures import Figures
from tests.torture.judging import judge
from tests.torture.office import Call, Office
from tests.web.browsing import application
from workflow import clock
from workflow.picture.standing import Seat, Standing
from workflow.process.standard import ROWS

REGIONS = ("110000", "120000", "130000")
LIVES = 3


@dataclass
class Doubled:
    """One life of three regions up to the drafting, every act of it sent many times."""

    office: Office
    calls: list[Call] = field(default_factory=list)
    id: int = 0

    def seat(self, region: str, role: str) -> Seat:
        return self.office.world.seat(region, role)

    def acts(self, *wanted: tuple[str, str, str, dict[str, Any]]) -> None:
        """Acts by region, role and step, from the version that all of them see; those that another made outdated are
        sent anew, as a person would."""
        waiting = list(wanted)
        for _ in range(3):
            calls = [self._call(*act) for act in waiting]
            refused = self.office.insist(calls)
            self.calls += calls
            waiting = [act for act, call in zip(waiting, calls, strict=True) if call in refused]
            if not waiting:
                return
        self.office.wrong += [f"never answered: {act}" for act in waiting]

    def _call(self, region: str, role: str, step: str, answers: dict[str, Any]) -> Call:
        seat, path = self.seat(region, role), f"/standards/{self.id}/steps/{step}"
        body = {"answers": answers, "version": self.version(seat)}
        if ROWS[step].signs:
            _, drawn = self.office.post(seat, f"{path}/statement", {"answers": answers}, "")
            body |= {"statement_id": drawn.get("statement_id"), "password": PASSWORD}
        return self.office.call(seat, path, body)

    def version(self, seat: Seat) -> int:
        with self.office.world.database.read() as session:
            found = Standing.load(session, self.id)
            assert found is not None
            return found.standard.version

    def live(self) -> None:
        told = {"title_zh": "停车场充电设施", "title_en": "Charging", "scope": "范围", "ics": "43.080", "ccs": "T 47"}
        body = {"agreement": self.office.world.agreements["JJJ"]}
        answers = told | {"nature": "recommended", "field": FIELD[LEAD]}
        call = self.office.call(self.seat(LEAD, "handler"), "/standards", body | {"answers": answers})
        self.calls.append(call)
        self.office.insist([call])
        self.id = self.office.answered[call.key]["standard"]
        self.acts(*[(LEAD, "handler", "invite", {"region": r, "reply_by": ahead(30)}) for r in REGIONS[1:]])
        joining = [(r, "handler", "accept_invitation", self._accepting(r)) for r in REGIONS[1:]]
        self.acts(*joining, (LEAD, "handler", "open_initiation", {"decide_by": ahead(90)}))
        self.acts(*[(r, "handler", "claim_work", {}) for r in REGIONS])
        self.acts((REGIONS[2], "approver", "decline", {"reason": "本地不需要"}))
        motion = {"kind": "suspend", "until": ahead(60), "reason": "等国家标准"}
        self.acts((LEAD, "handler", "table_motion", motion))

    def _accepting(self, region: str) -> dict[str, Any]:
        organ = self.seat(region, "applicant").organ.code
        return {"department": organ, "contact": self.seat(region, "handler").person_id}


def ahead(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def doubled(url: str, dice: Random) -> Figures:
    """A few lives on a fresh database; then everything again."""
    world = founded(url)
    with_accounts(world)
    with TemporaryDirectory(prefix="doubles") as var:
        office = Office(application(world, Path(var)), world, dice)
        lives = [Doubled(office) for _ in range(LIVES)]
        for life in lives:
            life.live()
        calls = [call for life in lives for call in life.calls]
        office.replay(calls)
    world.database.dispose()
    figures = judge(url, [_line(lives, key, told) for key, told in office.answered.items()])
    figures.runs, figures.faults = 1, office.sent - len(calls)
    figures.broken += len(office.wrong)
    figures.told += office.wrong
    return figures


def _line(lives: list[Doubled], key: str, told: dict[str, Any]) -> str:
    """The acknowledgement as the judge reads it; the engine knows a step by its standard and its key."""
    event = told["event"]
    is_first = any(life.calls[0].key == key for life in lives)
    known = key if is_first else f"{told['standard']}/{key}"
    return f"act {known} {event['log']} {event['index']} {event['leaf_hash']}"


def sqlite(shelf: Shelf, dice: Random) -> Figures:
    """On SQLite."""
    return doubled(shelf.bare(), dice)


def postgresql(cluster: Cluster, dice: Random) -> Figures:
    """On PostgreSQL."""
    return doubled(cluster.bare(), dice)
