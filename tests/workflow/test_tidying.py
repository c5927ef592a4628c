"""What nobody needs any more goes: old words of the desk, images of previews; what is needed stays."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import World
from tests.stage import settings_in
from tests.workflow.desk.writer import Writer, laid
from workflow import jobs, tidying
from workflow.records.desks import DeskEdit
from workflow.records.papers import StoredFile
from workflow.settings import Settings
from workflow.storage import files
from workflow.vocabulary import Joint

DAY = timedelta(days=1)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
FIGURE = "1 范围\n本文件规定了甲。\n【图 f1】示意\n文件：{digest}\n说明：图\n【图完】\n"


@pytest.fixture
def road(world: World) -> Road:
    made = builders.standing(world, Joint.DRAFTING)
    builders.grouped(made)
    laid(made)
    return made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path / "house")


def revisions(road: Road) -> list[int]:
    with road.world.database.read() as session:
        return list(session.scalars(sa.select(DeskEdit.revision).order_by(DeskEdit.revision)))


def pruned(road: Road) -> list[int]:
    with road.world.database.plain() as session:
        tidying.prune(session, road.at)
    return revisions(road)


def handed_in(road: Road, settings: Settings, data: bytes = PNG, name: str = "a.png") -> str:
    person = builders.editor(road).person_id
    return files.store(road.world.database, settings, io.BytesIO(data), name, person, road.at)


def kept(road: Road, settings: Settings, digest: str) -> bool:
    """Whether row and bytes are there; never one without the other."""
    with road.world.database.read() as session:
        row = session.get(StoredFile, digest)
    there = files.path_of(settings, digest).exists()
    assert (row is not None) == there
    return there


def looked(road: Road, settings: Settings) -> None:
    """What the worker does once a day."""
    road.at += DAY
    tidying.look(road.world.database, settings, road.at)


def test_edits_stay_until_a_version_holds_them_and_a_month_is_over(road: Road) -> None:
    zhao = Writer(road, "110000")
    for n in range(3):
        zhao.write("甲", f"甲{n}")
    zhao.read("c2")
    zhao.write("丙", "丙丙")
    road.at += 40 * DAY
    assert pruned(road) == [1, 2, 3, 4]  # in no version yet
    with road.standing() as standing:
        body = standing.written.by_id["c1"].body
    road.take("save_draft", builders.editor(road), clause="c1", title="范围", words=body.replace("甲", "甲210"))
    assert pruned(road) == [3, 4]  # what stands on the desk goes on from these
    zhao.write("丙", "丙丁")
    assert revisions(road)[-1] > 4


def test_words_written_from_pruned_ones_are_merged_and_nothing_is_lost(road: Road) -> None:
    zhao, qian = Writer(road, "110000"), Writer(road, "120000")
    zhao.write("甲", "甲一")
    qian.read()
    zhao.write("甲一", "甲二")
    road.at += 40 * DAY
    with road.standing() as standing:
        body = standing.written.by_id["c1"].body
    road.take("save_draft", builders.editor(road), clause="c1", title="范围", words=body.replace("甲", "甲二"))
    assert pruned(road) == [2]
    qian.write("乙", "乙乙")
    found = zhao.read().body + "".join(theirs for _, _, theirs, _ in zhao.open())
    assert "甲二" in found
    assert "乙乙" in found


def test_an_image_that_no_text_names_goes_after_a_fortnight(road: Road, settings: Settings) -> None:
    unsaved, saved = handed_in(road, settings), handed_in(road, settings, PNG + b"\x01")
    paper = handed_in(road, settings, b"words\n", "a.txt")
    road.take("save_draft", builders.editor(road), text=FIGURE.format(digest=saved))
    road.at += 12 * DAY
    looked(road, settings)
    assert kept(road, settings, unsaved)
    road.at += DAY
    looked(road, settings)
    assert not kept(road, settings, unsaved)
    assert kept(road, settings, saved)
    assert kept(road, settings, paper)
    assert not list((settings.var_path / "files").glob(f"*/{unsaved}*"))


def test_an_image_on_the_desk_or_handed_in_again_stays(road: Road, settings: Settings) -> None:
    on_desk, again = handed_in(road, settings), handed_in(road, settings, PNG + b"\x01")
    zhao = Writer(road, "110000")
    zhao.write("甲", f"甲\n【图 f1】示意\n文件：{on_desk}\n说明：图\n【图完】\n")
    road.at += 20 * DAY
    assert handed_in(road, settings, PNG + b"\x01") == again
    looked(road, settings)
    assert kept(road, settings, on_desk)
    assert kept(road, settings, again)


def test_a_file_that_comes_while_it_goes_stays(road: Road, settings: Settings) -> None:
    digest = handed_in(road, settings)
    until = road.at + DAY
    mark = next(files.path_of(settings, digest).parent.glob(f"{digest}.*"))
    os.utime(mark, (until.timestamp() + 1, until.timestamp() + 1))
    assert not files.forget(road.world.database, settings, digest, until)
    assert kept(road, settings, digest)
    os.utime(mark, (0, 0))
    assert files.forget(road.world.database, settings, digest, until)
    assert not kept(road, settings, digest)


def test_the_worker_tidies_once_a_day(road: Road, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(tidying, "prune", lambda session, at: seen.append(at))
    road.at += DAY
    for _ in range(2):
        jobs.work(road.world.database, settings, once=True, hour=lambda: road.at)
    assert len(seen) == 1
    road.at += DAY
    jobs.work(road.world.database, settings, once=True, hour=lambda: road.at)
    assert len(seen) == 2
