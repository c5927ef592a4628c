"""1,000 acts on many projects while the mail server drops, delays and refuses, some of them rolled back after their
notices were written: each recipient is told once in effect, receipts are right, nothing is told of what did not happen.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, MORNING, SECOND, THIRD, World
from tests.mailserver import Mood, Server, parsed, running
from tests.web.hosting import operator_of
from tests.workflow.post.readers import BASE, listens, mails, settings
from workflow import mailroom, projection
from workflow.db import Work
from workflow.doors import acknowledging
from workflow.exports.findings import Report
from workflow.exports.receipts import check_receipts
from workflow.picture.standing import Seat
from workflow.post import carrier, retrying, smtp, telling
from workflow.process.reasons import Refused
from workflow.records.notices import RegionNotice
from workflow.settings import Settings
from workflow.vocabulary import Mail, MailWish, Notice

PROJECT = 25  # acts on one project
BROKEN = 7  # every so many acts one more is tried, and fails after its notices were written
FAULTS = [Mood.LATER, Mood.BUSY, Mood.DROPS, Mood.SWALLOWS, Mood.CLOSES, Mood.REFUSES, Mood.REFUSES_CONTENT]
RARE = [Mood.HANGS, Mood.SLOW]
Told = Counter[tuple[int, str, str]]  # project, step, region


class Planted(Exception):
    """The fault after the notices."""


@dataclass
class Office:
    """Who acts, who reads, and what the acts should have led to, reckoned apart."""

    world: World
    given: Settings
    server: Server
    monkeypatch: pytest.MonkeyPatch
    expected: Told = field(default_factory=Counter)
    acts: int = 0
    broken: int = 0
    at: datetime = MORNING

    def take(self, road: Road, to: tuple[str, ...], region: str, role: str, step: str, /, **answers: str) -> None:
        """An act that these regions are told of; every now and then one just like it fails at the last moment."""
        if self.acts % BROKEN == 0:
            with self._breaking(), pytest.raises(Planted):
                road.by(region, role, step, **answers)
            self.broken += 1
        road.by(region, role, step, **answers)
        self._happened(road, step, to)

    def proposed(self) -> Road:
        road = builders.proposed(self.world, at=self.at)
        self._happened(road, "propose", (SECOND, THIRD))
        return road

    def _happened(self, road: Road, step: str, to: tuple[str, ...]) -> None:
        self.acts += 1
        self.expected.update((road.id, step, region) for region in to)

    @contextmanager
    def _breaking(self) -> Iterator[None]:
        """What comes after the notices of an act fails; they were written, as is made sure of here."""

        def breaks(work: Work, *_: object) -> None:
            assert "notices" in work.wrote
            raise Planted

        with self.monkeypatch.context() as broken:
            broken.setattr(projection, "project", breaks)
            yield

    def post(self, at: datetime) -> None:
        """One round of two workers, in the weather that the server just has."""
        telling.tell(self.world.database, at, BASE)
        with ThreadPoolExecutor(2) as workers:
            list(workers.map(lambda name: carrier.carry(self.world.database, self.given, at, name), "ab"))


@pytest.fixture
def office(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(smtp, "TIMEOUT", 0.2)
    monkeypatch.setattr(carrier, "BATCH", 40)
    for region, role in ((LEAD, "approver"), (SECOND, "handler"), (THIRD, "approver")):
        listens(world, world.seat(region, role), MailWish.EACH)
    with running() as server:
        server.hang = 0.3
        yield Office(world, settings(tmp_path, server.url), server, monkeypatch)


def weather(n: int) -> list[Mood]:
    """How the next conversations go: a third of them badly, the same in each run."""
    dice = Random(n)
    moods = [dice.choice(FAULTS) if dice.random() < 0.35 else Mood.WELL for _ in range(60)]
    return [*moods, RARE[n % 2]] if n % 4 < 2 else moods


def lived(office: Office, n: int) -> Road:
    """A project of so many acts: all are invited, the third declines (which the others must acknowledge)."""
    road = office.proposed()
    for region in (SECOND, THIRD):
        office.take(road, (region,), LEAD, "handler", "invite", region=region, reply_by=builders.day(road, 30))
    office.take(road, (SECOND, THIRD), LEAD, "handler", "open_initiation", decide_by=builders.day(road, 90))
    office.take(road, (LEAD, SECOND), THIRD, "approver", "decline", reason="本地区暂不需要")
    for turn in range(n - 5):
        words = f"停车场充电设施管理规范第{turn}稿(示)"
        office.take(road, (SECOND,), LEAD, "handler", "amend_proposal", title_zh=words, reason="补正")
    return road


def worked(office: Office, wanted: int) -> list[Road]:
    """The acts, project after project, the post in between; then the post until the weather is over."""
    roads = []
    for n in range(wanted // PROJECT):
        roads.append(lived(office, PROJECT))
        office.at = max(office.at, roads[-1].at)
        office.server.moods = weather(n)
        office.post(office.at)
    until = office.at + timedelta(days=4)
    while any(mail.state in (Mail.QUEUED, Mail.SENDING) for mail in mails(office.world)) and office.at < until:
        office.at += timedelta(minutes=5)
        office.post(office.at)
    return roads


def told(world: World) -> Told:
    with world.database.read() as session:
        rows = session.execute(sa.select(RegionNotice.standard_id, RegionNotice.step, RegionNotice.region_code))
        return Counter((project, step, region) for project, step, region in rows)


def received(server: Server, *, kept: bool) -> dict[str, Counter[str]]:
    """By address the Message-IDs that came, with or without those that the server kept and never answered for."""
    found: dict[str, Counter[str]] = {}
    for to, raw in [*server.accepted, *(server.swallowed if kept else ())]:
        found.setdefault(to, Counter())[str(parsed(raw)["Message-ID"])] += 1
    return found


def retried(office: Office) -> int:
    """What the server refused for good the administrator has sent again; gives how many that were."""
    operator = operator_of(office.world)
    refused = [mail.id for mail in mails(office.world) if mail.state is Mail.UNDELIVERABLE]
    for mail in refused:
        retrying.retry(office.world.database, operator, mail, at=office.at)
    office.server.moods = []
    while any(mail.state is Mail.QUEUED for mail in mails(office.world)):
        office.post(office.at)
    return len(refused)


def acknowledged(office: Office, seats: dict[str, Seat]) -> int:
    """Each receipt that is owed is given once; a second one is refused. Gives how many were owed."""
    with office.world.database.read() as session:
        owed = list(session.scalars(sa.select(RegionNotice).where(RegionNotice.owes_receipt)))
    for notice in owed:
        seat = seats[notice.region_code]
        acknowledging.acknowledge(office.world.database, seat, notice.id, at=office.at)
        with pytest.raises(Refused):
            acknowledging.acknowledge(office.world.database, seat, notice.id, at=office.at)
    return len(owed)


@pytest.mark.timeout(400)
def test_each_is_told_once_in_effect_and_of_nothing_that_did_not_happen(office: Office) -> None:
    wanted = 1000
    roads = worked(office, wanted)
    assert office.acts == wanted
    assert office.broken > wanted // 10
    assert told(office.world) == office.expected
    assert retried(office) > 0
    _each_once(office)
    _receipts(office, roads)


def _each_once(office: Office) -> None:
    """The letters that came are those that the notices lead to: each by one name, each accepted once."""
    queued = {mail.id: mail for mail in mails(office.world)}
    assert {mail.state for mail in queued.values()} == {Mail.SENT}
    assert len(office.server.swallowed) > len(office.server.accepted) / 100
    with office.world.database.read() as session:
        notices = {one.id: one for one in session.scalars(sa.select(RegionNotice))}
    assert all(max(ids.values()) == 1 for ids in received(office.server, kept=False).values())
    readers = {LEAD: "approver", SECOND: "handler", THIRD: "approver"}
    for region, role in readers.items():
        seat = office.world.seat(region, role)
        ids = received(office.server, kept=True)[f"p{seat.person_id}@example.org"]
        came = [queued[int(name[1:].partition(".")[0])] for name in ids]
        assert {mail.person_id for mail in came} == {seat.person_id}
        assert len({mail.cause for mail in came}) == len(came)
        of_notices = sorted(mail.cause for mail in came if mail.cause.startswith("notice/"))
        assert of_notices == sorted(f"notice/{one.id}" for one in notices.values() if one.region_code == region)


def _receipts(office: Office, roads: list[Road]) -> None:
    """Delivered to all; read where the project was opened; acknowledged where it is owed, by whom and when."""
    seats = {region: office.world.seat(region, "handler") for region in (LEAD, SECOND)}
    opened = {road.id for road in roads[::2]}
    for project in opened:
        with office.world.database.plain() as session:
            mine = {"region": SECOND, "standard_id": project, "person_id": seats[SECOND].person_id}
            mailroom.mark_read(session, **mine, at=office.at)  # type: ignore[arg-type]
    assert acknowledged(office, seats) == 2 * len(roads)
    with office.world.database.read() as session:
        found = list(session.scalars(sa.select(RegionNotice)))
    for one in found:
        is_read = one.region_code == SECOND and one.standard_id in opened
        wanted = Notice.ACKNOWLEDGED if one.owes_receipt else Notice.READ if is_read else Notice.DELIVERED
        assert (one.state, one.delivered_at is not None) == (wanted, True)
        by = seats[one.region_code].person_id if one.owes_receipt else None
        assert (one.acknowledged_by, one.acknowledged_at) == (by, office.at if by else None)
        assert (one.read_at is not None) == (is_read or one.owes_receipt)
    report = Report()
    check_receipts(office.world.database, report)
    assert (report.findings, report.counts["receipts"]) == ([], 2 * len(roads))
