"""A dossier built from its seal: everything gathered, listed, put into a bag, written as one file."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from io import BufferedRandom
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any, Final

from workflow import clock
from workflow.db import Database
from workflow.dossier import documents, evidence, heads, law
from workflow.dossier.archive import put_archive
from workflow.dossier.bag import DATA, Bag
from workflow.dossier.entitled import Reader
from workflow.dossier.evidence import Found
from workflow.dossier.heads import Head
from workflow.dossier.names import names
from workflow.dossier.planning import Plan, counted
from workflow.dossier.sealing import event_of, promised
from workflow.dossier.tables import ids
from workflow.dossier.views import put_views
from workflow.records.dossiers import Dossier
from workflow.records.events import Event
from workflow.records.standards import Standard
from workflow.settings import Settings
from workflow.shipped import DATA as SHIPPED
from workflow.storage.shelf import Tell
from workflow.text.canonical import canonical, canonical_hash
from workflow.vocabulary import Profile

FORMAT: Final = "tongbiao-dossier/1"
STAGED: Final = "staged-"
PROMISED: Final = {
    "rows": "data/law/process.json",
    "replay": "data/law/replay.json",
    "texts": "data/texts",
    "openings": "data/openings",
    "rules": "data/law/rules.json",
    "title": "data/dossier.json",
    "actors": "data/names.json",
}
COUNTED: Final = ("openings", "texts", "statements", "papers")
OTHERS: Final = 60  # files that every dossier has, and forms: for whoever watches it grow, no need to be exact
ABANDONED: Final = 24 * 3600  # seconds after which nobody builds any more
OFFLINE: Final = Path(__file__).parent / "offline"
BESIDE: Final = (SHIPPED / "dossier" / "README.txt", OFFLINE / "verify.py", OFFLINE / "verify.html")


@dataclass(frozen=True)
class Built:
    """The file that was written, and the cosigners that its heads still lack."""

    name: str
    sha256: str
    size: int
    missing: tuple[str, ...]


def build(
    database: Database, settings: Settings, dossier_id: int, out: BufferedRandom, tell: Tell = lambda done, total: None
) -> Built:
    """Write the dossier of a seal into a file open for writing and reading. Raises `NotSigned` and `Gone`."""
    with database.read() as session:
        dossier = session.get_one(Dossier, dossier_id)
        seal = session.get_one(Event, (dossier.log_id, dossier.index))
        top, sealed = _top(seal, dossier), json.loads(seal.leaf)["facts"]
        signed = heads.heads(session, settings.var_path, dossier.policy, evidence.reach(session, dossier))
    place = settings.var_path / "dossiers"
    place.mkdir(parents=True, exist_ok=True)
    _sweep(place)
    with TemporaryDirectory(prefix=STAGED, dir=place) as folder:
        bag = Bag(Path(folder), dossier.at, tell)
        _fill(database, settings, bag, dossier, signed, sealed)
        bag.finish(f"standard/{dossier.standard_id}")
        bag.write(top, out)
    out.seek(0)
    digest = file_digest(out, "sha256").hexdigest()
    missing = tuple(sorted({name for head in signed for name in head.missing}))
    return Built(f"{top}.zip", digest, out.tell(), missing)


def _sweep(place: Path) -> None:
    """What a build that was killed left lying, personal values among it, goes a day later."""
    for left in place.glob(f"{STAGED}*"):
        with suppress(FileNotFoundError):
            if clock.now().timestamp() - left.stat().st_mtime > ABANDONED:
                rmtree(left, ignore_errors=True)


def _top(seal: Event, dossier: Dossier) -> str:
    return f"dossier-{dossier.standard_id}-{seal.leaf_hash.hex()[:8]}"


def _fill(
    database: Database, settings: Settings, bag: Bag, dossier: Dossier, signed: list[Head], sealed: Mapping[str, Any]
) -> None:
    plan = counted(database, settings, planned(dossier), dossier.at)
    if (gone := plan.bind(dossier.withheld)) is not None:
        raise documents.Gone(gone)
    _hold(sealed, promised(plan))
    bag.expected = 2 * plan.counts["events"] + sum(plan.counts[kind] for kind in COUNTED) + OTHERS
    found = evidence.gather(database, bag, dossier, plan, signed)
    figures = documents.put_texts(database, bag, dossier, plan)
    documents.put_papers(database, settings, bag, plan, found.papers, figures)
    documents.put_forms(database, bag, dossier, plan)
    names = _put_law(database, bag, dossier, found, sealed)
    _put_heads(bag, dossier, signed)
    view = put_views(database, bag, dossier, names, signed)
    put_archive(database, bag, view, signed)
    for place in BESIDE:
        bag.put(place.name, place.read_bytes())
    bag.put("data/dossier.json", canonical(_told(database, bag, dossier, signed)))


def _hold(sealed: Mapping[str, Any], now: Mapping[str, str]) -> None:
    """A newer program has another table or judges otherwise, and a value may have been erased: what was sealed before
    is sealed anew."""
    for name, digest in now.items():
        if sealed.get(name, digest) != digest:
            raise documents.Gone(PROMISED[name])


def keeps(database: Database, settings: Settings, dossier: Dossier) -> bool:
    """Whether this program still makes of a public seal what it promised; after an upgrade it may not."""
    with database.read() as session:
        sealed = json.loads(event_of(session, dossier).leaf)["facts"]
    now = promised(counted(database, settings, planned(dossier), dossier.at))
    now |= {"replay": canonical_hash(law.replay(database, dossier.standard_id, dossier.last))}
    return all(sealed.get(name, digest) == digest for name, digest in now.items())


def planned(dossier: Dossier) -> Plan:
    """What was planned when it was sealed."""
    return Plan(dossier.standard_id, Reader(dossier.profile, dossier.reader), dossier.last)


def _put_law(database: Database, bag: Bag, dossier: Dossier, found: Found, sealed: Mapping[str, Any]) -> dict[str, Any]:
    """The law of the acts; gives the names of what they speak of."""
    bag.put("data/law/process.json", canonical(law.process()))
    bag.put("data/law/replay.json", canonical(law.replay(database, dossier.standard_id, dossier.last)))
    _hold(sealed, {"replay": bag.files["data/law/replay.json"].sha256})
    with database.read() as session:
        bag.put("data/law/rules.json", canonical(law.rules(session, found.rules)))
        found.ids.add(**ids(session, dossier))
        told = names(session, found.ids, is_public=dossier.profile is Profile.PUBLIC)
    bag.put("data/names.json", canonical(told))
    return told


def _put_heads(bag: Bag, dossier: Dossier, signed: list[Head]) -> None:
    bag.put("data/policy", dossier.policy.encode())
    for n, head in enumerate(signed, 1):
        bag.put(f"data/logs/{n:02}.checkpoint", head.note)
        bag.put(f"data/keys/{n:02}.vkey", f"{head.vkey}\n".encode())


def _told(database: Database, bag: Bag, dossier: Dossier, signed: list[Head]) -> dict[str, Any]:
    with database.read() as session:
        standard = session.get_one(Standard, dossier.standard_id)
    return {
        "format": FORMAT,
        "profile": dossier.profile.value,
        "standard": {"id": standard.id, "title": standard.title_zh, "title_en": standard.title_en},
        "events": dossier.last,
        "logs": [_log(n, head) for n, head in enumerate(signed, 1)],
        "policy": sha256(dossier.policy.encode()).hexdigest(),
        "files": [_file(path, bag) for path in sorted(bag.files) if path.startswith(DATA)],
    }


def _log(n: int, head: Head) -> dict[str, Any]:
    paths = {"checkpoint": f"data/logs/{n:02}.checkpoint", "key": f"data/keys/{n:02}.vkey"}
    return {"origin": head.origin, "size": head.size, **paths}


def _file(path: str, bag: Bag) -> dict[str, Any]:
    file, folders = bag.files[path], path.split("/")
    kind = folders[1] if len(folders) > 2 else ""
    return {"path": path, "sha256": file.sha256, "size": file.size, "kind": kind, "name": file.name}
