"""Somebody at the desk, as the browser of that person works: what was last seen is what is written from."""

from uuid import uuid4

from tests import builders
from tests.builders import Road
from workflow.desk import writing
from workflow.desk.pad import Told
from workflow.desk.writing import Kept, Sent
from workflow.reads.desk import lying
from workflow.vocabulary import SeatRole

TEXT = "1 范围\n本文件规定了甲。本文件适用于乙，间距不应小于 80 mm。\n2 要求\n应符合丙。\n"


def laid(road: Road, text: str = TEXT) -> None:
    """A new version of the text."""
    road.take("save_draft", builders.editor(road), text=text)


class Writer:
    """One person; `read` looks at a clause, `write` sends new words written from what was read."""

    def __init__(self, road: Road, region: str) -> None:
        self.road = road
        self.person = road.world.seat(region, SeatRole.DRAFTER).person_id
        self.clause, self.revision, self.version, self.told = "c1", 0, 0, Told("", "")
        self.read()

    def read(self, clause: str = "c1") -> Told:
        with self.road.world.database.read() as session:
            desk = lying(session, self.road.id, self.road.at)
            assert desk.last is not None
            row = desk.rows.get(clause)
            self.clause, self.revision, self.version = clause, row.revision if row else 0, desk.last.id
            self.told = desk.words(clause)
        return self.told

    def write(self, old: str, new: str, key: str = "", after: tuple[str, ...] = ()) -> Kept:
        """Replace words in what was read and send it."""
        assert old in self.told.body
        told = self.told._replace(body=self.told.body.replace(old, new))
        return self.send(told, key, after)

    def send(self, told: Told, key: str = "", after: tuple[str, ...] = ()) -> Kept:
        sent = Sent(self.clause, told, self.revision, self.version, key or uuid4().hex, after)
        kept = writing.write(self.road.world.database, self.road.at, self.road.id, self.person, sent)
        self.revision, self.version, self.told = kept.revision, kept.version, kept.told
        return kept

    def open(self) -> list[tuple[str, str, str, bool]]:
        """What is not settled: (base, ours, theirs, weighty)."""
        with self.road.world.database.read() as session:
            found = lying(session, self.road.id, self.road.at).conflicts
            return [(one.base, one.ours, one.theirs, one.is_weighty) for one in found]
