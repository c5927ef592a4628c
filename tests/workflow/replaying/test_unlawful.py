"""A hundred forged histories: each is called unlawful at the act that was forged, by the rule that it breaks."""

import json
import shutil
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from sqlalchemy.orm import Session

from tests import builders
from tests.cast import LEAD, THIRD, founded
from tests.workflow.replaying.lawless import Forgery, Leaf, Leaves, forged, renumbered
from tests.workflow.replaying.lawless_facts import KINDS
from workflow.log.journal import spelled
from workflow.replaying.replay import Replay
from workflow.replaying.seating import is_hidden
from workflow.replaying.stored import Stored, leaves_of
from workflow.seats.appointing import end
from workflow.vocabulary import Joint

SEEDS = range(4)


class Lived(NamedTuple):
    """A lawful road, with the replay as it stood before each of its leaves."""

    leaves: Leaves
    opened: dict[int, dict[str, str]]
    before: list[Replay]

    def rules(self, forgery: Forgery) -> list[str]:
        """What the act at the place of a forgery broke."""
        same = zip(self.leaves, forgery.leaves, strict=False)
        first = next((place for place, (was, now) in enumerate(same) if was != now), len(self.leaves) - 1)
        replay = self.before[min(first, forgery.place)]
        replay = replace(replay, book=deepcopy(replay.book))
        found = [replay.take(leaf, self.of(leaf)) for leaf in forgery.leaves[first : forgery.place + 1]]
        return [broken.rule for broken in found[-1].unlawful]

    def of(self, leaf: Leaf) -> dict[str, str]:
        return self.opened.get(leaf["idx"], {})


@pytest.fixture(scope="module")
def lived(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    path = tmp_path_factory.mktemp("lived") / "tongbiao.db"
    shutil.copyfile(sqlite_template, path)
    world = founded(f"sqlite:///{path}")
    road = builders.standing(world, Joint.IN_FORCE)
    gone = world.of(LEAD, "expert")[0]
    end(world.database, world.seat(LEAD, "secadmin"), gone.id, at=road.at + timedelta(days=1))
    with world.database.read() as session:
        yield _followed(session, road.id, world.agreements["JJJ"])
    world.database.dispose()


def _followed(session: Session, standard: int, agreement: int) -> Lived:
    replay = Stored(session).replay(session, standard, agreement)
    leaves, opened, before = [], {}, []
    for leaf, said in leaves_of(session, standard):
        before.append(replace(replay, book=deepcopy(replay.book)))
        assert replay.take(leaf, said).is_lawful
        leaves.append(dict(leaf))
        opened[leaf["idx"]] = dict(said)
    return Lived(leaves, opened, before)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", KINDS)
def test_a_forged_act_is_called_unlawful_by_its_rule(lived: Lived, name: str, seed: int) -> None:
    forgery = forged(name, lived.leaves, Random(f"{name} {seed}"))
    assert forgery.rule in lived.rules(forgery)


def test_whoever_left_a_seat_does_not_act_from_it(lived: Lived) -> None:
    leaves = deepcopy(lived.leaves)
    vote = next(leaf for leaf in leaves if leaf["act"] == "vote" and leaf["region"] == LEAD)
    later = datetime.fromisoformat(leaves[-1]["ts"]) + timedelta(days=2)
    leaves.append(deepcopy(vote) | {"ts": spelled(later)})
    renumbered(leaves, len(leaves) - 1)
    assert "told_seat" in lived.rules(Forgery(leaves, len(leaves) - 1, ""))


def test_a_region_without_a_part_has_no_seat_that_might_be_hidden(lived: Lived) -> None:
    leaf = next(leaf for leaf in lived.leaves if leaf["act"] == "schedule_release")
    past = lived.before[leaf["seq"] - 1].past(leaf)
    here = dict(past.all_of_group) | {"shown": frozenset({None, LEAD})}
    strange = deepcopy(leaf) | {"seat": 9_999, "region": "440000"}
    assert not is_hidden(strange, here, past.tracks)
    assert is_hidden(strange | {"region": THIRD}, here, past.tracks)
    assert not is_hidden(strange | {"region": LEAD}, here, past.tracks)


def test_there_are_a_hundred_of_them(lived: Lived) -> None:
    made = {json.dumps(forged(name, lived.leaves, Random(f"{name} {n}"))) for name in KINDS for n in SEEDS}
    assert len(KINDS) * len(SEEDS) >= 100
    assert len(made) >= 70
