"""The guide with pictures: every picture is there, small and drawn by the script; every address is one of the app's."""

import re
import struct
from pathlib import Path

import pytest
from werkzeug.exceptions import HTTPException

from docs.pictures import GUIDE, MOST, PICTURES, SIZES
from web import create_app
from workflow.db import Database
from workflow.settings import Settings

TEXT = (GUIDE / "README.md").read_text(encoding="utf-8")


def test_every_picture_is_there_and_drawn_by_the_script() -> None:
    named = re.findall(r"!\[[^]]+\]\(([^)]+)\)", TEXT)
    drawn = {f"{one.name}.png": one for one in PICTURES}
    assert sorted(named) == sorted(drawn) == sorted(path.name for path in GUIDE.glob("*.png"))
    for name, one in drawn.items():
        content = (GUIDE / name).read_bytes()
        assert len(content) <= MOST, name
        assert struct.unpack(">II", content[16:24]) == (one.width, SIZES[one.width]), name


def test_every_address_is_one_of_the_application(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/t.db", var=str(tmp_path), secret_key="s" * 40)
    database = Database(settings.database_url)
    known = create_app(settings, database).url_map.bind("localhost")
    addresses = re.findall(r"`(/[^`]*)`", TEXT)
    assert len(addresses) > 12
    for address in addresses:
        try:
            known.match(address)
        except HTTPException:
            pytest.fail(f"the guide names {address}, which is no page")
    database.dispose()
