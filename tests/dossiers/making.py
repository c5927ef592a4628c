"""Makes a dossier out of a plan in four steps - evidence, description, bag, ZIP - each of which can be repeated after a
change, as a forger would. Written from docs/dossier.md alone: nothing of the product is used.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from tests.dossiers.lives import canonical, lived
from tests.dossiers.signing import LOG, WITNESS, Signer, Tree, head, leaf_hash, proof, signer
from tests.dossiers.story import PROCESS, Event, Facts, Life
from tests.dossiers.zips import Item, item, zipped

Files = dict[str, bytes]
NOW = "2026-11-22T06:00:00Z"
NOW_SECONDS = 1_795_327_200
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
HOSTS = ("bj", "tj", "he")


TITLE_EN = "A coordinated standard"


@dataclass
class Plan:
    """Everything that a dossier says, and the keys of everybody who signs: what a forger owns of them is up to him."""

    life: Life
    profile: str = "full"
    context: list[Event] = field(default_factory=list)
    seal: Event = field(default_factory=lambda: Event({}, ("", 0)))
    logs: dict[str, Signer] = field(default_factory=dict)
    witnesses: dict[str, Signer] = field(default_factory=dict)
    policy: str = ""
    cosigning: dict[str, list[tuple[str, int]]] = field(default_factory=dict)  # of a log: witness and second
    lines: dict[str, list[str]] = field(default_factory=dict)  # further lines below a log's head
    beyond: int = 5  # leaves of others behind our last
    process: Facts = field(default_factory=lambda: dict(PROCESS))
    rules: list[Facts] = field(default_factory=list)
    replay: list[Facts] = field(default_factory=lambda: [{"seq": 1, "lawful": True}])
    title: str = "京津冀协同标准"
    persons: Facts = field(default_factory=lambda: {"1100": "㐂𠮷"})  # by number
    folders: Files = field(default_factory=dict)  # more files under data/
    names: dict[str, str] = field(default_factory=dict)  # of papers
    retold: Callable[[Facts], None] = lambda _: None  # changes dossier.json before it is written

    @property
    def events(self) -> list[Event]:
        return self.life.events

    def leaves(self) -> list[tuple[str, Event]]:
        """Path and event of every leaf."""
        named = [(f"data/events/{n:06}.leaf", event) for n, event in enumerate(self.events, 1)]
        named += [(f"data/context/{n:06}.leaf", event) for n, event in enumerate(self.context, 1)]
        return [*named, ("data/seal.leaf", self.seal)]


def planned(seed: int, life: Life | None = None, *, profile: str = "full") -> Plan:
    """The honest plan of a life: two of three regions must cosign, all three have."""
    life = life or lived(seed)
    plan = Plan(life, profile)
    for number in range(2):
        event = Event({**life.events[0].leaf, "act": "rules.adopted", "from": {}, "to": {}}, life.slot())
        event.leaf |= {"obj": "agreement/1", "seq": 4 + number, "log": event.slot[0], "idx": event.slot[1], "files": []}
        plan.context.append(event)
    plan.witnesses = {f"{host}.example/witness": signer(f"{host}.example/witness", WITNESS, seed % 5) for host in HOSTS}
    plan.policy = policy_of(plan.witnesses)
    plan.rules = [rule_set(1, "whole_text"), rule_set(2, "whole_text")]
    seal(plan)
    hours = NOW_SECONDS - 86_400 * (1 + seed % 9)
    for origin in sorted({event.slot[0] for _, event in plan.leaves()}):
        plan.logs[origin] = signer(origin, LOG, seed % 5)
        plan.cosigning[origin] = [(name, hours + n) for n, name in enumerate(plan.witnesses)]
    if profile == "public":
        for event in plan.events:
            event.opening = event.statement = event.assertion = None
        life.papers.clear()
    return plan


def rule_set(id_: int, binding: str) -> Facts:
    terms = [{"name": "consult.days", "value": 30}, {"name": "release.binding", "value": binding}]
    return {"id": id_, "version": id_, "effective_from": "2025-01-01", "terms": terms}


def policy_of(witnesses: dict[str, Signer], count: str = "2") -> str:
    """Lines for these witnesses; so many of them are a quorum."""
    short = {name: name.split(".")[0] for name in witnesses}
    lines = ["# whose cosignatures count"]
    lines += [f"witness {short[name]} {key.vkey}" for name, key in witnesses.items()]
    return "\n".join([*lines, f"group regions {count} {' '.join(short.values())}", "quorum regions", ""])


def seal(plan: Plan) -> None:
    """The seal behind the last event, as the plan stands now."""
    facts = {"standard": 17, "last": len(plan.events), "profile": plan.profile, "withheld": []}
    leaf = {**plan.events[-1].leaf, "act": "dossier.sealed", "obj": "dossier/3", "seq": 1, "from": {}, "to": {}}
    plan.seal = Event({**leaf, "stmt": None, "cer": None, "commit": {}, "files": []}, plan.life.slot())
    plan.seal.leaf |= {"log": plan.seal.slot[0], "idx": plan.seal.slot[1], "facts": facts, "ts": plan.life.spelled()}
    repolicy(plan)


def whole(plan: Plan) -> None:
    """The seal tells the table, the verdicts, rules, title, names, all texts and, of a full one, all openings, as they
    stand now."""
    opened = [event.opening for event in plan.events if event.opening is not None]
    told = {"rows": one(plan.process), "replay": one(plan.replay), "texts": many(plan.life.texts)}
    told |= {"rules": one(plan.rules), "title": sha256(f"{plan.title}\n{TITLE_EN}".encode()).hexdigest()}
    if plan.profile != "public":
        told["actors"] = sha256(called(plan).encode()).hexdigest()
    plan.seal.leaf["facts"] |= told | ({"openings": many(opened)} if plan.profile == "full" else {})


def called(plan: Plan) -> str:
    """A line for everybody who acted: number, Chinese and English name; nothing where there is none."""
    acted = sorted({event.leaf[part] for event in plan.events for part in ("actor", "obo")} - {None})
    names = [(one, plan.persons.get(str(one))) for one in acted]
    both = [(one, name if isinstance(name, dict) else {}) for one, name in names]
    return "".join(f"{one}\t{name.get('zh', '')}\t{name.get('en', '')}\n" for one, name in both)


def one(value: Any) -> str:
    return sha256(canonical(value)).hexdigest()


def many(values: list[Facts]) -> str:
    return one(sorted(one(value) for value in values))


def repolicy(plan: Plan) -> None:
    """The seal names the policy as it is now."""
    plan.seal.leaf["facts"]["policy"] = sha256(plan.policy.encode()).hexdigest()


def raw_leaf(event: Event) -> bytes:
    return canonical(event.leaf) if event.raw is None else event.raw


def checkpoint(plan: Plan, origin: str, text: bytes) -> bytes:
    """The note under this head: the log's line, the cosigners', and whatever else the plan puts below."""
    lines = [plan.logs[origin].line(text)]
    lines += [plan.witnesses[name].line(text, at) for name, at in plan.cosigning[origin]]
    return text + b"\n" + "".join([*lines, *plan.lines.get(origin, [])]).encode()


def trees(plan: Plan) -> dict[str, Tree]:
    """Each log with our leaves in their slots and others' between."""
    slots: dict[str, dict[int, bytes]] = {origin: {} for origin in plan.logs}
    for _, event in plan.leaves():
        slots.setdefault(event.slot[0], {})[event.slot[1]] = leaf_hash(raw_leaf(event))
    sizes = {origin: max(mine, default=0) + 1 + plan.beyond for origin, mine in slots.items()}
    return {
        origin: Tree([mine.get(n) or leaf_hash(f"{origin} {n}".encode()) for n in range(sizes[origin])])
        for origin, mine in slots.items()
    }


def evidence(plan: Plan) -> Files:
    """Everything under data/ but dossier.json."""
    files: Files = {"data/policy": plan.policy.encode(), "data/names.json": canonical({"persons": plan.persons})}
    files["data/law/process.json"] = canonical(plan.process)
    files["data/law/rules.json"] = canonical(plan.rules)
    files["data/law/replay.json"] = canonical(plan.replay)
    files["data/views/timeline.csv"] = "﻿序号,行为\r\n".encode()
    files |= {f"data/texts/{n:04}.json": canonical(text) for n, text in enumerate(plan.life.texts, 1)}
    files |= {f"data/papers/{name}": content for name, content in plan.life.papers.items()}
    heads = {}
    grown = trees(plan)
    for number, origin in enumerate(sorted(plan.logs), 1):
        tree = grown[origin]
        heads[origin] = checkpoint(plan, origin, head(origin, len(tree.leaves), tree.root()))
        files[f"data/logs/{number:02}.checkpoint"] = heads[origin]
        files[f"data/keys/{number:02}.vkey"] = plan.logs[origin].vkey.encode() + b"\n"
    for path, event in plan.leaves():
        origin, index = event.slot
        files[path] = raw_leaf(event)
        files[path[:-4] + "tlog-proof"] = proof(index, grown[origin].path(index), heads.get(origin, b""))
    for number, event in enumerate(plan.events, 1):
        files |= _beside(f"{number:06}", event)
    return files | plan.folders


def _beside(number: str, event: Event) -> Files:
    files: Files = {}
    if event.opening is not None:
        files[f"data/openings/{number}.json"] = canonical(event.opening)
    if event.statement is not None:
        files[f"data/statements/{number}.txt"] = event.statement
    if event.assertion is not None:
        files[f"data/statements/{number}.assertion.json"] = canonical(event.assertion)
    return files


def described(plan: Plan, files: Files) -> Files:
    """The same with dossier.json."""
    origins = [(origin, f"{number:02}") for number, origin in enumerate(sorted(plan.logs), 1)]
    dossier: dict[str, Any] = {
        "format": "tongbiao-dossier/1",
        "profile": plan.profile,
        "standard": {"id": 17, "title": plan.title, "title_en": TITLE_EN},
        "events": len(plan.events),
        "logs": [
            {"origin": origin, "size": _size(files[f"data/logs/{n}.checkpoint"]),
             "checkpoint": f"data/logs/{n}.checkpoint", "key": f"data/keys/{n}.vkey"} for origin, n in origins
        ],
        "policy": sha256(files["data/policy"]).hexdigest() if "data/policy" in files else "0" * 64,
        "files": [listed(path, files[path], plan.names) for path in sorted(files) if path.startswith("data/")],
    }  # fmt: skip
    plan.retold(dossier)
    return files | {"data/dossier.json": canonical(dossier)}


def _size(note: bytes) -> int:
    size = note.split(b"\n")[1] if note.count(b"\n") > 1 else b""
    return int(size) if re.fullmatch(rb"[1-9][0-9]{0,14}", size) else 1


def listed(path: str, content: bytes, names: dict[str, str]) -> Facts:
    kind = path.split("/")[1] if path.count("/") > 1 else ""
    name = names.get(path, "来函.pdf" if kind == "papers" else "")
    return {"path": path, "sha256": sha256(content).hexdigest(), "size": len(content), "kind": kind, "name": name}


def bagged(files: Files) -> Files:
    """The same as a bag."""
    whole = {path: content for path, content in files.items() if path.startswith("data/")}
    others = {path: content for path, content in files.items() if path not in whole}
    others |= {"README.txt": "如何核验 / how to verify\n".encode(), "bagit.txt": BAGIT}
    others |= {"bag-info.txt": b"Bagging-Date: 2026-02-01\n", "manifest-sha256.txt": manifest(whole)}
    return whole | others | {"tagmanifest-sha256.txt": manifest(others)}


def manifest(files: Files) -> bytes:
    return "".join(f"{sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)).encode()


def top_of(plan: Plan) -> str:
    return f"dossier-17-{leaf_hash(raw_leaf(plan.seal)).hex()[:8]}"


def items_of(files: Files, top: str) -> list[Item]:
    return [item(f"{top}/{path}", files[path]) for path in sorted(files)]


def without_texts(plan: Plan) -> bytes:
    """The dossier of this plan after somebody took every text out of it and put the tables right."""
    left = {path: content for path, content in evidence(plan).items() if not path.startswith("data/texts/")}
    return zipped(items_of(bagged(described(plan, left)), top_of(plan)))


def made(plan: Plan) -> bytes:
    """The dossier of this plan."""
    return zipped(items_of(bagged(described(plan, evidence(plan))), top_of(plan)))
