"""The forger's bench: a forgery is a change at one step of the making, after which every later step is done again as
well as the forger can; with it stands what a verifier must find.
"""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.dossiers.lives import canonical
from tests.dossiers.making import NOW, Files, Plan, bagged, described, evidence, items_of, planned, top_of
from tests.dossiers.story import Event
from tests.dossiers.zips import Item, zipped

Step = Literal["plan", "evidence", "table", "bag", "zip", "bytes"]
Finding = tuple[str, str]


@dataclass(frozen=True)
class Case:
    """A dossier with the policy and the clock of its reader, and what he must be told."""

    name: str
    data: bytes
    policy: bytes | None
    now: str
    verdict: str
    findings: tuple[Finding, ...]


@dataclass
class Bench:
    """A dossier in the making. `finds` says what the change must lead to."""

    plan: Plan
    chance: random.Random
    files: Files = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    data: bytes = b""
    policy: bytes | None = None
    now: str = NOW
    found: set[Finding] = field(default_factory=set)

    @property
    def top(self) -> str:
        return top_of(self.plan)

    def finds(self, reason: str, *places: str) -> None:
        self.found |= {(place, reason) for place in places}

    def event(self, *acts: str) -> tuple[str, Event]:
        """One event, of these acts if any are named."""
        fitting = [n for n, event in enumerate(self.plan.events, 1) if not acts or event.leaf["act"] in acts]
        number = self.chance.choice(fitting)
        return leaf_path(number), self.plan.events[number - 1]

    def some(self, folder: str, ending: str = "") -> str:
        """One of the files of a folder."""
        return self.chance.choice(sorted(p for p in self.files if p.startswith(folder) and p.endswith(ending)))

    def entry(self) -> Item:
        return self.chance.choice(self.items)

    def place(self, item: Item) -> str:
        return item.name.decode("utf-8", "replace")

    def rewrite(self, path: str, change: Callable[[bytes], bytes]) -> None:
        changed = change(self.files[path])
        assert changed != self.files[path], path
        self.files[path] = changed


Work = Callable[[Bench], None]


@dataclass(frozen=True)
class Kind:
    name: str
    step: Step
    work: Work
    seeds: int = 1


def leaf_path(number: int) -> str:
    return f"data/events/{number:06}.leaf"


def proof_path(path: str) -> str:
    return path.removesuffix("leaf") + "tlog-proof"


def flipped(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :]


def without(member: str) -> Callable[[Any], None]:
    """A change that takes a member away."""
    return lambda value: value.pop(member) and None


class Book:
    """Kinds of one stage, by name."""

    def __init__(self, stage: str) -> None:
        self.stage, self.kinds = stage, list[Kind]()

    def add(self, name: str, step: Step, work: Work, seeds: int = 1) -> None:
        self.kinds.append(Kind(f"{self.stage}/{name}", step, work, seeds))

    def at(self, step: Step) -> Callable[[Work], Work]:
        """The function is a kind, named as itself."""

        def kept(work: Work) -> Work:
            self.add(work.__name__, step, work, seeds=2)
            return work

        return kept


def forged(kind: Kind, seed: int, plan: Plan | None = None) -> Case:
    """The case of a kind and a seed."""
    bench = Bench(plan or planned(seed), random.Random(f"{kind.name} {seed}"))

    def pause(step: Step) -> None:
        if kind.step == step:
            kind.work(bench)

    pause("plan")
    bench.files = evidence(bench.plan)
    pause("evidence")
    bench.files = described(bench.plan, bench.files)
    pause("table")
    bench.files = bagged(bench.files)
    pause("bag")
    bench.items = items_of(bench.files, bench.top)
    pause("zip")
    bench.data = zipped(bench.items, **bench.options)
    pause("bytes")
    findings = tuple(sorted(bench.found))
    return Case(f"{kind.name}/{seed}", bench.data, bench.policy, bench.now, verdict_of(findings), findings)


def verdict_of(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "valid"
    return "pending" if {reason for _, reason in findings} == {"checkpoint.quorum"} else "rejected"


def rejson(bench: Bench, path: str, change: Callable[[Any], Any]) -> None:
    """Change a JSON file's value; it is canonical again."""
    value = json.loads(bench.files[path])
    given = change(value)
    bench.files[path] = canonical(value if given is None else given)
