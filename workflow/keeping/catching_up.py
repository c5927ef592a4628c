"""A host that was put back from an older backup takes from mirrors what it lacks: the same log goes on, and nothing is
written that the whole evidence does not agree with."""

from collections.abc import Collection, Set
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflow import holds
from workflow.db import Database, Work
from workflow.exports.verification import verify
from workflow.keeping import ledger
from workflow.keeping.copies import Copies
from workflow.keeping.copying import set_sequences
from workflow.keeping.erasing import erase_again, note_down, sweep
from workflow.keeping.forks import behind
from workflow.keeping.putting_back import put_back
from workflow.keeping.renewing import renew
from workflow.keeping.wanted import Wanted, wanted
from workflow.log.durable import write_durably
from workflow.log.trust import log_key
from workflow.parcels.sealing import Key
from workflow.records.events import FrozenLog, Log
from workflow.records.papers import StoredFile
from workflow.records.people import LoginSession, Token
from workflow.seats import installing
from workflow.settings import Settings
from workflow.storage.files import path_of
from workflow.storage.shelf import Shelf
from workflow.witnessing.lacking import Lost
from workflow.words import say

EVENT = "catch_up"
NOBODY: Final = "没有一份完好的副本：请另取别的镜像。"


@dataclass
class Caught:
    """What became of every log that lacked something: how far it came, or why nothing of it was taken."""

    logs: dict[str, tuple[int, int]] = field(default_factory=dict)
    rows: int = 0
    refused: dict[str, list[str]] = field(default_factory=dict)
    lost: dict[str, list[Lost]] = field(default_factory=dict)  # acts of refused logs, for people to take again
    uncosigned: list[Lost] = field(default_factory=list)  # acts that are back though no region had cosigned them yet
    beyond: dict[str, tuple[int, int]] = field(default_factory=dict)  # leaves that were signed, and that nobody holds
    files: list[str] = field(default_factory=list)  # named by rows, and lying nowhere here
    damaged: list[str] = field(default_factory=list)  # mirrors that could not serve, in sentences


class _Disagrees(Exception):
    """What was put back does not agree with the evidence."""


def catch_up(database: Database, settings: Settings, folders: Collection[Path], at: datetime) -> Caught:
    """Take all that these mirrors hold; a log that cannot be made whole is left as it is, with every reason."""
    copies, done = Copies(folders, Key.of(settings), lambda origin: log_key(settings.var_path, origin)), Caught()
    with database.read() as session:
        found = wanted(session, copies)
    whole = [one for one in found if not one.reasons]
    done.refused = {one.origin: one.reasons for one in found if one.reasons}
    done.refused |= {origin: [say(NOBODY)] for origin in copies.origins() if copies.held(origin) is None}
    halted = {origin for origin in copies.origins() if copies.seen(origin) > _reached(copies, origin)} | {*done.refused}
    try:
        done.rows = _put(database, settings, copies, whole, at, halted) if whole else 0
        done.logs = {one.origin: (one.has, one.held.head.size) for one in whole}
    except (_Disagrees, IntegrityError) as odd:
        why = str(odd.orig if isinstance(odd, IntegrityError) else odd).splitlines()
        done.refused |= {one.origin: why for one in whole}
    done.lost = {one.origin: _acts(one, one.has) for one in found if one.origin in done.refused}
    done.uncosigned = [
        act for one in found if one.origin in done.logs for act in _acts(one, max(one.has, copies.cosigned(one.origin)))
    ]
    done.beyond = _beyond(database, settings, copies)
    done.damaged = list(copies.damaged)
    with database.read() as session:
        is_held = holds.held(session) is not None
    if is_held:  # also where an earlier run was cut off between the rows and what follows them
        _after(database, settings, copies, done, at)
    return done


def _put(
    database: Database, settings: Settings, copies: Copies, found: list[Wanted], at: datetime, halted: Set[str]
) -> int:
    """Write, compare the whole evidence, and keep it only if nothing disagrees. What was erased, who was logged in,
    that nothing happens by itself and the event belong to one moment: whoever pulls the plug finds all or nothing."""
    with database.plain() as session:
        n = put_back(session, copies, found, at)
        session.flush()
        if not database.is_sqlite:
            set_sequences(session)
        erased = ledger.places(settings)
        inside = copy(database)
        inside.engine = session.connection()  # type: ignore[assignment]  # the transaction that is still open
        report = verify(inside, None, erased)
        if not report.is_clean:
            raise _Disagrees("\n".join(str(one) for one in report.findings))
        note_down(inside, settings)
        erase_again(session, settings)
        _quieten(session, found, at)
        if _may_go_on(inside, settings, halted):
            told = [{"log": one.origin, "from": one.has, "to": one.held.head.size} for one in found]
            installing.record(Work(session, at), EVENT, facts={"logs": told})
    return n


def _quieten(session: Session, found: list[Wanted], at: datetime) -> None:
    """Nobody is logged in and timers wait; what the signer refused of these logs it will sign now."""
    for kind in (LoginSession, Token):
        session.execute(sa.update(kind).where(kind.revoked_at.is_(None)).values(revoked_at=at))
    if holds.held(session) is None:
        holds.hold(session, backup=EVENT, taken_at=at, at=at)
    ours = sa.select(Log.id).where(Log.origin.in_([one.origin for one in found]))
    session.execute(sa.delete(FrozenLog).where(FrozenLog.log_id.in_(ours), FrozenLog.why == "refused"))


def _may_go_on(database: Database, settings: Settings, halted: Set[str]) -> bool:
    """Whether the installation's own log may: one that is still behind must not tell a second story."""
    with database.read() as session:
        house = set(session.scalars(sa.select(Log.origin).where(Log.agreement_id.is_(None))))
        frozen = set(session.scalars(sa.select(Log.origin).join(FrozenLog, FrozenLog.log_id == Log.id)))
    return bool(house) and not house & (halted | frozen | {one.origin for one in behind(database, settings)})


def _after(database: Database, settings: Settings, copies: Copies, done: Caught, at: datetime) -> None:
    """What may be done twice: pages that were freed are written over, lists are drawn anew, files laid down, those made
    of what stood here before forgotten."""
    Shelf(settings.var_path).forget()
    sweep(database)
    renew(database, at)
    with database.read() as session:
        done.files = [one for one in session.scalars(sa.select(StoredFile.sha256)) if not _laid(settings, copies, one)]


def _laid(settings: Settings, copies: Copies, digest: str) -> bool:
    """Whether a file lies here, or did in some copy."""
    place = path_of(settings, digest)
    data = None if place.exists() else copies.file(digest)
    if data is not None:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_durably(place, data)
    return place.exists()


def _beyond(database: Database, settings: Settings, copies: Copies) -> dict[str, tuple[int, int]]:
    """How much further than its whole copies a log was seen: by the signer, or by a region's key."""
    signed = {one.origin: one.signed for one in behind(database, settings)}
    far = {origin: max(signed.get(origin, 0), copies.seen(origin)) for origin in copies.origins()}
    return {origin: (_reached(copies, origin), to) for origin, to in far.items() if to > _reached(copies, origin)}


def _reached(copies: Copies, origin: str) -> int:
    held = copies.held(origin)
    return held.head.size if held else 0


def _acts(one: Wanted, start: int) -> list[Lost]:
    """The acts of a log from a leaf on, as far as anybody has their leaves."""
    told = {index: leaf for index, _, leaf in one.leaves}
    return [_act(one.origin, index, told.get(index)) for index in range(start, one.held.head.size)]


def _act(origin: str, index: int, leaf: dict[str, object] | None) -> Lost:
    if leaf is None:
        return Lost(origin, index)
    parts = (leaf[name] for name in ("ts", "obj", "act", "actor", "region"))
    return Lost(origin, index, *parts)  # type: ignore[arg-type]
