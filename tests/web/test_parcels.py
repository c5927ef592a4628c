"""What the host seals for itself and hands to regions' mirrors: whom it is handed to, and that nobody else reads it."""

import json
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from tests.cast import CHONGQING, SECOND, World
from tests.web.hosting import API, Host, hosted
from workflow.parcels.sealing import Key, NotOurs
from workflow.settings import Settings
from workflow.storage import files


@pytest.fixture
def host(app: Flask, world: World) -> Host:
    return hosted(app, world)


def test_a_reader_of_the_log_gets_it_sealed(host: Host, tmp_path: Path) -> None:
    size = host.head().size
    told = host.reader(SECOND, "handler").get(f"{API}/parcels?{host.query}&size={size}").data
    again = host.reader().get(f"{API}/parcels?{host.query}&size={size}").data
    assert told == again  # nothing moved, whoever asks
    title = "停车场充电设施".encode()
    assert title not in told
    key = Key.read(tmp_path / "var" / "parcels" / "key")
    lines = {line["name"]: line for line in map(json.loads, told.splitlines())}
    assert {name.partition("/")[0] for name in lines} >= {"standard", "agreement"}
    opened = key.open("standard/1", b64decode(lines["standard/1"]["sealed"]))
    assert opened["rows"]["standards"][0]["title_zh"]
    for other, name in ((Key(bytes(32)), "standard/1"), (key, "standard/2")):
        with pytest.raises(NotOurs):
            other.open(name, b64decode(lines["standard/1"]["sealed"]))


def test_rows_that_later_leaves_wrote_are_told_with_those(host: Host) -> None:
    size = host.head().size
    told = host.reader().get(f"{API}/parcels?{host.query}&end={size - 1}&size={size - 1}").data
    lines = [json.loads(line) for line in told.splitlines()]
    assert any(line["sealed"] is None and line["since"] < size - 1 for line in lines)


def test_strangers_and_odd_calls_get_nothing(host: Host) -> None:
    assert host.reader(CHONGQING).get(f"{API}/parcels?{host.query}").status_code == 404
    assert host.machine().get(f"{API}/parcels?{host.query}").status_code == 401
    assert host.reader().get(f"{API}/parcels?{host.query}&start=9&end=3").status_code == 404
    assert host.reader().get(f"{API}/parcels?{host.query}&size=x").status_code == 422
    for odd in ("../key", "0" * 64, "zz"):
        assert host.reader().get(f"{API}/parcels/{odd}?{host.query}").status_code == 404


def test_a_handed_in_file_goes_along_sealed(host: Host, tmp_path: Path) -> None:
    data = b"%PDF-1.7 a scan"
    digest = sha256(data).hexdigest()
    place = files.path_of(Settings(var=str(tmp_path / "var")), digest)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    sealed = host.reader().get(f"{API}/parcels/{digest}?{host.query}").data
    assert data not in sealed
    assert Key.read(tmp_path / "var" / "parcels" / "key").open_file(digest, sealed) == data
    assert host.reader(CHONGQING).get(f"{API}/parcels/{digest}?{host.query}").status_code == 404
