"""The dossiers of the demonstration: both verifiers hold them valid, and each profile opens what it may."""

import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser

from tests.dossiers.page import opened, verdicts
from tests.stage import TODAY, copied
from tests.workflow.dossier.making import House, verdict
from workflow.db import Database
from workflow.records.events import SECRET
from workflow.records.standards import Standard
from workflow.vocabulary import Joint, Profile

NOW = TODAY + timedelta(hours=1)
VALID = {"verdict": "valid", "findings": []}
LIVES = {
    Joint.IN_FORCE: tuple(Profile),
    Joint.CONVERTED: (Profile.PUBLIC,),
    Joint.CONSULTING: (Profile.FULL, Profile.REGULATOR),
}
pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("dossiers")
    settings = copied(folder)
    return House(Database(settings.database_url), settings)


@pytest.fixture(scope="module")
def files(house: House, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[Joint, Profile], Path]:
    """The longest life of each state."""
    folder, made = tmp_path_factory.mktemp("files"), {}
    for state, profiles in LIVES.items():
        with house.database.read() as session:
            longest = sa.select(Standard.id).where(Standard.state == state).order_by(Standard.version.desc())
            standard = session.scalars(longest).first()
        assert standard is not None
        for profile in profiles:
            made[state, profile] = folder / f"{state}-{profile}.zip"
            house.dossier(standard, NOW, made[state, profile], profile)
    return made


Files = dict[tuple[Joint, Profile], Path]


def test_verify_py_holds_every_one_valid(files: Files) -> None:
    for path in files.values():
        said = verdict(path, "--now", f"{NOW:%Y-%m-%dT%H:%M:%SZ}")
        assert {name: said[name] for name in VALID} == VALID, path


@pytest.mark.browser
def test_verify_html_holds_every_one_valid(files: Files, browser: Browser) -> None:
    asked = [(path, f"{NOW:%Y-%m-%dT%H:%M:%SZ}", None) for path in files.values()]
    with opened(browser) as page:
        said = verdicts(page, asked)
    assert [{name: one[name] for name in VALID} for one in said] == [VALID] * len(files)


def inside(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}


def folder(found: dict[str, bytes], name: str) -> dict[str, Any]:
    return {path: data for path, data in found.items() if path.startswith(f"data/{name}/")}


def leaves(found: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in folder(found, "events").items() if path.endswith(".leaf")}


def test_a_full_one_holds_words_and_papers_and_a_public_one_neither(files: Files) -> None:
    full, public = (inside(files[Joint.IN_FORCE, profile]) for profile in (Profile.FULL, Profile.PUBLIC))
    for kind in ("statements", "papers", "openings", "forms"):
        assert folder(full, kind), kind
        assert not folder(public, kind), kind
    assert leaves(full) == leaves(public)
    assert len(folder(public, "texts")) < len(folder(full, "texts"))
    names = json.loads(public["data/names.json"])
    assert (names["persons"], names["seats"]) == ({}, {})


def test_a_public_one_names_nobody(files: Files) -> None:
    names = json.loads(inside(files[Joint.IN_FORCE, Profile.FULL])["data/names.json"])["persons"]
    public = inside(files[Joint.IN_FORCE, Profile.PUBLIC])
    readable = b"".join(data for path, data in public.items() if not path.startswith("data/texts/"))
    found = [one["zh"] for one in names.values() if one["zh"].encode() in readable]
    assert len(names) > 5
    assert found == []


def test_a_secret_number_is_opened_to_nobody(files: Files) -> None:
    found = inside(files[Joint.IN_FORCE, Profile.FULL])
    opened = [json.loads(data) for data in folder(found, "openings").values()]
    assert opened
    assert not any(SECRET & fields.keys() for fields in opened)
    assert not any(b'"receipt"' in data for data in folder(found, "openings").values())


def test_a_regulators_one_tells_no_name_of_a_commenter(files: Files) -> None:
    fields = {
        profile: {
            field
            for data in folder(inside(files[Joint.CONSULTING, profile]), "openings").values()
            for field in json.loads(data)
        }
        for profile in (Profile.FULL, Profile.REGULATOR)
    }
    assert {"name", "contact"} & fields[Profile.FULL]
    assert not {"name", "contact"} & fields[Profile.REGULATOR]
    assert "opinion" in fields[Profile.REGULATOR]


def test_the_four_properties_are_computed(files: Files) -> None:
    found = inside(files[Joint.IN_FORCE, Profile.FULL])
    told = json.loads(found["data/archive/checks.json"])["properties"]
    checks = {check["check"]: check for one in told for check in one["checks"]}
    assert [one["property"] for one in told] == ["authenticity", "integrity", "usability", "security"]
    assert checks["proofs"]["of"] == len([path for path in found if path.endswith(".leaf")])
    assert {name for name, check in checks.items() if check["result"] == "failed"} == set()
    assert checks["readable"]["of"] == len(folder(found, "papers"))


def test_the_timeline_tells_every_event_in_both_languages(files: Files) -> None:
    found = inside(files[Joint.IN_FORCE, Profile.FULL])
    page = found["data/views/timeline.html"].decode()
    count = json.loads(found["data/dossier.json"])["events"]
    assert page.count('<li id="e') == count
    assert "批准发布" in page
    assert "Approve the release" in page
    assert not re.search(r"<script|<link|<img|src=|href=|@import|url\(", page)
    assert found["data/views/events.csv"].count(b"\r\n") == count + 1
    assert found["data/views/timeline.pdf"].startswith(b"%PDF")
