"""A dossier handed to whoever may have it: made once for its seal, kept for a while, and told in the log."""

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from io import BufferedRandom
from typing import Any, BinaryIO, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.dossier.bag import BLOCK
from workflow.dossier.building import build
from workflow.dossier.documents import Gone
from workflow.dossier.entitled import profiles, reader
from workflow.dossier.heads import NotSigned
from workflow.log.recording import record
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.records.dossiers import Dossier
from workflow.records.people import Appointment
from workflow.records.standards import Standard
from workflow.settings import Settings
from workflow.storage.shelf import KEEP, PATIENCE, Made, Shelf, Tell
from workflow.vocabulary import Profile

NOUN: Final = "export"
ACT: Final = "export_dossier"
OPEN: Final = timedelta(days=30)  # what anybody may have opens nothing, and may lie


@dataclass(frozen=True)
class Handed:
    """The file, ready to be read, with its name, size, hash and the cosigners it lacks."""

    told: dict[str, Any]
    stream: BinaryIO

    def pieces(self) -> Iterator[bytes]:
        """Its bytes."""
        with self.stream:
            self.stream.seek(0, os.SEEK_SET)
            while piece := self.stream.read(BLOCK):
                yield piece


def key_of(dossier: Dossier) -> str:
    """Under which its file lies on the shelf: the same seal, the same bytes."""
    return f"dossier-{dossier.id}"


def may_have(session: Session, seat: Seat, dossier: Dossier) -> bool:
    """Whether a seat may have what was sealed: its own region's, and no more than it may take today."""
    standard = session.get_one(Standard, dossier.standard_id)
    is_his = reader(seat, dossier.profile).region == dossier.reader
    return is_his and dossier.profile in profiles(session, standard, seat)


def found(session: Session, seat: Seat, standard_id: int, number: int) -> Dossier:
    """A seal by its number, for a seat that may have its dossier. Raises `NotThere`."""
    dossier = session.get(Dossier, number) if 0 < number < 2**31 else None
    if dossier is None or dossier.standard_id != standard_id or not may_have(session, seat, dossier):
        raise NotThere
    return dossier


def made(database: Database, settings: Settings, dossier: Dossier, patience: float = PATIENCE) -> Made | None:
    """The file of a seal, made now where it is not there; None while it takes longer. Raises `Refused`."""
    shelf = Shelf(settings.var_path)
    return shelf.make(key_of(dossier), partial(_built, database, settings, dossier.id, dossier.profile), patience)


def hand(
    database: Database, settings: Settings, seat: Seat, standard_id: int, number: int, at: datetime
) -> Handed | None:
    """The dossier of a seal for a seat; None while it is being made. What opens anything leaves an event of its own."""
    with database.read() as session:
        dossier = found(session, seat, standard_id, number)
    file = made(database, settings, dossier)
    if file is None:
        return None
    stream = file.path.open("rb")
    try:
        if dossier.profile is not Profile.PUBLIC:
            _record(database, seat, dossier, file.told, at)
    except BaseException:
        stream.close()
        raise
    return Handed(file.told, stream)


def _built(
    database: Database, settings: Settings, number: int, profile: Profile, out: BufferedRandom, tell: Tell
) -> dict[str, Any]:
    try:
        told = asdict(build(database, settings, number, out, tell))
    except NotSigned as unsigned:
        raise Refused([Reason("dossier_not_signed", {"origin": unsigned.origin, "n": unsigned.size})]) from unsigned
    except Gone as gone:
        raise Refused([Reason("dossier_gone", {"path": gone.path})]) from gone
    is_final = profile is Profile.PUBLIC and not told["missing"]  # one that waits for witnesses is made anew
    return told | ({KEEP: OPEN.total_seconds()} if is_final else {})


def _record(database: Database, seat: Seat, dossier: Dossier, told: dict[str, Any], at: datetime) -> None:
    with database.write(at) as work:
        work.session.execute(sa.select(Appointment.id).where(Appointment.id == seat.id).with_for_update())
        facts: dict[str, Any] = {"dossier": dossier.id, "standard": dossier.standard_id}
        facts |= {"profile": dossier.profile.value}
        facts |= {"sha256": told["sha256"], "size": told["size"], "missing": list(told["missing"])}
        record(work, NOUN, seat.id, ACT, seat, agreement_id=None, facts=facts)
