"""Acts on entries judged again: a lawful history has no fault, a forged one is called by the rule that it breaks."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cast import World, founded
from tests.workflow.entering.histories import Forger, judged, lived, told
from tests.workflow.entering.keeping import Keeping
from tests.workflow.entering.lawless import FORGERIES
from tests.workflow.replaying.histories import seats_told
from workflow.replaying.group import Told
from workflow.replaying.whole import rejudged
from workflow.witnessing.payload import Store
from workflow.witnessing.replayed import judged as mirrored


class Lived(NamedTuple):
    world: World
    leaves: list[Told]
    opened: dict[tuple[str, int], dict[str, str]]


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Lived]:
    path = tmp_path_factory.mktemp("entries") / "lived.db"
    path.write_bytes(sqlite_template.read_bytes())
    world = founded(f"sqlite:///{path}")
    seats_told(world.database)
    lived(Keeping(world, world.agreements["JJJ"]))
    yield Lived(world, *told(world.database))
    world.database.dispose()


def test_what_was_done_through_the_door_is_lawful_and_wholly_judged(history: Lived) -> None:
    found = list(judged(history.leaves, history.opened))
    assert [(one.act, [b.rule for b in one.unlawful]) for one in found if not one.is_lawful] == []
    assert [(one.act, one.unjudged) for one in found if one.unjudged] == []
    assert len(found) >= 40


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_act_is_called_by_its_rule(history: Lived, name: str) -> None:
    forge, rule = FORGERIES[name]
    forger = Forger(history.leaves)
    leaf = forge(forger, history.world)
    place = next((origin, index) for origin, index, each in forger.leaves if each is leaf)
    found = [one for one in judged(forger.leaves, history.opened) if (one.log, one.index) == place]
    assert rule in {broken.rule for one in found for broken in one.unlawful}


def test_without_openings_what_asks_for_them_is_listed_by_name(history: Lived) -> None:
    found = list(judged(history.leaves, {}))
    assert all(one.is_lawful for one in found)
    assert {part for one in found for part in one.unjudged} == {("receipt_held", "answers.receipt")}
    forger = Forger(history.leaves)
    FORGERIES["an amendment that changes nothing"][0](forger, history.world)
    amended = next(one for one in judged(forger.leaves, {}) if one.act == "amend_entry")
    assert ("entry_changed", "answers.persons") in amended.unjudged


def test_the_report_of_a_whole_installation_tells_them(history: Lived) -> None:
    found = rejudged(history.world.database)
    assert found.is_clean
    assert found.counts["acts"] >= 40


def test_a_mirror_judges_them_from_its_own_copy(history: Lived, tmp_path: Path) -> None:
    store = Store(tmp_path)
    findings, known = mirrored([leaf for _, _, leaf in history.leaves], store, {})
    assert findings == []
    assert any(life.startswith("entry/") and n > 30 for life, (n, _) in known.items())
    forger = Forger(history.leaves)
    forge, rule = FORGERIES["a lapsed region that was kept"]
    leaf = forge(forger, history.world)
    found = mirrored([each for _, _, each in forger.leaves], store, {})[0]
    assert (leaf["idx"], rule) in {(one.index, one.facts["found"]) for one in found}
