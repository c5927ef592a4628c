"""A made package as a file: to its content come the leaf that tells its hash, the first signed heads that cover it, a
path for every leaf, and the proof that each head extends that of the package before.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.dossier.heads import NotSigned
from workflow.dossier.proving import Prover
from workflow.exchange import zipped
from workflow.exchange.manifest import DATA, LEAF, PROOFS, loaded
from workflow.log.checkpoints import consistency
from workflow.log.proofs import Proof
from workflow.records.events import Checkpoint, Event, Log
from workflow.records.exchange import Package
from workflow.text.canonical import canonical

Heads = dict[int, Checkpoint]


def finished(database: Database, package: Package) -> bytes | None:
    """The file, or nothing where its content was erased; raises NotSigned. The same package gives the same bytes."""
    if package.content is None:
        return None
    files = zipped.read(package.content)
    with database.read() as session:
        heads, origins = _heads(session, package), _origins(session, package)
        before = _before(session, package)
        steps = {log_id: _steps(session, log_id, before, head) for log_id, head in heads.items()}
        leaf = session.get_one(Event, (package.log_id, package.index)).leaf
    wanted = _wanted(files, origins) | {(package.log_id, package.index)}
    logs = [
        {"origin": origins[log_id], **steps[log_id], **_proved(database, log_id, head, wanted)}
        for log_id, head in sorted(heads.items(), key=lambda item: origins[item[0]])
    ]
    return zipped.written({**files, LEAF: leaf, PROOFS: canonical(logs)})


def _heads(session: Session, package: Package) -> Heads:
    """The smallest signed head of each log that covers what the package speaks of: it never becomes another one."""
    found = {}
    for log_id, reach in sorted((int(log_id), reach) for log_id, reach in package.reach.items()):
        query = sa.select(Checkpoint).where(Checkpoint.log_id == log_id, Checkpoint.size >= reach)
        head = session.scalars(query.order_by(Checkpoint.size).limit(1)).first()
        if head is None:
            raise NotSigned(session.get_one(Log, log_id).origin, reach)
        found[log_id] = head
    return found


def _origins(session: Session, package: Package) -> dict[int, str]:
    query = sa.select(Log.id, Log.origin).where(Log.id.in_([int(log_id) for log_id in package.reach]))
    return {log_id: origin for log_id, origin in session.execute(query)}


def _before(session: Session, package: Package) -> Heads:
    mine = (Package.standard_id == package.standard_id, Package.region_code == package.region_code)
    earlier = session.scalars(sa.select(Package).where(*mine, Package.number == package.number - 1)).one_or_none()
    return _heads(session, earlier) if earlier is not None else {}


def _steps(session: Session, log_id: int, before: Heads, head: Checkpoint) -> dict[str, Any]:
    old = before[log_id].size if log_id in before else 0
    return {"old": old, "consistency": _spelled(consistency(session, log_id, old=old, new=head.size))}


def _wanted(files: Mapping[str, bytes], origins: Mapping[int, str]) -> set[tuple[int, int]]:
    ids = {origin: log_id for log_id, origin in origins.items()}
    return {(ids[leaf["log"]], leaf["index"]) for leaf in loaded(files[f"{DATA}leaves.json"])}


def _proved(database: Database, log_id: int, head: Checkpoint, wanted: Iterable[tuple[int, int]]) -> dict[str, Any]:
    prover = Prover(database, log_id, head.size, head.note.encode())
    indices = sorted(index for log, index in wanted if log == log_id)
    paths = [{"index": n, "hashes": _spelled(Proof.parse(prover.text(n)).hashes)} for n in indices]
    return {"checkpoint": head.note, "paths": paths}


def _spelled(hashes: Iterable[bytes]) -> list[str]:
    return [b64encode(one).decode() for one in hashes]
