"""Marker words planted in every place that is not for the partner appear in no byte of any package."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road, standing
from tests.cast import LEAD, SECOND, THIRD, World, founded
from tests.workflow.exchange.making import Exchange
from tests.workflow.test_answering import agreed
from workflow.act import Outcome
from workflow.exchange import zipped
from workflow.exchange.proving import finished
from workflow.exports.verification import verify
from workflow.keeping import erasing
from workflow.keeping.blanking import Target
from workflow.keeping.erasing import Wanted
from workflow.picture.standing import Seat
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.process.row import AskType
from workflow.process.standard import ROWS
from workflow.records.events import Opening
from workflow.records.exchange import Package
from workflow.settings import Settings
from workflow.vocabulary import ErasureGround, Joint

MARK = "金丝雀"
OPEN = {"comment.opinion", "comment.proposal", "comment.reason", "answer_comments.answer"}  # what comments are for
PUBLIC = {"scope", "title_zh", "title_en", "summary", "demands", "text", "title", "words"}


@pytest.fixture
def marking(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Whatever people write that no leaf tells in clear bears a marker with the row's and the field's name."""
    planted: set[str] = set()
    plain = Road.take

    def take(self: Road, step: str, seat: Seat | None, /, **answers: Any) -> Outcome:
        more = {
            ask.name: f"{answers.get(ask.name, '')}{MARK}{step}.{ask.name}。"
            for ask in ROWS[step].asks
            if ask.type in (AskType.TEXT, AskType.LONGTEXT) and not ask.is_fact and ask.name not in PUBLIC
        }
        try:
            made = plain(self, step, seat, **answers | more)
        except (Refused, WrongAnswers):  # a field that is for another case
            return plain(self, step, seat, **answers)
        planted.update(f"{step}.{name}" for name in more)
        return made

    monkeypatch.setattr(Road, "take", take)
    return planted


def markers(data: bytes) -> set[str]:
    """The fields whose words stand in a package, in whichever of its files."""
    words = b"\n".join(zipped.read(data).values()).decode()
    return {one.split("。")[0] for one in words.split(MARK)[1:]}


@pytest.fixture
def world(sqlite_url: str) -> World:
    return founded(sqlite_url)


def test_no_word_that_a_region_keeps_is_in_any_package(world: World, tmp_path: Path, marking: set[str]) -> None:
    road = standing(world, Joint.IN_FORCE)
    between = Exchange(road, world, Settings(var=str(tmp_path / "var")))
    assert len(marking) > 8
    for region in (LEAD, SECOND, THIRD):
        for to in (LEAD, SECOND, THIRD):
            assert markers(between.made(to, region)) <= OPEN


def comment(road: Road, region: str, words: str) -> None:
    with road.standing() as found:
        clause = next(one.id for one in found.written.clauses if len(one.body) > 12)
    said = {"opinion": f"{words}意见", "reason": f"{words}理由", "name": f"{words}人", "contact": f"{words}电话"}
    road.take("comment", None, clause=clause, home=region, **said)


def test_comments_that_a_region_keeps_go_to_no_other_and_come_from_no_other(world: World, tmp_path: Path) -> None:
    agreed(world, comments__inside_days=10)
    road = standing(world, Joint.CONSULTING)
    builders.posted(road)
    comment(road, SECOND, f"{MARK}甲")
    between = Exchange(road, world, Settings(var=str(tmp_path / "var")))
    for region, to, is_told in (
        (SECOND, SECOND, True),
        (LEAD, THIRD, False),
        (LEAD, SECOND, False),
        (SECOND, THIRD, False),
    ):
        data = b"".join(zipped.read(between.made(to, region)).values()).decode()
        assert (f"{MARK}甲意见" in data) is is_told, (region, to)
        assert not [word for word in ("人", "电话") if f"{MARK}甲{word}" in data]


def test_a_vote_is_told_by_its_hash_until_the_panel_concludes(world: World, tmp_path: Path) -> None:
    road = standing(world, Joint.REVIEWING)
    builders.voting(road)
    builders.voted(road)
    between = Exchange(road, world, Settings(var=str(tmp_path / "var")))

    def votes() -> list[Any]:
        leaves = json.loads(zipped.read(between.made())["data/leaves.json"])
        return [one["leaf"] for one in leaves][-7:]

    assert votes() == [None] * 7
    road.take("pass_review", builders.experts(road)[0], minutes="a" * 64)
    assert all(one is not None for one in votes())


def test_what_is_erased_here_is_in_no_package_any_more(world: World, tmp_path: Path) -> None:
    road = standing(world, Joint.CONSULTING)
    settings = Settings(var=str(tmp_path / "var"), database_url=str(world.database.url))
    builders.posted(road)
    comment(road, LEAD, f"{MARK}乙")
    between = Exchange(road, world, settings)
    first = between.made()
    assert f"{MARK}乙意见".encode() in first
    with world.database.read() as session:
        said = sa.select(Opening).where(Opening.field == "opinion").order_by(Opening.index.desc())
        opening = session.scalars(said).first()
        assert opening is not None
        target = Target(opening.log_id, opening.index, "opinion")
    asks, decides = (replace(world.seat(LEAD, role), region=None) for role in ("secadmin", "audadmin"))
    number = erasing.ask(world.database, asks, Wanted(target, ErasureGround.ORDER, "决定书"), at=road.at)
    erasing.decide(world.database, settings, decides, number, yes=True, at=road.at)
    with world.database.read() as session:
        package = session.scalars(sa.select(Package)).one()
    assert finished(world.database, package) is None
    again = between.made()
    assert f"{MARK}乙".encode() not in again.replace(f"{MARK}乙理由".encode(), b"")
    assert verify(world.database, None).findings == []
