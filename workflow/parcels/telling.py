"""The parcels behind a run of leaves, as one moment's picture of the database tells them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database, table_of
from workflow.doors import forgetting
from workflow.engines import of_one_moment
from workflow.parcels import rows
from workflow.parcels.scopes import AGREEMENT, INSTALLATION, STANDARD, Scope
from workflow.parcels.sealing import Key
from workflow.records.cosigning import CosignatureLine
from workflow.records.events import Checkpoint, Event, Log, Opening
from workflow.records.standards import Standard

PAGE: Final = 256  # leaves whose openings lie in one parcel
ERASURE, ERASED = "erasure", "erase"
SEALING: Final = frozenset({"seal_release", "seal_amendment"})
VOTES: Final = frozenset({"vote", "paper_act"})  # sealed in the log while a panel sits


@dataclass(frozen=True)
class Parcel:
    """Sealed content under its name. `sealed` is none where later leaves touched it already: it is told with those.
    `since` is the first leaf of the run that touched it."""

    name: str
    sealed: bytes | None
    since: int
    files: tuple[str, ...] = ()  # handed in with these rows, by SHA-256


def page_name(origin: str, index: int) -> str:
    """The parcel in which the openings of a leaf lie."""
    return f"{origin}#{index // PAGE}"


def parcels(database: Database, key: Key, log_id: int, start: int, end: int, size: int) -> Iterator[Parcel]:
    """What the leaves from `start` up to `end` wrote, exact for the log of `size` leaves. All is read at one moment and
    sealed after it: an open reading keeps writers waiting."""
    with database.read() as session:
        of_one_moment(session)
        told = list(_told(session, session.get_one(Log, log_id), start, end, size))
    for name, content, since in told:
        if content is None:
            yield Parcel(name, None, since)
            continue
        files = tuple(row["sha256"] for row in content.get("lent", {}).get("files", ()))
        yield Parcel(name, key.seal(name, content), since, files)


def _told(session: Session, log: Log, start: int, end: int, size: int) -> Iterator[tuple[str, Any, int]]:
    seen, late = Touched(session, log, start, end), Touched(session, log, size, log.size)
    for scope, since in seen.scopes.items():
        yield str(scope), None if scope in late.scopes else _content(session, scope, log, size), since
    for (origin, n), since in seen.pages.items():
        yield f"{origin}#{n}", _page(session, origin, n), since


class Touched:
    """The scopes and pages that a run of leaves wrote to, each with the first leaf that did."""

    def __init__(self, session: Session, log: Log, start: int, end: int) -> None:
        self.session, self.log = session, log
        self.scopes, self.pages = dict[Scope, int](), dict[tuple[str, int], int]()
        self.kin = cache(self._kin)
        run = (Event.log_id == log.id, Event.index >= start, Event.index < end)
        columns = (Event.index, Event.noun, Event.object_id, Event.act, Event.leaf)
        for index, noun, number, act, leaf in session.execute(sa.select(*columns).where(*run).order_by(Event.index)):
            self.pages.setdefault((log.origin, index // PAGE), index)
            for scope in self._of(noun, number, act, leaf, index):
                self.scopes.setdefault(scope, index)

    def _of(self, noun: str, number: int, act: str, leaf: bytes, index: int) -> Iterator[Scope]:
        if noun == STANDARD:
            yield from self.kin(number)
            if act in SEALING:
                self._lines(json.loads(leaf)["facts"].get("cosigned", {}), index)
            return
        agreement = self.log.agreement_id
        yield Scope(INSTALLATION) if agreement is None else Scope(AGREEMENT, agreement)
        told = json.loads(leaf)
        for part in (told["facts"], told["to"]):
            if isinstance(part.get("standard"), int):
                yield Scope(STANDARD, part["standard"])
        if noun == ERASURE and act == ERASED:
            yield from self._erased(told["facts"], index)
        elif noun == forgetting.NOUN:
            yield Scope(STANDARD, number)
            given = (Event.noun == STANDARD, Event.object_id == number, Event.act.in_(forgetting.GIVEN))
            self._pages_of(given, index)

    def _erased(self, facts: Mapping[str, Any], index: int) -> Iterator[Scope]:
        """A value went: what lay beside it is told anew without it."""
        its = (Log.origin == facts["log"], Event.index == facts["index"])
        query = sa.select(Event.noun, Event.object_id).join(Log, Log.id == Event.log_id)
        for noun, number in self.session.execute(query.where(*its)):
            if noun == STANDARD:
                yield Scope(STANDARD, number)
        self._pages_of(its, index)

    def _pages_of(self, where: Iterable[sa.ColumnElement[bool]], index: int) -> None:
        query = sa.select(Log.origin, Event.index).join(Log, Log.id == Event.log_id).where(*where)
        for origin, other in self.session.execute(query):
            self.pages.setdefault((origin, other // PAGE), index)

    def _lines(self, hashes: Mapping[str, str], index: int) -> None:
        """The lines by which something was sealed came after the leaves that they are of."""
        lines = CosignatureLine.log_id == self.log.id, CosignatureLine.size <= index
        query = sa.select(CosignatureLine.size, CosignatureLine.line).where(*lines)
        wanted = set(hashes.values())
        newest_first = query.order_by(CosignatureLine.size.desc()).execution_options(yield_per=PAGE)
        for size, line in self.session.execute(newest_first):
            if not wanted:
                return
            if (digest := sha256(line.encode()).hexdigest()) in wanted:
                wanted.discard(digest)
                self.pages.setdefault((self.log.origin, (size - 1) // PAGE), index)

    def _kin(self, number: int) -> list[Scope]:
        """The standard, and those of its lineage: a number passes from one to the next."""
        same = sa.select(Standard.lineage).where(Standard.id == number).scalar_subquery()
        ids = self.session.scalars(sa.select(Standard.id).where(Standard.lineage == same))
        return [Scope(STANDARD, other) for other in ids]


def _content(session: Session, scope: Scope, log: Log, size: int) -> dict[str, Any]:
    own, lent = rows.of(session, scope)
    return {"log": log.origin, "size": size, "rows": own, "lent": lent}


def _page(session: Session, origin: str, n: int) -> dict[str, Any]:
    """The openings of a page, whose log it is, and leaves that regions are told by their hash alone."""
    log = session.scalars(sa.select(Log).where(Log.origin == origin)).one()
    told = {"id": log.id, "agreement": log.agreement_id, "year": log.year, "part": log.part}
    same = Log.agreement_id.is_not_distinct_from(log.agreement_id)
    newness = session.scalar(sa.select(sa.func.sum(Log.size)).where(same))  # of two the one that tells later acts
    found: dict[str, Any] = {"log": told, "newness": int(newness or 0), "leaves": {}, "openings": {}}
    mine = (Event.log_id == log.id, Event.index >= n * PAGE, Event.index < (n + 1) * PAGE)
    hidden = sa.true() if log.agreement_id is None else sa.or_(Event.act.in_(VOTES), Event.noun.in_(VOTES))
    for index, leaf in session.execute(sa.select(Event.index, Event.leaf).where(*mine, hidden).order_by(Event.index)):
        found["leaves"][str(index)] = leaf.hex()
    within = (Opening.log_id == log.id, Opening.index >= n * PAGE, Opening.index < (n + 1) * PAGE)
    for one in session.scalars(sa.select(Opening).where(*within).order_by(Opening.index, Opening.field)):
        found["openings"].setdefault(str(one.index), {})[one.field] = [one.salt.hex(), one.value.hex()]
    for kind in (Checkpoint, CosignatureLine):
        sized = (kind.log_id == log.id, kind.size > n * PAGE, kind.size <= (n + 1) * PAGE)
        found[kind.__tablename__] = rows.read_rows(session, table_of(kind), sa.and_(*sized))
    return found
