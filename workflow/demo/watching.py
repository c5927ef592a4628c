"""The machines of regions that the demonstration plays: a witness for each region of one group, with a key that its
approver registered, looking at the group's log over HTTP as long as the demonstration runs."""

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from workflow import agreeing, ceremony, clock, jobs
from workflow.ceremony import Ceremony
from workflow.demo.playing import METHOD, Play
from workflow.entrance import accounts
from workflow.log.durable import make_directory, write_durably
from workflow.picture.standing import Seat
from workflow.process.agreement import ROWS
from workflow.records.agreements import Member
from workflow.records.events import Log
from workflow.records.people import Account
from workflow.settings import Settings
from workflow.vocabulary import KeyKind, SeatRole
from workflow.witnessing import keys, rounds, trusted
from workflow.witnessing.host import Host
from workflow.witnessing.memory import Memory
from workflow.witnessing.sources import Unreachable
from workflow.witnessing.witness import Witness

GROUP: Final = "YRD"
STEP: Final = "register_key"


def machines(settings: Settings) -> Path:
    """Where the folders of these regions lie; a real one lies on the region's own machine."""
    return settings.var_path / "regions"


def watching(play: Play, now: datetime) -> None:
    """Make and register the keys anew: what an earlier demonstration's machines had seen was another log."""
    place, agreement = machines(play.settings), play.agreements[GROUP]
    shutil.rmtree(place, ignore_errors=True)
    make_directory(place)
    signer = jobs.signer(play.settings)
    with play.database.read() as session:
        members = sa.select(Member.region_code).where(Member.agreement_id == agreement).order_by(Member.region_code)
        regions = session.scalars(members).all()
        logs = sa.select(Log.origin).where(sa.or_(Log.agreement_id == agreement, Log.agreement_id.is_(None)))
        vkeys = [str(signer.vkey(origin)) for origin in session.scalars(logs)]
    for region in regions:
        folder = place / region
        key = keys.make(folder, f"{region}.demo.example/witness")
        for vkey in vkeys:
            trusted.add(folder, vkey)
        told = {"key_kind": KeyKind.WITNESS.value, "vkey": str(key.verifier)}
        _register(play, agreement, play.seats["赵", region, SeatRole.APPROVER], told, now)
        write_durably(folder / "token", _token(play, play.seats["钱", region, SeatRole.HANDLER], now).encode())


def look(settings: Settings, base: str) -> None:
    """One round of every machine; a server that is busy is asked again the next time."""
    for folder in sorted(machines(settings).glob("*/")):
        witness = Witness(keys.load(folder), Memory(folder / "logs", trusted.read(folder)))
        with suppress(Unreachable):
            rounds.of_witness(witness, Host.at(base, GROUP, folder / "token"), int(clock.now().timestamp()))


def _register(play: Play, agreement: int, seat: Seat, told: dict[str, str], at: datetime) -> None:
    with play.database.plain() as session:
        case = agreeing.case_for(session, agreement, STEP, seat, told, at)
        signed = Ceremony(ceremony.draw_up(session, ROWS[STEP], case).id, METHOD)
    agreeing.take(play.database, agreement, STEP, seat, told, at=at, signed=signed)


def _token(play: Play, seat: Seat, at: datetime) -> str:
    with play.database.read() as session:
        account = session.scalars(sa.select(Account.id).where(Account.person_id == seat.person_id)).one()
    return accounts.issue_token(play.database, account, seat.id, "witness", at=at)
