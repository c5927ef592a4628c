"""A small life of a standard, told by a process table of the test's own: acts with their states before and after, what
was signed, said, handed in. Two seeds tell two different lives.
"""

import copy
import hmac
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

Facts = dict[str, Any]
REGIONS = ("110000", "120000", "130000", "140000")


def row(scope: str, source: str = "", target: str | None = None, during: str = "", **flags: bool) -> Facts:
    plain = {"signs": False, "system": False, "open": False, "back": False} | flags
    return {"scope": scope, "source": source.split(), "target": target, "during": during.split(), **plain}


PROCESS = {
    "propose": row("joint", target="proposed"),
    "initiate": row("own", "invited", "initiated", "proposed", signs=True),
    "decline": row("own", "invited", "declined", "proposed", signs=True),
    "start": row("joint", "proposed", "drafting", system=True),
    "save_draft": row("joint", "drafting"),
    "suspend": row("joint", "drafting consulting", "suspended", system=True),
    "resume": row("joint", "suspended", "suspended", system=True, back=True),
    "open_consultation": row("joint", "drafting", "consulting"),
    "comment": row("comment", during="consulting", open=True),
    "remind": row("named", "initiated", during="consulting", system=True),
    "close_consultation": row("joint", "consulting", "reviewing", system=True),
    "vote": row("panel", during="reviewing"),
    "pass_review": row("joint", "reviewing", "approving"),
    "reserve_number": row("number", during="approving"),
    "approve_release": row("own", "initiated objected", "approved", "approving", signs=True),
    "object_release": row("own", "initiated approved", "objected", "approving", signs=True),
    "confirm_release": row("own", "approved", "confirmed", "approving", signs=True),
    "release": row("joint", "approving", "released", system=True),
    "announce": row("own", "confirmed", "announced", "released"),
}


def hashed(*words: object) -> str:
    return sha256(repr(words).encode()).hexdigest()


def commitment(name: str, opening: Facts) -> str:
    message = name.encode() + b"\x00" + opening["value"].encode()
    return hmac.new(bytes.fromhex(opening["salt"]), message, sha256).hexdigest()


@dataclass
class Event:
    """A leaf to be, where it is put into which log, and what lies beside it."""

    leaf: Facts
    slot: tuple[str, int]
    raw: bytes | None = None  # instead of the leaf's canonical bytes
    opening: Facts | None = None
    statement: bytes | None = None
    assertion: Facts | None = None


@dataclass
class Life:
    """Tells acts one by one; keeps the state."""

    seed: int
    regions: tuple[str, ...]
    events: list[Event] = field(default_factory=list)
    texts: list[Facts] = field(default_factory=list)
    papers: dict[str, bytes] = field(default_factory=dict)
    state: Facts = field(default_factory=dict)
    at: datetime = datetime(2025, 12, 20, 2, 0, tzinfo=UTC)
    frozen: str | None = None
    pace: timedelta = timedelta(hours=1)

    def __post_init__(self) -> None:
        self.chance = random.Random(f"life {self.seed}")
        self.nexts: dict[str, int] = {}

    def act(self, name: str, region: str | None = None, facts: Facts | None = None, **changed: Any) -> Event:
        """One act: `changed` are the parts of the state that it changes; `track` that of its region."""
        before = copy.deepcopy(self.state)
        track = changed.pop("track", None)
        parts: Facts = {key: changed.pop(key) for key in ("files", "opening") if key in changed}
        self.state = copy.deepcopy({**before, **changed})
        if track:
            self.state["tracks"][region] = track
        self.at += self.pace * self.chance.randint(1, 60) + timedelta(microseconds=self.chance.randint(0, 999_999))
        event = Event(self._leaf(name, region, before, facts or {}, parts), self.slot())
        event.leaf |= {"log": event.slot[0], "idx": event.slot[1]}
        if PROCESS[name]["signs"]:
            told = f"{name} {region} 签署：我已阅读全文。\n第 {len(self.events) + 1} 号 {hashed(self.seed, name)}"
            event.statement = told.encode()
            event.leaf |= {"stmt": sha256(event.statement).hexdigest(), "cer": "password+totp"}
        if "opening" in parts:
            event.opening = self.committed(event, parts["opening"])
        self.events.append(event)
        return event

    def slot(self, about: int = 3) -> tuple[str, int]:
        """The next free place of the year's log, after a few that are others'."""
        origin = f"tb.example/jjj/{(self.at + timedelta(hours=8)).year}"
        index = self.nexts.get(origin, self.chance.randint(0, about)) + self.chance.randint(0, about)
        self.nexts[origin] = index + 1
        return origin, index

    def spelled(self) -> str:
        return self.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def committed(self, event: Event, values: Facts) -> Facts:
        """Openings of these values; their commitments go into the leaf."""
        openings = {name: {"salt": hashed(self.seed, event.slot, name), "value": it} for name, it in values.items()}
        event.leaf["commit"] = {name: commitment(name, one) for name, one in openings.items()}
        event.leaf["commit"]["receipt"] = hashed("receipt", event.slot)
        return openings

    def paper(self, content: bytes) -> str:
        name = sha256(content).hexdigest()
        self.papers[name] = content
        return name

    def _leaf(self, name: str, region: str | None, before: Facts, facts: Facts, parts: Facts) -> Facts:
        is_free = PROCESS[name]["system"] or PROCESS[name]["open"]
        seat = None if is_free else 100 + REGIONS.index(region or REGIONS[0])
        return {
            "v": 1, "log": "", "idx": 0, "ts": self.spelled(), "obj": "standard/17", "seq": len(self.events) + 1,
            "act": name, "region": region, "seat": seat, "actor": seat and seat + 1000, "obo": None,
            "from": before, "to": copy.deepcopy(self.state), "facts": facts, "commit": {}, "text": self.frozen,
            "rules": 2, "stmt": None, "cer": None, "req": hashed("req", self.at), "files": parts.get("files", []),
        }  # fmt: skip
