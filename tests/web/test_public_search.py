"""What anybody finds: released texts by their clauses, drafts while they lie open, and nothing else at any hour."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import builders
from tests.cast import World
from tests.web.counting import statements
from tests.web.portal import OLD, SECRET, Portal, opened
from workflow.keeping import indexing
from workflow.vocabulary import Joint

LIST = "/public/standards"
WORDS = "便于到达的位置"  # stand in the text alone
MOST = 14  # statements of a page


@pytest.fixture(scope="module")
def portal(founded_template: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    made = opened(founded_template, tmp_path_factory.mktemp("searched"))
    yield made
    made.world.database.dispose()


def found(portal: Portal, query: str) -> Any:
    answer = portal.stranger(f"/api/v1/search?{query}")
    assert answer.status_code == 200, query
    return answer.get_json()


def ids(portal: Portal, query: str) -> set[int]:
    return {item["id"] for item in found(portal, query)["items"]}


def test_words_of_the_text_lead_to_their_clause(portal: Portal) -> None:
    shown = portal.read(f"{LIST}?q={WORDS}")
    place = rf'<a href="({portal.page}#[\w-]+)">([\d.]+)</a>'
    link = re.search(rf"{place}[^<]*(?:<(?!/p)[^<]*)*?<mark>{WORDS}</mark>", shown)
    assert link is not None
    page = portal.read(link[1].partition("#")[0])
    assert f'id="{link[1].partition("#")[2]}"' in page
    (item,) = [one for one in found(portal, f"q={WORDS}")["items"] if one["id"] == portal.out.id]
    assert item["place"]["page"] == link[1]
    assert [words for words, is_found in item["place"]["excerpt"] if is_found] == [WORDS]


@pytest.mark.parametrize("typed", ["DB11T3022-2019", "ｄｂ 12／Ｔ 3022", "3022", "DB13/T3022一2019"])
def test_a_number_is_found_in_odd_spellings(portal: Portal, typed: str) -> None:
    assert found(portal, f"q={typed}")["items"][0]["id"] == portal.old


def test_each_count_is_the_length_of_the_list_it_opens(portal: Portal) -> None:
    for query in ("", "?q=停车场", "?region=110000&state=applied"):
        shown = portal.read(f"{LIST}{query}").partition('id="narrow"')[2]
        counts = re.findall(r'<a href="([^"]+)" data-count="(\d+)">', shown)
        assert counts, query
        for href, n in counts:
            assert f"共 {n} 项" in portal.read(href.replace("&amp;", "&")), (query, href)


def test_a_chosen_facet_can_be_taken_back_and_is_kept_by_the_next_words(portal: Portal) -> None:
    shown = portal.read(f"{LIST}?q=规范&region=120000")
    assert '<input type="hidden" name="region" value="120000">' in shown
    assert f'<a href="{LIST}?q=%E8%A7%84%E8%8C%83"' in shown


def test_a_draft_is_found_while_it_lies_open_only(portal: Portal) -> None:
    asked = f"/public/consultations/{consultation(portal)}"
    (item,) = [one for one in found(portal, f"q={WORDS}")["items"] if one["id"] == portal.asked.id]
    assert item["page"] == asked
    assert item["effective_on"] is None
    assert portal.asked.id not in ids(portal, "")
    assert ids(portal, "state=consulting") == {portal.asked.id}
    for lang in ("zh", "en"):
        assert asked in portal.read(f"{LIST}?q={WORDS}&lang={lang}")


def test_what_is_inside_is_found_by_nobody_outside(portal: Portal) -> None:
    for words in (SECRET, WORDS, SECRET[:2], "规范", ""):
        assert portal.inside.id not in ids(portal, f"q={words}")
    with portal.world.database.read() as session:
        assert not indexing.lacks(session)
        held = {one.standard for one in indexing.differing(session)}
    assert held <= {portal.asked.id}  # renamed past the doors


def test_an_act_that_ends_the_asking_takes_the_draft_back(world: World) -> None:
    road = builders.standing(world, Joint.CONSULTING)
    assert not indexed(world, road.id)
    builders.posted(road)
    assert indexed(world, road.id)
    road.wait(days=32)
    road.wake()
    assert road.state is not Joint.CONSULTING
    assert not indexed(world, road.id)


def indexed(world: World, standard_id: int) -> bool:
    with world.database.read() as session:
        assert not list(indexing.differing(session))
        return any(row["standard_id"] == standard_id for row in stored(session))


def stored(session: Any) -> list[dict[str, int]]:
    rows = session.connection().exec_driver_sql("SELECT DISTINCT standard_id FROM search_passages")
    return [{"standard_id": standard_id} for (standard_id,) in rows]


NONSENSE = ("q=" + "长 " * 400, "q=%00", "year=x&state=y&page=-3", "q=*%22OR%20AND", "group=%00")


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_finds_nothing_or_all_and_is_no_fault(portal: Portal, query: str) -> None:
    assert portal.stranger(f"{LIST}?{query}").status_code == 200
    assert found(portal, query)["total"] >= 0


def test_a_page_costs_the_same_however_much_is_found(portal: Portal) -> None:
    with statements(portal.world.database) as few:
        portal.read(f"{LIST}?q=3022")
    portal.more(40)
    with statements(portal.world.database) as many:
        portal.read(f"{LIST}?q={OLD}")
        portal.read(LIST)
    assert len(few) <= MOST
    assert len(many) <= 2 * len(few)


def consultation(portal: Portal) -> int:
    with portal.asked.standing() as standing:
        assert standing.consultation is not None
        return standing.consultation.id
