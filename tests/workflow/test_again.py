"""After an act only the lists are read again whose tables it wrote: they must be all that changed."""

import json
from collections.abc import Collection
from typing import Any

import pytest

from tests import amending, builders
from tests.cast import World
from workflow.picture.parts import Parts
from workflow.picture.whole import LIFE
from workflow.vocabulary import Joint


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The versions of the standards that were read again, each compared with a whole reading."""
    seen: list[int] = []
    renew = Parts.again

    def again(standing: Any, wrote: Collection[str]) -> Any:
        found: Any = renew(standing, wrote)
        whole = LIFE.read(found.session, standard=found.standard.id)
        for name, told in whole.packed.items():
            assert _rows(found._life.packed[name]) == _rows(told), name
            assert len(found._life[name]) == len(whole[name]), name
        seen.append(found.standard.version)
        return found

    monkeypatch.setattr(Parts, "again", again)
    return seen


def _rows(told: str) -> list[str]:
    return sorted(json.dumps(row) for row in json.loads(told))


def test_what_an_act_did_not_write_is_as_it_was(world: World, compared: list[int]) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    amending.erratum(road, 3)
    assert len(compared) > 60
