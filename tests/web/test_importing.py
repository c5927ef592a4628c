"""The page of imports: a preview that writes nothing, wrong rows told, all or nothing, links shown once."""

import html
from io import BytesIO
from typing import Any

import sqlalchemy as sa

from tests.cast import LEAD
from tests.web.desk import House
from workflow.records.people import Account

HERE = "/people/import/people"


def upload(house: House, *rows: str) -> dict[str, Any]:
    words = "\n".join(["用户名,姓名,拼音,单位,席位,任期自,任期至", *rows])
    return {"file": (BytesIO(words.encode("gb18030")), "名单.csv")}


def accounts(house: House) -> list[str]:
    with house.world.database.read() as session:
        return list(session.scalars(sa.select(Account.username).where(Account.username.in_(("zhou", "li")))))


def test_a_preview_writes_nothing_and_what_is_confirmed_is_written_with_links(house: House) -> None:
    organ, desk = house.world.seat(LEAD, "handler").organ.zh, house.desk(house.world.seat(LEAD, "secadmin"))
    answer = desk.post(f"{HERE}/preview", upload(house, f"zhou,周某,,{organ},经办人,2026-03-02,"), page=HERE)
    assert answer.status_code == 200
    assert accounts(house) == []
    table = html.unescape(answer.text.split("<textarea")[1].split(">")[1].split("</textarea")[0])
    answer = desk.post(f"{HERE}/steps/import", {"table": table}, page=HERE)
    assert "/enrol/" in answer.text
    assert accounts(house) == ["zhou"]


def test_wrong_rows_and_wrong_files_are_told_and_cannot_be_confirmed(house: House) -> None:
    desk = house.desk(house.world.seat(LEAD, "secadmin"))
    answer = desk.post(f"{HERE}/preview", upload(house, "li,李某,,没有的单位,经办人,2026-03-02,"), page=HERE)
    assert "没有填写，或没有这一项" in answer.text
    assert "<textarea" not in answer.text
    wrong: tuple[dict[str, Any], ...] = (
        {},
        {"file": (BytesIO(b"%PDF"), "a.pdf")},
        {"file": (BytesIO(b"PK\x03\x04"), "a.xlsx")},
    )
    for bad in wrong:
        assert desk.post(f"{HERE}/preview", bad, page=HERE).status_code == 422
    assert desk.post(f"{HERE}/steps/import", {"table": "x"}, page=HERE).status_code == 422
    organ = "没有的单位"
    table = f"username,name,latin,organ,role,since,until\nli,李某,,{organ},经办人,2026-03-02,\n"
    assert desk.post(f"{HERE}/steps/import", {"table": table}, page=HERE).status_code == 409
    assert accounts(house) == []


def test_only_a_security_administrator_finds_it(house: House) -> None:
    desk = house.desk(house.world.seat(LEAD, "handler"))
    for kind in ("people", "calendar"):
        assert desk.get(f"/people/import/{kind}").status_code == 404
        assert desk.post(f"/people/import/{kind}/steps/import", {"table": ""}).status_code == 404
    assert house.desk(house.world.seat(LEAD, "secadmin")).get("/people/import/standards").status_code == 404
