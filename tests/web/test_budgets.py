"""Ten times as many entries, notices and listed standards: every page asks the database as often as before."""

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import stage
from tests.web.counting import statements
from tests.web.crawling import Walk, walk
from web import create_app
from workflow.db import Database

PAGES = {
    "": "/public/ /public/standards /public/registers /public/registers/recognition /public/registers/promise "
    "/public/registers/system_node/tree /public/statistics /public/data /public/consultations /public/years/2026 "
    "/public/groups/JJJ /public/regions/110000 /public/standards/41",
    "zhaoshijing": "/ /board /registers /registers/promise /registers/promise?on=2026-01-01 "
    "/registers/system_node/tree "
    "/registers/recognition /registers/pilot /registers/target /registers/attendance "
    "/statistics /statistics/time /statistics/waiting /statistics/steps /statistics/growth /statistics/levels "
    "/departments /reviews /numbers /catalogue /letters "
    "/notices /notices/ledger /watching /standards/34/implementation /standards/34/limits /standards/34/feedback "
    "/registers/effect?standard=34",
}
GROWN = ("entries", "entry_turns", "entry_figures", "entry_voices", "notices", "catalogue_entries")
TIMES, APART = 10, 1_000_000


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(stage.copied(tmp_path_factory.mktemp("budgets")))


def test_ten_times_as_much_takes_no_more_statements(app: Flask) -> None:
    walked = walk(app, "zh", Walk)
    before = asked(app, walked)
    assert grow(app.extensions["database"]) > 1_000
    assert asked(app, walked) == before


def asked(app: Flask, walked: Walk) -> dict[str, int]:
    """How many statements each page takes, read a second time: the first reading may mark something as seen."""
    found = {}
    for username, addresses in PAGES.items():
        somebody, _ = walked.enter(username)
        for address in addresses.split():
            assert somebody.get(address).status_code == 200, address
            with statements(app.extensions["database"]) as sent:
                somebody.get(address)
            found[address] = len(sent)
    return found


def grow(database: Database) -> int:
    """Copies of what stands in the tables, which belong to each other as their originals do; gives how many."""
    n = 0
    with database.engine.begin() as connection:
        for name in GROWN:
            table = sa.Table(name, sa.MetaData(), autoload_with=connection, resolve_fks=False)
            mine = {"id"} | {
                key.parent.name for key in table.foreign_keys if key.target_fullname.split(".")[0] in GROWN
            }
            rows = [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            made = [
                row | {one: row[one] and row[one] + APART * time for one in mine & row.keys()} | own(row, time)
                for row in rows
                for time in range(1, TIMES)
            ]
            n += len(made)
            if made:
                connection.execute(table.insert(), made)
    return n


def own(row: dict[str, object], time: int) -> dict[str, object]:
    """What no two rows may share."""
    return {"key": f"{row['key']}.{time}"} if row.get("key") else {}
