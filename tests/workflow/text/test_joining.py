"""Two clauses made one, and one made two, are told as that; a clause that is only gone is gone."""

from workflow.text.clauses import Text
from workflow.text.joining import joined, split
from workflow.text.lineage import carry_ids, id_factory
from workflow.text.reading import read
from workflow.text.redline import redline

APART = "1 接地\n外壳应可靠接地。\n2 绝缘\n绝缘电阻不应小于 10 MΩ。每年应测量一次。\n3 标志\n应设置标志，并保持清晰。\n"
TOGETHER = "1 接地\n外壳应可靠接地。绝缘电阻不应小于 10 MΩ。每年应测量一次。\n"


def texts(old: str, new: str) -> tuple[Text, Text]:
    ids = id_factory()
    was = read(old, ids).clauses
    return Text({}, was), Text({}, carry_ids(was, read(new, ids).clauses, ids))


def test_a_clause_that_went_into_another_is_joined() -> None:
    changes = redline(*texts(APART, TOGETHER))
    assert {id_: clause.title for id_, clause in joined(changes).items()} == {"c2": "接地"}
    assert split(changes) == {}


def test_a_clause_that_came_out_of_another_is_split() -> None:
    changes = redline(*texts(TOGETHER, APART))
    assert {clause.number for clause in split(changes).values()} == {"1"}
    assert joined(changes) == {}


def test_words_that_stood_there_before_tell_nothing() -> None:
    both = TOGETHER + "2 绝缘\n绝缘电阻不应小于 10 MΩ。\n"
    assert joined(redline(*texts(both, TOGETHER.replace("可靠", "牢固")))) == {}
