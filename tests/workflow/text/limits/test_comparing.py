"""Two texts compared: which clause stands beside which, what only one has, and limits that moved to another clause."""

from workflow.text.clauses import Clause, ClauseKind
from workflow.text.limits.comparing import Pair, compare, counts
from workflow.text.limits.extracting import extract
from workflow.text.limits.limit import Limit
from workflow.text.limits.relating import Relation as R
from workflow.text.numbering import renumbered

K = ClauseKind


def text(*chapters: tuple[str, str], kind: ClauseKind = K.CHAPTER) -> tuple[Clause, ...]:
    made = [Clause(f"c{n}", kind, "", title, body, 1, None) for n, (title, body) in enumerate(chapters, 1)]
    return tuple(renumbered(made))


OURS = text(
    ("采光与照明", "教室课桌面照度不应低于 300 lx，应采用高频荧光灯或 LED 灯。"),
    ("噪声", "教室内背景噪声不应大于 45 dB(A)。"),
    ("应急", "应编制应急预案，每年组织应急演练不少于 2 次。"),
)
THEIRS = text(
    ("总体要求", "每年组织应急演练不少于 1 次。"),
    ("声环境", "教室内背景噪声不应大于 40 dB(A)，应采取隔声措施。"),
    ("照明", "教室课桌面照度不应低于 300 lx，应采用 LED 灯。"),
    ("新风", "人均新风量不应小于 30 m³/h。"),
)


def told(pairs: tuple[Pair, ...]) -> list[tuple[str, str, list[R]]]:
    return [
        (p.ours.title if p.ours else "", p.theirs.title if p.theirs else "", [line.relation for line in p.lines])
        for p in pairs
    ]


def test_clauses_meet_by_matter_and_limits_meet_even_elsewhere() -> None:
    found = told(compare(OURS, THEIRS))
    assert ("采光与照明", "照明", [R.EQUAL]) in found
    assert ("噪声", "声环境", [R.LOOSER]) in found
    assert ("", "新风", [R.MISSING]) in found
    assert next(lines for ours, _, lines in found if ours == "应急") == [R.STRICTER]
    assert sum(counts(compare(OURS, THEIRS)).values()) == 4


def test_every_clause_and_every_limit_of_both_stands_exactly_once() -> None:
    pairs = compare(OURS, THEIRS)
    assert [p.ours for p in pairs if p.ours] == list(OURS)
    assert sorted(p.theirs.id for p in pairs if p.theirs) == [c.id for c in THEIRS]
    for side, whole in (("ours", OURS), ("theirs", THEIRS)):
        met = [getattr(line, side) for pair in pairs for line in pair.lines if getattr(line, side)]
        assert sorted(met, key=str) == sorted(extract(whole), key=str)


def test_a_text_beside_itself_is_equal_everywhere() -> None:
    pairs = compare(OURS, OURS)
    assert all(pair.same_words for pair in pairs)
    assert set(counts(pairs)) == {R.EQUAL}


def test_what_a_person_confirmed_stands_in_place_of_what_was_proposed() -> None:
    kept: dict[str, list[Limit]] = {clause.id: [] for clause in OURS}
    pairs = compare(OURS, OURS, our_limits=kept)
    assert set(counts(pairs)) == {R.MISSING}


def test_what_binds_nobody_sets_no_limit() -> None:
    said = ("宽度", "宽度不应小于 2 m。")
    bodies = ("注：宽度不应小于 2 m。", "示例：宽度不应小于 2 m。", "宽度不应小于 2 m。")
    assert [len(list(extract(text(("宽度", body))))) for body in bodies] == [0, 0, 1]
    for kind in (K.FOREWORD, K.SCOPE, K.TERMS, K.INFORMATIVE_ANNEX, K.BIBLIOGRAPHY):
        assert not list(extract(text(said, kind=kind)))
