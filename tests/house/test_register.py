"""W8: a serial has one lineage, nothing leaves `retired` or returns to `free`, and whatever is live uses its number."""

from functools import cache

from tests.house.walk.register import CUT, Register, walked
from workflow.vocabulary import LIVE, Joint, Number

DESIGNED = 3750
Graph = dict[Register, list[tuple[str, int, Register]]]


@cache
def graph() -> Graph:
    found = walked()
    print(f"\nregister: {len(found)} situations, designed {DESIGNED}")
    return found


def test_what_is_live_uses_a_number_and_what_ended_holds_none() -> None:
    for register in (after for following in graph().values() for _, _, after in following):
        for place, project in enumerate(register.projects):
            held = register.held(place)
            if project.joint in LIVE:
                assert held is not None, register
                assert held.state is Number.USED, register
            if project.joint in (Joint.TERMINATED, Joint.WITHDRAWN):
                own = [e for e in register.entries if e and e.owner == place]
                assert not [e for e in own if e.state is Number.RESERVED], register


def test_a_serial_keeps_its_lineage_and_never_comes_back() -> None:
    for before, following in graph().items():
        for step, _, after in following:
            for old, new in zip(before.entries, after.entries, strict=True):
                if old is not None:
                    assert new is not None, step
                    assert new.lineage == old.lineage, step
                    assert old.state is not Number.RETIRED or new.state is Number.RETIRED, step
                    assert old.state is not Number.USED or new.state is not Number.RESERVED, step


def test_every_way_of_a_number_is_walked() -> None:
    steps = {step for following in graph().values() for step, _, _ in following}
    assert {"reserve_number", "void_number", "release", "start_revision", "replace", "end_without_regions"} <= steps
    assert CUT.keys() <= steps


def test_whatever_is_sealed_is_released_or_called_back() -> None:
    """No retired number leaves a sealed release hanging at its instant."""
    for register, following in graph().items():
        for place, project in enumerate(register.projects):
            if project.joint is Joint.SEALED and [step for step, _, _ in following] != ["replace"]:
                assert {step for step, at, _ in following if at == place} & {"release", "abort_release"}, register
