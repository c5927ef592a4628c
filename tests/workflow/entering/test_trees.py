"""Entries that hang on one another: a branch counts what its list holds, now and on a past day."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import World, founded
from tests.workflow.entering.keeping import Keeping
from workflow.kinds import all_kinds
from workflow.reads.entries import shown
from workflow.reads.entry_lists import Wanted, listed
from workflow.reads.entry_tree import Node, tree, walked
from workflow.records.entries import Entry
from workflow.vocabulary import EntryState

KIND = all_kinds()["system_node"]
ALL = sa.true()


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    made = founded(database_url)
    yield made
    made.database.dispose()


def node(by: Keeping, number: str, status: str, parent: int | None = None) -> int:
    above: dict[str, Any] = {"parent": parent} if parent else {}
    return by.begin("system_node", "enter_entry", **above, title=f"节点 {number}", number=number, status=status)


def branch(by: Keeping, under: int, **narrowed: object) -> set[int]:
    with by.world.database.read() as session:
        total, found = listed(session, ALL, KIND, Wanted(under=under, **narrowed), 1)  # type: ignore[arg-type]
    assert total == len(found)
    return {one.id for one in found}


def test_each_count_of_a_branch_is_the_length_of_its_list(world: World) -> None:
    by, chance = Keeping(world, world.agreements["JJJ"]), Random(11)
    made = [node(by, "1", "group")]
    for n in range(24):
        made.append(node(by, f"1.{n}", chance.choice(KIND.summed.sums), chance.choice(made)))  # type: ignore[union-attr]
    for one in chance.sample(made[1:], 4):
        by.take(one, "end_entry", reason="并入别处")
    with world.database.read() as session:
        nodes = [one for _, one in walked(tree(session, ALL, KIND))]
    assert sum(nodes[0].counts.values()) == 20
    for each in nodes:
        for status in KIND.summed.sums:  # type: ignore[union-attr]
            told = branch(by, each.entry.id, held={"status": status}, state=EntryState.RECORDED)
            assert len(told) == each.counts[status]


def test_a_branch_of_a_past_day_holds_what_hung_there_then(world: World) -> None:
    by = Keeping(world, world.agreements["JJJ"])
    first, second = node(by, "1", "group"), node(by, "2", "group")
    leaf = node(by, "1.1", "gap", first)
    told: dict[str, Any] = {"title": "节点 1.1", "number": "2.1", "status": "drafting", "parent": second}
    before, by.at = by.at + timedelta(hours=1), by.at + timedelta(days=3)
    by.take(leaf, "amend_entry", reason="移到第二类", **told)
    assert branch(by, first, held={"status": "gap"}, ended_at=before) == {leaf}
    assert branch(by, first) == {first}
    assert branch(by, second, held={"status": "drafting"}) == {leaf}
    assert branch(by, first, held={"number": "2.1"}) == {first}  # only what is chosen from few narrows


def test_numbers_of_parts_stand_in_their_order_and_what_ended_stands_only_with_what_hangs_on_it(world: World) -> None:
    by = Keeping(world, world.agreements["JJJ"])
    top = node(by, "1", "group")
    made = {number: node(by, number, "gap", top) for number in ("1.10", "1.9", "1.2")}
    node(by, "1.2.1", "planned", made["1.2"])
    by.take(made["1.2"], "end_entry", reason="撤并")
    by.take(made["1.9"], "end_entry", reason="撤并")
    with world.database.read() as session:
        found = [(depth, one.entry.fields["number"]) for depth, one in walked(tree(session, ALL, KIND))]
    assert found == [(0, "1"), (1, "1.2"), (2, "1.2.1"), (1, "1.10")]


def test_no_branch_is_too_deep_to_walk() -> None:
    top = deepest = Node(shown(Entry(id=1, kind="system_node")), None)
    for n in range(5_000):
        below = Node(shown(Entry(id=n, kind="system_node")), None)
        deepest.below.append(below)
        deepest = below
    assert sum(1 for _ in walked([top])) == 5_001
