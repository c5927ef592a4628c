"""Builds the demonstration into an empty database: places, persons, the real registers, and every life up to now."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from workflow import founding
from workflow.agreeing import door
from workflow.clock import BEIJING, day_of
from workflow.db import Database, migrate
from workflow.demo import bank
from workflow.demo.acts import SEATS, Who, working_day
from workflow.demo.audited import audited
from workflow.demo.beside import beside
from workflow.demo.catalogued import catalogued
from workflow.demo.cooperation import cooperation
from workflow.demo.corresponded import corresponded
from workflow.demo.legs import CHANG, TAN, XIANG, ZHU, chair
from workflow.demo.lives import lives
from workflow.demo.measured import measured
from workflow.demo.people import seat_administrators, seat_people
from workflow.demo.playing import Play
from workflow.demo.watching import watching
from workflow.doors import historic
from workflow.engines import hurry
from workflow.entrance import accounts
from workflow.records.agreements import Agreement
from workflow.records.events import Event
from workflow.records.notices import RegionNotice
from workflow.records.people import Person
from workflow.seats import installing
from workflow.settings import Settings
from workflow.storage.files import settle
from workflow.vocabulary import Notice

FOUNDED: Final = -300  # working days before today
UNREAD: Final = timedelta(days=7)  # older notices have been read
BUILT: Final = "build_demonstration"  # the last event of a whole build
SUFFIXES: Final = ("", "-journal", "-wal", "-shm", ".lock")


class NotEmpty(Exception):
    """The database holds an installation that is no demonstration: nothing is built into it."""


class Production(Exception):
    """A production installation has no demonstration."""


def is_built(settings: Settings) -> bool:
    """Whether the database holds a whole demonstration; raises NotEmpty when it holds something else."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not (url.database and Path(url.database).exists()):
        return False
    database = Database(settings.database_url)
    try:
        with database.read() as session:
            if not sa.inspect(session.connection()).has_table(Agreement.__tablename__):
                return False
            is_real = sa.or_(sa.exists().where(~Agreement.is_demo), sa.exists().where(~Person.is_demo))
            if session.scalar(sa.select(is_real)):
                raise NotEmpty
            return bool(session.scalar(sa.select(sa.exists().where(Event.act == BUILT))))
    finally:
        database.dispose()


def build(settings: Settings, now: datetime) -> None:
    """Build it whole or not at all: a SQLite file takes its place only when it is complete."""
    if settings.is_production:
        raise Production
    if is_built(settings):
        return
    forget_heads(settings)
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        _empty(url)
        migrate(settings.database_url)
        return fill(settings, now)
    place = Path(url.database)
    draft = place.with_name(f"{place.name}.building")
    remove(draft)
    drafted = replace(settings, database_url=url.set(database=str(draft)).render_as_string(hide_password=False))
    migrate(drafted.database_url)
    fill(drafted, now, is_draft=True)
    settle(draft)
    draft.replace(place)
    settle(place.parent)
    remove(draft)


def fill(settings: Settings, now: datetime, *, is_draft: bool = False) -> None:
    """Everything the demonstration starts from, into a migrated database; a draft is relied on once it is whole."""
    database = Database(settings.database_url)
    if is_draft:
        hurry(database.engine)
    try:
        founded_at = datetime.combine(working_day(day_of(now), FOUNDED), time(9), BEIJING)
        _found(database, settings, founded_at)
        play = Play(database, settings, founded_at)
        _register(database, play, founded_at + timedelta(hours=2))
        _empower(database, play, founded_at + timedelta(hours=4))
        bank.lay(play, founded_at + timedelta(hours=6))
        play.play(lives(day_of(now)), now, cooperation(day_of(now)))
        beside(play, now)
        audited(play, now)
        catalogued(play, now)
        corresponded(play, now)
        measured(play, now)
        watching(play, now)
        _read_old_notices(database, play, now)
        with database.write(now) as work:
            made = {"standards": len(play.standards), "lives": play.standards, "entries": play.entries}
            installing.record(work, BUILT, facts=made)
    finally:
        database.dispose()


def reset(settings: Settings) -> None:
    """Take the demonstration away; raises NotEmpty rather than touch anything else."""
    if settings.is_production:
        raise Production
    if not is_built(settings):
        return
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        remove(Path(url.database))
    else:
        _empty(url)


def _empty(url: sa.URL) -> None:
    """A server's database without anything that a demonstration, perhaps half built, has left."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()


def remove(place: Path) -> None:
    """A SQLite file with what lies beside it."""
    for suffix in SUFFIXES:
        place.with_name(place.name + suffix).unlink(missing_ok=True)


def forget_heads(settings: Settings) -> None:
    """What was signed of an earlier demonstration; its logs begin anew, and the signer would rightly refuse them."""
    for path in (settings.var_path / "signer").glob("*.checkpoint"):
        if path.read_bytes().startswith(b"demo/"):
            path.unlink()


def _found(database: Database, settings: Settings, at: datetime) -> None:
    groups = founding.agreements_given()
    hashed = accounts.hash_password(settings.demo_password)
    with database.write(at) as work:
        installing.open_installation(work, is_demo=True, year=at.year)
        founding.lay_all(work, groups, is_demo=True)
        seat_administrators(work, since=day_of(at), password_hash=hashed)
        seat_people(work, [group["code"] for group in groups], password_hash=hashed)


def _register(database: Database, play: Play, at: datetime) -> None:
    """The real standards of each group, entered by its secretary."""
    for code in play.agreements:
        for answers in historic.known(code):
            seat = play.seat(Who("褚", chair(code), SEATS["褚"]))
            historic.register(database, play.agreements[code], seat, answers, at=at)
            at += timedelta(minutes=3)


def _empower(database: Database, play: Play, at: datetime) -> None:
    """The province's documents by which its cities may make local standards."""
    seat = play.seat(Who("许", XIANG, SEATS["许"]))
    for nth, city in enumerate((CHANG, ZHU, TAN), 1):
        given = {"city": city, "document_number": f"湘示批〔2020〕{nth}号", "dated": "2020-06-01"}
        door.take(database, play.agreements["CZT"], "empower_city", seat, given, at=at + timedelta(minutes=nth))


def _read_old_notices(database: Database, play: Play, now: datetime) -> None:
    """What was told long ago has been read by the region's handler."""
    old = (RegionNotice.state == Notice.DELIVERED, RegionNotice.queued_at < now - UNREAD)
    with database.plain() as session:
        for (surname, region, role), seat in play.seats.items():
            if surname == "钱" and role is SEATS["钱"]:
                mine = sa.update(RegionNotice).where(*old, RegionNotice.region_code == region)
                read = {"state": Notice.READ, "read_at": RegionNotice.delivered_at, "read_by": seat.person_id}
                session.execute(mine.values(**read))
