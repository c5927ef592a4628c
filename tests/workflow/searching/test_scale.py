"""100,000 titles and 2,000 texts: what the index finds for 200 queries is what a plain scan finds, and how long it
takes beside that scan.
"""

import statistics
import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.workflow.searching import corpus
from tests.workflow.searching.asking import Query, Shelf, queries
from tests.workflow.searching.corpus import Made
from workflow.db import Database
from workflow.reads import finding
from workflow.reads.facets import Wanted
from workflow.reads.needles import terms
from workflow.reads.search import holds, says
from workflow.records.searching import SearchPassage

SEED, TITLES, TEXTS, QUERIES = 20260101, 100_000, 2_000, 200
SCANNED = 20  # of the queries are answered by a scan of the database too, and as a whole page


@pytest.fixture(scope="module")
def standards() -> list[Made]:
    return corpus.made(SEED, TITLES, TEXTS)


@pytest.fixture(scope="module")
def asked(standards: list[Made]) -> list[Query]:
    return queries(SEED, standards, n=QUERIES)


@pytest.fixture(scope="module")
def shelf(standards: list[Made], asked: list[Query]) -> Shelf:
    """What a scan answers, once for both databases."""
    made = Shelf(standards)
    made.answer(asked)
    return made


@pytest.fixture
def database(database_url: str, standards: list[Made]) -> Iterator[Database]:
    made = corpus.laid(database_url, standards)
    yield made
    made.dispose()


@pytest.mark.timeout(400)
def test_the_index_finds_what_a_scan_finds(database: Database, shelf: Shelf, asked: list[Query]) -> None:
    began = time.perf_counter()
    assert corpus.indexed(database) == TITLES
    built = time.perf_counter() - began
    took, ratios, pages = 0.0, [], []
    with database.read() as session:
        for n, query in enumerate(asked):
            began = time.perf_counter()
            found = corpus.ids(session, says(query.words))
            mine = time.perf_counter() - began
            took += mine
            assert found == shelf.answers[n], query
            if n % (QUERIES // SCANNED) == 0:
                began = time.perf_counter()
                assert scanned(session, query.words) == found, query
                ratios.append(mine / (time.perf_counter() - began))
                began = time.perf_counter()
                assert finding.find(session, Wanted(words=query.words)).total == len(found), query
                pages.append((time.perf_counter() - began) / max(mine, 1e-9))
    dialect = session.get_bind().dialect.name
    print(
        f"\n{dialect}: {TITLES:,} titles, {TEXTS:,} texts, index built in {built:.1f} s; {len(asked)} queries took"
        f" {took / shelf.took:.2f} of a scan in memory; beside a scan of the same table in the database the median is"
        f" {statistics.median(ratios):.3f}, the worst {max(ratios):.2f}; a whole page with counts and excerpts takes"
        f" {statistics.median(pages):.1f} times the bare search"
    )
    assert statistics.median(ratios) < 1


def scanned(session: sa.orm.Session, words: str) -> set[int]:
    """The same condition without the index."""
    found: set[int] | None = None
    for term in terms(words):
        some = sa.or_(*(holds(SearchPassage.told, needle) for needle in term.needles))
        ids = set(session.scalars(sa.select(SearchPassage.standard_id).where(some)))
        found = ids if found is None else found & ids
    return found or set()
