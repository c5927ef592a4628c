"""The page of the filing package: every lack at once, then the file; the same by call and by command."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.builders import standing
from tests.cast import CHONGQING, LEAD, SECOND
from tests.web.desk import House
from workflow.cli import main
from workflow.vocabulary import Joint


def test_what_lacks_is_listed_and_the_file_is_refused_with_it(house: House) -> None:
    road = standing(house.world, Joint.PROPOSED)
    house.at = road.at
    desk = house.desk(house.world.seat(LEAD, "handler"))
    page = desk.read(f"/standards/{road.id}/filing")
    for words in ("标准还没有发布", "缺“标准号”", "缺 北京市 的发布公告"):
        assert words in page or words.replace("北京市", LEAD) in page
    assert desk.get(f"/standards/{road.id}/filing.zip").status_code == 409
    told: Any = desk.get(f"/api/v1/standards/{road.id}/filing").json
    answer = desk.get(f"/api/v1/standards/{road.id}/filing.zip")
    refused: Any = answer.json
    assert answer.status_code == 409
    assert [one["rule"] for one in refused["reasons"]] == [one["rule"] for one in told["reasons"]]
    stranger = house.desk(house.world.seat(CHONGQING, "handler"))
    assert stranger.get(f"/standards/{road.id}/filing").status_code == 404


def test_the_package_of_a_region(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    road = standing(house.world, Joint.RELEASED)
    house.at = road.at
    desk = house.desk(house.world.seat(SECOND, "handler"))
    page = desk.read(f"/standards/{road.id}/filing")
    assert "各项都已齐备" in page
    assert "DB12/T 3901—2026" in page
    file = desk.get(f"/standards/{road.id}/filing.zip")
    assert (file.status_code, file.data[:2]) == (200, b"PK")
    assert desk.get(f"/api/v1/standards/{road.id}/filing.zip?region={SECOND}").data == file.data
    assert desk.get(f"/standards/{road.id}/filing?region=500000").status_code == 404
    monkeypatch.setenv("TONGBIAO_DATABASE_URL", house.world.database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("TONGBIAO_VAR", str(tmp_path / "var"))
    out = tmp_path / "filing.zip"
    asked = ["export", "filing", str(road.id), "--region", SECOND, "--out", str(out)]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0, result.output
    assert out.read_bytes() == file.data
