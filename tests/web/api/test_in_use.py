"""What calls tell of standards in use and of the figures: the same as the pages, to the same seats."""

import json
import re
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, THIRD, World
from tests.web.api.program import API, Program, signed_in
from tests.web.browsing import Browser, application
from web.api.reading import READS
from web.api.statistics import SHEETS
from workflow import entering
from workflow.db import Database
from workflow.vocabulary import Joint, SeatRole

SAID = {"quantity": "排放浓度", "operator": "at_most", "bound": "20", "measure": "mg/m³", "force": "shall"}
ODD = ("9" * 30, "2026-02-30", '\x00<"%')
NODE = ("system_node", "enter_entry")


@pytest.fixture(scope="module")
def road(founded_template: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    """A standard in force with a limit and a tree of two nodes, read by every test of this file."""
    path, made = founded_template
    copied = tmp_path_factory.mktemp("in_use") / "tongbiao.db"
    shutil.copyfile(path, copied)
    world = World(Database(f"sqlite:///{copied}"), made.agreements, made.seats)
    lived = builders.standing(world, Joint.IN_FORCE)
    with lived.standing() as standing:
        clause = standing.limits.binding[0]
    lived.by(SECOND, SeatRole.HANDLER, "state_limit", limit=f"{clause.id}/new", **SAID)
    told = {"number": "1", "status": "group", "title": "体系"}
    seat = world.seat(LEAD, "handler")
    group = world.agreements["JJJ"]
    top = entering.begin(world.database, group, *NODE, seat, told, at=lived.at).entry_id
    under = {"number": "1.1", "status": "published", "title": "节点", "parent": top, "standard": lived.id}
    entering.begin(world.database, group, *NODE, seat, under, at=lived.at)
    yield lived
    world.database.dispose()


@pytest.fixture(scope="module")
def app(road: Road, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return application(road.world, tmp_path_factory.mktemp("var"))


@pytest.fixture(scope="module")
def handler(app: Flask, road: Road) -> Program:
    return signed_in(app, road.world, LEAD, "handler", road.at)


@pytest.fixture(scope="module")
def stranger(app: Flask, road: Road) -> Program:
    return signed_in(app, road.world, CHONGQING, "handler", road.at)


def test_a_limit_is_named_as_the_steps_that_judge_it_name_it(handler: Program, road: Road) -> None:
    told = handler.get(f"/standards/{road.id}/limits").get_json()
    one = next(each for each in told["items"] if each["quantity"] == "排放浓度")
    assert {name: one[name] for name in ("state", "operator", "values", "unit", "force")} == {
        "state": "stated", "operator": "at_most", "values": ["20"], "unit": "mg/m³", "force": "shall"
    }  # fmt: skip
    assert one["name"].startswith(f"{one['clause']}/")


def test_the_grid_tells_every_measure_of_every_region(handler: Program, road: Road) -> None:
    told = handler.get(f"/standards/{road.id}/implementation").get_json()
    rows = {row["region"]: row for row in told["items"]}
    assert set(rows) == {LEAD, SECOND, THIRD}
    assert [one["fate"] for one in rows[LEAD]["announced"]] == ["done"]
    assert "training" in rows[THIRD]
    assert told["beside"] == {"system_node": 1}
    assert told["review_until"]


def test_the_chair_what_is_handed_over_and_who_has_what_to_do(handler: Program, road: Road) -> None:
    group = road.world.agreements["JJJ"]
    told = handler.get(f"/agreements/{group}/handover").get_json()
    assert {told["chair"], told["next"]} <= {LEAD, SECOND, THIRD}
    assert told["chair"] != told["next"]
    assert all(one["total"] == len(one["lines"]) for one in told["items"])
    busy = handler.get("/departments").get_json()["items"]
    for one in busy:
        lists = handler.get(f"/departments/{one['id']}").get_json()["items"]
        assert {each["name"].rpartition(".")[2]: each["total"] for each in lists} == one["load"]
    assert busy
    (review,) = handler.get("/reviews").get_json()["items"]
    assert (review["standard"], review["regions"]) == (road.id, [LEAD, SECOND, THIRD])
    assert handler.get(f"/reviews?month={review['until'][:4]}&region={LEAD}").get_json()["total"] == 1
    assert handler.get(f"/reviews?region={CHONGQING}").get_json()["total"] == 0


def test_a_tree_is_told_in_the_order_of_reading(handler: Program, road: Road) -> None:
    top, under = handler.get("/registers/system_node/tree").get_json()["items"]
    assert (under["parent"], under["depth"], under["standard"]) == (top["id"], 1, road.id)
    assert top["counts"]["published"] == under["counts"]["published"] == 1
    assert handler.get("/registers/committee/tree").status_code == 404
    assert handler.get("/registers/system_node.jsonl").data.count(b"\n") == 2
    assert handler.get("/registers/system_node.exe").status_code == 404
    assert handler.get(f"/entries/{top['id']}/certificate.pdf").status_code == 404  # of a node nothing is certified


@pytest.mark.parametrize("sheet", sorted(set(SHEETS) - {"counts", "growth/printed"}))
def test_each_table_is_what_the_page_gives_away(handler: Program, sheet: str) -> None:
    told = handler.get(f"/statistics/{sheet}").get_json()
    lines = handler.browser.get(f"/statistics/{sheet}.jsonl").get_data(as_text=True).splitlines()
    assert told["items"] == [json.loads(line) for line in lines]
    assert told["total"] == len(lines)


def test_figures_of_documents_stand_apart_and_need_no_log_in(app: Flask, road: Road, handler: Program) -> None:
    assert Browser(app.test_client(), road.at).get(f"{API}/statistics/figures").get_json()["total"] > 5
    assert all(one["source"] for one in handler.get("/statistics/growth/printed").get_json()["items"])
    counts = handler.get("/statistics/counts").get_json()["items"]
    assert [one["n"] for one in counts if one["counts"] == "按阶段"] == [0, 0, 0, 1]
    for query in ("page=0", "page=x", "page=99999999999"):
        assert handler.get(f"/statistics/counts?{query}").status_code == 422, query


def test_anybody_verifies_a_number_or_a_hash(app: Flask, road: Road) -> None:
    nobody = Browser(app.test_client(), road.at)
    with road.standing() as standing:
        number, digest = standing.numbers[LEAD].display, standing.frozen.text_hash if standing.frozen else ""
    for given in (number, digest):
        told = nobody.get(f"{API}/verify", query_string={"q": given}).get_json()
        assert [(one["id"], one["text_sha256"]) for one in told["standards"]] == [(road.id, digest)]
    assert told["is"] == "text"
    assert nobody.get(f"{API}/verify?q={'0' * 64}").get_json() == {
        "q": "0" * 64, "by": "hash", "is": None, "standards": []
    }  # fmt: skip
    assert nobody.get(f"{API}/verify").status_code == 422


def test_versions_forms_and_the_past(handler: Program, road: Road) -> None:
    place = f"/standards/{road.id}"
    told = handler.get(f"{place}/changes").get_json()
    assert told["from"] < told["to"]
    assert handler.get(f"{place}/changes?from=1&to=1").get_json()["items"] == []
    assert handler.get(f"{place}/changes?to=99").status_code == 404
    of_newest = handler.get(f"{place}/origins").get_json()
    assert of_newest["version"] == told["to"]
    assert {each["version"] for one in of_newest["items"] for each in one["stretches"]} <= set(range(1, told["to"] + 1))
    assert handler.get(f"{place}/origins?version=99").status_code == 404
    forms = {one["form"]: one for one in handler.get(f"{place}/forms").get_json()["items"]}
    ready = next(one for one in forms.values() if one["open"])
    assert handler.get(f"{place}/forms/{ready['form']}.json").get_json()
    assert handler.get(f"{place}/forms/{ready['form']}.exe").status_code == 404
    assert handler.get(f"{place}/forms/nothing.json").status_code == 404
    now = handler.get(f"{place}/past").get_json()
    then = handler.get(f"{place}/past?at=2020-01-01").get_json()
    assert (now["state"], then["is_there"]) == ("in_force", False)
    assert [track["state"] for track in now["tracks"]] == ["in_force"] * 3
    group = f"/agreements/{road.world.agreements['JJJ']}"
    assert handler.get(f"{group}/past").get_json()["members"] == [LEAD, SECOND, THIRD]
    for asked in ("x", "2999-01-01", "2026-13-01"):
        assert handler.get(f"{place}/past?at={asked}").status_code == 422, asked
    assert handler.get(f"{group}/findings").get_json()["total"] == 0
    assert handler.get(f"{group}/findings/1").status_code == 404
    assert handler.get("/findings").status_code == 404


def test_what_another_group_does_is_not_there(stranger: Program, road: Road) -> None:
    group = road.world.agreements["JJJ"]
    for call in ("limits", "implementation", "feedback", "alike", "changes", "origins", "forms", "past"):
        assert stranger.get(f"/standards/{road.id}/{call}").status_code == 404, call
    for call in ("handover", "comparisons", "comparisons/1", "terms", "suggestions", "past", "findings"):
        assert stranger.get(f"/agreements/{group}/{call}").status_code == 404, call
    for call in ("reviews", "statistics/time", "statistics/waiting", "statistics/standards", "departments"):
        assert stranger.get(f"/{call}").get_json()["items"] == [], call
    assert stranger.get("/registers/system_node/tree").get_json()["total"] == 0


def test_only_administrators_and_auditors_read_of_keeping(app: Flask, handler: Program, road: Road) -> None:
    calls = ("erasures", "holds", "due")
    assert {handler.get(f"/keeping/{call}").status_code for call in calls} == {404}
    keeper = signed_in(app, road.world, LEAD, "audadmin", road.at)
    assert [keeper.get(f"/keeping/{call}").get_json()["total"] for call in calls] == [0, 0, 0]
    later = keeper.get(f"/keeping/due?until={road.at.year + 31}-12-31").get_json()
    assert {one["region"] for one in later["items"]} == {LEAD}


def test_no_odd_word_in_an_address_breaks_a_call(handler: Program, road: Road) -> None:
    """Every call that reads, with its parts and its query filled by what no page would send."""
    filled = {"id": road.id, "kind": "system_node", "form": "jsonl", "sha256": "0" * 64, "profile": "regulator"}
    broken = []
    for path, (_, query) in READS.items():
        place = re.sub(r"\{(\w+)\}", lambda part: str(filled.get(part[1], 1)), path)
        for word in ODD:
            answer = handler.get(place, query_string=dict.fromkeys(query, word))
            broken += [(place, word)] if answer.status_code >= 500 else []
            answer.close()
    assert broken == []


def test_no_odd_body_breaks_a_call(road: Road, app: Flask) -> None:
    """Every call that acts: half a sign, and other kinds of things than what is asked."""
    people = [signed_in(app, road.world, LEAD, role, road.at) for role in ("handler", "secretary")]
    filled = {"standard_id": road.id, "kind": "recognition", "step": "nominate"}
    names = (
        "agreement",
        "answers",
        "name",
        "cadence",
        "kinds",
        "to",
        "subject",
        "vkey",
        "profile",
        "region",
        "entries",
    )
    rules = [one.rule for one in app.url_map.iter_rules() if one.rule.startswith(API) and "POST" in (one.methods or ())]
    assert len(rules) > 40
    for rule in rules:
        place = re.sub(r"<(?:[^:<>]+:)?(\w+)>", lambda part: str(filled.get(part[1], 1)), rule)
        for person, odd in product(people, ("\ud800", {"a": [None]}, [[1]])):
            answer = person.post(place.removeprefix(API), dict.fromkeys(names, odd) | {"agreement": 1})
            assert answer.status_code < 500, (place, odd)
