"""What a log lacks that mirrors hold: its leaves with their openings, the rows they wrote, and every reason why it can
not be made whole."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.keeping.copies import Copies, reach
from workflow.keeping.whole import Held
from workflow.log.checkpoints import range_root
from workflow.log.journal import commitment
from workflow.log.tlog import root_of
from workflow.parcels.scopes import AGREEMENT, INSTALLATION, STANDARD, Scope
from workflow.records.events import Log
from workflow.witnessing.memory import in_order
from workflow.words import say

Leaf = dict[str, Any]


@dataclass
class Wanted:
    """One log on its way back. With any reason nothing of it is taken."""

    origin: str
    has: int
    held: Held
    log_id: int | None
    leaves: list[tuple[int, bytes, Leaf]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    told: Mapping[str, Any] = field(default_factory=dict)  # of the log itself: id, agreement, year, part


def wanted(session: Session, copies: Copies) -> list[Wanted]:
    """Every log that a whole copy holds and the database lacks something of; the oldest first."""
    held = ((origin, copies.held(origin)) for origin in copies.origins())
    found = [_of(session, copies, origin, one) for origin, one in held if one is not None]
    return [one for one in found if one.reasons or one.has < one.held.head.size]


def _of(session: Session, copies: Copies, origin: str, held: Held) -> Wanted:
    row = session.execute(sa.select(Log.id, Log.size).where(Log.origin == origin)).one_or_none()
    log_id, has = (row.id, row.size) if row else (None, 0)
    common = min(has, held.head.size)
    own = range_root(session, log_id)(0, common) if log_id is not None else root_of([])
    made = Wanted(origin, has, held, log_id)
    if own != root_of(held.hashes[:common]):
        made.reasons.append(say("{origin}：数据库讲的是另一部历史，不能补录。", origin=origin))
    elif has < held.head.size:
        _fill(made, copies)
    return made


def _fill(made: Wanted, copies: Copies) -> None:
    """The leaves, and what lacks behind them."""
    made.told = copies.page(made.origin, made.has).get("log", {})
    if not made.told:
        made.reasons.append(say("{origin}：镜像里没有主机封存的内容，或不是这把密钥封的。", origin=made.origin))
        return
    for index, leaf in enumerate(copies.leaves(made.origin, made.has, made.held), made.has):
        place = f"{made.origin}/{index}"
        if leaf is None:
            made.reasons.append(say("{place}：只有哈希，没有原文。", place=place))
            continue
        told = json.loads(leaf)
        made.leaves.append((index, leaf, told))
        made.reasons += [f"{place}: {why}" for why in _against(made, copies, index, told)]


def _against(made: Wanted, copies: Copies, index: int, leaf: Leaf) -> Iterator[str]:
    """Openings that do not fit, and rows that no copy tells up to this leaf."""
    for name, (salt, value) in openings(copies, made.origin, index).items():
        if commitment(name, salt, value) != leaf["commit"].get(name):
            yield say("{name} 与承诺不符。", name=name)
    for scope in sorted(map(str, touched(leaf, made.told["agreement"]))):
        content = copies.scope(scope)
        if not content or reach(content) <= (in_order(made.origin), index):
            act = f"{leaf['obj']} {leaf['act']} {leaf['region'] or ''} {leaf['actor'] or ''} {leaf['ts']}"
            yield say("没有这一步写下的行（{scope}）：{act}", scope=scope, act=act)


def openings(copies: Copies, origin: str, index: int) -> dict[str, tuple[bytes, bytes]]:
    """Salt and value by field, of one leaf."""
    found = copies.page(origin, index).get("openings", {}).get(str(index), {})
    return {name: (bytes.fromhex(salt), bytes.fromhex(value)) for name, (salt, value) in found.items()}


def touched(leaf: Leaf, agreement: int | None) -> set[Scope]:
    """The scopes that an act wrote to, as its leaf says."""
    noun, _, number = leaf["obj"].rpartition("/")
    if noun == STANDARD:
        return {Scope(STANDARD, int(number))}
    found = {Scope(INSTALLATION) if agreement is None else Scope(AGREEMENT, agreement)}
    named = (leaf["facts"].get("standard"), leaf["to"].get("standard"))
    return found | {Scope(STANDARD, one) for one in named if isinstance(one, int)}


def columns(leaf: Leaf) -> dict[str, Any]:
    """What the row of a leaf repeats of it."""
    noun, _, number = leaf["obj"].rpartition("/")
    told = {"noun": noun, "object_id": int(number), "sequence": leaf["seq"], "act": leaf["act"], "at": leaf["ts"]}
    return told | {"person_id": leaf["actor"], "region_code": leaf["region"]}
