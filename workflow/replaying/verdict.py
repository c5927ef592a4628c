"""What became of one past act when it was judged again: the rules it broke, and those that nobody could judge."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workflow.facts import unpack
from workflow.words import say


@dataclass(frozen=True)
class Broken:
    """A rule that an act broke, with the facts of the breach."""

    rule: str
    facts: Mapping[str, Any] = field(default_factory=dict)  # as JSON that keeps their kind (`facts.pack`)

    @property
    def sentence(self) -> str:
        """What it broke, in the language spoken."""
        return say(f"rule.{self.rule}", **{name: unpack(value) for name, value in self.facts.items()})


@dataclass(frozen=True)
class Verdict:
    """One event judged again; `unjudged` names the rules that ask for what no leaf tells, each with that part."""

    log: str
    index: int
    object: str
    sequence: int
    act: str
    unlawful: tuple[Broken, ...] = ()
    unjudged: tuple[tuple[str, str], ...] = ()

    @property
    def is_lawful(self) -> bool:
        """Whether nothing that can be judged speaks against the act."""
        return not self.unlawful
