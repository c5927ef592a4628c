"""Who wrote a sentence is read off the versions it stood in."""

from hypothesis import given
from hypothesis import strategies as st

from workflow.text.merging import sentences
from workflow.text.origins import Credit, Stretch, origins, partings

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


def test_a_sentence_names_what_the_caller_knows_of_it() -> None:
    known = {(2, "丙。"): Credit(comments=(7, 9))}
    assert origins([(1, "甲。"), (2, "甲。丙。")], known) == [Stretch(1, "甲。"), Stretch(2, "丙。", known[2, "丙。"])]


def test_what_went_went_with_the_version_after_the_last_it_stood_in() -> None:
    versions = [(1, "甲。乙。丙。"), (3, "甲。丙。"), (4, "甲。丁。")]
    assert partings(versions) == [Stretch(0, "甲。"), Stretch(3, "乙。"), Stretch(4, "丙。")]


@given(bodies)
def test_every_difference_is_some_versions_doing(made: list[str]) -> None:
    path = list(enumerate(made, 1))
    went = partings(path)
    assert "".join(stretch.words for stretch in went) == made[0]
    assert all(stretch.version == 0 or 1 < stretch.version <= len(made) for stretch in went)
    assert all(one in made[-1] for stretch in went if stretch.version == 0 for one in sentences(stretch.words))
