"""A page holds one reading at a time: a second beside it, and a commit that waits between them, would lock each other
out on SQLite until one gives up.
"""

from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from tests.builders import Road
from tests.web.auditing import auditor, initiated
from tests.web.desk import House


@pytest.fixture
def road(house: House) -> Road:
    return initiated(house)


def test_pages_of_the_audit_room_open_no_reading_beside_another(house: House, road: Road) -> None:
    desk, engine, held = auditor(house), house.world.database.engine, []

    @sa.event.listens_for(engine, "checkout")
    def _count(*_: object) -> None:
        held.append(engine.pool.checkedout())  # type: ignore[attr-defined]

    asked = urlencode({"standard": road.id})
    for page in ("/audit", "/audit/exports", "/audit/samples/new", "/audit/samples", f"/standards/{road.id}"):
        desk.read(f"{page}?{asked}")
    assert set(held) == {1}
