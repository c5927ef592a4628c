"""Must show 6: the same acts give the same dossier, byte for byte, on either database and every time."""

import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import bagit
import pytest

from tests.builders import standing
from tests.cast import founded
from tests.workflow.dossier.making import by_chance, housed, verdict
from workflow import jobs
from workflow.vocabulary import Joint, Profile


@pytest.mark.postgres
def test_the_same_acts_give_the_same_bytes_on_both_databases_and_again(
    sqlite_url: str, postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = played(sqlite_url, tmp_path / "sqlite", monkeypatch)
    shutil.copytree(tmp_path / "sqlite" / "keys", tmp_path / "postgres" / "keys")
    other = played(postgres_url, tmp_path / "postgres", monkeypatch)
    for profile in Profile:
        assert once[profile].read_bytes() == other[profile].read_bytes(), profile
        assert verdict(once[profile]) | {"notes": []} == {"verdict": "valid", "findings": [], "notes": []}
        assert is_a_bag(once[profile], tmp_path / profile)


def played(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[Profile, Path]:
    """The plain road by seeded chance; every profile is sealed and built twice."""
    folder.mkdir(exist_ok=True)
    world = founded(url)
    by_chance(monkeypatch, 6)
    road = standing(world, Joint.IN_FORCE)
    house, made = housed(world.database, folder), {}
    jobs.signer(house.settings)
    for n, profile in enumerate(Profile):
        made[profile], again = folder / f"{profile}.zip", folder / "again.zip"
        number = house.sealed(road.id, road.at + timedelta(minutes=n), profile)
        built = house.built(number, made[profile])
        assert house.built(number, again).sha256 == built.sha256
        assert house.sealed(road.id, road.at + timedelta(days=1), profile) == number, "nothing happened since"
    world.database.dispose()
    return made


def is_a_bag(archive: Path, folder: Path) -> bool:
    """What the reference library says of the unpacked bag."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    (top,) = folder.iterdir()
    return bool(bagit.Bag(str(top)).validate())
