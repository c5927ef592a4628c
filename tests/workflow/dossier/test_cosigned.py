"""A dossier waits for its agreement's regions: pending, told as such on every page, until a quorum has cosigned."""

import os
import zipfile
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from tests.builders import Road, standing
from tests.cast import World, founded
from tests.workflow.dossier.making import House, housed, verdict
from workflow.cli import main
from workflow.log.cosignatures import CosigningKey, cosign
from workflow.records.cosigning import CosignatureLine, RegionKey
from workflow.records.events import Checkpoint
from workflow.vocabulary import Joint, KeyKind


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    made = founded(sqlite_url)
    yield made
    made.database.dispose()


def keyed(road: Road) -> dict[str, CosigningKey]:
    """A mirror key of each region."""
    keys = {code: CosigningKey.generate(f"{code}.example/mirror") for code in road.regions}
    with road.world.database.plain() as session:
        for code, key in keys.items():
            session.add(
                RegionKey(
                    agreement_id=road.world.agreements["JJJ"],
                    region_code=code,
                    kind=KeyKind.MIRROR,
                    vkey=str(key.verifier),
                    person_id=road.world.seat(code, "approver").person_id,
                    since=road.at,
                )
            )
    return keys


def cosigned(world: World, keys: list[CosigningKey], at: datetime) -> None:
    """Every head that there is, by these keys."""
    with world.database.plain() as session:
        known = {row.vkey: row.id for row in session.scalars(sa.select(RegionKey))}
        for head in session.scalars(sa.select(Checkpoint)).all():
            for key in keys:
                line = cosign(head.note.encode(), key, at=int(at.timestamp()))
                told = {"log_id": head.log_id, "size": head.size, "key_id": known[str(key.verifier)]}
                session.add(CosignatureLine(**told, at=at, line=line, received_at=at))


def built(house: House, number: int, out: Path) -> tuple[dict[str, object], bool]:
    """The verdict, and whether page and print say that it waits."""
    missing = house.built(number, out).missing
    with zipfile.ZipFile(out) as packed:
        (page,) = (packed.read(name) for name in packed.namelist() if name.endswith("views/timeline.html"))
    assert bool(missing) == ("待见证" in page.decode())
    said = verdict(out, "--now", "2030-01-01T00:00:00Z")
    return said, bool(missing)


def test_pending_until_two_of_three_have_cosigned(world: World, tmp_path: Path) -> None:
    house, road = housed(world.database, tmp_path / "var"), standing(world, Joint.DRAFTING)
    keys = keyed(road)
    number = house.sealed(road.id, road.at)
    said, waits = built(house, number, tmp_path / "waiting.zip")
    assert (said["verdict"], waits) == ("pending", True)
    cosigned(world, [keys["110000"]], road.at)
    said, waits = built(house, number, tmp_path / "one.zip")
    assert (said["verdict"], waits) == ("pending", True)
    cosigned(world, [keys["120000"]], road.at)
    said, waits = built(house, number, tmp_path / "two.zip")
    assert (said["verdict"], said["findings"], waits) == ("valid", [], False)
    first = (tmp_path / "two.zip").read_bytes()
    cosigned(world, [keys["130000"]], road.at)
    assert house.sealed(road.id, road.at) == number, "more cosignatures are no reason to seal anew"
    assert built(house, number, tmp_path / "three.zip")[1] is False
    assert len(first) < len((tmp_path / "three.zip").read_bytes())


def test_the_command_seals_writes_and_tells_what_is_missing(world: World, tmp_path: Path) -> None:
    road = standing(world, Joint.DRAFTING)
    keyed(road)
    out = tmp_path / "made.zip"
    told = commanded(world, tmp_path, str(road.id), "--out", str(out))
    assert told.exit_code == 0, told.output
    assert "已封存（第 1 号）" in told.stderr
    assert "待见证：还缺" in told.stderr
    assert sha256(out.read_bytes()).hexdigest() in told.stdout
    again = commanded(world, tmp_path, str(road.id), "--out", str(out), "--seal", "1")
    assert again.stdout == told.stdout
    for wrong in (["999"], [str(road.id), "--seal", "7"]):
        refused = commanded(world, tmp_path, *wrong, "--out", str(out))
        assert (refused.exit_code, "Traceback" in refused.output) == (1, False)


def commanded(world: World, folder: Path, *arguments: str) -> Result:
    url = world.database.url.render_as_string(hide_password=False)
    given = {"TONGBIAO_DATABASE_URL": url, "TONGBIAO_VAR": str(folder / "var")}
    return CliRunner().invoke(main, ["export", "dossier", *arguments], env=given)


def test_what_a_killed_build_left_goes_a_day_later(world: World, tmp_path: Path) -> None:
    house, road = housed(world.database, tmp_path / "var"), standing(world, Joint.DRAFTING)
    old, young = (house.settings.var_path / "dossiers" / f"staged-{name}" for name in ("old", "young"))
    for left in (old, young):
        left.mkdir(parents=True)
    os.utime(old, (0, 0))
    house.dossier(road.id, road.at, tmp_path / "made.zip")
    assert (old.exists(), young.exists()) == (False, True)
