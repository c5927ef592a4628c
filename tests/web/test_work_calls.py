"""The calls that read the work on a standard: what their pages show, for the same seats, and nothing of persons."""

import json
from typing import Any

import pytest

from tests import builders
from tests.builders import Road, standing
from tests.cast import CHONGQING, LEAD, SECOND
from tests.web.desk import Desk, House
from web.api.reading import READS
from workflow.vocabulary import Joint

CALLS = ("comments", "consultations", "concurrence", "panels", "papers", "explanation", "deviations", "notices")


@pytest.fixture
def road(house: House) -> Road:
    made = standing(house.world, Joint.CONSULTING)
    builders.posted(made)
    with made.standing() as found:
        clause = next(one.id for one in found.written.clauses if len(one.body) > 12)
    made.take("comment", None, clause=clause, opinion="过严", reason="成本高", name="金丝雀", contact="金丝雀")
    made.wait(days=32)
    made.wake()
    made.take("answer_comment", builders.editor(made), comment=1, disposition="partly", answer="已放宽")
    made.by(made.lead, "handler", "publish_answers")
    builders.reviewing(made)
    builders.voting(made)
    house.at = made.at
    return made


def told(desk: Desk, road: Road, call: str) -> Any:
    answer = desk.get(f"/api/v1/standards/{road.id}/{call}")
    assert answer.status_code == 200, call
    return answer.json


def test_each_tells_what_stands_and_no_person(house: House, road: Road) -> None:
    desk = house.desk(house.world.seat(SECOND, "handler"))
    found = {call: told(desk, road, call) for call in CALLS}
    assert "金丝雀" not in json.dumps(found, ensure_ascii=False)
    (comment,) = found["comments"]["items"]
    assert (comment["opinion"], comment["disposition"], comment["answer"]) == ("过严", "partly", "已放宽")
    report = told(desk, road, "comments/report")
    assert report["bars"]["outcome"] == [{"value": "partly", "label": "", "n": 1, "outcomes": {"partly": 1}}]
    assert [one["n"] for one in report["items"]] == [found["comments"]["total"]]
    (asked,) = found["consultations"]["items"]
    assert (asked["days"], len(asked["windows"])) == (30, 3)
    (panel,) = found["panels"]["items"]
    assert (panel["members"], panel["votes"]) == (7, {})
    for call in ("papers", "notices", "explanation"):
        assert found[call]["total"], call
    assert told(house.desk(house.world.seat(SECOND, "secretary")), road, "dossiers")["total"] == 0


def test_strangers_and_undeclared_experts_get_none_of_it(house: House, road: Road) -> None:
    away = house.desk(house.world.seat(CHONGQING, "handler"))
    for call in (*CALLS, "dossiers"):
        assert away.get(f"/api/v1/standards/{road.id}/{call}").status_code == 404, call
    handler = house.desk(house.world.seat(LEAD, "handler"))
    assert handler.get(f"/api/v1/standards/{road.id}/dossiers").status_code == 404
    assert handler.get(f"/api/v1/standards/{road.id}/comments?page=0").status_code == 422


def test_every_call_that_reads_is_described(house: House) -> None:
    rules = {rule.rule for rule in house.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    served = {rule for rule in rules if rule.startswith("/api/v1/")} - {"/api/v1/openapi.json"}
    plain = {"/api/v1" + "/".join("{}" if "{" in part else part for part in path.split("/")) for path in READS}
    found = {"/".join("{}" if "<" in part else part for part in rule.split("/")) for rule in served}
    assert found - plain == set()
