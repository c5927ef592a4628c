"""The pages and calls of packages: made here, fetched by the partner's key, taken there, read and never acted on."""

from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from werkzeug.test import TestResponse

from tests import builders
from tests.builders import Road, standing
from tests.cast import LEAD, PASSWORD, SECOND, THIRD
from tests.web.desk import Desk, House
from workflow import clock
from workflow.cli import main
from workflow.exchange.partners import fingerprint
from workflow.log.keys import VerifierKey
from workflow.vocabulary import Joint


@pytest.fixture
def road(house: House) -> Road:
    made = standing(house.world, Joint.CONSULTING)
    builders.posted(made)
    with made.standing() as found:
        clause = next(one.id for one in found.written.clauses if len(one.body) > 12)
    made.take("comment", None, clause=clause, opinion="过严", reason="成本高", name="某公司", contact="010-1")
    house.at = made.at
    return made


def vkey(house: House) -> str:
    return Path(house.app.extensions["settings"].var_path / "log.vkey").read_text().strip()


def entered(house: House) -> None:
    """The administrator enters the key with the fingerprint that he was told."""
    key = vkey(house)
    desk = house.desk(house.world.seat(SECOND, "secadmin"))
    wrong = {"partner": "北京平台", "vkey": key, "fingerprint": "0" * 64}
    answer = desk.post("/partners/steps/register_key", wrong, page="/partners")
    assert answer.status_code == 422
    assert "与密钥的指纹不一致" in answer.text
    right = {**wrong, "fingerprint": fingerprint(VerifierKey.parse(key))}
    assert desk.post("/partners/steps/register_key", right, page="/partners").status_code == 303
    assert "北京平台" in desk.read("/partners")


def test_from_one_house_to_the_other_by_pages(house: House, road: Road) -> None:
    maker = house.desk(house.world.seat(LEAD, "secretary"))
    place = f"/standards/{road.id}/packages"
    assert maker.post(f"{place}/steps/make_package", {"region": SECOND}, page=place).status_code == 303
    made = maker.read(place)
    number = made.split(f'href="{place}/')[1].split(".zip")[0]
    file = maker.get(f"{place}/{number}.zip").data
    taker = house.desk(house.world.seat(SECOND, "secretary"))
    upload = {"file": (BytesIO(file), "package.zip")}
    answer = taker.post("/partners/steps/take_package", upload, page="/partners")
    assert (answer.status_code, "先登记对方密钥" in answer.text) == (409, True)
    entered(house)
    forged = {"file": (BytesIO(file.replace("过严".encode(), "过宽".encode())), "package.zip")}
    assert "有字节被改动过" in taker.post("/partners/steps/take_package", forged, page="/partners").text
    answer = taker.post("/partners/steps/take_package", {"file": (BytesIO(file), "p.zip")}, page="/partners")
    assert answer.status_code == 303
    page = taker.read(answer.location)
    assert "收自 北京平台" in page
    assert "过严" in page
    assert "某公司" not in page
    assert "发起征求意见" in page
    assert 'class="tree"' in taker.read(f"{answer.location}/texts/1")
    assert taker.get(f"{answer.location}/texts/99").status_code == 404
    taker.post("/partners/steps/take_package", {"file": (BytesIO(file), "p.zip")}, page="/partners")
    assert "已经接收过，没有变化" in taker.read(answer.location)
    for seat in (house.world.seat(THIRD, "secretary"), house.world.seat(SECOND, "drafter")):
        assert house.desk(seat).get(answer.location).status_code == 404


def called(desk: Desk, address: str, **body: Any) -> TestResponse:
    """A call of a program on the desk's session."""
    desk.read("/account")
    return desk.browser.post_json(address, body, headers={"X-CSRF-Token": desk.browser.token})


def told(answer: TestResponse) -> Any:
    """What a call answered."""
    return answer.json


def handed(desk: Desk, data: bytes) -> TestResponse:
    """The bytes of a package, as the body of a call."""
    desk.read("/account")
    with patch.object(clock, "now", lambda: desk.house.at):
        headers = {"X-CSRF-Token": desk.browser.token}
        return desk.browser.client.post("/api/v1/partners/packages", data=data, headers=headers)


def test_by_the_api_as_a_partners_program_does(house: House, road: Road) -> None:
    maker = house.desk(house.world.seat(LEAD, "secretary"))
    place = f"/api/v1/standards/{road.id}/packages"
    made = called(maker, place, region=SECOND)
    assert made.status_code == 200
    assert told(called(maker, place, region=SECOND)) == {**told(made), "new": False}
    assert called(maker, place, region="500000").status_code == 409
    entered(house)
    partner = house.desk(house.world.seat(SECOND, "secretary"))
    (item,) = told(partner.get("/api/v1/packages"))["items"]
    assert (item["number"], item["sha256"]) == (1, told(made)["sha256"])
    assert told(partner.get(f"/api/v1/packages?after={item['id']}"))["items"] == []
    data = partner.get(item["href"]).data
    assert house.desk(house.world.seat(THIRD, "secretary")).get(item["href"]).status_code == 404
    assert [handed(partner, data).status_code for _ in range(2)] == [201, 200]
    answer = handed(partner, data[:-2])
    assert (answer.status_code, told(answer)["reasons"][0]["rule"]) == (409, "package_bytes")
    (copy,) = told(partner.get("/api/v1/partners/copies"))["items"]
    whole = told(partner.get(f"/api/v1/partners/copies/{copy['id']}"))
    assert (whole["number"], whole["comments"][0]["opinion"]) == (1, "过严")
    described = told(partner.get("/api/v1/openapi.json"))["paths"]
    assert {"/api/v1/packages", "/api/v1/partners/packages", "/api/v1/partners/copies/{copy}"} <= described.keys()


def test_by_file_on_the_command_line(house: House, road: Road, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGBIAO_DATABASE_URL", house.world.database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("TONGBIAO_VAR", str(tmp_path / "var"))
    out = tmp_path / "package.zip"

    def said(*arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(main, ["package", *arguments], input=f"{PASSWORD}\n")
        assert result.exit_code == code, result.output
        return result.output

    assert "第 1 个交换包" in said("make", str(road.id), "--to", SECOND, "--out", str(out))
    assert "登记对方密钥" in said("check", str(out), code=1)
    entered(house)
    assert "可以接收" in said("check", str(out))
    person = house.world.seat(SECOND, "secretary").person_id
    for words in ("已核对并接收", "已经接收过"):
        assert words in said("take", str(out), "--as", f"u{person}", "--password-stdin")
    assert "已经接收过" in said("check", str(out))
    assert "没有可以接收交换包的席位" in said(
        "take", str(out), "--as", f"u{house.world.seat(SECOND, 'secadmin').person_id}", "--password-stdin", code=1
    )
    assert "不在其中" in said("make", str(road.id), "--to", "500000", "--out", str(out), code=1)
