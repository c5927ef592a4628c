"""What programs read: lists with totals, a standard with its offers, the record, the text, the log, the description."""

import re
import struct
from base64 import b64decode
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, World
from tests.web.browsing import Browser, seated
from workflow.log.checkpoints import checkpoint_all
from workflow.log.notes import verify_checkpoint
from workflow.log.signer import Signer
from workflow.log.tlog import leaf_hash, verify_inclusion
from workflow.process.agreement import ROWS as AGREED
from workflow.process.standard import ROWS
from workflow.vocabulary import Joint

API = "/api/v1"


@pytest.fixture
def road(world: World) -> Road:
    return builders.standing(world, Joint.CONSULTING)


def reader(app: Flask, road: Road, region: str = LEAD, role: str = "handler") -> Browser:
    return seated(app, road.world.seat(region, role), road.at + timedelta(hours=1))


def test_nobody_reads_the_record_of_another_group(app: Flask, road: Road) -> None:
    stranger = reader(app, road, CHONGQING)
    for path in ("", "/events", "/timeline", "/text", "/text?version=1"):
        assert stranger.get(f"{API}/standards/{road.id}{path}").status_code == 404


def test_a_list_tells_its_total_and_is_narrowed(app: Flask, road: Road) -> None:
    person = reader(app, road)
    told = person.get(f"{API}/standards").get_json()
    assert (told["total"], told["next"]) == (1, None)
    assert told["items"][0]["state"] == "consulting"
    for query, total in {"stage=2": 1, "stage=3": 0, "state=consulting": 1, f"region={SECOND}": 1, "q=没有": 0}.items():
        assert person.get(f"{API}/standards?{query}").get_json()["total"] == total, query
    for query in ("stage=9", "stage=x", "state=nowhere", "page=0", "page=-1"):
        assert person.get(f"{API}/standards?{query}").status_code == 422, query


def test_a_standard_tells_tracks_gaps_and_what_the_seat_may_do(app: Flask, road: Road) -> None:
    told = reader(app, road).get(f"{API}/standards/{road.id}").get_json()
    assert [track["region"] for track in told["tracks"]] == list(road.regions)
    assert told["missing"]
    offer = next(offer for offer in told["offers"] if offer["step"] == "post_draft")
    assert offer["open"]
    assert [(ask["name"], ask["type"]) for ask in offer["asks"] if ask["required"]] == [
        ("address", "text"),
        ("posted_on", "date"),
    ]


def test_the_record_is_told_as_leaves_and_as_sentences(app: Flask, road: Road) -> None:
    person = reader(app, road)
    events = person.get(f"{API}/standards/{road.id}/events").get_json()["items"]
    entries = person.get(f"{API}/standards/{road.id}/timeline").get_json()["items"]
    assert [event["act"] for event in events] == [entry["act"] for entry in entries]
    assert events[0]["leaf"]["act"] == "propose"
    assert "提出" in entries[0]["sentence"]
    later = person.get(f"{API}/standards/{road.id}/events?after=5").get_json()["items"]
    assert later[0]["sequence"] == 6


def test_the_text_is_a_tree_of_clauses(app: Flask, road: Road) -> None:
    told = reader(app, road).get(f"{API}/standards/{road.id}/text").get_json()
    assert told["purpose"] == "consultation"
    assert {clause["parent"] for clause in told["clauses"]} - {None} <= {clause["id"] for clause in told["clauses"]}
    assert reader(app, road).get(f"{API}/standards/{road.id}/text?version=99").status_code == 404


@pytest.mark.parametrize("name", ["agreements", "regions", "numbers", "inbox", "statistics"])
def test_every_register_answers(app: Flask, road: Road, name: str) -> None:
    answer = reader(app, road).get(f"{API}/{name}")
    assert answer.status_code == 200
    assert "total" in answer.get_json()


def test_a_stranger_checks_a_leaf_with_the_bytes_of_the_log_alone(app: Flask, road: Road, tmp_path: Path) -> None:
    signer = Signer(tmp_path / "key", tmp_path / "signed")
    checkpoint_all(road.world.database, signer, at=road.at)
    person, log = reader(app, road), f"agreement=JJJ&year={road.at.year}"
    note = person.get(f"{API}/log/checkpoint?{log}").data
    origin = note.split(b"\n")[0].decode()
    head = verify_checkpoint(note, signer.vkey(origin), origin=origin)
    bundle = person.get(f"{API}/log/entries?{log}&start=3&end=4").data
    (length,) = struct.unpack(">H", bundle[:2])
    assert len(bundle) == 2 + length
    lines = person.get(f"{API}/log/proof?{log}&index=3&size={head.size}").text.split("\n")
    assert lines[:2] == ["c2sp.org/tlog-proof@v1", "index 3"]
    path = [b64decode(line) for line in lines[2 : lines.index("")]]
    assert verify_inclusion(leaf_hash(bundle[2:]), path, index=3, size=head.size, root=head.root)
    assert person.get(f"{API}/log/proof?{log}&index={head.size}&size={head.size}").status_code == 404
    assert person.get(f"{API}/log/proof?{log}").status_code == 422
    assert reader(app, road, CHONGQING).get(f"{API}/log/checkpoint?{log}").status_code == 404
    assert reader(app, road, role="expert").get(f"{API}/log/entries?{log}").status_code == 404


def test_the_description_names_every_step_with_its_fields(app: Flask, road: Road) -> None:
    told = Browser(app.test_client(), road.at).get(f"{API}/openapi.json").get_json()
    assert told["openapi"] == "3.1.0"
    every = [("standards", row) for row in ROWS.values()] + [("agreements", row) for row in AGREED.values()]
    for noun, row in every:
        path = f"{API}/{noun}/{{id}}/steps/{row.name}"
        is_offered = not row.is_system and (bool(row.source) or row.scope.value not in ("joint", "agreement"))
        assert (path in told["paths"]) == is_offered
        if is_offered:
            assert (f"{path}/statement" in told["paths"]) == row.signs
            fields = told["components"]["schemas"][f"{row.name}.answers"]["properties"]
            assert set(fields) == {ask.name for ask in row.asks}


def placed(rule: str) -> str:
    """The path of a rule as the description writes it."""
    path = re.sub("<int:(standard|agreement)_id>", "{id}", rule)
    path = re.sub(r"<int:(\w+)_id>", r"{\1}", path).replace("<digest>", "{sha256}").replace("<origin_hash>", "{origin}")
    return re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", path)


def test_every_call_of_the_api_is_described(app: Flask, road: Road) -> None:
    told = Browser(app.test_client(), road.at).get(f"{API}/openapi.json").get_json()["paths"]
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(API) and "<step>" not in rule.rule and not rule.rule.endswith("openapi.json"):
            path = placed(rule.rule)
            methods = {method.lower() for method in rule.methods or ()} - {"head", "options"}
            assert methods <= told[path].keys(), rule.rule
