"""Two sides of one clause: different sentences merge, the same sentence is a conflict, and nothing typed is lost."""

from collections.abc import Iterator
from itertools import count
from random import Random

import pytest

from workflow.text.merging import Conflict, Weighty, merged, sentences, weighs

BASE = "应每月检查。宜采用甲类。浓度不大于 80%。"


def test_different_sentences_are_both_taken() -> None:
    done = merged(BASE, BASE.replace("每月", "每周"), BASE.replace("甲类", "乙类"))
    assert done.words == "应每周检查。宜采用乙类。浓度不大于 80%。"
    assert not done.conflicts


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (BASE.replace("80%", "90%"), BASE.replace("80%", "85%")),
        (BASE.replace("80%", "90%"), BASE.replace("浓度不大于", "含量不大于")),
        (BASE.replace("应每月", "宜每月"), BASE.replace("应每月检查", "应每月自行检查")),
    ],
)
def test_the_same_sentence_is_a_conflict_always(ours: str, theirs: str) -> None:
    done = merged(BASE, ours, theirs)
    assert done.words == ours
    (conflict,) = done.conflicts
    assert (conflict.ours in ours, conflict.theirs in theirs) == (True, True)
    assert conflict.ours != conflict.theirs


def test_eighty_and_ninety_never_become_one_number() -> None:
    done = merged("不大于 80%。", "不大于 90%。", "不大于 800%。")
    assert done == type(done)("不大于 90%。", (Conflict("不大于 80%。", "不大于 90%。", "不大于 800%。"),))


def test_a_change_of_a_number_by_one_side_is_taken_and_listed() -> None:
    done = merged(BASE, BASE.replace("甲类", "乙类"), BASE.replace("80%", "90%"))
    assert done.words.endswith("不大于 90%。")
    assert done.weighty == (Weighty("浓度不大于 80%。", "浓度不大于 90%。"),)


@pytest.mark.parametrize(
    ("before", "after", "is_weighty"),
    [
        ("应检查。", "宜检查。", True), ("不应大于 5 mm", "不应大于 5 cm", True), ("共 5 个", "共 6 个", True),
        ("检查设备。", "检查设施。", False), ("应检查设备", "应检查设施", False), ("能力", "能力和条件", False),
    ],
)  # fmt: skip
def test_what_is_weighty(before: str, after: str, is_weighty: bool) -> None:
    assert weighs(before, after) is is_weighty


def test_a_row_never_comes_under_columns_that_changed_meanwhile() -> None:
    base = "【表 t1】限值\n! 项目 | 高 | 宽 |\n| 甲 | 1 | 2 |\n【表完】\n应符合表。"
    row = base.replace("【表完】", "| 乙 | 3 | 4 |\n【表完】")
    for columns in ("! 项目 | 长 | 高 | 宽 |\n| 甲 | 9 | 1 | 2 |", "! 项目 | 宽 | 高 |\n| 甲 | 2 | 1 |"):
        shaped = base.replace("! 项目 | 高 | 宽 |\n| 甲 | 1 | 2 |", columns)
        done = merged(base, shaped, row.replace("应符合表", "应符合本表"))
        assert done.words == shaped.replace("应符合表", "应符合本表")
        assert [("乙" in one.theirs, "应" in one.theirs) for one in done.conflicts] == [(True, False)]
    renamed = base.replace("| 高 |", "| 高度 |")
    assert merged(base, renamed, row).conflicts == ()


def test_cells_of_one_row_merge_and_one_cell_conflicts() -> None:
    base = "| 一类 | 12 | 4 |"
    assert merged(base, "| 一类 | 13 | 4 |", "| 一类 | 12 | 5 |").words == "| 一类 | 13 | 5 |"
    assert merged(base, "| 一类 | 13 | 4 |", "| 一类 | 14 | 4 |").conflicts


def test_both_put_something_in_at_the_same_place() -> None:
    done = merged("甲。乙。", "甲。丙。乙。", "甲。丁。乙。")
    assert done.words == "甲。丙。乙。"
    assert done.conflicts == (Conflict("", "丙。", "丁。"),)


def test_who_joins_two_sentences_meets_who_changes_one_of_them() -> None:
    assert merged("甲。乙。", "甲乙。", "甲。丙。").conflicts


def test_the_pieces_are_the_words() -> None:
    words = "甲。乙；\n| a\\|b | c |\n\n丙！”丁\n"
    assert "".join(sentences(words)) == words
    assert sentences("| a\\|b | c |") == ["|", " a\\|b |", " c |"]


class Writer:
    """Somebody who types signs that nobody else types, and cuts what they see, into a copy saved when chance will."""

    def __init__(self, words: str, signs: Iterator[str]) -> None:
        self.base = self.words = words
        self.signs = signs
        self.typed: set[str] = set()
        self.cut: set[str] = set()

    def types(self, dice: Random) -> None:
        at = dice.randrange(len(self.words) + 1)
        mark = "".join(next(self.signs) for _ in range(dice.randrange(1, 4)))
        self.typed.update(mark)
        self.words = self.words[:at] + mark + dice.choice(["", "", "。", "\n"]) + self.words[at:]

    def cuts(self, dice: Random) -> None:
        at = dice.randrange(len(self.words) + 1)
        gone, self.words = self.words[at : at + 3], self.words[:at] + self.words[at + 3 :]
        self.cut.update(gone)


@pytest.mark.parametrize("share", range(10))
def test_every_typed_character_is_in_the_text_or_in_a_shown_conflict(share: int) -> None:
    """A thousand interleavings of three writers, a hundred in each share."""
    for game in range(100):
        dice = Random(share * 100 + game)
        text, shown = "应每月检查。宜采用甲类。\n浓度不大于 80%；其余见下。", ""
        signs = map(chr, count(0xAC00))  # letters that stand nowhere else
        writers = [Writer(text, signs) for _ in range(3)]
        for _ in range(dice.randrange(5, 30)):
            writer = dice.choice(writers)
            if dice.random() < 0.5:
                writer.types(dice)
            elif dice.random() < 0.3:
                writer.cuts(dice)
            else:
                text, shown = _saved(writer, text, shown)
        for writer in writers:
            text, shown = _saved(writer, text, shown)
        typed, cut = (set().union(*(getattr(w, name) for w in writers)) for name in ("typed", "cut"))
        assert not typed - cut - set(text + shown), (share, game)


def _saved(writer: Writer, text: str, shown: str) -> tuple[str, str]:
    """The text with a copy merged into it, and all that was ever shown as a conflict."""
    done = merged(writer.base, text, writer.words)
    writer.base = writer.words = done.words
    return done.words, shown + "".join(conflict.theirs for conflict in done.conflicts)
