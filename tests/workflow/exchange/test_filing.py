"""The filing package: every lack at once, then the same bytes for the same standing, all of it told by its manifest."""

import csv
import io
import json
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.builders import Road, standing
from tests.cast import LEAD, SECOND, World, founded
from workflow.exchange import zipped
from workflow.exchange.filing.checking import against
from workflow.exchange.filing.packing import Packed, packed
from workflow.exports.paperwork.source import Source
from workflow.process.reasons import Refused
from workflow.settings import Settings
from workflow.vocabulary import Joint


@pytest.fixture
def world(sqlite_url: str) -> World:
    return founded(sqlite_url)


def source(road: Road, region: str = LEAD) -> Source:
    with road.standing() as found:
        return Source.of(found, road.at, region, reader=region)


def rules(road: Road, region: str = LEAD) -> list[tuple[str, object]]:
    with road.standing() as found:
        told = against(Source.of(found, road.at, region, reader=region))
        assert all("{" not in reason.sentence and region not in reason.sentence for reason in told)
        return [(reason.rule, reason.facts.get("name")) for reason in told]


def made(road: Road, folder: Path, region: str = LEAD) -> Packed:
    with road.standing() as found:
        return packed(Source.of(found, road.at, region, reader=region), Settings(var=str(folder)))


def test_all_that_lacks_is_told_at_once(world: World, tmp_path: Path) -> None:
    road = standing(world, Joint.REVIEWING)
    assert rules(road) == [
        ("filing_released", None),
        ("filing_owed", None),
        ("filing_element", "filing.number"),
        ("filing_element", "filing.issuer"),
        ("filing_element", "filing.published_on"),
        ("filing_element", "filing.effective_on"),
        ("filing_element", "filing.state"),
        ("filing_element", "filing.numbers"),
        ("filing_announcement", None),
        ("filing_text", None),
    ]
    with pytest.raises(Refused) as refused:
        made(road, tmp_path)
    assert len(refused.value.reasons) == 10


def test_a_released_one_is_made_and_made_again_the_same(world: World, tmp_path: Path) -> None:
    road = standing(world, Joint.RELEASED)
    assert rules(road) == []
    first = made(road, tmp_path)
    assert made(road, tmp_path).data == first.data
    files = zipped.read(first.data)
    manifest = json.loads(files.pop("manifest.json"))
    assert {one["path"]: one["sha256"] for one in manifest["files"]} == {
        name: sha256(data).hexdigest() for name, data in files.items()
    }
    assert set(files) >= {
        "01-announcement.pdf",
        "02-text.pdf",
        "02-text.docx",
        "03-metadata.xml",
        "03-metadata.csv",
        "04-filing-form.pdf",
        "04-filing-form.docx",
    }
    assert all(data.startswith(b"%PDF") for name, data in files.items() if name.endswith(".pdf"))
    assert made(road, tmp_path, SECOND).sha256 != first.sha256


def test_metadata_says_the_same_in_both_forms_and_of_every_region(world: World, tmp_path: Path) -> None:
    road = standing(world, Joint.IN_FORCE)
    files = zipped.read(made(road, tmp_path, SECOND).data)
    told = [(one.get("id"), one.text or "") for one in ElementTree.fromstring(files["03-metadata.xml"])]
    rows = list(csv.reader(io.StringIO(files["03-metadata.csv"].decode("utf-8-sig"))))
    assert [(id_, value) for id_, _, value in rows[1:]] == told
    found = dict(told)
    assert found["number"].startswith("DB12/T 3901—")
    assert (found["state"], found["ics"], found["lead"]) == ("现行", "43.080", "北京市")
    assert next(value for id_, value in told if id_ == "numbers").startswith("110000 DB11/T 3901—")
