"""Reads the text of a trust policy (C2SP tlog-policy). What it says of a checkpoint is policy.py's matter."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from workflow.log.cosignatures import CosignerKey
from workflow.log.keys import BadNote, VerifierKey
from workflow.log.policy import NONE, BadPolicy, Group, Policy

MAX_LINES: Final = 1_000
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,3}")


def parse_policy(text: bytes) -> Policy:
    """The policy of this text. Names are compared as the bytes they are."""
    try:
        lines = text.decode("utf-8").split("\n")
    except UnicodeDecodeError as broken:
        raise BadPolicy("not UTF-8") from broken
    if lines.pop() or len(lines) > MAX_LINES or _CONTROL.search(text.decode().replace("\n", "")):
        raise BadPolicy("a policy is lines that end in a newline, without control characters")
    reader = _Reader()
    for number, line in enumerate(lines, 1):
        words = re.split(r"[ \t]+", line.strip(" \t"))
        if words != [""] and not words[0].startswith("#"):
            reader.read(words, number)
    return reader.policy()


@dataclass
class _Reader:
    logs: list[VerifierKey] = field(default_factory=list)
    witnesses: dict[str, CosignerKey] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    quorum: str | None = None

    def read(self, words: list[str], line: int) -> None:
        readers: dict[str, Callable[..., None]] = {
            "log": self._log,
            "witness": self._witness,
            "group": self._group,
            "quorum": self._quorum,
        }
        try:
            readers[words[0]](*words[1:])
        except (KeyError, TypeError, BadNote, BadPolicy) as wrong:  # TypeError: too few words, or too many
            raise BadPolicy(f"line {line}: {wrong}") from wrong

    def policy(self) -> Policy:
        if self.quorum is None:
            raise BadPolicy("a policy has one quorum line")
        return Policy(tuple(self.logs), self.witnesses, tuple(self.groups), self.quorum)

    def _log(self, vkey: str, url: str = "") -> None:
        key = VerifierKey.parse(vkey)
        if key.public in {known.public for known in self.logs}:
            raise BadPolicy("the same log twice")
        self.logs.append(key)

    def _witness(self, name: str, vkey: str, url: str = "") -> None:
        key = CosignerKey.parse(vkey)
        if key.public in {known.public for known in self.witnesses.values()}:
            raise BadPolicy("the same witness twice")
        self._new(name)
        self.witnesses[name] = key

    def _group(self, name: str, count: str, *members: str) -> None:
        self._new(name)
        used = {member for group in self.groups for member in group.members}
        for member in members:
            if member not in self._names() or member in used or members.count(member) > 1:
                raise BadPolicy(f"{member} is unknown here or a member already")
        counts = {"any": 1, "all": len(members)}
        threshold = counts.get(count) or (int(count) if _NUMBER.fullmatch(count) else 0)
        if not 1 <= threshold <= len(members):
            raise BadPolicy("a group needs between one and all of its members")
        self.groups.append(Group(name, threshold, members))

    def _quorum(self, name: str) -> None:
        if self.quorum is not None or (name != NONE and name not in self._names()):
            raise BadPolicy(f"a second quorum, or one of nobody known: {name}")
        self.quorum = name

    def _names(self) -> set[str]:
        return {*self.witnesses, *(group.name for group in self.groups)}

    def _new(self, name: str) -> None:
        if name == NONE or name in self._names():
            raise BadPolicy(f"{name} is taken")
