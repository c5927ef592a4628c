"""The pages of a standard in force, in each of its later lives, open for who works on it and for the public."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests import builders
from tests.builders import Road, day
from tests.cast import PAPER, World
from tests.web.browsing import Browser, browser, seated
from tests.workflow.test_accession import asked_to_join, consulted
from tests.workflow.test_reviews import repealed, says
from tests.workflow.test_revision import started, to_be_revised
from workflow import engine
from workflow.vocabulary import Joint

BEIJING, TIANJIN, HEBEI = "110000", "120000", "130000"
PAGES = ("", "/brief", "/release", "/timeline", "/text", "/notices", "/papers", "/comments")
WHO = ("handler", "approver", "cosigner", "secretary", "keeper")


def reviewed(road: Road) -> None:
    road.by(TIANJIN, "handler", "call_early_review", trigger="repeal", evidence=PAPER, reason="情况有变")
    says(road, BEIJING, "confirm")
    says(road, TIANJIN, "withdraw")


def split(road: Road) -> None:
    reviewed(road)
    says(road, HEBEI, "revise")


def ready_to_conclude(road: Road) -> None:
    reviewed(road)
    says(road, TIANJIN, "confirm")
    says(road, HEBEI, "confirm")


def withdrawn(road: Road) -> None:
    road.by(TIANJIN, "handler", "call_early_review", trigger="repeal", evidence=PAPER, reason="情况有变")
    for region in road.regions:
        says(road, region, "withdraw")
    road.by(BEIJING, "handler", "conclude_withdraw", announcement=PAPER, repealed_on=day(road, 60))


def revised(road: Road) -> None:
    to_be_revised(road)
    started(road, road.regions)


def joining(road: Road) -> None:
    repealed(road, HEBEI)
    asked_to_join(road, HEBEI)
    consulted(road, HEBEI)


def alone(road: Road) -> None:
    repealed(road, HEBEI)
    repealed(road, TIANJIN)


def converted(road: Road) -> None:
    alone(road)
    road.wait(days=32)
    road.wake()


LIVES: dict[str, Callable[[Road], None]] = {
    made.__name__: made for made in (reviewed, split, ready_to_conclude, withdrawn, revised, joining, alone, converted)
}


@pytest.mark.parametrize("life", LIVES)
def test_every_page_and_every_form_opens(life: str, world: World, app: Flask) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    LIVES[life](road)
    for region in (BEIJING, HEBEI):
        for role in WHO:
            _looks(seated(app, world.seat(region, role), road.at), road, region, role)
    public = browser(app, road.at)
    for address in (f"/public/standards/{road.id}", "/public/", "/public/feed.atom"):
        assert public.get(address).status_code == 200, address


def _looks(person: Browser, road: Road, region: str, role: str) -> None:
    """A step that stands open shows its form, a greyed one its reasons."""
    with road.standing() as standing:
        offered = engine.offers(standing, road.world.seat(region, role), road.at)
    steps = {f"/standards/{road.id}/steps/{offer.row.name}": 200 if offer.is_open else 409 for offer in offered}
    pages = dict.fromkeys(("/", "/board", *(f"/standards/{road.id}{page}" for page in PAGES)), 200)
    for address, status in (pages | steps | {f"/api/v1/standards/{road.id}": 200}).items():
        assert person.get(address).status_code == status, (region, role, address)
