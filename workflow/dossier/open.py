"""The dossier of a released standard that anybody may have: sealed when somebody asks, at most once a day."""

import threading
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.dossier.building import keeps
from workflow.dossier.entitled import Reader
from workflow.dossier.handing import key_of
from workflow.dossier.planning import plan
from workflow.dossier.sealing import against, seal
from workflow.log.signer import Signer
from workflow.process.reasons import NotThere, Refused
from workflow.reads.catalogue import IS_PUBLIC
from workflow.records.dossiers import Dossier
from workflow.records.standards import Standard
from workflow.settings import Settings
from workflow.storage.shelf import PATIENCE, Busy, Shelf
from workflow.vocabulary import Profile

_sealing: Final = threading.Lock()  # a seal judges a whole life again: one at a time, or readers starve the writers
AGAIN: Final = timedelta(days=1)  # a standard that goes on is not sealed anew for every event


def released(session: Session, standard_id: int) -> Standard:
    """A standard that anybody may read. Raises `NotThere`."""
    here = (Standard.id == standard_id, IS_PUBLIC)
    found = session.scalars(sa.select(Standard).where(*here)).one_or_none() if 0 < standard_id < 2**31 else None
    if found is None:
        raise NotThere
    return found


def sealed(session: Session, standard_id: int) -> list[Dossier]:
    """Its seals that open nothing, the newest first, whoever asked for them."""
    mine = (Dossier.standard_id == standard_id, Dossier.profile == Profile.PUBLIC)
    return list(session.scalars(sa.select(Dossier).where(*mine).order_by(Dossier.id.desc())))


def is_due(standard: Standard, seals: list[Dossier], at: datetime) -> bool:
    """Whether it may be sealed anew: never was, or a day ago and something was done since."""
    return not seals or (seals[0].last < standard.version and not _is_fresh(seals[0], at))


def ask(database: Database, settings: Settings, signer: Signer, standard_id: int, at: datetime) -> Dossier:
    """The newest seal, made now where one is due, or where no file of it lies here any more and this program could make
    none: a newer one may judge otherwise. Raises `NotThere`, `Refused`, `Outdated`, or `Busy`."""
    if (standing := _standing(database, settings, standard_id, at)) is not None:
        return standing
    if not _sealing.acquire(timeout=PATIENCE):
        raise Busy
    try:
        return _standing(database, settings, standard_id, at) or _made(database, settings, signer, standard_id, at)
    finally:
        _sealing.release()


def _standing(database: Database, settings: Settings, standard_id: int, at: datetime) -> Dossier | None:
    """A seal that may be handed out again; of many who ask at once one makes it, and the others find it."""
    with database.read() as session:
        standard, seals = released(session, standard_id), sealed(session, standard_id)
        due = is_due(standard, seals, at)
    return seals[0] if not due and (_lies_here(settings, seals[0]) or keeps(database, settings, seals[0])) else None


def _made(database: Database, settings: Settings, signer: Signer, standard_id: int, at: datetime) -> Dossier:
    with database.read() as session:
        if reasons := against(session, released(session, standard_id)):
            raise Refused(reasons)
    planned = plan(database, settings, standard_id, Reader(Profile.PUBLIC), at)
    number = seal(database, signer, planned, None, at)
    with database.read() as session:
        return session.get_one(Dossier, number)


def _is_fresh(seal: Dossier, at: datetime) -> bool:
    return at - seal.at < AGAIN


def _lies_here(settings: Settings, seal: Dossier) -> bool:
    """Or somebody makes it just now."""
    shelf, key = Shelf(settings.var_path), key_of(seal)
    return shelf.find(key) is not None or shelf.progress(key) is not None
