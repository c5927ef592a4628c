"""Letters by clicking: a template, a form that keeps what was written, the preview as each region gets it, receipts."""

import re
from io import BytesIO

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, THIRD
from tests.web.browsing import hidden
from tests.web.desk import Desk, House
from workflow import jobs
from workflow.records.letters import LetterCopy, RegionLetter
from workflow.vocabulary import Notice

BODY = "{{to}}：\r\n请于{{answer_by}}前就{{standard}}复函。<b>"
SEND = "/letters/new/steps/send_letter"


@pytest.fixture
def road(house: House) -> Road:
    made = builders.proposed(house.world)
    house.at = made.at
    return made


@pytest.fixture
def author(house: House, road: Road) -> Desk:
    return house.desk(house.world.seat(LEAD, "handler"))


def filled(road: Road, **more: object) -> dict[str, object]:
    form = {"agreement": str(road.world.agreements["JJJ"]), "standard": str(road.id), "to": [SECOND, THIRD]}
    form |= {"kind": "plan", "subject": "关于{{standard}}", "body": BODY, "answer_by": builders.day(road, 5)}
    return form | more


def previewed(author: Desk, road: Road, **more: object) -> dict[str, object]:
    """The form that the preview sends on."""
    page = author.post("/letters/new/preview", filled(road, **more), page="/letters/new")
    assert page.status_code == 200, page.text
    kept = re.findall(r'name="file" value="(\w{64})"', page.text)
    return {**filled(road, **more, hash=hidden(page, "hash"), file=kept), "upload": ""}


def sent(house: House, author: Desk, road: Road, **more: object) -> int:
    answer = author.post(SEND, previewed(author, road, **more), page="/letters/new")
    assert answer.status_code == 303, answer.text
    jobs.tick(house.world.database, house.at)
    return int(answer.headers["Location"].rpartition("/")[2])


def states(house: House) -> dict[str, Notice]:
    with house.world.database.read() as session:
        rows = session.execute(sa.select(LetterCopy.region_code, LetterCopy.state))
        return {region: state for region, state in rows}


def test_the_preview_shows_what_each_region_gets_and_sends_nothing(house: House, author: Desk, road: Road) -> None:
    page = author.post("/letters/new/preview", filled(road), page="/letters/new").text
    words = page.replace("<wbr>", "")
    assert "天津市：" in words
    assert "河北省：" in words
    assert "前就停车场充电设施配置与运行管理规范(示)复函。&lt;b&gt;" in words
    mail = words.partition('id="mail"')[2]
    assert f"来函：北京市，项目 {road.id}" in mail
    assert "停车场" not in mail.partition("</article>")[0]
    assert states(house) == {}
    back = author.post("/letters/new/edit", filled(road), page="/letters/new").text
    assert "{{answer_by}}前就{{standard}}复函。&lt;b&gt;" in back


def test_a_form_that_is_wrong_comes_back_whole_with_every_reason(house: House, author: Desk, road: Road) -> None:
    bad = filled(road, to=[], body="{{tittle}} 已写的", answer_by="2020-01-01")
    answer = author.post("/letters/new/preview", bad, page="/letters/new")
    assert answer.status_code == 422
    for words in ("没有选收函方", "不认识的变量：tittle", "不在今天以后", "{{tittle}} 已写的"):
        assert words in answer.text
    odd = {"agreement": "x", "standard": "y", "kind": "z", "to": "999999", "answer_by": "then", "file": "x"}
    assert author.post("/letters/new/preview", odd, page="/letters/new").status_code == 422
    assert author.post(SEND, odd, page="/letters/new").status_code == 409
    assert author.post(SEND, filled(road, hash="0" * 64), page="/letters/new").status_code == 409
    assert states(house) == {}


def test_sent_opened_acknowledged_and_answered(house: House, author: Desk, road: Road) -> None:
    letter = sent(house, author, road, upload=(BytesIO(b"%PDF-1.4\n%%EOF\n"), "附件.pdf"))
    assert set(states(house).values()) == {Notice.DELIVERED}
    reader = house.desk(house.world.seat(SECOND, "handler"))
    assert '<a href="/letters?box=owed" data-count="1">' in reader.read("/")
    page = reader.read(f"/letters/{letter}")
    assert "河北省" not in page.partition("<main")[2].partition("</main>")[0]  # what others got and did is not its own
    assert states(house)[SECOND] is Notice.READ
    assert reader.get(re.findall(r'href="(/letters/\d+/files/\w+)"', page)[0]).data.startswith(b"%PDF")
    assert reader.post(f"/letters/{letter}/steps/acknowledge_letter").status_code == 303
    assert reader.post(f"/letters/{letter}/steps/acknowledge_letter").status_code == 409
    assert "待签收或复函 1" in reader.read("/letters")
    assert reader.post(f"/letters/{letter}/steps/answer_letter", {"answer": "同意。"}).status_code == 303
    assert "待签收或复函 0" in reader.read("/letters")
    mine = author.read(f"/letters/{letter}")
    assert "同意。" in mine
    assert "河北省" in mine
    assert f"/letters/{letter}" in author.read("/notices/ledger?kind=plan")


def test_a_letter_is_not_there_for_anybody_else(house: House, author: Desk, road: Road) -> None:
    letter = sent(house, author, road, to=[SECOND])
    paths = (f"/letters/{letter}", f"/letters/{letter}/files/{'0' * 64}")
    for region, role in ((CHONGQING, "handler"), (CHONGQING, "auditor"), (THIRD, "handler"), (SECOND, "expert")):
        stranger = house.desk(house.world.seat(region, role))
        assert [stranger.get(path).status_code for path in paths] == [404, 404]
        assert stranger.post(f"/letters/{letter}/steps/acknowledge_letter").status_code == 404
    assert house.stranger(paths[0]).status_code == 303
    assert house.desk(house.world.seat(THIRD, "auditor")).get(paths[0]).status_code == 200


def test_templates_are_checked_taken_and_ended(house: House, author: Desk, road: Road) -> None:
    words = {
        "agreement": str(road.world.agreements["JJJ"]),
        "kind": "plan",
        "subject": "关于{{standard}}",
        "body": BODY,
    }
    put, end = (f"/letters/templates/steps/{step}_letter_template" for step in ("put", "end"))
    assert author.post(put, words | {"body": "{{x}}"}, page="/letters/templates").status_code == 409
    assert author.post(put, words, page="/letters/templates").status_code == 303
    assert "关于{{standard}}" in author.read("/letters/new?kind=plan")
    assert "关于{{standard}}" not in author.read("/letters/new?kind=change")
    other = house.desk(house.world.seat(SECOND, "handler"))
    assert "关于{{standard}}" not in other.read("/letters/new?kind=plan")
    assert author.post(end, words, page="/letters/templates").status_code == 303
    assert author.post(end, words, page="/letters/templates").status_code == 404


def test_who_may_not_write_is_told_so(house: House, road: Road) -> None:
    secretary = house.desk(house.world.seat(LEAD, "secretary"))
    assert "/letters/new" not in secretary.read("/letters").partition("<main")[2]
    answer = secretary.post("/letters/new/preview", filled(road), page="/letters")
    assert answer.status_code == 422
    assert "由本方标准化主管部门的经办人或批准人写" in answer.text
    with house.world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count(RegionLetter.id))) == 0
