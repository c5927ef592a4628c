"""What the authors of tracked changes wished, each by himself."""

import pytest

from workflow.text.clauses import Clause, ClauseKind
from workflow.text.word.found import Suggestion
from workflow.text.word.wishing import by_author, wishes

LINE = "效率不小于 80%。"
CLAUSE = Clause("c1", ClauseKind.CHAPTER, "1", "要求", LINE, 1, None)


def wished(*changes: Suggestion) -> dict[str, str]:
    return {author: wishes([CLAUSE], own)[0][0].body for author, own in by_author(changes)}


def change(author: str, before: str, after: str, offset: int) -> Suggestion:
    return Suggestion(author, "", "c1", before, after, LINE, offset)


@pytest.mark.parametrize("offset", [6, 8])
@pytest.mark.parametrize("author", ["张", "李"])
def test_what_is_put_in_beside_struck_words_takes_their_place(author: str, offset: int) -> None:
    struck, put_in = change("张", "80", "", 6), change(author, "", "90", offset)
    for order in ((struck, put_in), (put_in, struck)):
        assert wished(*order)[author] == "效率不小于 90%。"


def test_changes_in_other_places_stay_with_who_made_them() -> None:
    found = wished(change("张", "不", "", 2), change("李", "80", "90", 6))
    assert found == {"张": "效率小于 80%。", "李": "效率不小于 90%。"}
