"""Appends what was done to the log of its agreement, inside the act's own transaction.
Signing and proving are not here, nor is the question whether the act was lawful."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from workflow.clock import BEIJING
from workflow.db import Work, table_of
from workflow.log.tlog import Frontier, leaf_hash
from workflow.picture.standing import Seat
from workflow.process.reasons import Reason, Refused
from workflow.records.agreements import Agreement
from workflow.records.events import Event, FrozenLog, Log, Opening
from workflow.statements import insert
from workflow.text.canonical import canonical

LEAF_VERSION: Final = 1
MAX_LEAF_BYTES: Final = 16 * 1024
INSTALLATION: Final = "tongbiao.example/installation"  # people, keys, settings; `open_log` may give it another name
SALT_BYTES: Final = 32


class LeafTooLarge(ValueError):
    """The facts of one act do not fit a leaf: what is long belongs into a file or behind a commitment."""

    def __init__(self, act: str, size: int) -> None:
        super().__init__(f"the leaf of {act} has {size} bytes, {MAX_LEAF_BYTES} are allowed")
        self.act = act
        self.size = size


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One act as the log will tell it: `facts` in clear, `personal` as salted commitments, both small."""

    noun: str
    object_id: int
    sequence: int
    act: str
    seat: Seat | None
    at: datetime
    agreement_id: int | None  # none: the installation's log
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, str] = field(default_factory=dict)
    text_hash: str | None = None
    rules: int | None = None
    statement: str | None = None
    ceremony: str | None = None
    request: str | None = None
    files: tuple[str, ...] = ()
    is_of_the_log: bool = False  # what regions hold against it is told even where nothing else may be


@dataclass(frozen=True)
class Recorded:
    """Where a deed stands: what a receipt shows and an auditor looks up."""

    log_id: int
    origin: str
    index: int
    leaf_hash: bytes


@dataclass(frozen=True)
class Head:
    """A log's head, locked until the transaction ends."""

    log_id: int
    origin: str
    size: int
    frontier: bytes
    last_at: datetime | None
    is_frozen: bool


_FROZEN = sa.exists().where(FrozenLog.log_id == Log.id)
_HEADS = sa.select(Log.id, Log.origin, Log.size, Log.frontier, Log.last_at, _FROZEN).order_by(Log.part.desc()).limit(1)
_OF_YEAR = _HEADS.where(Log.year == sa.bindparam("year", type_=sa.Integer())).with_for_update(of=Log)
_HEAD = _OF_YEAR.where(Log.agreement_id.is_(None))
_AGREEMENTS_HEAD = _OF_YEAR.where(Log.agreement_id == sa.bindparam("agreement", type_=sa.BigInteger()))


def append(work: Work, deed: Deed) -> Recorded:
    """Write the deed's leaf and move the head. Call it last: the head is the last lock an act takes."""
    session = work.session
    head = _locked(session, deed.agreement_id, deed.at) or _opened(session, deed.agreement_id, deed.at)
    if head.is_frozen and not deed.is_of_the_log:
        raise Refused([Reason("log_frozen", {"log": head.origin}, cure=None)])
    at = max(deed.at, head.last_at) if head.last_at else deed.at
    openings = [_opening(name, value) for name, value in sorted(deed.personal.items()) if value]
    if len(leaf := canonical(_leaf(deed, head, at, openings))) > MAX_LEAF_BYTES:
        raise LeafTooLarge(deed.act, len(leaf))
    recorded = Recorded(head.log_id, head.origin, head.size, leaf_hash(leaf))
    key = {"log_id": recorded.log_id, "index": recorded.index}
    work.insert(Event, **key, **_columns(deed, at), leaf=leaf, leaf_hash=recorded.leaf_hash)
    if openings:
        insert(work.connection, table_of(Opening), [{**key, **opening} for opening in openings])
    frontier = Frontier.from_bytes(head.frontier, size=head.size).append(recorded.leaf_hash)
    moved = {"size": frontier.size, "frontier": frontier.to_bytes(), "last_at": at}
    work.move(Log, {"id": head.log_id, "size": head.size}, **moved)
    work.recorded += 1
    return recorded


def next_sequence(session: Session, noun: str, object_id: int) -> int:
    """The number of the next act on an object without a counter of its own; the caller holds the object's lock."""
    last = sa.select(sa.func.max(Event.sequence)).where(Event.noun == noun, Event.object_id == object_id)
    return (session.scalar(last) or 0) + 1


def open_log(session: Session, name: str, agreement_id: int | None, year: int, part: int = 1) -> None:
    """Begin the log `<name>/<year>` unless it has begun. A demonstration opens its installation log under `demo/`."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    origin = f"{name}/{year}" + (f".{part}" if part > 1 else "")
    row = {"origin": origin, "agreement_id": agreement_id, "year": year, "part": part, "size": 0, "frontier": b""}
    session.execute(dialect.insert(Log).values(**row).on_conflict_do_nothing())


def commitment(name: str, salt: bytes, value: bytes) -> str:
    """What a leaf says of a personal value: nothing without the salt, and nothing else with it."""
    return hmac.new(salt, name.encode() + b"\x00" + value, sha256).hexdigest()


def spelled(at: datetime) -> str:
    """An instant as leaves write it: UTC, six digits, Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _locked(session: Session, agreement_id: int | None, at: datetime) -> Head | None:
    given = {"year": at.astimezone(BEIJING).year} | ({} if agreement_id is None else {"agreement": agreement_id})
    row = session.connection().execute(_HEAD if agreement_id is None else _AGREEMENTS_HEAD, given).one_or_none()
    return Head(*row) if row else None


def _opened(session: Session, agreement_id: int | None, at: datetime) -> Head:
    """The first deed of a year begins its log; of two at once the slower finds the faster one's."""
    if agreement_id is None:
        earlier = sa.select(Log.origin).where(Log.agreement_id.is_(None)).order_by(Log.id.desc()).limit(1)
        name = (session.scalar(earlier) or INSTALLATION + "/").rpartition("/")[0]
    else:
        name = session.execute(sa.select(Agreement.log_name).where(Agreement.id == agreement_id)).scalar_one()
    open_log(session, name, agreement_id, at.astimezone(BEIJING).year)
    head = _locked(session, agreement_id, at)
    assert head is not None
    return head


def _opening(name: str, value: str) -> dict[str, Any]:
    return {"field": name, "salt": secrets.token_bytes(SALT_BYTES), "value": value.encode()}


def _leaf(deed: Deed, head: Head, at: datetime, openings: list[dict[str, Any]]) -> dict[str, Any]:
    seat = deed.seat
    return ({"clk": "held"} if at != deed.at else {}) | {
        "v": LEAF_VERSION,
        "log": head.origin,
        "idx": head.size,
        "ts": spelled(at),
        "obj": f"{deed.noun}/{deed.object_id}",
        "seq": deed.sequence,
        "act": deed.act,
        "region": seat.region if seat else None,
        "seat": seat.id if seat else None,
        "actor": seat.person_id if seat else None,
        "obo": seat.holder if seat else None,
        "from": deed.before,
        "to": deed.after,
        "facts": deed.facts,
        "commit": {o["field"]: commitment(o["field"], o["salt"], o["value"]) for o in openings},
        "text": deed.text_hash,
        "rules": deed.rules,
        "stmt": deed.statement,
        "cer": deed.ceremony,
        "req": deed.request,
        "files": list(deed.files),
    }


def _columns(deed: Deed, at: datetime) -> dict[str, Any]:
    """What the row repeats of the leaf, so that it can be searched."""
    return {
        "noun": deed.noun,
        "object_id": deed.object_id,
        "sequence": deed.sequence,
        "act": deed.act,
        "person_id": deed.seat.person_id if deed.seat else None,
        "region_code": deed.seat.region if deed.seat else None,
        "at": at,
    }
