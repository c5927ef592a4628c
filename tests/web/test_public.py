"""Pages without log-in: nothing before its release, for anybody; then one title, its numbers and the very bytes."""

from hashlib import sha256

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND
from tests.web.desk import House
from workflow.records.standards import Standard
from workflow.vocabulary import PUBLIC, Joint, SeatRole


@pytest.fixture
def road(house: House) -> Road:
    """A standard one step before its release."""
    made = builders.standing(house.world, Joint.SEALED)
    house.at = made.at
    return made


def released(house: House, road: Road) -> str:
    builders.released(road)
    house.at = road.at
    return f"/public/standards/{road.id}"


def page(house: House, path: str) -> str:
    answer = house.stranger(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_stranger_of_another_group_and_the_parties_themselves_find_nothing_before_the_release(
    house: House, road: Road
) -> None:
    address = f"/public/standards/{road.id}"
    assert house.desk(house.world.seat(CHONGQING, SeatRole.APPROVER)).get(address).status_code == 404
    assert house.desk(house.world.seat(LEAD, SeatRole.APPROVER)).get(address).status_code == 404
    for path in (address, f"{address}/text.json"):
        assert house.stranger(path).status_code == 404
    assert "停车场" not in page(house, "/public/")
    assert "停车场" not in page(house, "/public/feed.atom")


@pytest.mark.parametrize("state", sorted(set(Joint) - PUBLIC))
def test_only_public_states_are_shown(house: House, road: Road, state: Joint) -> None:
    address = released(house, road)
    assert house.stranger(address).status_code == 200
    with house.world.database.plain() as session:
        session.execute(sa.update(Standard).where(Standard.id == road.id).values(state=state))
    assert house.stranger(address).status_code == 404
    assert "停车场" not in page(house, "/public/")


def test_a_released_standard_shows_one_title_its_numbers_announcements_and_text(house: House, road: Road) -> None:
    shown = page(house, released(house, road))
    for words in ("DB11/T 39", "DB12/T 39", "DB13/T 39", "110000公告〔2026〕1号", "130000公告〔2026〕1号", "全文"):
        assert words in shown
    assert shown.count('class="seal done l"') == 3
    assert shown.count("<h1") == 1


def test_the_text_that_is_downloaded_hashes_to_the_hash_on_the_page(house: House, road: Road) -> None:
    address = released(house, road)
    answer = house.stranger(f"{address}/text.json")
    assert sha256(answer.data).hexdigest() in page(house, address)
    with road.standing() as standing:
        final = next(v for v in standing.versions if v.id == standing.releases[0].version_id)
    assert sha256(answer.data).hexdigest() == final.text_hash


def test_the_list_is_narrowed_by_words_number_region_and_year(house: House, road: Road) -> None:
    released(house, road)
    with road.standing() as standing:
        serial = str(standing.serials[0].serial)
    found = [
        "q=充电",
        f"q={serial}",
        f"q=db11/t {serial}",
        f"region={SECOND}",
        "year=2026",
        "q=充电&region=110000&year=2026",
    ]
    missed = ["q=无此词", f"region={CHONGQING}", "year=2019", "q=充电&year=2019", "q=%25%25"]
    for query in found:
        assert "停车场" in page(house, f"/public/standards?{query}"), query
    for query in missed:
        assert "停车场" not in page(house, f"/public/standards?{query}"), query


@pytest.mark.parametrize(
    "query", ["year=二零二六", "year=99999", "page=0", "page=-1", "page=x", "region=%00", "q=" + "长" * 500]
)
def test_nonsense_in_the_address_is_no_fault(house: House, query: str) -> None:
    assert house.stranger(f"/public/standards?{query}").status_code == 200


def test_what_is_no_id_is_not_there(house: House) -> None:
    for path in ("standards/0", "standards/99999999999999", "consultations/0", "consultations/99999999999999"):
        assert house.stranger(f"/public/{path}").status_code == 404
