"""Proposed words go where their comments hang, all others stay out and are named; each sentence knows its comment."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from workflow.text.anchoring import Anchor, Hold
from workflow.text.applying import Use, Wish, applied, changed
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.merging import sentences


def clause(id_: str, body: str, title: str = "") -> Clause:
    return Clause(id_, ClauseKind.CHAPTER, "1", title, body, 1, None, ())


def wish(comment: int, one: Clause, quote: str, words: str) -> Wish:
    whole = f"{one.title}\n{one.body}"
    start = whole.index(quote)
    return Wish(comment, one.id, Anchor(Hold.EXACT, start, start + len(quote)), words)


TEXT = (clause("c1", "甲应检查。乙应检查。丙应检查。"), clause("c2", "丁应记录。", "记录"))


def test_each_comment_changes_its_own_place_and_names_the_sentences() -> None:
    made = applied(
        TEXT, [wish(2, TEXT[0], "丙", "戊"), wish(1, TEXT[0], "甲应", "甲宜"), wish(3, TEXT[1], "记录", "记录与保存")]
    )
    assert [c.body for c in made.clauses] == ["甲宜检查。乙应检查。戊应检查。", "丁应记录。"]
    assert made.clauses[1].title == "记录与保存"
    assert made.uses[:2] == (Use(1, "c1", "甲应检查。", "甲宜检查。"), Use(2, "c1", "丙应检查。", "戊应检查。"))
    assert made.misplaced == ()


def test_what_overlaps_or_is_not_there_any_more_stays_out() -> None:
    lost = Wish(3, "c2", Anchor(Hold.LOST), "什么")
    made = applied(TEXT, [wish(1, TEXT[0], "甲应检查", "甲宜检查"), wish(2, TEXT[0], "应检查。乙", "可检查。乙"), lost])
    assert made.misplaced == (2, 3)
    assert made.clauses[0].body == "甲宜检查。乙应检查。丙应检查。"


def test_words_strike_a_place_or_stand_for_a_whole_clause_and_never_become_marks() -> None:
    whole = Wish(2, "c2", Anchor(Hold.EXACT, 0, len("记录\n丁应记录。")), "按{@c1}记录。")
    made = applied(TEXT, [wish(1, TEXT[0], "乙应检查。", "删除"), whole])
    assert [c.body for c in made.clauses] == ["甲应检查。丙应检查。", "按\\{@c1\\}记录。"]
    assert (made.clauses[1].title, made.uses[0].before) == ("记录", "乙应检查。")


pieces = st.lists(st.sampled_from(["甲。", "乙；", "丙。", "丁\n"]), max_size=8).map("".join)


@given(pieces, pieces)
def test_what_went_and_what_came_makes_the_one_the_other(one: str, other: str) -> None:
    gone, come = (Counter(sentences(words)) for words in changed(one, other))
    assert Counter(sentences(one)) - gone == Counter(sentences(other)) - come
