"""Open data: every row fits its description, no cell starts a formula, what is inside stays inside."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from jsonschema import Draft202012Validator, FormatChecker

from tests.cast import World
from tests.web.browsing import browser
from tests.web.counting import statements
from tests.web.portal import SECRET, Portal, opened
from workflow.exports.opened import SETS
from workflow.exports.opened.rows import MOST
from workflow.records.standards import Standard

SHAPES = ("csv", "jsonl", "jsonld")


@pytest.fixture(scope="module")
def portal(founded_template: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    made = opened(founded_template, tmp_path_factory.mktemp("portal"))
    yield made
    made.world.database.dispose()


def lines(portal: Portal, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in portal.read(f"/public/data/{name}.jsonl").splitlines()]


@pytest.mark.parametrize("name", SETS)
def test_every_row_fits_the_schema_that_is_published(portal: Portal, name: str) -> None:
    schema = json.loads(portal.read(f"/public/data/{name}.schema.json"))
    Draft202012Validator.check_schema(schema)
    judge = Draft202012Validator(schema, format_checker=FormatChecker())
    rows = lines(portal, name)
    assert rows
    assert not [str(fault) for row in rows for fault in judge.iter_errors(row)]
    assert all(list(row) == [field.name for field in SETS[name].fields] for row in rows)


@pytest.mark.parametrize("name", SETS)
def test_the_three_shapes_hold_the_same_rows(portal: Portal, name: str) -> None:
    rows = lines(portal, name)
    table = list(csv.DictReader(io.StringIO(portal.read(f"/public/data/{name}.csv"))))
    graph = json.loads(portal.read(f"/public/data/{name}.jsonld"))["@graph"]
    assert len(table) == len(graph) == len(rows)
    plain = [{key: value for key, value in row.items() if isinstance(value, str)} for row in rows]
    assert [{key: one[key] for key in row} for row, one in zip(plain, table, strict=True)] == plain


def test_each_field_is_explained_on_the_page_in_both_languages(portal: Portal) -> None:
    zh, en = portal.read("/public/data"), portal.read("/public/data?lang=en")
    for one in SETS.values():
        for field in one.fields:
            assert f"<code>{field.name}</code>" in zh
            assert field.zh in zh
            assert field.en in en


def test_hours_are_of_beijing_and_ids_are_those_of_the_pages(portal: Portal) -> None:
    row = next(row for row in lines(portal, "standards") if row["id"] == portal.out.id)
    assert row["released_at"].endswith("+08:00")
    assert row["url"].endswith(portal.page)
    assert row["text_sha256"] in portal.read(portal.page)
    assert [n["number"] for n in lines(portal, "numbers") if n["standard"] == row["id"]] == row["numbers"]
    alone = json.loads(portal.read(f"{portal.page}.json"))
    assert alone == row
    assert json.loads(portal.read(f"{portal.page}.jsonld"))["legislationIdentifier"] == row["numbers"]


def test_no_cell_starts_a_formula_and_a_mark_may_stand_before_all(portal: Portal) -> None:
    with portal.world.database.plain() as session:
        mine = sa.update(Standard).where(Standard.id == portal.old)
        session.execute(mine.values(source="=HYPERLINK(1)", version=Standard.version + 1))
    answer = portal.stranger("/public/data/standards.csv?bom=1")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]


def test_who_has_the_newest_copy_is_told_so_until_something_happens(portal: Portal) -> None:
    stranger = browser(portal.app, portal.at)
    tag = stranger.get("/public/data/numbers.csv").headers["ETag"]
    again = stranger.get("/public/data/numbers.csv", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    with portal.world.database.plain() as session:
        session.execute(sa.update(Standard).where(Standard.id == portal.old).values(version=Standard.version + 1))
    assert stranger.get("/public/data/numbers.csv", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("name", ["/public/data/numbers.csv", "/public/data/consultations.jsonl", "/sitemap.xml"])
def test_who_names_the_hour_of_his_copy_is_told_so_until_something_happens(portal: Portal, name: str) -> None:
    stranger = browser(portal.app, portal.at)
    first = stranger.get(name)
    hour = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert first.data
    assert first.headers.get("Content-Length", str(len(first.data))) == str(len(first.data))  # else a server sends less
    again = stranger.get(name, headers=hour)
    assert (again.status_code, again.data) == (304, b"")
    assert stranger.get(name, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert stranger.get(name, headers=hour | {"If-None-Match": '"another"'}).status_code == 200
    earlier = {"If-Modified-Since": "Mon, 02 Feb 2015 00:00:00 GMT"}
    assert stranger.get(name, headers=earlier).data == first.data
    assert stranger.get(name, headers={"If-Modified-Since": "yesterday"}).status_code == 200


def test_changes_are_told_once_each_in_order_and_only_public_ones(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def follow() -> list[dict[str, Any]]:
        found, path = [], "/public/data/changes.json?since=2020-01-01"
        while path:
            told = json.loads(portal.read(path.removeprefix("http://127.0.0.1:8000")))
            found += told["items"]
            path = told["next"] or ""
        return found

    whole = follow()
    assert {one["standard"] for one in whole} <= {portal.out.id, portal.asked.id, portal.old}
    assert [one["at"] for one in whole] == sorted(one["at"] for one in whole)
    monkeypatch.setattr("web.pages.open_data.AT_ONCE", 2)
    assert follow() == whole
    assert json.loads(portal.read(f"/public/data/changes.json?since={whole[-1]['at'].replace('+', '%2B')}"))["items"]
    assert SECRET not in str(whole)


@pytest.mark.parametrize(
    "query",
    [
        *("since=gestern", "after=x", "after=2026-01-01~1", "after=2026-01-01~1~x", "since=%00"),
        *("since=0001-01-01", "since=9999-12-31T23:59-23:59", "after=0001-01-01~1~1"),
    ],
)
def test_nonsense_is_told_as_such(portal: Portal, query: str) -> None:
    assert portal.stranger(f"/public/data/changes.json?{query}").status_code in (200, 400, 409, 422)


@pytest.mark.parametrize("path", ["persons.csv", "standards.xls", "standards.", "x.schema.json"])
def test_no_other_set_is_there(portal: Portal, path: str) -> None:
    assert portal.stranger(f"/public/data/{path}").status_code == 404


def test_what_is_not_released_has_no_data(portal: Portal) -> None:
    for ending in ("json", "jsonld"):
        assert portal.stranger(f"/public/standards/{portal.inside.id}.{ending}").status_code == 404


def test_a_long_set_is_read_a_page_at_a_time(portal: Portal) -> None:
    portal.more(MOST + 10)
    with statements(portal.world.database) as sent:
        assert len(lines(portal, "standards")) == MOST + 12
    assert len(sent) < 20
    assert len(lines(portal, "numbers")) == 3 * (MOST + 12)


def test_the_catalogue_names_every_file(portal: Portal) -> None:
    told = json.loads(portal.read("/public/data/catalog.jsonld"))
    urls = [one["dcat:downloadURL"] for each in told["dcat:dataset"] for one in each["dcat:distribution"]]
    assert len(urls) == len(SETS) * len(SHAPES)
    for url in urls:
        portal.read(url.removeprefix("http://127.0.0.1:8000"))
