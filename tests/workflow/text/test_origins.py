"""Who wrote a sentence is read off the versions it stood in."""

from hypothesis import given
from hypothesis import strategies as st

from workflow.text.merging import sentences
from workflow.text.origins import Stretch, origins

pieces = st.sampled_from(["甲。", "乙；", "丙。", "丁\n", "| a | b |\n"])
bodies = st.lists(st.lists(pieces, max_size=6).map("".join), min_size=1)


def test_a_sentence_is_as_old_as_its_stay() -> None:
    versions = [(1, "甲。乙。"), (2, "甲。丙。乙。"), (4, "甲。丙二。乙。")]
    assert origins(versions) == [Stretch(1, "甲。"), Stretch(4, "丙二。"), Stretch(1, "乙。")]


def test_what_went_and_came_again_is_new() -> None:
    assert origins([(1, "甲。"), (2, ""), (3, "甲。")]) == [Stretch(3, "甲。")]


@given(bodies)
def test_the_stretches_are_the_words(made: list[str]) -> None:
    told = origins(enumerate(made, 1))
    assert "".join(stretch.words for stretch in told) == made[-1]
    assert all(1 <= stretch.version <= len(made) for stretch in told)
    assert all(one in made[stretch.version - 1] for stretch in told for one in sentences(stretch.words))
