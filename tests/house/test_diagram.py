"""The README's diagram is the table's, and the table's diagram leaves nothing out."""

import re

from docs.__main__ import PARTS, ROOT, renewed
from workflow.process.diagram import diagrams, joint_standard, regional_track
from workflow.process.standard import TABLE
from workflow.vocabulary import Joint, Track
from workflow.words import say, speaking


def states(drawn: str) -> set[str]:
    """The states that a diagram declares."""
    return set(re.findall(r'^    state ".+" as (\w+)$', drawn, re.MULTILINE))


def arrows(drawn: str) -> set[tuple[str, str]]:
    return set(re.findall(r"^    (\S+) --> (\S+)", drawn, re.MULTILINE))


def test_the_readme_shows_the_diagram_of_the_table() -> None:
    page = (ROOT / PARTS["diagram"][0]).read_text(encoding="utf-8")
    assert page == renewed(page, "diagram", diagrams()), "run make docs"


def test_every_state_that_a_row_aims_at_is_drawn_once_with_its_chinese_name() -> None:
    aimed = {row.target.value for row in TABLE if isinstance(row.target, Joint)}
    assert states(joint_standard()) == aimed
    assert states(regional_track()) >= {row.target.value for row in TABLE if isinstance(row.target, Track)}
    with speaking("zh"):
        assert f'state "{say("joint.approving")}" as approving' in joint_standard()


def test_every_row_that_moves_the_standard_or_a_track_stands_on_an_arrow() -> None:
    with speaking("zh"):
        drawn = joint_standard() + regional_track()
        moving = [row for row in TABLE if isinstance(row.target, (Joint, Track)) and row.source != {row.target}]
        assert [row.name for row in moving if say(f"step.{row.name}") not in drawn] == []


def test_no_arrow_ends_in_a_state_that_is_not_declared() -> None:
    for drawn in (joint_standard(), regional_track()):
        assert {end for arrow in arrows(drawn) for end in arrow} - {"[*]"} == states(drawn)
