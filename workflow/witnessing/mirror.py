"""A region's mirror: holds a full copy of the logs, judges every act in it, and cosigns a head only if nothing speaks
against it. Its statement is stronger than a witness's, and so it has a key of its own."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Final

from workflow.log.cosignatures import CosigningKey, cosign
from workflow.log.durable import write_durably
from workflow.log.notes import Checkpoint
from workflow.replaying.replay import UNREADABLE
from workflow.witnessing import excused, forgetting, replayed, taking
from workflow.witnessing.copy import Copy, CopyBroken
from workflow.witnessing.grounds import Finding, Objection
from workflow.witnessing.law import Laws
from workflow.witnessing.lives import Leaf, Lives
from workflow.witnessing.memory import Memory, is_of_installation
from workflow.witnessing.parcels import Parcels
from workflow.witnessing.payload import Store
from workflow.witnessing.replayed import Known
from workflow.witnessing.sources import Source, Unreachable
from workflow.witnessing.taking import PENDING

JUDGED: Final = "judged.json"


@dataclass
class Report:
    """What one look at a copy came to: logs with their heads, how much was judged, what speaks against it."""

    heads: list[Checkpoint] = field(default_factory=list)
    fresh: int = 0
    leaves: int = 0
    sealed: int = 0
    unjudged: int = 0  # rules that ask for what no leaf tells
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)  # told, and no reason not to cosign
    excused: list[Finding] = field(default_factory=list)  # told, but a person of the region lets them pass

    @property
    def is_clean(self) -> bool:
        return not self.findings


@dataclass(frozen=True)
class Mirror:
    """A region's mirror key over its copies."""

    key: CosigningKey
    memory: Memory
    store: Store

    def pull(self, source: Source, *, whole: bool = False) -> Report:
        """Take what is new of every log with its payload, then judge the whole copy. A `whole` pull has the source
        tell everything once more, and finds what it tells otherwise than before."""
        report = Report()
        for note in source.heads():
            taken = taking.take(self.memory, source, note)
            report.fresh += taken.fresh
            report.findings += taken.findings
            if not taken.findings:
                origin, size = taken.head.origin, taken.head.size
                if whole or not is_of_installation(origin):
                    report.findings += taking.unseal(self.memory, source, origin)
                report.findings += taking.differing(self.memory, source, origin) if whole else ()
                self.store.keep(origin, source.payload(origin, 0 if whole else size - taken.fresh, size))
                self._kept(source, origin, size, whole=whole)
        return self.check(report, afresh=whole)

    @property
    def parcels(self) -> Parcels:
        """What the host sealed for itself lies beside what it told openly."""
        return Parcels(self.store.folder / "parcels")

    def _kept(self, source: Source, origin: str, size: int, *, whole: bool) -> None:
        """Take what the host sealed for itself; one that cannot give it now is asked again, and cosigned all the same:
        it is the host's own loss."""
        start = 0 if whole else min(self.parcels.reached(origin), size)
        with suppress(Unreachable):
            parcels = source.parcels(origin, start, size, size)
            self.parcels.keep(origin, size, parcels, lambda digest: source.sealed_file(origin, digest))

    def check(self, report: Report | None = None, *, afresh: bool = True) -> Report:
        """Judge the copy as it lies here, from its files alone; only `afresh` also what was found lawful before."""
        report, lives, laws, leaves = report or Report(), Lives(), Laws(), list[Leaf]()
        for head in self.heads():
            report.heads.append(head)
            for found in self._read(head, lives):
                if isinstance(found, Finding):
                    report.findings.append(found)
                    continue
                report.findings += self._against(found, laws)
                leaves.append(found)
        report.findings += lives.left_sealed()
        report.remarks += lives.remarks
        for one in forgetting.gone(leaves):
            self.store.forget(one.log, one.index, one.field)
        report.leaves, report.sealed = len(leaves) + len(lives.sealed), len(lives.sealed)
        unlawful, known = self._replayed(leaves, {} if afresh else self._known(), is_whole=not lives.is_partial)
        report.unjudged = sum(unjudged for _, unjudged in known.values())
        report.findings, report.excused = excused.apart(report.findings + unlawful, excused.read(self.memory.folder))
        write_durably(self.memory.folder / JUDGED, json.dumps({"by": version("tongbiao"), "lives": known}).encode())
        return report

    def _against(self, leaf: Leaf, laws: Laws) -> list[Finding]:
        """What the few laws and its openings say against a leaf; one whose facts nobody can read is no leaf."""
        try:
            return [*laws.judge(leaf), *self.store.faults(leaf)]
        except UNREADABLE as odd:
            facts = {"found": type(odd).__name__}
            return [Finding(Objection.FORM, leaf["log"], leaf["idx"], leaf["obj"], leaf["act"], facts)]

    def _replayed(self, leaves: list[Leaf], known: Known, *, is_whole: bool) -> tuple[list[Finding], Known]:
        """What the process table says; where a group cannot even be told from its leaves, nothing was judged."""
        try:
            return replayed.judged(leaves, self.store, known, is_whole=is_whole)
        except UNREADABLE as odd:
            return [Finding(Objection.FORM, leaves[-1]["log"], facts={"found": f"{type(odd).__name__}: {odd}"})], {}

    def _known(self) -> Known:
        """What this version of the program found lawful before."""
        path = self.memory.folder / JUDGED
        told = json.loads(path.read_bytes()) if path.exists() else {}
        return told["lives"] if told.get("by") == version("tongbiao") else {}

    def cosign(self, report: Report, at: int) -> dict[str, tuple[bytes, str]]:
        """The note and the line for every head of a clean report, by origin; nothing where anything was found. The
        installation's log is read for the replay only: no agreement knows keys for it."""
        lines = dict[str, tuple[bytes, str]]()
        for head in report.heads if report.is_clean else ():
            if is_of_installation(head.origin):
                continue
            with self.memory.alone(head.origin):
                note = self.memory.held(head.origin, PENDING)
                assert note is not None
                line = cosign(note, self.key, at=at)
                self.memory.advance(head.origin, note, line)
                lines[head.origin] = (note, line)
        return lines

    def heads(self) -> list[Checkpoint]:
        """Up to where each log was copied, the oldest log first."""
        notes = [self.memory.held(origin, PENDING) for origin in self.memory.origins(PENDING)]
        return [self.memory.trusted.verified(note) for note in notes if note is not None]

    def compare(self, note: bytes) -> Iterator[Finding]:
        """A head that another region was shown, against our own copy of that log."""
        head = self.memory.trusted.verified(note)
        copy = Copy(self.memory.place(head.origin))
        with self.memory.alone(head.origin):
            self.memory.keep(head.origin, head, note)
        if head.size > copy.size:
            facts = {"found": str(head.size), "wanted": str(copy.size)}
            yield Finding(Objection.BEYOND, head.origin, copy.size, facts=facts)
        elif copy.root(head.size) != head.root:
            facts = {"found": f"{head.size} {head.root.hex()}", "wanted": copy.root(head.size).hex()}
            self.memory.accuse(
                head.origin, {"offered.note": note, "seen.note": self.memory.held(head.origin, PENDING) or b""}
            )
            yield Finding(Objection.OTHER_VIEW, head.origin, head.size, facts=facts)

    def _read(self, head: Checkpoint, lives: Lives) -> Iterator[Finding | Leaf]:
        """The leaves of one log after its files were hashed again, each with what is wrong with it."""
        copy = Copy(self.memory.place(head.origin))
        try:
            if copy.size != head.size or copy.root(head.size) != head.root:
                facts = {"found": copy.root(copy.size).hex(), "wanted": head.root.hex()}
                yield Finding(Objection.ROOT, head.origin, copy.size, facts=facts)
            for entry in copy.entries():
                yield from lives.follow(head.origin, entry)
        except (CopyBroken, ValueError) as broken:
            yield Finding(Objection.ROOT, head.origin, facts={"found": str(broken), "wanted": head.root.hex()})
