"""Files: hostile ones are not taken and leave nothing, sound ones are kept by content and fetched by parties only."""

import hashlib
import io
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, MORNING, SECOND, World
from tests.web.browsing import Browser, hidden, seated
from tests.web.uploads import EVIL, PDF, SOUND
from workflow.settings import Settings
from workflow.storage import files
from workflow.storage.screening import BadFile


def stored(world: World, var: Path, name: str, data: bytes) -> str:
    person = world.seat(LEAD, "handler").person_id
    return files.store(world.database, Settings(var=str(var)), io.BytesIO(data), name, person, MORNING)


@pytest.mark.parametrize("name", EVIL)
def test_a_hostile_file_is_not_taken_and_leaves_nothing(world: World, tmp_path: Path, name: str) -> None:
    data, key = EVIL[name]
    with pytest.raises(BadFile) as refused:
        stored(world, tmp_path / "var", name, data)
    assert refused.value.key == key
    assert [path for path in (tmp_path / "var").rglob("*") if path.is_file()] == []


def test_a_file_beyond_the_size_is_not_taken(world: World, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="file_size"):
        stored(world, tmp_path / "var", "big.pdf", PDF + b" " * files.MOST)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_lies_under_its_own_hash(world: World, tmp_path: Path, name: str) -> None:
    digest = stored(world, tmp_path, name, SOUND[name])
    assert stored(world, tmp_path, name, SOUND[name]) == digest
    assert digest == hashlib.sha256(SOUND[name]).hexdigest()
    assert files.path_of(Settings(var=str(tmp_path)), digest).read_bytes() == SOUND[name]
    with world.database.read() as session:
        assert "/" not in files.known(session, [digest])[digest].name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\dir\\纪要.pdf", "纪要.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("\x00.pdf", ".pdf"),
        ("字" * 300 + ".pdf", "字" * 65 + ".pdf"),
    ],
)
def test_a_name_is_shown_without_tricks(name: str, shown: str) -> None:
    assert files.shown_name(name) == shown


@pytest.fixture
def road(world: World) -> Road:
    road = builders.proposed(world)
    builders.invited(road)
    builders.accepted(road, LEAD)
    return road


def applicant(app: Flask, road: Road) -> Browser:
    return seated(app, road.world.seat(LEAD, "applicant"), road.at + timedelta(hours=1))


def application(person: Browser, road: Road, **more: object) -> dict[str, object]:
    page = person.get(f"/standards/{road.id}/steps/apply")
    fields: dict[str, object] = {name: hidden(page, name) for name in ("version", "idempotency_key", "seat")}
    return fields | {"opinion": "同意", "unit": "研究院", "deadline": builders.day(road, 500)} | more


def test_a_form_that_comes_back_keeps_the_files_that_were_taken(app: Flask, road: Road) -> None:
    person, path = applicant(app, road), f"/standards/{road.id}/steps/apply"
    evil = EVIL["script.pdf"][0]
    both = {"application": (io.BytesIO(PDF), "申请.pdf"), "fair_competition": (io.BytesIO(evil), "审查.pdf")}
    answer = person.post(path, application(person, road, **both))
    assert answer.status_code == 422
    digest = hashlib.sha256(PDF).hexdigest()
    assert hidden(answer, "application") == digest
    assert "申请.pdf" in answer.text
    fields = {name: hidden(answer, name) for name in ("version", "idempotency_key", "seat", "application")}
    again = application(person, road) | fields | {"fair_competition": (io.BytesIO(PDF + b"\n"), "审查.pdf")}
    assert person.post(path, again).status_code == 303
    download(app, road, digest)


def download(app: Flask, road: Road, digest: str) -> None:
    """A paper is fetched by a party as an attachment, by nobody else."""
    hour = road.at + timedelta(hours=1)
    party = seated(app, road.world.seat(SECOND, "handler"), hour).get(f"/files/{digest}")
    assert party.status_code == 200
    assert party.data == PDF
    assert party.headers["Content-Disposition"].startswith("attachment")
    assert party.headers["Content-Security-Policy"].startswith("sandbox")
    assert party.headers["X-Content-Type-Options"] == "nosniff"
    for region, role in ((CHONGQING, "handler"), (LEAD, "expert"), (LEAD, "secadmin")):
        assert seated(app, road.world.seat(region, role), hour).get(f"/files/{digest}").status_code == 404


def test_a_stored_file_that_no_paper_names_is_not_there(app: Flask, road: Road) -> None:
    digest = stored(road.world, Path(app.extensions["settings"].var), "x.pdf", PDF)
    assert applicant(app, road).get(f"/files/{digest}").status_code == 404
    assert applicant(app, road).get("/files/..%2f..%2fsecret.key").status_code == 404


@pytest.mark.parametrize("hash_", ["\ud800", "\x00", "x" * 64, "../secret.key", "Ａ" * 64])
def test_what_is_no_hash_is_told_at_its_field(app: Flask, road: Road, hash_: str) -> None:
    answers = {"opinion": "同意", "unit": "研究院", "application": hash_, "fair_competition": hash_}
    person = applicant(app, road)
    token = person.get("/api/v1/session").get_json()["csrf_token"]
    headers = {"X-CSRF-Token": token, "Idempotency-Key": "one"}
    body = {"answers": answers, "version": 1}  # half a character travels as the bytes of its escape
    answer = person.post_json(f"/api/v1/standards/{road.id}/steps/apply", body, headers=headers)
    assert answer.status_code == 422, answer.text
    assert {"application", "fair_competition"} <= answer.get_json()["fields"].keys()
