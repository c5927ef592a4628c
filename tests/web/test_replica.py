"""A copy of the database serves those who only read; whoever acts reads what he has just done."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from tests import builders
from tests.cast import LEAD, World
from tests.web.browsing import application, browser, seated
from workflow.vocabulary import Joint, SeatRole


@pytest.fixture
def app(world: World, tmp_path: Path) -> Flask:
    copy = tmp_path / "replica.db"
    shutil.copyfile(tmp_path / "tongbiao.db", copy)  # from before anything was proposed
    return application(world, tmp_path / "var", replica_url=f"sqlite:///{copy}")


def test_only_those_who_never_act_read_the_copy(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.RELEASED)
    title = "停车场充电设施"
    assert title not in browser(app, road.at).get("/public/").text
    assert title not in seated(app, world.seat(LEAD, SeatRole.AUDITOR), road.at).get("/board").text
    assert title in seated(app, world.seat(LEAD, SeatRole.HANDLER), road.at).get("/board").text
    assert title in seated(app, world.seat(LEAD, SeatRole.HANDLER), road.at).get("/public/").text


def test_without_a_copy_everybody_reads_the_database(world: World, tmp_path: Path) -> None:
    road = builders.standing(world, Joint.RELEASED)
    plain = application(world, tmp_path / "var")
    assert "停车场充电设施" in browser(plain, road.at).get("/public/").text
