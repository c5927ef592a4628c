"""A comment keeps its words through edits elsewhere, follows them through small changes, and is told when lost."""

from hypothesis import given
from hypothesis import strategies as st

from workflow.text.anchoring import Anchor, Hold, anchored
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.heard import Heard, heard

WORDS = (
    "温度应不高于 4 ℃。",
    "运输车辆应每日消毒；",
    "记录保存不少于两年。",
    "见 {@c5} 的要求。",
    "—— 列项一；\n",
    "\n",
)


def clause(body: str, title: str = "冷链") -> Heard:
    return heard(Clause("c1", ClauseKind.CLAUSE, "5.1", title, body, 2, None, ()), lambda to: "5.2")


def held(found: Anchor, new: Heard) -> str:
    return new.source[found.start : found.end]


bodies = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join)


@given(bodies, bodies, bodies, st.data())
def test_words_whose_sentences_stay_are_held_whatever_is_written_around(
    before: str, mine: str, after: str, data: st.DataObject
) -> None:
    unique = "本条独有的一句话，须逐车核对铅封号。"
    old, new = clause(mine + unique), clause(before + unique + after)
    start = data.draw(st.integers(0, len(unique) - 2))
    quote = unique[start : data.draw(st.integers(start + 1, len(unique)))]
    nth = old.words[: old.words.index(unique)].count(quote)
    found = anchored(old, new, quote, nth)
    assert found.hold is Hold.EXACT
    assert held(found, new) == quote
    place = new.source.index(unique)
    assert place <= found.start < place + len(unique)


@given(bodies, bodies, st.text(alphabet="温度应不高车辆每日", min_size=1, max_size=4))
def test_what_is_held_exactly_reads_as_it_was_quoted(one: str, other: str, quote: str) -> None:
    new = clause(other)
    found = anchored(clause(one), new, quote)
    assert found.hold is not Hold.EXACT or "".join(held(found, new).split()) == quote


def test_of_two_equal_places_the_right_one_is_followed() -> None:
    old = clause("甲应检查。乙应检查。")
    new = clause("先读说明。甲应检查。再停一停。乙应检查。")
    assert [anchored(old, new, "应检查", nth).start for nth in (0, 1)] == [
        new.source.index("应检查"),
        new.source.rindex("应检查"),
    ]


def test_a_small_change_is_followed_and_a_rewriting_is_lost() -> None:
    old = clause("运输途中车厢温度应不高于 4 ℃，并每小时记录一次。")
    changed = anchored(old, clause("运输途中车厢温度应不高于 8 ℃，并每小时记录一次。"), "车厢温度应不高于4℃")
    assert changed.hold is Hold.CHANGED
    assert anchored(old, clause("人员应持证上岗。"), "车厢温度应不高于4℃").hold is Hold.LOST
    assert anchored(old, None, "车厢温度").hold is Hold.LOST


def test_numbers_of_references_are_read_as_printed_and_the_title_counts() -> None:
    one = clause("按 {@c5} 执行{!脚注}。")
    assert held(anchored(one, one, "按 5.2 执行。"), one) == "按 {@c5} 执行{!脚注}。"
    assert held(anchored(one, one, "冷链"), one) == "冷链"


def test_without_a_quote_the_whole_clause_is_meant() -> None:
    one, other = clause("甲。"), clause("乙。")
    assert [anchored(one, new, "").hold for new in (one, other, None)] == [Hold.EXACT, Hold.CHANGED, Hold.LOST]
