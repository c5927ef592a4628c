"""What an auditor takes away: the very selection on the page, with count and signed heads; taking it is an event."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa

from workflow.db import Database
from workflow.exports.events import Covered, Export, Format, Selection
from workflow.log import recording
from workflow.log.journal import Recorded
from workflow.picture.standing import Seat
from workflow.reads import audit, audit_search
from workflow.reads.audit import Scope
from workflow.reads.sealing import Key
from workflow.records.events import Event
from workflow.records.people import Appointment
from workflow.words import language, say, speaking

NOUN: Final = "export"
ACT: Final = "export_events"
REGISTER: Final = "export_register"
PACKED: Final = "zip"
Moved = tuple[str, frozenset[str] | None, frozenset[str] | None]  # a field, its values before, those after


@dataclass(frozen=True, kw_only=True)
class Audited(Selection):
    """A selection within what one auditor may read; what is `sealed` is not found by what it says."""

    scope: Scope
    noun: str | None = None
    words: str | None = None
    moved: Moved | None = None
    sealed: frozenset[Key] = frozenset()

    def where(self) -> list[sa.ColumnElement[bool]]:
        return [audit.within(self.scope), *super().where(), *self._told()]

    def _told(self) -> list[sa.ColumnElement[bool]]:
        noun = [] if self.noun is None else [Event.noun == self.noun]
        words = [] if self.words is None else [audit_search.saying(self.scope, self.words)]
        moved = [] if self.moved is None else audit_search.moved(*self.moved)
        keys = sa.tuple_(Event.log_id, Event.index)
        closed = [keys.not_in(sorted(self.sealed))] if self.sealed and (words or moved) else []
        return [*noun, *closed, *words, *moved]


def opened(database: Database, selection: Audited, form: Format = Format.CSV) -> Export:
    """The export of a selection, its heads fixed now; logs outside the scope are not even named."""
    export = Export(database, form, selection)
    with database.read() as session:
        logs = audit.logs(session, selection.scope)
    export.covered = [log for log in export.covered if log.log_id in logs]
    return export


def signed_size(log: Covered) -> int:
    """How many leaves the newest signed head of a log covers; 0 where none was signed yet."""
    return int(log.note.split("\n", 2)[1]) if log.note else 0


def heads(export: Export) -> list[dict[str, Any]]:
    """Every log that was read, up to where, and up to where that is signed."""
    return [{"log": log.origin, "size": log.size, "signed": signed_size(log)} for log in export.covered]


def record(
    database: Database,
    seat: Seat,
    export: Export,
    *,
    count: int,
    form: str,
    filters: Mapping[str, str],
    words: Mapping[str, str],
    at: datetime,
) -> Recorded:
    """The event of a download: who took which selection, how many events, up to which heads. Typed words may name
    people: the leaf only commits to them.
    """
    facts = {"format": form, "count": count, "filters": dict(filters), "heads": heads(export)}
    return _recorded(database, seat, ACT, facts, words, at)


def record_register(
    database: Database, seat: Seat, name: str, *, count: int, form: str, filters: Mapping[str, str], at: datetime
) -> Recorded:
    """The event of a register that was taken: which one, how many rows."""
    facts = {"register": name, "format": form, "count": count, "filters": dict(filters)}
    return _recorded(database, seat, REGISTER, facts, {}, at)


def _recorded(
    database: Database, seat: Seat, act: str, facts: Mapping[str, Any], words: Mapping[str, str], at: datetime
) -> Recorded:
    with database.write(at) as work:
        work.session.execute(sa.select(Appointment.id).where(Appointment.id == seat.id).with_for_update())
        return recording.record(work, NOUN, seat.id, act, seat, agreement_id=None, facts=facts, personal=words)


def body(export: Export, form: str, manifest: Mapping[str, Any]) -> Iterator[bytes]:
    """The bytes of a download in pieces, in the language that is spoken now, however late they are asked for."""
    pieces = _packed(export, manifest) if form == PACKED else export.chunks()
    return spoken(pieces)


def spoken(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, each made in the language that is spoken now, however late it is asked for."""
    return _spoken(pieces, language())


def _spoken(pieces: Iterator[bytes], tongue: str) -> Iterator[bytes]:
    while True:
        with speaking(tongue):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


class _Sink(io.RawIOBase):
    """Where the archive is written: what has come is taken out again at once."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.held += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self.held)
        self.held.clear()
        return taken


def _packed(export: Export, manifest: Mapping[str, Any]) -> Iterator[bytes]:
    """An archive of the table and the leaves, the signed heads, and a manifest with the hash of each file."""
    sink, hashes = _Sink(), dict[str, str]()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in _files(export):
            digest = sha256()
            with archive.open(name, "w", force_zip64=True) as file:
                for piece in pieces:
                    digest.update(piece)
                    file.write(piece)
                    yield sink.take()
            hashes[name] = digest.hexdigest()
        told = {**manifest, "heads": heads(export), "sha256": hashes}
        archive.writestr("manifest.json", json.dumps(told, ensure_ascii=False, indent=1))
    yield sink.take()


def _files(export: Export) -> Iterator[tuple[str, Iterator[bytes]]]:
    for form in (Format.CSV, Format.JSONL):
        export.form = form
        yield f"events.{form}", export.chunks()
    for number, log in enumerate(export.covered, 1):
        if log.note:
            yield f"checkpoints/{number}.txt", iter([log.note.encode()])
    yield "README.txt", iter([say("export.readme").encode()])
