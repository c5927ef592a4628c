"""Erasure under dual control: the value is found nowhere, the tree is unchanged, and no restore brings it back."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, THIRD, World
from tests.stage import copied
from workflow import clock, jobs
from workflow.db import Database
from workflow.exports.events import Format, Selection, export_events
from workflow.exports.verification import verify
from workflow.keeping import backups, blanking, erasing, ledger, legal, restoring
from workflow.keeping.blanking import Target
from workflow.keeping.erasing import Wanted
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Refused
from workflow.reads.erasures import Held, holds
from workflow.reads.seats import all_seats
from workflow.records.events import Event, Opening
from workflow.settings import Settings
from workflow.vocabulary import ErasureGround, Joint, SeatRole

CANARIES = {"name": "雀一号陈某", "contact": "雀二号13900001111", "reason": "雀三号的理由"}
OBJECTION = "雀四号:因某人住址在此"


@pytest.fixture
def road(world: World) -> Road:
    """A consultation with a comment of canaries, and later an objection that names somebody."""
    made = builders.standing(world, Joint.CONSULTING)
    made.take("comment", None, clause=clause(made), opinion="改", proposal="换", **CANARIES)
    builders.answering(made)
    made.take("answer_comment", builders.editor(made), comment=1, disposition="accepted", answer="采纳")
    made.by(made.lead, "handler", "publish_answers")
    builders.reviewing(made)
    builders.approving(made)
    builders.frozen(made, "final")
    said = {"position": "disagree", "reason": OBJECTION, "clauses": [clause(made)], "lift": "改好"}
    made.by(SECOND, "approver", "object_release", **said)
    return made


@pytest.fixture
def settings(world: World, tmp_path: Path) -> Settings:
    url = world.database.url.render_as_string(hide_password=False)
    return Settings(var=str(tmp_path / "var"), database_url=url, secret_key="s" * 40)


def clause(road: Road) -> str:
    with road.standing() as standing:
        return next(iter(standing.written.clauses)).id


def target(road: Road, field: str, act: str = "comment") -> Target:
    with road.world.database.read() as session:
        is_its = sa.and_(Event.log_id == Opening.log_id, Event.index == Opening.index)
        query = sa.select(Opening.log_id, Opening.index).join(Event, is_its).where(Event.act == act)
        values = [*CANARIES.values(), OBJECTION]
        mine = (Opening.field == field, Opening.value.in_([value.encode() for value in values]))
        return Target(*session.execute(query.where(*mine)).one(), field)


def asked(
    road: Road, wanted: Target, ground: ErasureGround = ErasureGround.WITHDRAWN, region: str | None = None
) -> int:
    seat = replace(road.world.seat(LEAD, SeatRole.SECADMIN), region=region)
    return erasing.ask(road.world.database, seat, Wanted(wanted, ground, "申请书1号"), at=road.at)


def decided(road: Road, settings: Settings, number: int, *, yes: bool = True) -> None:
    seat = replace(road.world.seat(THIRD, SeatRole.AUDADMIN), region=None)
    erasing.decide(road.world.database, settings, seat, number, yes=yes, at=road.at)


def everywhere(road: Road, settings: Settings) -> Iterator[bytes]:
    """Every byte that the installation keeps or gives away."""
    out = BytesIO()
    export_events(road.world.database, out, Format.JSONL, Selection(), openings=True)
    yield out.getvalue()
    folders = [Path(settings.var)]
    if road.world.database.is_sqlite:
        folders.append(Path(str(road.world.database.url.database)))
    for folder in folders:
        files = folder.rglob("*") if folder.is_dir() else [folder]
        yield from (path.read_bytes() for path in files if path.is_file())


def is_found(value: str, road: Road, settings: Settings) -> bool:
    spellings = (value.encode(), ascii(value)[1:-1].encode())
    return any(one in data for data in everywhere(road, settings) for one in spellings)


def test_erased_values_are_found_nowhere(road: Road, settings: Settings) -> None:
    database, grounds = road.world.database, {"reason": ErasureGround.ORDER}
    with database.read() as session:
        leaves = set(session.execute(sa.select(Event.log_id, Event.index, Event.leaf)).all())
    for field, value in CANARIES.items():
        assert is_found(value, road, settings) or not database.is_sqlite
        decided(road, settings, asked(road, target(road, field), grounds.get(field, ErasureGround.WITHDRAWN)))
        assert not is_found(value, road, settings)
    decided(road, settings, asked(road, target(road, "reason", "object_release"), ErasureGround.ORDER))
    assert not is_found(OBJECTION, road, settings)
    with database.read() as session:
        assert [blanking.left(session, value) for value in (*CANARIES.values(), OBJECTION)] == [{}] * 4
        assert leaves < set(session.execute(sa.select(Event.log_id, Event.index, Event.leaf)).all())
    assert verify(database, None).findings == []


def test_an_older_backup_does_not_bring_it_back(tmp_path: Path) -> None:
    settings = copied(tmp_path / "here")
    database = Database(settings.database_url)
    with database.read() as session:
        is_its = sa.and_(Event.log_id == Opening.log_id, Event.index == Opening.index)
        query = sa.select(Opening.log_id, Opening.index, Opening.value).join(Event, is_its)
        log_id, index, value = session.execute(query.where(Opening.field == "contact", Opening.value != b"")).first()  # type: ignore[misc]
        seats = {seat.role: replace(seat, region=None) for seat in all_seats(session, clock.day_of(clock.now()))}
    jobs.sign(database, settings, clock.now())
    taken = backups.take(settings, tmp_path / "backups", clock.now())
    wanted = Wanted(Target(log_id, index, "contact"), ErasureGround.NEEDLESS, "清单1号")
    number = erasing.ask(database, seats[SeatRole.SECADMIN], wanted, at=clock.now())
    erasing.decide(database, settings, seats[SeatRole.AUDADMIN], number, yes=True, at=clock.now())
    database.dispose()
    there = replace(settings, database_url=f"sqlite:///{tmp_path}/again.db")
    assert value in (taken.folder / "database.sqlite").read_bytes()
    restoring.restore(there, taken.folder, clock.now())
    restored = Database(there.database_url)
    with restored.read() as session:
        assert blanking.value_of(session, wanted.target) is None
    assert [str(found.place) for found in verify(restored, None).findings] == [f"openings/{log_id}/{index}/contact"]
    assert verify(restored, None, ledger.places(there)).findings == []
    restored.dispose()


def rules(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.rule for reason in refused.value.reasons]


def test_who_asked_does_not_decide_and_official_words_need_an_order(road: Road, settings: Settings) -> None:
    number = asked(road, target(road, "name"))
    same = replace(road.world.seat(LEAD, SeatRole.SECADMIN), role=SeatRole.AUDADMIN, region=None)
    with pytest.raises(Refused) as refused:
        erasing.decide(road.world.database, settings, same, number, yes=True, at=road.at)
    assert rules(refused) == ["erasure_second"]
    with pytest.raises(Refused) as refused:
        asked(road, target(road, "reason"))
    assert rules(refused) == ["erasure_official"]
    with pytest.raises(Refused) as refused:
        asked(road, target(road, "name"))
    assert rules(refused) == ["erasure_waits"]
    with pytest.raises(NotThere):
        asked(road, target(road, "contact"), region=THIRD)
    decided(road, settings, number, yes=False)
    assert is_found(CANARIES["name"], road, settings) or not road.world.database.is_sqlite


def holds_seen(road: Road, seat: Seat) -> list[Held]:
    with road.world.database.read() as session:
        return holds(session, seat)


def test_what_is_held_by_law_is_not_erased_until_another_lifts_it(road: Road, settings: Settings) -> None:
    database, audit = road.world.database, road.world.seat(LEAD, SeatRole.AUDADMIN)
    with pytest.raises(NotThere):
        legal.hold(database, replace(audit, region=CHONGQING), road.id, "法院通知1号", at=road.at)
    held = legal.hold(database, audit, road.id, "法院通知2号", at=road.at)
    with pytest.raises(Refused) as refused:
        asked(road, target(road, "name"))
    assert rules(refused) == ["erasure_held"]
    with pytest.raises(Refused) as refused:
        legal.lift(database, audit, held, "法院通知3号", at=road.at)
    assert rules(refused) == ["hold_second"]
    other = replace(road.world.seat(SECOND, SeatRole.AUDADMIN), region=None)  # the installation's own
    assert [one.id for one in holds_seen(road, other)] == [held]
    legal.lift(database, other, held, "法院通知3号", at=road.at)
    decided(road, settings, asked(road, target(road, "name")))
    assert verify(database, None).findings == []
