"""Desks in one house: people of the cast who are logged in at the house's hour, read pages and send forms from them."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests import builders
from tests.builders import Road
from tests.cast import MORNING, World
from tests.web.browsing import browser, seated
from workflow.picture.standing import Seat
from workflow.vocabulary import Joint


class House:
    """The application on a world's database, and the hour it is."""

    def __init__(self, world: World, app: Flask) -> None:
        self.world, self.app, self.at = world, app, MORNING

    def desk(self, seat: Seat) -> "Desk":
        return Desk(self, seat)

    def stranger(self, path: str) -> TestResponse:
        """What somebody who is not logged in gets."""
        return browser(self.app, self.at).get(path)


class Desk:
    """One person, logged in on one seat."""

    def __init__(self, house: House, seat: Seat) -> None:
        self.house, self.seat = house, seat
        self.browser = seated(house.app, seat, house.at)

    def get(self, path: str) -> TestResponse:
        self.browser.at = self.house.at
        return self.browser.get(path)

    def read(self, path: str) -> str:
        """The page at this address, which must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, path: str, form: Mapping[str, Any] | None = None, *, page: str = "/account") -> TestResponse:
        """Send a form as from a page of ours."""
        self.read(page)
        return self.browser.post(path, dict(form or {}))


def drafted(house: House, text: str) -> Road:
    """A project whose group is confirmed and has this draft; the house stands at its hour."""
    made = builders.standing(house.world, Joint.DRAFTING)
    builders.grouped(made)
    made.take("save_draft", builders.editor(made), text=text)
    house.at = made.at
    return made
