"""An amendment rewords a clause, gives it another title, adds one behind it or takes it out with all below it."""

import pytest

from tests import builders
from tests.amending import (
    BEIJING,
    HEBEI,
    TIANJIN,
    approved,
    confirmed,
    consulted,
    effected,
    frozen,
    is_clean,
    item,
    last,
    refused,
    scheduled,
)
from tests.builders import Road
from tests.cast import World
from workflow.picture import manuscript
from workflow.reads.amendments import changes
from workflow.text.amended import amended
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.redline import ChangeKind
from workflow.vocabulary import AmendmentState, Joint


def clauses(road: Road) -> list[Clause]:
    with road.standing() as found:
        assert found.frozen is not None
        return list(manuscript.load(found.session, found.frozen).clauses)


def done(road: Road) -> None:
    frozen(road)
    consulted(road)
    approved(road, BEIJING, TIANJIN, HEBEI)
    scheduled(road)
    confirmed(road, BEIJING, TIANJIN, HEBEI)
    effected(road)
    assert last(road).state is AmendmentState.IN_EFFECT


def test_a_clause_is_added_and_another_gets_a_title(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    before = clauses(road)
    behind = item(road, "propose_amendment", "add_after", 3, clause_number="9.9.9", new_words="充电区应设照明。")
    titled = item(road, "word_amendment", "reword", 4, new_title="新标题")
    with road.standing() as found:
        kinds = {change.kind for change in changes(found.session, found, last(road))}
    assert kinds == {ChangeKind.ADDED, ChangeKind.CHANGED}
    done(road)
    after = {clause.id: clause for clause in clauses(road)}
    new = next(clause for clause in after.values() if clause.number == "9.9.9")
    assert (new.body, new.parent) == ("充电区应设照明。", after[behind].parent)
    assert (after[titled].title, after[titled].body) == ("新标题", next(c.body for c in before if c.id == titled))
    assert len(after) == len(before) + 1
    assert is_clean(road)


def test_a_clause_goes_with_all_below_it(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    before = clauses(road)
    place = next(n for n, clause in enumerate(before) if any(c.parent == clause.id for c in before))
    gone = item(road, "propose_amendment", "delete", place)
    done(road)
    left = {clause.id for clause in clauses(road)}
    below = {clause.id for clause in before if gone in (clause.id, clause.parent)}
    assert not left & below
    assert left == {clause.id for clause in before} - below
    assert is_clean(road)


def test_an_item_says_what_it_needs(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    number = clauses(road)[3].number
    told = {"kind": "technical", "clause": clauses(road)[3].id, "reason": "实施反馈"}
    assert refused(road, TIANJIN, "handler", "propose_amendment", **told) == ["item_worded"]
    added = told | {"change": "add_after", "new_words": "新增。"}
    assert refused(road, TIANJIN, "handler", "propose_amendment", **added) == ["item_numbered"]
    assert refused(road, TIANJIN, "handler", "propose_amendment", **added, clause_number=number) == ["item_numbered"]


def one(id_: str, number: str, parent: str | None = None) -> Clause:
    return Clause(id_, ClauseKind.CLAUSE, number, "", number, 1 if parent is None else 2, parent)


TEXT = Text({}, (one("a", "4"), one("b", "4.1", "a"), one("c", "4.2", "a"), one("d", "5"), one("e", "5.1", "d")))


@pytest.mark.parametrize(
    ("items", "numbers"),
    [
        ({"b": "改"}, ["4", "4.1", "4.2", "5", "5.1"]),
        ({"a": None}, ["5", "5.1"]),
        ({"n": {"after": "a", "number": "4A"}}, ["4", "4.1", "4.2", "4A", "5", "5.1"]),
        ({"n": {"after": "b", "number": "4.1A"}}, ["4", "4.1", "4.1A", "4.2", "5", "5.1"]),
        ({"n": {"after": "e", "number": "5.2"}}, ["4", "4.1", "4.2", "5", "5.1", "5.2"]),
        ({"e": None, "n": {"after": "e", "number": "5.1"}}, ["4", "4.1", "4.2", "5", "5.1"]),
    ],
)
def test_other_clauses_keep_their_numbers_and_places(items: dict[str, object], numbers: list[str]) -> None:
    made = Text({}, amended(TEXT, items))
    assert [clause.number for clause in made.clauses] == numbers
