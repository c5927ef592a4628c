"""Many writers in any order: whatever was typed is in the text or in a conflict that is shown."""

import random
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import World
from tests.workflow.desk.writer import Writer, laid
from workflow.records.desks import DeskEdit
from workflow.vocabulary import Joint

REGIONS = ("110000", "120000", "130000")
ROUNDS, STEPS = 30, 8


def typed(writer: Writer, mark: str, chance: random.Random) -> None:
    """A mark put somewhere into what the writer last saw."""
    body = writer.told.body
    at = chance.randrange(len(body) + 1)
    writer.send(writer.told._replace(body=body[:at] + mark + body[at:]))


def everything(writer: Writer) -> str:
    return writer.read().body + "".join(theirs for _, _, theirs, _ in writer.open())


def test_every_typed_mark_is_in_the_text_or_in_a_conflict(road: Road) -> None:
    writers = [Writer(road, region) for region in REGIONS]
    for seed in range(ROUNDS):
        chance, marks = random.Random(seed), list[str]()
        for step in range(STEPS):
            writer = chance.choice(writers)
            if chance.random() < 0.3:
                writer.read()
            marks.append(f"甴{seed}x{step}甴")
            typed(writer, marks[-1], chance)
        found = everything(writers[0])
        for mark in marks:
            assert mark in found or any(is_cut(mark, other, found) for other in marks), (seed, mark)


def is_cut(mark: str, other: str, found: str) -> bool:
    """Whether another mark was typed into the midst of this one."""
    return any(mark[:at] + other + mark[at:] in found for at in range(1, len(mark)))


def test_writers_at_the_same_moment_wait_for_each_other(world: World) -> None:
    road = builders.standing(world, Joint.DRAFTING)
    builders.grouped(road)
    laid(road)
    writers = [Writer(road, region) for region in REGIONS]

    def work(writer: Writer) -> None:
        for n in range(8):
            told = writer.told
            writer.send(told._replace(body=f"{told.body}\n{writer.person}写的第{n}句。"))

    with ThreadPoolExecutor(len(writers)) as pool:
        list(pool.map(work, writers))
    found = everything(writers[0])
    assert all(f"{writer.person}写的第{n}句。" in found for writer in writers for n in range(8))
    with world.database.read() as session:
        revisions = session.scalars(sa.select(DeskEdit.revision).order_by(DeskEdit.revision)).all()
    assert revisions == list(range(1, len(revisions) + 1))
