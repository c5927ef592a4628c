"""A small corpus: whatever is asked, the index answers what a scan answers; a page counts what it lists; what is taken
back is gone from the index, and what is spoilt is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.web.counting import statements
from tests.workflow.searching import corpus
from tests.workflow.searching.asking import Query, Shelf, queries
from workflow.db import Database
from workflow.keeping import indexing
from workflow.reads import finding
from workflow.reads.facets import FACETS, Wanted
from workflow.reads.search import says
from workflow.records.searching import SearchPassage
from workflow.records.standards import Standard
from workflow.search.searching import write
from workflow.search.spelling import folded, traced
from workflow.vocabulary import Joint

STANDARDS = corpus.made(7, 90, 60)
SHELF = Shelf(STANDARDS)
ROOM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SIGNS = "".join(sorted(set(SHELF.told) - set("\n/"))) + "ＡＢ—－%_'\"\\℃Éß"
WORDS = st.one_of(
    st.text(SIGNS, min_size=1, max_size=4),
    st.tuples(st.integers(0, len(SHELF.told) - 9), st.integers(1, 8)).map(lambda at: SHELF.told[at[0] : sum(at)]),
)
MOST = 9  # statements of a page


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    made = corpus.laid(request.getfixturevalue(f"{request.param}_url"), STANDARDS)
    assert corpus.indexed(made) == len(STANDARDS)
    yield made
    made.dispose()


def test_whatever_is_asked_the_index_answers_as_a_scan(database: Database) -> None:
    with database.read() as session:

        @ROOM
        @given(st.lists(WORDS, min_size=1, max_size=2).map(" ".join))
        def ask(words: str) -> None:
            needles: list[tuple[str, ...]] = [(plain,) for word in words.split() if (plain := folded(word))]
            assume(needles and not any("/" in needle or needle.startswith("db") for needle, *_ in needles))
            SHELF.answer([Query(words, needles)])
            assert corpus.ids(session, says(words)) == SHELF.answers[0], words

        ask()
        asked = queries(3, STANDARDS, n=160)
        SHELF.answer(asked)
        for query, wanted in zip(asked, SHELF.answers, strict=True):
            assert corpus.ids(session, says(query.words)) == wanted, query


def test_every_count_is_the_length_of_the_list_it_opens(database: Database) -> None:
    with database.read() as session:
        for wanted in (Wanted(words="规", state="applied"), Wanted(region="110000")):
            counts = finding.find(session, wanted).counts
            for name in FACETS:
                for value, n in counts[name].items():
                    assert len(listed(session, replace(wanted, **{name: value}))) == n, (wanted, name, value)


def test_pages_are_stable_and_the_best_comes_first(database: Database) -> None:
    one = next(made for made in STANDARDS if made.clauses and made.numbers[0][1] == "/T")
    area, _, serial, year = one.numbers[0]
    with database.read() as session:
        assert len(set(listed(session, Wanted()))) == len(STANDARDS)
        for spelling in (f"DB{area}T{serial}-{year}", f"ｄｂ{area}／t {serial}", str(serial)):
            assert listed(session, Wanted(words=spelling))[0] == one.id, spelling
        word = one.clauses[0][1][0][:6]
        result = next(r for r in finding.find(session, Wanted(words=word)).results if r.standard.id == one.id)
        assert result.place is not None
        assert result.place.clause_id == "c0"
        assert folded(word) in {folded(piece.words) for piece in result.place.pieces if piece.is_found}
        called = [
            folded("停车场") in folded(r.standard.title_zh) for r in finding.find(session, Wanted("停车场")).results
        ]
        assert called == sorted(called, reverse=True)


def test_a_page_costs_as_many_statements_at_any_length(database: Database) -> None:
    said = []
    for words in ("规", STANDARDS[0].title):
        with statements(database) as sent, database.read() as session:
            finding.find(session, Wanted(words=words))
        said.append(len([sql for sql in sent if not sql.startswith("BEGIN")]))
    assert said[0] == said[1] <= MOST


def test_what_is_taken_back_is_gone_and_what_is_spoilt_is_told(database: Database) -> None:
    word = next(made for made in STANDARDS if made.clauses).clauses[0][1][0][:5]
    with database.plain() as session:
        held = corpus.ids(session, says(word))
        session.execute(sa.update(Standard).where(Standard.id.in_(held)).values(state=Joint.DRAFTING))
        assert {one.standard for one in indexing.differing(session)} == held
        assert indexing.lacks(session)
        write(session, sorted(held))
        assert not corpus.ids(session, says(word))
        assert not list(indexing.differing(session))
        session.execute(sa.update(Standard).where(Standard.id.in_(held)).values(state=Joint.IN_FORCE))
        assert indexing.lacks(session)
        write(session, sorted(held))
        assert corpus.ids(session, says(word)) == held
        assert not list(indexing.differing(session))
        session.execute(sa.update(SearchPassage).where(SearchPassage.standard_id == 1).values(told="别的"))
        assert {one.standard for one in indexing.differing(session)} == {1}


def listed(session: sa.orm.Session, wanted: Wanted) -> Sequence[int]:
    """The whole list, page by page."""
    found: list[int] = []
    for page in range(1, 1 + -(-finding.find(session, wanted).total // finding.PAGE)):
        found += [one.standard.id for one in finding.find(session, wanted, page).results]
    return found


@ROOM
@given(st.text(max_size=30))
def test_each_sign_of_folded_words_is_traced_to_where_it_came_from(line: str) -> None:
    told, places = traced(line)
    assert told == folded(line)
    assert len(places) in (0, len(told))
    assert all(0 <= start < end <= len(line) for start, end in places)
