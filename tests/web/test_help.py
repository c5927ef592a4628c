"""Help is read off the table: every step and state stands there in words, for anybody, in both languages."""

import pytest
from flask import Flask
from markupsafe import escape

from tests.cast import MORNING
from tests.web.browsing import browser
from web.views import meanings
from workflow.process.agreement import ROWS as OF_AGREEMENTS
from workflow.process.standard import FORWARD, ROWS, TABLE
from workflow.vocabulary import Joint, Track
from workflow.words import say, speaking, tell


@pytest.fixture(params=["zh", "en"])
def spoken(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def page(app: Flask, tongue: str) -> str:
    return browser(app, MORNING).get(f"/help?lang={tongue}").text


def test_a_stranger_reads_every_step_with_who_takes_it(app: Flask, spoken: str) -> None:
    shown = page(app, spoken)
    with speaking(spoken):
        for name, row in (ROWS | OF_AGREEMENTS).items():
            assert f'id="{name}"' in shown
            assert escape(say(f"step.{name}")) in shown
            assert row.is_system or escape(tell(row.who[0])) in shown


def test_every_state_of_the_vocabulary_has_a_meaning() -> None:
    assert set(meanings.of_joint()) == set(Joint)
    assert set(meanings.of_track()) == set(Track)


def test_every_state_says_what_it_rests_on(app: Flask, spoken: str) -> None:
    assert set(meanings.RESTS_ON) == {*Joint, *Track}
    shown = page(app, spoken)
    assert ("《标准化法》第二十九条" if spoken == "zh" else "Standardization Law art. 29") in shown


def test_the_road_passes_through_every_state_that_leads_on(app: Flask) -> None:
    drawn = page(app, "zh").partition('<ol class="road">')[2].partition("</section>")[0]
    assert [f'href="#joint-{state.value}"' in drawn for state in FORWARD] == [True] * len(FORWARD)
    assert [f'href="#{step}"' in drawn for step in FORWARD.values()] == [True] * len(FORWARD)


def test_each_state_that_a_row_reaches_is_explained_with_its_ways_on(app: Flask) -> None:
    shown = page(app, "zh")
    reached = {row.target for row in TABLE if isinstance(row.target, (Joint, Track))}
    for state in reached:
        assert f'id="{type(state).__name__.lower()}-{state.value}"' in shown
    assert 'href="#approve_release"' in shown
    assert 'href="#track-approved"' in shown


def test_every_link_within_the_page_has_its_place(app: Flask) -> None:
    shown = page(app, "zh")
    aimed = {part.partition('"')[0] for part in shown.split('href="#')[1:]}
    assert not sorted(one for one in aimed if f'id="{one}"' not in shown)


def test_a_rule_stands_with_its_citation_and_no_bare_fact(app: Flask, spoken: str) -> None:
    shown = page(app, spoken)
    assert ("依据：《标准化法》" if spoken == "zh" else "Basis: Standardization Law art. 13") in shown
    main = shown.partition("<main")[2]
    assert "{" not in main
