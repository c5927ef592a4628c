"""The registers of agreements and regions: each seat reads its own groups, with every figure's citation and mark."""

import pytest
import sqlalchemy as sa

from tests.cast import CHONGQING, LEAD
from tests.web.desk import House
from workflow.records.agreements import RuleSet
from workflow.vocabulary import SeatRole


@pytest.mark.parametrize("address", ["/agreements", "/agreements/1", "/regions", "/statistics"])
def test_nobody_without_log_in_reads_a_register(house: House, address: str) -> None:
    assert house.stranger(address).location.startswith("/login")


def test_the_agreement_of_others_is_not_there(house: House) -> None:
    stranger = house.desk(house.world.seat(CHONGQING, SeatRole.HANDLER))
    assert "京津冀" not in stranger.read("/agreements")
    answers = [stranger.get(f"/agreements/{n}") for n in (house.world.agreements["JJJ"], 99, 0)]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.text.partition("<main")[2] for answer in answers}) == 1


def test_an_agreement_shows_members_chain_band_and_cited_terms(house: House) -> None:
    desk = house.desk(house.world.seat(LEAD, SeatRole.HANDLER))
    assert "/agreements/1" in desk.read("/agreements")
    page = desk.read(f"/agreements/{house.world.agreements['JJJ']}")
    for words in (
        "天津市市场监督管理委员会",
        "北京市交通委员会",
        "3901—9999",
        "参加地区的下限",
        "轮值主席",
        "框架协议",
    ):
        assert words in page
    assert page.index("北京市交通委员会</b> <small") < page.rindex("本区批准人</small>")
    assert '<span class="soon">待核</span>' in page
    assert "《标准化法》第三十九条" in page
    assert "per_region" not in page


def test_earlier_terms_stay_readable(house: House) -> None:
    with house.world.database.plain() as session:
        row = dict(session.execute(sa.select(RuleSet.__table__).where(RuleSet.agreement_id == 1)).one()._mapping)
        row.pop("id")
        session.execute(sa.insert(RuleSet).values(**row | {"version": 2, "citation": "第二份备忘录"}))
    page = house.desk(house.world.seat(LEAD, SeatRole.HANDLER)).read("/agreements/1")
    assert "规则集第 2 版" in page
    assert "第 1 版，自" in page


def test_a_region_is_listed_once_with_its_source(house: House) -> None:
    page = house.desk(house.world.seat(LEAD, SeatRole.HANDLER)).read("/regions")
    assert page.count('id="r120000"') == 1
    assert "天津市市场监督管理委员会" in page
    assert "直辖市" in page


def test_every_register_speaks_english(house: House) -> None:
    desk = house.desk(house.world.seat(LEAD, SeatRole.HANDLER))
    assert "Beijing Municipal Commission of Transport" in desk.read("/agreements/1?lang=en")
    assert "until further notice" in desk.read("/agreements?lang=en")
