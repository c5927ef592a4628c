"""The policy library behind configured values: a term leads to its articles, an article to the value in force."""

from datetime import timedelta

from flask import Flask

from tests.cast import LEAD, MORNING, World
from tests.web.browsing import browser, seated
from workflow import entering

TERM = "review.period_years"


def article(world: World, title: str, **more: str) -> int:
    told = {"title": title, "instrument": "《标准化法》", "article": title, "term": TERM} | more
    given = (world.database, world.agreements["JJJ"], "policy", "enter_entry", world.seat(LEAD, "handler"), told)
    return entering.begin(*given, at=MORNING).entry_id


def test_a_value_leads_to_its_articles_and_an_article_to_the_value_in_force(app: Flask, world: World) -> None:
    until = (MORNING + timedelta(days=20)).date().isoformat()
    first, old = article(world, "第二十九条", value="3"), article(world, "旧条文", until=until)
    address = f"/agreements/{world.agreements['JJJ']}"
    reader = seated(app, world.seat(LEAD, "handler"), MORNING + timedelta(days=1))
    told = reader.get(address).get_data(as_text=True)
    (row,) = (part for part in told.split("<tr ") if part.startswith(f'id="t-{TERM}"'))
    assert f"/registers/policy/{first}" in row
    assert f"/registers/policy/{old}" in row
    assert "依据已失效" not in told
    later = seated(app, world.seat(LEAD, "handler"), MORNING + timedelta(days=30))
    assert later.get(address).get_data(as_text=True).count("依据已失效") == 1
    page = later.get(f"/registers/policy/{first}").get_data(as_text=True)
    assert f'href="{address}#t-{TERM}"' in page
    assert "现行取值 5" in page
    assert "与本条所写不同" in page
    public = browser(app, MORNING).get(f"/public/registers/policy/{first}").get_data(as_text=True)
    assert "现行取值 5" in public
    assert "#t-" not in public


def test_an_article_of_no_known_term_says_nothing_of_a_value(app: Flask, world: World) -> None:
    made = article(world, "第一条", term="no.such.term")
    page = seated(app, world.seat(LEAD, "handler"), MORNING).get(f"/registers/policy/{made}")
    assert page.status_code == 200
    assert "现行取值" not in page.get_data(as_text=True)
