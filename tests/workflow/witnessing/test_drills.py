"""Drills that one machine can play, with their figures (`pytest -s`): an edited database, a stolen key, a region that
was away for a week and comes back by disk, a catch-up of many leaves.

    DRILL_LEAVES=10000 pytest -s tests/workflow/witnessing/test_drills.py
"""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from click.testing import CliRunner, Result

from tests.builders import proposed
from tests.cast import SECOND, THIRD
from tests.stage import environment
from tests.workflow.witnessing import forging
from tests.workflow.witnessing.forging import index_of, rewritten
from tests.workflow.witnessing.hosts import ORIGIN, SEATS, Installation
from workflow.cli import main
from workflow.exports.verification import verify
from workflow.log.keys import SigningKey
from workflow.log.notes import Checkpoint, sign
from workflow.log.tlog import leaf_hash, root_of
from workflow.log.trust import full_note, in_force, keys_of, log_key, release, routine
from workflow.parcels.telling import Parcel
from workflow.records.events import Checkpoint as Signed
from workflow.records.events import Event, Log
from workflow.text.canonical import canonical
from workflow.witnessing import trusted
from workflow.witnessing.memory import Memory
from workflow.witnessing.mirror import Mirror
from workflow.witnessing.payload import Store
from workflow.witnessing.sources import Payload

LEAVES = int(os.environ.get("DRILL_LEAVES", "600"))


def run(*words: str, **variables: str) -> Result:
    return CliRunner().invoke(main, words, env=variables)


def told(what: str, started: float, **figures: Any) -> None:
    print(f"\n{what}: {time.perf_counter() - started:.2f} s", *(f"{name}={value}" for name, value in figures.items()))


def judged(host: Installation) -> tuple[bool, bool, tuple[str, ...]]:
    """Whether the newest head has the quorum of every day, that of a release, and whose mirror lacks."""
    with host.world.database.read() as session:
        log = session.scalars(sa.select(Log).where(Log.origin == ORIGIN)).one()
        newest = sa.select(Signed).where(Signed.log_id == log.id).order_by(Signed.size.desc()).limit(1)
        note = full_note(session, session.scalars(newest).one())
        keys = in_force(keys_of(session, log.agreement_id or 0))
    key = log_key(host.folder, ORIGIN)
    strict = release(keys, key).judge(note)
    return routine(keys, key).judge(note).satisfied, strict.satisfied, strict.missing


def test_drill_4_an_edited_approval_a_deleted_event_a_changed_number(host: Installation) -> None:
    started = time.perf_counter()
    index = index_of(host, "approve_release", SECOND)
    host.sql("UPDATE positions SET stand = 'disagree' WHERE purpose = 'release' AND region_code = :r", r=SECOND)
    host.sql("UPDATE serials SET serial = 3999 WHERE serial = 3901")
    host.sql('DELETE FROM events WHERE log_id = 1 AND "index" = :at', at=index)
    places = {str(found.place) for found in verify(host.world.database, host.signer).findings}
    told("drill 4, verify", started, findings=len(places))
    assert f"events/1/{index}" in places
    assert any(place.startswith("positions/") for place in places)
    assert any(place.startswith("serials/") for place in places)
    with host.served() as base:
        report = host.regions[2].mirror.pull(host.host(base, host.regions[2]), whole=True)
    told("drill 4, mirror", started, findings=len(report.findings))
    (found,) = report.findings
    assert (found.ground.value, found.index) == ("rewritten", index)
    assert found.facts["wanted"].startswith("act=approve_release; actor=17;")


def test_drill_5_a_stolen_key(host: Installation) -> None:
    started = time.perf_counter()
    rewritten(host, index_of(host, "approve_release", SECOND), actor=18)
    forging.forgotten(host)
    proposed(host.world, at=host.at)
    host.sign()
    with host.served() as base:
        refusals = [host.witnessed(base, region) for region in host.regions]
    told("drill 5, every witness refuses", started, refusals=len(refusals))
    assert refusals == [["rewritten"]] * 3


def test_drill_6_a_region_away_for_a_week_comes_back_by_disk(host: Installation, tmp_path: Path) -> None:
    away = host.regions[2]
    for day in range(7):
        proposed(host.world, at=host.at, title_en=f"Proposal of day {day}")
        host.sign()
        for region in host.regions[:2] if day in (0, 6) else ():
            with host.served() as base:
                assert host.witnessed(base, region) == []
                assert host.mirrored(base, region).is_clean
    everyday, all_mirrors, missing = judged(host)
    assert (everyday, all_mirrors) == (True, False)
    assert missing == (f"{THIRD}.jjj.example/mirror",)

    started = time.perf_counter()
    at_host, disk = environment(host.settings), str(tmp_path / "disk.zip")
    mirror, witness = str(away.folder / "mirror"), str(away.folder / "witness")
    packed = run("mirror", "pack", "--agreement", "JJJ", "--region", THIRD, "--out", disk, **at_host)
    assert packed.exit_code == 0, packed.output
    read = run("--lang", "en", "mirror", "read", disk, TONGBIAO_MIRROR=mirror)
    assert read.exit_code == 0, read.output
    assert "7 new" in read.output
    for name, folder in (("mirror", mirror), ("witness", witness)):
        back = str(tmp_path / f"{name}.notes")
        words = ("mirror", "cosign", "--out", back) if name == "mirror" else ("witness", "cosign", disk, "--out", back)
        signed = run(*words, **{f"TONGBIAO_{name.upper()}": folder})
        assert signed.exit_code == 0, signed.output
        taken = run("mirror", "accept", back, **at_host)
        assert f"{THIRD}.jjj.example/{name}" in taken.output
    told("drill 6, back by disk", started, bytes=(tmp_path / "disk.zip").stat().st_size)
    assert judged(host) == (True, True, ())


@dataclass
class Many:
    """Many lives like one that was lived: a log of its own, signed, told from memory."""

    leaves: list[bytes]
    seats: list[bytes]

    def notes(self) -> Iterator[tuple[str, list[bytes]]]:
        yield SEATS, self.seats
        yield ORIGIN, self.leaves

    def heads(self) -> list[bytes]:
        key = SigningKey("log", bytes(32))
        pairs = ((origin, [leaf_hash(leaf) for leaf in leaves]) for origin, leaves in self.notes())
        return [sign(Checkpoint(origin, len(made), root_of(made)).text(), key.named(origin)) for origin, made in pairs]

    def consistency(self, origin: str, old: int, new: int) -> tuple[bytes, ...]:
        return ()

    def entries(self, origin: str, start: int, end: int) -> Iterator[bytes]:
        yield from dict(self.notes())[origin][start:end]

    def payload(self, origin: str, start: int, end: int) -> Payload:
        return Payload()

    def parcels(self, origin: str, start: int, end: int, size: int) -> Iterator[Parcel]:
        yield from ()

    def sealed_file(self, origin: str, digest: str) -> bytes:
        return b""


def many(host: Installation) -> Many:
    with host.world.database.read() as session:
        told = sa.select(Event.leaf).join(Log, Log.id == Event.log_id).order_by(Event.index)
        mine = session.scalars(told.where(Log.origin == ORIGIN)).all()
        seats = session.scalars(told.where(Log.origin == SEATS)).all()
    life = [leaf for leaf in mine if b'"obj":"standard/1"' in leaf]
    rest = [json.loads(leaf) for leaf in mine if b'"obj":"agreement/1"' in leaf]
    found = [leaf for leaf in rest if leaf["act"] == "record_agreement"]
    for n in range(max(1, LEAVES // len(life))):
        for leaf in life:
            words = leaf.decode().replace("3901", str(3901 + n)).replace('"standard/1"', f'"standard/{1 + n}"')
            one = json.loads(words)
            found.append(one | {"facts": one["facts"] | ({"lineage": f"{n:016x}"} if one["seq"] == 1 else {})})
    found.sort(key=lambda leaf: leaf["ts"])
    return Many([canonical(leaf | {"idx": n}) for n, leaf in enumerate(found)], list(seats))


def test_a_catch_up_of_many_leaves(host: Installation, tmp_path: Path) -> None:
    source = many(host)
    for name in (ORIGIN, SEATS):
        trusted.add(tmp_path, str(SigningKey(name, bytes(32)).verifier))
    memory = Memory(tmp_path / "logs", trusted.read(tmp_path))
    mirror = Mirror(host.regions[0].mirror.key, memory, Store(tmp_path / "payload"))
    started = time.perf_counter()
    report = mirror.pull(source)
    told("catch-up", started, leaves=report.leaves, unjudged=report.unjudged)
    assert {str(found) for found in report.findings} == set()
    started = time.perf_counter()
    assert mirror.pull(source).is_clean
    told("the next pull", started)
