"""The evidence kit of a log that is behind what was signed, or tells another story: the notes of both parties, the
leaves that a mirror holds and the database has not, and whose acts they were. People judge it; nothing is written back.
"""

import csv
import json
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from workflow.db import Database
from workflow.keeping.faults import CannotKeep
from workflow.keeping.forks import Behind, behind, signer_of
from workflow.log.checkpoints import range_root
from workflow.records.events import Event
from workflow.settings import Settings
from workflow.witnessing import trusted
from workflow.witnessing.copy import Copy
from workflow.witnessing.lacking import Behind as Lacking
from workflow.witnessing.lacking import Lost, lacking
from workflow.witnessing.memory import Memory
from workflow.witnessing.payload import Store
from workflow.witnessing.taking import PENDING

COLUMNS: Final = ("index", "at", "object", "act", "region", "person")


def write(database: Database, settings: Settings, copies: Collection[Path], out: Path) -> list[str]:
    """Lay the kit down in a new folder; gives the logs that it speaks of. `copies` are folders of mirrors."""
    if out.exists():
        raise CannotKeep("{folder} 已经存在。", folder=str(out))
    out.mkdir(parents=True)
    told = set[str]()
    for one in behind(database, settings):
        _signed(database, settings, one, _folder(out, one.origin))
        told.add(one.origin)
    for copy in copies:
        memory = Memory(copy / "logs", trusted.read(copy))
        for found in lacking(database, memory):
            _copied(database, memory, Store(copy / "payload"), found, _folder(out, found.origin) / copy.name)
            told.add(found.origin)
    _summed(out)
    return sorted(told)


def _folder(out: Path, origin: str) -> Path:
    made = out / origin.replace("/", "_")
    made.mkdir(exist_ok=True)
    return made


def _signed(database: Database, settings: Settings, one: Behind, folder: Path) -> None:
    """What the signer signed last, what it was offered since, and the head that stands in the database."""
    signer = signer_of(settings)
    for name, data in (signer.kept(one.origin) if signer else {}).items():
        (folder / name).write_bytes(data)
    with database.read() as session:
        root = range_root(session, one.log_id)(0, one.size)
    told = {"log": one.origin, "size": one.size, "root": root.hex(), "signed": one.signed, "is_fork": one.is_fork}
    _json(folder / "database.json", told)


def _copied(database: Database, memory: Memory, store: Store, found: Lacking, folder: Path) -> None:
    """The mirror's note, the leaves from where the two part with their openings, and the list of acts."""
    folder.mkdir()
    (folder / "seen.note").write_bytes(memory.held(found.origin, PENDING) or b"")
    copy, parted = Copy(memory.place(found.origin)), _parted(database, memory, found)
    with (folder / "leaves.jsonl").open("w", encoding="utf-8") as file:
        for entry in copy.entries(parted):
            openings = {
                name: {"salt": salt.hex(), "value": value.decode(errors="replace")}
                for name, (salt, value) in store.opened(found.origin, entry.index).items()
            }
            leaf = entry.leaf.decode() if entry.leaf is not None else None
            told = {"index": entry.index, "leaf_hash": entry.leaf_hash.hex(), "leaf": leaf, "openings": openings}
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
    if found.is_fork:
        _json(folder / "instead.json", _instead(database, found, parted))
    _listed((one for one in found.lost if one.index >= parted), folder / "acts.csv")


def _parted(database: Database, memory: Memory, found: Lacking) -> int:
    """The first leaf in which the two differ, or that the database has not."""
    query = sa.select(Event.index, Event.leaf_hash).where(Event.log_id == found.log_id).order_by(Event.index)
    with database.read() as session:
        own = {index: digest for index, digest in session.execute(query)}
    hashes = Copy(memory.place(found.origin)).hashes()
    return next((n for n, digest in enumerate(hashes) if own.get(n) != digest), len(hashes))


def _instead(database: Database, found: Lacking, parted: int) -> list[dict[str, Any]]:
    """What the database tells in their places."""
    own = (Event.log_id == found.log_id, Event.index >= parted)
    query = sa.select(Event.index, Event.leaf).where(*own).order_by(Event.index)
    with database.read() as session:
        return [{"index": index, "leaf": leaf.decode(errors="replace")} for index, leaf in session.execute(query)]


def _listed(lost: Iterable[Lost], path: Path) -> None:
    """Who did what: by person and act, so that each can be asked to do it again."""
    rows = sorted(lost, key=lambda one: (one.person or 0, one.index))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([getattr(one, name) for name in COLUMNS] for one in rows)


def _json(path: Path, told: Any) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def _summed(out: Path) -> None:
    files = sorted(path for path in out.rglob("*") if path.is_file())
    lines = [f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out).as_posix()}\n" for path in files]
    (out / "SHA256SUMS").write_text("".join(lines), "utf-8")
