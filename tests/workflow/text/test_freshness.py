"""A text of sixty clauses and three regions that answer for different ones: whom each change concerns (peers M2)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from workflow.text.arranging import Move, arranged
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.freshness import Change, changes, concerning, digest
from workflow.text.lineage import id_factory
from workflow.text.numbering import renumbered

JING, JIN, JI = "110000", "120000", "130000"
ALL = {JING, JIN, JI}
K = ClauseKind
SHARES = {"4": (), "5": (JING,), "6": (JIN,), "7": (JI,), "8": (JING, JIN)}


def _sixty() -> tuple[Clause, ...]:
    """Chapters 4–8 of ten clauses each, with their regions; 5.2 refers to 6.3, 7.1 to table 1 in 8.4; two annexes."""
    made = [
        Clause("c1", K.FOREWORD, "", "前言", "本文件按照。", 1, None),
        Clause("c2", K.SCOPE, "", "范围", "本文件规定了。", 1, None),
        Clause("c3", K.REFERENCES, "", "规范性引用文件", "", 1, None),
        Clause("c4", K.TERMS, "", "术语和定义", "", 1, None),
    ]
    for chapter in range(4, 9):
        top = f"h{chapter}"
        regions = SHARES[str(chapter)]
        made.append(Clause(top, K.CHAPTER, "", f"第{chapter}", "", 1, None, regions))
        made += [
            Clause(f"k{chapter}{n:02}", K.CLAUSE, "", "", f"应{chapter}.{n}。", 2, top, regions) for n in range(1, 11)
        ]
    made.append(Clause("a1", K.NORMATIVE_ANNEX, "", "方法", "共有的附录。", 1, None))
    words = {
        "k502": "见 {@k603}。", "k701": "应符合 {@t1}。", "k804": "【表 t1】甲\n| 1 |\n【表完】",
    }  # fmt: skip
    return renumbered(replace(c, body=words.get(c.id, c.body)) for c in made)


TEXT = _sixty()
Edit = Callable[[tuple[Clause, ...]], tuple[Clause, ...]]


def body(id_: str, words: str = "应改。") -> Edit:
    return lambda text: tuple(replace(c, body=words) if c.id == id_ else c for c in text)


def title(id_: str) -> Edit:
    return lambda text: tuple(replace(c, title="改题") if c.id == id_ else c for c in text)


def shares(id_: str, *regions: str) -> Edit:
    return lambda text: tuple(replace(c, regions=regions) if c.id == id_ else c for c in text)


def moved(id_: str, move: Move) -> Edit:
    return lambda text: arranged(text, id_, move, id_factory())


def added(after: str, *regions: str) -> Edit:
    def edit(text: tuple[Clause, ...]) -> tuple[Clause, ...]:
        made = arranged(text, after, Move.ADD_AFTER, lambda: "new")
        return tuple(replace(c, regions=regions) if c.id == "new" else c for c in made)

    return edit


@pytest.mark.parametrize(
    ("edit", "concerned"),
    [
        pytest.param(body("k502"), {JING}, id="a clause of one region"),
        pytest.param(body("k603"), {JIN, JING}, id="a clause that another region's clause refers to"),
        pytest.param(
            body("k804", "【表 t1】甲\n| 2 |\n【表完】"), ALL, id="a cell of a table that a third region refers to"
        ),
        pytest.param(body("k805"), {JING, JIN}, id="a clause of two regions"),
        pytest.param(body("k705"), {JI}, id="a clause nobody refers to"),
        pytest.param(body("k405"), ALL, id="a clause of all"),
        pytest.param(body("c2"), ALL, id="the scope is everybody's"),
        pytest.param(body("a1"), ALL, id="an annex declared common is everybody's"),
        pytest.param(title("h6"), {JIN}, id="the title of a chapter"),
        pytest.param(moved("k502", Move.DOWN), set(), id="a move renumbers and spoils nothing"),
        pytest.param(moved("h5", Move.DOWN), set(), id="a whole chapter moved spoils nothing"),
        pytest.param(moved("k603", Move.CUT), {JIN, JING}, id="a clause cut that another refers to"),
        pytest.param(moved("k705", Move.CUT), {JI}, id="a clause cut"),
        pytest.param(added("k702", JI), {JI}, id="a clause added, which renumbers the rest"),
        pytest.param(added("k702"), ALL, id="a clause added for all"),
        pytest.param(shares("k705", JIN), {JI, JIN}, id="a share handed over"),
        pytest.param(shares("k405", JI), ALL, id="a share narrowed concerns those who answered for it"),
        pytest.param(lambda text: text, set(), id="nothing"),
    ],
)
def test_exactly_those_are_concerned(edit: Edit, concerned: set[str]) -> None:
    old, new = digest(TEXT), digest(renumbered(edit(TEXT)))
    assert {region for region in ALL if concerning(old, new, region)} == concerned


def test_a_move_is_listed_though_it_spoils_nothing() -> None:
    found = changes(digest(TEXT), digest(moved("k502", Move.UP)(TEXT)))
    assert found == {"k501": Change.PLACE, "k502": Change.PLACE}


def test_the_region_sees_which_of_its_clauses_to_look_at() -> None:
    old, new = digest(TEXT), digest(body("k603")(TEXT))
    assert concerning(old, new, JING) == ["k502"]
    assert concerning(old, new, JIN) == ["k603"]


def test_versions_of_the_first_weeks_are_compared_by_all_that_they_tell() -> None:
    old = {id_: entry[:3] for id_, entry in digest(TEXT).items()}
    assert changes(old, digest(TEXT)) == {}
    assert concerning(old, digest(body("k705")(TEXT)), JI) == ["k705"]
    assert changes(old, digest(moved("k502", Move.UP)(TEXT))).keys() == {"k501", "k502"}
