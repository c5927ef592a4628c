"""The people of one journey: each natural person has one browser, and changes seats as in an office."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from tests.builders import LEGS, Road, proposed
from tests.journeys.person import Person
from tests.journeys.town import Town, town
from workflow.standing import Seat, Standing
from workflow.vocabulary import Joint


class Story:
    """One journey: its standard, its regions, its people."""

    def __init__(self, browser: Browser, place: Town) -> None:
        self.browser, self.town, self.people = browser, place, dict[int, Person]()
        self.id = 0
        self.regions: tuple[str, ...] = ("110000", "120000", "130000")

    def person(self, region: str, role: str, nth: int = 0) -> Person:
        return self.sitting(self.town.world.seat(region, role, nth=nth))

    def sitting(self, seat: Seat) -> Person:
        """The person on this very seat."""
        person = self.people.get(seat.person_id)
        if person is None:
            person = self.people[seat.person_id] = Person(self.browser, self.town, seat)
            if len([s for s in self.town.world.seats if s.person_id == seat.person_id]) > 1:
                person.sit(seat)
        elif person.seat.id != seat.id:
            person.sit(seat)
        return person

    def by(self, region: str, role: str, step: str, /, **answers: object) -> None:
        self.person(region, role).do(self.id, step, **answers)

    def until(self, words: str, path: str | None = None) -> None:
        """Wait for the worker to have seen the hour: the project page then says so."""
        watcher = self.person(self.regions[0], "handler")
        deadline = time.monotonic() + 30
        while words not in watcher.go(path or f"/standards/{self.id}").locator("main").inner_text():
            assert time.monotonic() < deadline, words
            time.sleep(0.5)

    def reach(self, state: Joint, agreement: str, regions: tuple[str, ...]) -> Road:
        """Bring a standard to a state by the steps that the long journey has clicked already; the hour moves along."""
        self.regions = regions
        road = proposed(self.town.world, agreement=agreement, regions=regions, at=self.town.now)
        self.id = road.id
        for reached, leg in LEGS:
            leg(road)
            if reached is state:
                break
        self.town.set(road.at)
        return road

    def state(self) -> Joint:
        with self.town.world.database.read() as session:
            standing = Standing.load(session, self.id)
            assert standing is not None
            return standing.state

    def finish(self) -> None:
        for person in self.people.values():
            person.close()


@contextmanager
def told(browser: Browser, database_url: str, home: Path) -> Iterator[Story]:
    """A story in a town of its own."""
    with town(database_url, home) as place:
        made = Story(browser, place)
        yield made
        made.finish()
