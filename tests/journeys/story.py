"""The people of one journey: each natural person has one browser, and changes seats as in an office."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from tests.builders import LEGS, Road, proposed, release_departments
from tests.cast import World
from tests.journeys.person import Person
from tests.journeys.town import Town, town
from workflow.picture.standing import Seat, Standing
from workflow.vocabulary import Duty, Joint, MotionState, Track
from workflow.words import say, word_key


class Story:
    """One journey: its standard, its regions, its people."""

    def __init__(self, browser: Browser, place: Town) -> None:
        self.browser, self.town, self.people = browser, place, dict[int, Person]()
        self.id = 0
        self.regions: tuple[str, ...] = ("110000", "120000", "130000")
        self.road = Road(place.world)

    @property
    def page(self) -> str:
        return f"/standards/{self.id}"

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

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait for the worker to have seen the hour."""
        deadline = time.monotonic() + 30
        while not happened():
            assert time.monotonic() < deadline
            time.sleep(0.3)

    def reach(self, state: Joint, agreement: str, regions: tuple[str, ...]) -> None:
        """Bring a standard to a state by the steps that the long journey has clicked already; the hour moves along."""
        self.regions = regions
        self.road = proposed(self.town.world, agreement=agreement, regions=regions, at=self.town.now)
        self.id = self.road.id
        for reached, leg in LEGS:
            leg(self.road)
            if reached is state:
                break
        self.town.set(self.road.at)

    def walk(self, *legs: Callable[[Road], object]) -> None:
        """Further stretches of the road that the long journey has clicked."""
        self.road.at = self.town.now
        for leg in legs:
            leg(self.road)
        self.town.set(self.road.at)

    @contextmanager
    def standing(self) -> Iterator[Standing]:
        """The standard as it stands now; the block is short, for an open reader makes writers wait."""
        with self.town.world.database.read() as session:
            found = Standing.load(session, self.id)
            assert found is not None
            yield found

    def state(self) -> Joint:
        with self.standing() as found:
            return found.state

    def track(self, region: str) -> Track:
        with self.standing() as found:
            return found.tracks[region].state

    def becomes(self, state: Joint) -> None:
        """The worker has seen the hour, and the page says where the standard stands now."""
        self.until(lambda: self.state() is state)
        self.shows(say(word_key(state)))

    def shows(self, *words: str, path: str = "") -> None:
        """The first region's handler reads this on a page of the standard."""
        page = self.person(self.regions[0], "handler").go(self.page + path)
        told = page.locator("main").inner_text()
        for each in words:
            assert each in told, (each, told)

    def duties(self, *kinds: str) -> list[tuple[str, int]]:
        """Open duties of these kinds: who owes them, and which they are."""
        with self.standing() as found:
            return [(d.region_code, d.id) for d in found.duties if d.state is Duty.OPEN and d.kind.value in kinds]

    def motion(self) -> int:
        """The matter that waits for votes."""
        with self.standing() as found:
            return next(m.id for m in found.motions if m.state is MotionState.TABLED)

    def votes(self, motion: int, *regions: str) -> None:
        for region in regions:
            self.by(region, "approver", "vote_motion", motion=motion, position="agree")

    def gate(self, region: str, **more: str) -> None:
        """Every office of a region below its approver agrees."""
        for office in release_departments(self.road, region):
            self.sitting(office).do(self.id, "take_position", position="agree", **more)
        self.by(region, "handler", "take_position", position="agree", **more)

    def finish(self) -> None:
        for person in self.people.values():
            person.close()


@contextmanager
def told(
    browser: Browser, database_url: str, home: Path, settle: Callable[[World], World] = lambda world: world
) -> Iterator[Story]:
    """A story in a town of its own; `settle` brings people to it that the cast does not have."""
    with town(database_url, home, settle) as place:
        made = Story(browser, place)
        yield made
        made.finish()
