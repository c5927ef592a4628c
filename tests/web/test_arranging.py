"""The desk's plain buttons: a skeleton, a further element, clauses moved about; each is a draft through the door."""

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND, sample_text
from tests.web.browsing import hidden
from tests.web.desk import Desk, House
from workflow.picture import manuscript
from workflow.text.clauses import Clause
from workflow.vocabulary import Joint, SeatRole


@pytest.fixture
def road(house: House) -> Road:
    made = builders.standing(house.world, Joint.DRAFTING)
    builders.grouped(made)
    house.at = made.at
    return made


def drafter(house: House) -> Desk:
    return house.desk(house.world.seat(SECOND, SeatRole.DRAFTER))


def clauses(road: Road) -> tuple[Clause, ...]:
    with road.standing() as standing, road.world.database.read() as session:
        assert standing.draft is not None
        return manuscript.load(session, standing.draft).clauses


def arrange(desk: Desk, road: Road, page: str = "", **fields: str) -> int:
    shown = desk.get(f"/standards/{road.id}/draft{page}")
    carried = {name: hidden(shown, name) or "" for name in ("version", "idempotency_key", "seat")}
    return desk.browser.post(f"/standards/{road.id}/draft/arrange", carried | fields).status_code


def test_the_skeleton_has_what_every_text_has(house: House, road: Road) -> None:
    desk = drafter(house)
    assert "从标准的骨架开始" in desk.read(f"/standards/{road.id}/draft")
    assert arrange(desk, road, skeleton="y") == 303
    assert [(c.kind.value, c.number) for c in clauses(road)] == [
        ("foreword", ""), ("scope", "1"), ("references", "2"), ("terms", "3"), ("chapter", "4"),
    ]  # fmt: skip
    assert arrange(desk, road, skeleton="y") == 404


def test_a_clause_is_moved_and_keeps_its_id(house: House, road: Road) -> None:
    road.take("save_draft", builders.editor(road), text=sample_text())
    house.at, desk = road.at, drafter(house)
    before = clauses(road)
    one = next(c for c in before if c.number == "4.2")
    assert arrange(desk, road, f"?clause={one.id}", clause=one.id, move="up") == 303
    after = {c.id: c for c in clauses(road)}
    assert after[one.id].number == "4.1"
    assert (after[one.id].title, after[one.id].body) == (one.title, one.body)
    assert arrange(desk, road, f"?clause={one.id}", clause=one.id, move="add_after") == 303
    new = next(c for c in clauses(road) if c.id not in after)
    assert (new.number, new.parent) == ("4.2", one.parent)


def test_an_id_that_was_cut_is_never_given_again(house: House, road: Road) -> None:
    road.take("save_draft", builders.editor(road), text=sample_text())
    house.at, desk = road.at, drafter(house)
    last = clauses(road)[-1].id
    assert arrange(desk, road, clause=last, move="cut") == 303
    assert arrange(desk, road, element="index") == 303
    assert last not in {c.id for c in clauses(road)}


@pytest.mark.parametrize(
    "fields", [{}, {"clause": "c1", "move": "fly"}, {"clause": "c999", "move": "up"}, {"element": "poem"}]
)
def test_what_cannot_be_done_is_not_there(house: House, road: Road, fields: dict[str, str]) -> None:
    road.take("save_draft", builders.editor(road), text=sample_text())
    house.at = road.at
    assert arrange(drafter(house), road, **fields) == 404


def test_who_does_not_draft_cannot_arrange(house: House, road: Road) -> None:
    road.take("save_draft", builders.editor(road), text=sample_text())
    house.at, desk = road.at, house.desk(house.world.seat(LEAD, SeatRole.APPROVER))
    desk.get(f"/standards/{road.id}/draft")
    fields = {"version": "1", "idempotency_key": "k" * 12, "clause": clauses(road)[0].id, "move": "cut"}
    count = len(clauses(road))
    assert desk.browser.post(f"/standards/{road.id}/draft/arrange", fields).status_code in (403, 404, 409)
    assert len(clauses(road)) == count
