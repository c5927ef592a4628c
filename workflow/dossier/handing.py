"""A dossier handed to whoever may have it: built into a file that nobody else can open, and told in the log."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from tempfile import TemporaryFile
from typing import BinaryIO, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.dossier.bag import BLOCK
from workflow.dossier.building import Built, build
from workflow.dossier.entitled import profiles, reader
from workflow.log.journal import Deed, append, next_sequence
from workflow.process.reasons import NotThere
from workflow.records.dossiers import Dossier
from workflow.records.people import Appointment
from workflow.records.standards import Standard
from workflow.settings import Settings
from workflow.standing import Seat
from workflow.vocabulary import Profile

NOUN: Final = "export"
ACT: Final = "export_dossier"


@dataclass(frozen=True)
class Handed:
    """The file, ready to be read once."""

    built: Built
    stream: BinaryIO

    def pieces(self) -> Iterator[bytes]:
        """Its bytes; the file is gone when the last one is out."""
        with self.stream:
            self.stream.seek(0, os.SEEK_SET)
            while piece := self.stream.read(BLOCK):
                yield piece


def may_have(session: Session, seat: Seat, dossier: Dossier) -> bool:
    """Whether a seat may have what was sealed: its own region's, and no more than it may take today."""
    standard = session.get_one(Standard, dossier.standard_id)
    is_his = reader(seat, dossier.profile).region == dossier.reader
    return is_his and dossier.profile in profiles(session, standard, seat)


def hand(database: Database, settings: Settings, seat: Seat, standard_id: int, number: int, at: datetime) -> Handed:
    """Build the dossier of a seal for a seat; what opens anything leaves an event of its own."""
    with database.read() as session:
        dossier = session.get(Dossier, number) if 0 < number < 2**31 else None
        if dossier is None or dossier.standard_id != standard_id or not may_have(session, seat, dossier):
            raise NotThere
    folder = settings.var_path / "dossiers"
    folder.mkdir(parents=True, exist_ok=True)
    stream = TemporaryFile("w+b", dir=folder)  # noqa: SIM115 - closed by whoever reads it
    try:
        built = build(database, settings, number, stream)
        if dossier.profile is not Profile.PUBLIC:
            _record(database, seat, dossier, built, at)
    except BaseException:
        stream.close()
        raise
    return Handed(built, stream)


def _record(database: Database, seat: Seat, dossier: Dossier, built: Built, at: datetime) -> None:
    with database.write(at) as work:
        work.session.execute(sa.select(Appointment.id).where(Appointment.id == seat.id).with_for_update())
        facts = {"dossier": dossier.id, "standard": dossier.standard_id, "profile": dossier.profile.value}
        deed = Deed(
            noun=NOUN,
            object_id=seat.id,
            sequence=next_sequence(work.session, NOUN, seat.id),
            act=ACT,
            seat=seat,
            at=at,
            agreement_id=None,
            facts={**facts, "sha256": built.sha256, "size": built.size, "missing": list(built.missing)},
        )
        append(work, deed)
