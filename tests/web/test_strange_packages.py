"""Strange input to packages, keys, catalogues and filings on both databases: refused in words, no broken server."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from tests import builders
from tests.cast import LEAD, World, founded, with_accounts
from tests.web.browsing import application
from tests.web.desk import House

STRANGE = ("\x00", "\u202e%", "字" * 5000, "../..")


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> House:
    world: World = founded(database_url)
    with_accounts(world)
    app: Flask = application(world, tmp_path / "var")
    return House(world, app)


def test_no_strange_word_breaks_the_server(house: House) -> None:
    road = builders.proposed(house.world)
    house.at = road.at
    secretary, admin = (house.desk(house.world.seat(LEAD, role)) for role in ("secretary", "secadmin"))
    for word in STRANGE:
        query = {"q": word, "region": word, "page": word, "after": word}
        paths = ["/catalogue", "/partners", f"/standards/{road.id}/filing", f"/standards/{road.id}/filing.zip"]
        paths += [f"/api/v1{path}" for path in (*paths[:1], "/packages", "/partners/copies", paths[2])]
        paths += [f"/standards/{'9' * 30}/packages", f"/partners/copies/{'9' * 30}", f"/api/v1/packages/{'9' * 30}"]
        for path in paths:
            assert secretary.browser.get(path, query_string=query).status_code < 500, (path, word)
        for place in (road.id, "9" * 30):
            made = secretary.post(f"/standards/{place}/packages/steps/make_package", {"region": word})
            assert made.status_code in (404, 409), word
        for name in ("p.zip", f"{word[:40]}.csv"):
            sent = {"file": (BytesIO(word.encode()), name)}
            assert secretary.post("/partners/steps/take_package", sent).status_code in (409, 422)
            sent = {"file": (BytesIO(word.encode()), name)}
            assert secretary.post("/catalogue/import/preview", sent).status_code < 500
        form = {"token": word, "mapped": "1", "column-number": word, "licence": word}
        assert secretary.post("/catalogue/import/steps/import_catalogue", form).status_code == 422
        key = {"partner": word, "vkey": word, "fingerprint": word}
        assert admin.post("/partners/steps/register_key", key).status_code == 422
        assert admin.post("/partners/steps/end_key", {"key": word}).status_code == 404
