"""C2SP trust policies (tlog-policy): which logs are trusted, who cosigns, and how many of whom make a quorum.
Text to be printed and hashed, and the judgement of a cosigned checkpoint by it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from workflow.log.cosignatures import Cosignature, CosignerKey, cosigned
from workflow.log.keys import BadNote, VerifierKey
from workflow.log.notes import parse, verify

NONE: Final = "none"


class BadPolicy(ValueError):
    """The text is no policy. The message names the line."""


@dataclass(frozen=True, slots=True)
class Group:
    """At least `threshold` of the members, each a witness or a group named before."""

    name: str
    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a checkpoint has: whether a log of the policy signed it, who cosigned, who is missing for the quorum."""

    logged: bool
    satisfied: bool
    cosignatures: Mapping[str, Cosignature]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """`witnesses` by the names that groups and the quorum use, in the order of the text."""

    logs: tuple[VerifierKey, ...]
    witnesses: Mapping[str, CosignerKey]
    groups: tuple[Group, ...] = ()
    quorum: str = NONE

    def text(self) -> str:
        lines = [f"log {key}" for key in self.logs]
        lines += [f"witness {name} {key}" for name, key in self.witnesses.items()]
        lines += [f"group {group.name} {_count(group)} {' '.join(group.members)}" for group in self.groups]
        return "\n".join([*lines, f"quorum {self.quorum}", ""])

    def judge(self, checkpoint: bytes, *, since: int | None = None) -> Verdict:
        """Judge a checkpoint note; cosignatures older than `since` (POSIX seconds) do not count."""
        logged = _signed_by_log(checkpoint, self.logs)
        held = {cosignature.key: cosignature for cosignature in cosigned(checkpoint, self.witnesses.values())}
        found = {name: held[key] for name, key in self.witnesses.items() if key in held}
        counted = {name: it for name, it in found.items() if since is None or it.at >= since}
        satisfied = self.met(counted)
        missing = () if satisfied else tuple(name for name in self.concerned() if name not in counted)
        return Verdict(logged, logged and satisfied, counted, missing)

    def met(self, cosigners: Iterable[str]) -> bool:
        """Is the quorum met by these witnesses?"""
        met = {NONE, *cosigners}
        for group in self.groups:
            if sum(member in met for member in group.members) >= group.threshold:
                met.add(group.name)
        return self.quorum in met

    @property
    def is_quorum(self) -> bool:
        """Whether it asks for more than one voice: none guards against nobody, and one against nobody else."""
        return not any(self.met(alone) for alone in ((), *((name,) for name in self.witnesses)))

    def concerned(self) -> list[str]:
        """The witnesses that the quorum counts, in their order."""
        members = {group.name: group.members for group in self.groups}
        reached: set[str] = set()
        waiting = [self.quorum]
        while waiting:
            name = waiting.pop()
            reached.add(name)
            waiting += members.get(name, ())
        return [name for name in self.witnesses if name in reached]


def _count(group: Group) -> str:
    return "all" if group.threshold == len(group.members) else str(group.threshold)


def _signed_by_log(checkpoint: bytes, logs: Iterable[VerifierKey]) -> bool:
    """Whether the log whose key bears the checkpoint's origin signed it."""
    origin = parse(checkpoint).text.partition(b"\n")[0].decode()
    try:
        verify(checkpoint, [key for key in logs if key.name == origin])
    except BadNote:
        return False
    return True
