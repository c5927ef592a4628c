"""The dossier that anybody may have: asked for, made once, the same bytes under one address, anew after an erasure."""

import re
import threading
from datetime import timedelta
from hashlib import sha256
from io import BufferedRandom
from pathlib import Path
from typing import Any

import pytest

from tests import builders
from tests.builders import Road, standing
from tests.cast import LEAD
from tests.web.browsing import Browser, browser
from tests.web.desk import House
from tests.workflow.dossier.making import verdict
from workflow.dossier import building, handing, sealing
from workflow.dossier import open as opened
from workflow.dossier.documents import Gone
from workflow.storage.shelf import Shelf
from workflow.vocabulary import Joint, SeatRole


@pytest.fixture
def road(house: House) -> Road:
    made = standing(house.world, Joint.SEALED)
    builders.released(made)
    house.at = made.at
    return made


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no fault."""
    monkeypatch.setattr(handing.made, "__defaults__", (60.0,))


@pytest.fixture
def stranger(house: House, road: Road) -> Browser:
    return browser(house.app, house.at)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Dossiers that are half made until the test lets them go on; how many were begun."""
    told: dict[str, Any] = {"go": threading.Event(), "half": threading.Event(), "begun": 0}

    def build(database: Any, settings: Any, number: int, out: BufferedRandom, tell: Any) -> building.Built:
        told["begun"] += 1
        tell(7, 20)
        told["half"].set()
        assert told["go"].wait(20)
        return building.build(database, settings, number, out, tell)

    monkeypatch.setattr(handing, "build", build)
    monkeypatch.setattr(Shelf.make, "__defaults__", (0.0,))
    monkeypatch.setattr(handing.made, "__defaults__", (0.0,))
    return told


def waited(told: Any) -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("shelf-"):
            thread.join(20)


def test_asked_for_once_and_the_same_bytes_ever_after(stranger: Browser, road: Road, tmp_path: Path) -> None:
    home = f"/public/standards/{road.id}/dossier"
    assert f'href="{home}"' in stranger.get(f"/public/standards/{road.id}").text
    assert "现在没有现成的文件" in stranger.get(home).text
    assert stranger.get(f"{home}.zip").headers["Location"].endswith(home)
    assert stranger.post(f"{home}/steps/ask_dossier").headers["Location"].endswith(home)
    page = stranger.get(home).text
    first = stranger.get(f"{home}.zip", follow_redirects=True)
    assert first.mimetype == "application/zip"
    assert sha256(first.data).hexdigest() in page
    assert f"{len(first.data)} 字节" in page
    assert "制作档案包" not in page
    stranger.post(f"{home}/steps/ask_dossier")
    assert stranger.get(f"{home}/1.zip").data == first.data
    assert stranger.get(f"{home}/2.zip").status_code == 404
    (tmp_path / "taken.zip").write_bytes(first.data)
    assert verdict(tmp_path / "taken.zip")["verdict"] == "valid"
    assert "Make the dossier" not in stranger.get(f"{home}?lang=en").text


def test_what_takes_long_tells_how_far_it_is_and_is_begun_once(
    stranger: Browser, road: Road, slow: dict[str, Any], house: House
) -> None:
    home = f"/public/standards/{road.id}/dossier"
    stranger.get(home)
    stranger.post(f"{home}/steps/ask_dossier")
    assert slow["half"].wait(20)
    page = stranger.get(home)
    assert "已完成 7 / 20" in page.text
    assert page.headers["Refresh"] == "3"
    stranger.post(f"{home}/steps/ask_dossier")
    auditor = house.desk(house.world.seat(LEAD, SeatRole.AUDITOR))
    inside = f"/standards/{road.id}/dossier"
    sent = auditor.post(f"{inside}/seals/1/steps/take_dossier", page=inside)
    assert sent.headers["Location"].endswith(f"{inside}/seals/1")
    assert "已完成 7 / 20" in auditor.read(f"{inside}/seals/1")
    slow["go"].set()
    waited(slow)
    done = stranger.get(home)
    assert "Refresh" not in done.headers
    assert "下载档案包" in done.text
    assert auditor.post(f"{inside}/seals/1/steps/take_dossier", page=inside).mimetype == "application/zip"
    assert slow["begun"] == 1


def test_what_is_erased_meanwhile_is_made_once_more(
    stranger: Browser, road: Road, slow: dict[str, Any], house: House
) -> None:
    home = f"/public/standards/{road.id}/dossier"
    stranger.get(home)
    stranger.post(f"{home}/steps/ask_dossier")
    assert slow["half"].wait(20)
    shelf = Shelf(house.app.extensions["settings"].var_path)
    shelf.forget()
    slow["go"].set()
    waited(slow)
    assert slow["begun"] == 2
    assert shelf.find("dossier-1") is not None
    shelf.forget()
    assert shelf.find("dossier-1") is None
    assert stranger.get(f"{home}/1.zip").status_code == 302


def test_of_a_seal_that_a_newer_program_cannot_keep_another_is_made_at_once(
    stranger: Browser, road: Road, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = f"/public/standards/{road.id}/dossier"
    stranger.get(home)
    stranger.post(f"{home}/steps/ask_dossier")
    Shelf(house.app.extensions["settings"].var_path).forget()
    monkeypatch.setattr(sealing, "process", lambda: {"another": "table"})
    later = browser(house.app, house.at + timedelta(minutes=5))
    later.get(home)
    later.post(f"{home}/steps/ask_dossier")
    assert f"{home}/2.zip" in later.get(home).text


def test_of_many_who_ask_at_once_one_seals_and_nobody_waits_for_ever(
    stranger: Browser, road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = f"/public/standards/{road.id}/dossier"
    stranger.get(home)
    monkeypatch.setattr(opened, "PATIENCE", 0.01)
    with opened._sealing:
        told = stranger.post(f"{home}/steps/ask_dossier")
    assert (told.status_code, told.headers["Retry-After"]) == (503, "5")
    assert "还没有轮到您" in told.text
    assert stranger.post(f"{home}/steps/ask_dossier").status_code == 303


def test_strangers_are_throttled_and_what_is_not_out_is_not_there(stranger: Browser, road: Road, house: House) -> None:
    home = f"/public/standards/{road.id}/dossier"
    stranger.get(home)
    codes = [stranger.post(f"{home}/steps/ask_dossier").status_code for _ in range(21)]
    assert codes == [303] * 20 + [429]
    hidden = standing(house.world, Joint.DRAFTING)
    away = f"/public/standards/{hidden.id}/dossier"
    assert {stranger.get(f"{away}{tail}").status_code for tail in ("", ".zip", "/1.zip")} == {404}
    assert stranger.get("/public/standards/99999999999999/dossier").status_code == 404


def test_a_file_that_could_not_be_made_says_why(stranger: Browser, road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    home = f"/public/standards/{road.id}/dossier"
    monkeypatch.setattr(handing, "build", lambda *_: (_ for _ in ()).throw(Gone("data/texts")))
    stranger.get(home)
    answer = stranger.post(f"{home}/steps/ask_dossier")
    assert answer.status_code == 409
    assert re.search("data/texts", stranger.get(home).text)
