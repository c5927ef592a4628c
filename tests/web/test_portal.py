"""The public's front door: what stands there, what does not, addresses that stay, and what it costs."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cast import LEAD, MORNING, SINCE, World
from tests.web.counting import statements
from tests.web.portal import OLD, SECRET, Portal, opened
from web import stylesheet
from workflow.reads.seats import all_seats
from workflow.seats import installing
from workflow.vocabulary import SeatRole

HEAVIEST = 60_000  # bytes of the home page with its styles, packed
LISTS = (
    *("/public/", "/public/standards", "/public/groups", "/public/groups/JJJ"),
    *("/public/regions", "/public/statistics"),
)
EVERYWHERE = (
    *LISTS,
    *("/public/regions/110000", "/public/years/2019", "/public/consultations", "/public/verify", "/public/data"),
    *("/sitemap.xml", "/public/feed.atom", "/public/data/changes.json", "/public/statistics.csv"),
    *(f"/public/data/{name}.jsonl" for name in ("standards", "numbers", "releases", "consultations")),
)


@pytest.fixture(scope="module")
def portal(founded_template: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    made = opened(founded_template, tmp_path_factory.mktemp("portal"))
    yield made
    made.world.database.dispose()


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_not_released_is_named_nowhere(portal: Portal, path: str, lang: str) -> None:
    shown = portal.read(f"{path}?lang={lang}")
    assert SECRET not in shown
    assert f"/public/standards/{portal.inside.id}<" not in shown
    assert f'/public/standards/{portal.inside.id}"' not in shown


def test_the_home_shows_what_is_open_what_is_new_and_who_makes_it(portal: Portal) -> None:
    home = portal.read("/public/")
    for words in ("正在征求意见的规范", OLD, "停车场", "京津冀", "/public/groups/JJJ", "/public/regions/120000"):
        assert words in home, words


def test_every_figure_of_the_home_counts_the_list_that_it_opens(portal: Portal) -> None:
    figures = re.findall(r'<a href="([^"]+)"[^>]*><b>(\d+)</b>', portal.read("/public/"))
    assert len(figures) == 5
    for href, n in figures:
        shown = portal.read(href.replace("&amp;", "&"))
        if "/public/standards" in href:
            assert f"共 {n} 项" in shown, href
        else:
            body = shown.partition("<main")[2]
            assert len(re.findall(f'href="{href}/\\w', body)) == int(n), href


def test_every_figure_across_groups_counts_the_list_that_it_opens(portal: Portal) -> None:
    cells = set(re.findall(r'<a href="(/public/standards\?[^"]+)"[^>]*>(\d+)</a>', portal.read("/public/statistics")))
    assert cells
    for href, n in cells:
        assert f"共 {n} 项" in portal.read(href.replace("&amp;", "&")), href


@pytest.mark.parametrize(
    "number",
    [
        "DB12-T-3022-2019",
        "db12-t-3022-2019",
        "DB12/T 3022—2019",
        "DB12／T　3022－2019",
        "DB12_T_3022_2019",
        "DB12-T-3022",
    ],
)
def test_a_number_leads_to_its_standard_however_it_is_written(portal: Portal, number: str) -> None:
    found = portal.stranger(f"/n/{number}")
    assert (found.status_code, found.location) == (302, f"/public/standards/{portal.old}")


@pytest.mark.parametrize("number", ["DB12-T-9999-2019", "nonsense", "%00", "x" * 500, "DB12-T-3022-2018", "../../etc"])
def test_what_is_no_number_of_a_released_standard_is_not_there(portal: Portal, number: str) -> None:
    assert portal.stranger(f"/n/{number}").status_code == 404


@pytest.mark.parametrize("path", ["groups/XYZ", "regions/999999", "regions/1", "years/1887", "years/99999999999"])
def test_a_place_that_is_none_is_not_there(portal: Portal, path: str) -> None:
    assert portal.stranger(f"/public/{path}").status_code == 404


def test_an_old_address_of_the_list_leads_to_the_new_one(portal: Portal) -> None:
    found = portal.stranger("/public/?q=充电&region=110000&year=2026")
    assert found.status_code == 301
    assert portal.read(found.location).count("停车场") >= 1


def test_the_sitemap_names_pages_that_are_there(portal: Portal) -> None:
    tree = ElementTree.fromstring(portal.read("/sitemap.xml"))
    places = [one.text or "" for one in tree.iter() if one.tag.endswith("loc")]
    assert any(place.endswith(portal.page) for place in places)
    for place in places:
        portal.read(place.removeprefix("http://127.0.0.1:8000"))
    assert "Sitemap: http" in portal.read("/robots.txt")


def test_a_released_standard_tells_its_story_its_drafters_and_how_to_cite_it(portal: Portal) -> None:
    shown = portal.read(portal.page)
    for words in ("批准立项并下达计划", "公告征求意见稿", "联合发布", "起草单位", "GB/T 7714", "@techreport", "[S]"):
        assert words in shown, words
    assert portal.read(f"{portal.page}/qr.svg").startswith("<svg")
    stories = shown.partition('id="story"')[2].partition('id="cite"')[0]
    assert stories.count("<li>") == 7 + stories.partition("起草单位")[2].count("<li>")
    for name in ("take_position", "表决", "save_draft", "立场"):
        assert name not in stories


def test_who_looks_on_from_above_is_told_how_many_projects_there_are_and_nobody_else(portal: Portal) -> None:
    with portal.world.database.write(MORNING) as work:
        organ = installing.operator(work, "国家标准化行政主管部门", "National administration")
        person = portal.world.seat(LEAD, SeatRole.SECADMIN).person_id
        seat = installing.lay_seat(work, person, organ, SeatRole.OBSERVER, since=SINCE)
    with portal.world.database.read() as session:
        above = next(one for one in all_seats(session, MORNING.date()) if one.id == seat)
    shown = portal.desk(above).read("/public/statistics")
    told = shown.partition('id="projects"')[2]
    assert "京津冀" in told
    assert sum(map(int, re.findall(r"<td[^>]*>(\d+)</td>", told))) == 2
    assert SECRET not in shown.replace("<wbr>", "")
    inside = portal.desk(above).read("/registers")
    assert ('href="/board"' in inside, 'href="/numbers"' in inside) == (True, False)  # no region, no band
    assert 'id="projects"' not in portal.read("/public/statistics")
    assert 'id="projects"' not in portal.desk(portal.world.seat(LEAD, "handler")).read("/public/statistics")


def test_the_home_is_light(portal: Portal) -> None:
    home = gzip.compress(portal.read("/public/").encode(), 6)
    assert len(home) + len(stylesheet.sheet().packed) <= HEAVIEST


def test_pages_cost_the_same_however_many_standards_there_are(portal: Portal) -> None:
    def costs() -> dict[str, int]:
        found = {}
        others = ("/public/regions/110000", "/public/verify?q=DB12/T 3022-2019", portal.page, "/n/DB12-T-3022")
        for path in (*LISTS, *others):
            with statements(portal.world.database) as sent:
                portal.stranger(path)
            found[path] = len(sent)
        return found

    portal.more(10)
    few = costs()
    portal.more(990)
    assert costs() == few
    assert max(few.values()) < 30, few
    assert "共 1002 项" in portal.read("/public/standards")
