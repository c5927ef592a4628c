"""What the tables of a project must show, told again act by act from facts and openings alone; one file a noun.
The rules and the effects of the application are not asked."""

from collections.abc import Callable

from workflow.replaying.retelling import (
    accession,
    amendments,
    answering,
    consultations,
    corrections,
    deviating,
    duties,
    editions,
    explaining,
    group,
    heard,
    informing,
    limiting,
    living,
    marks,
    motions,
    numbers,
    panels,
    papers,
    positions,
    proposals,
    releases,
    standstill,
    states,
    versions,
    waivers,
)
from workflow.replaying.retelling.book import Act, Book

__all__ = ["TELLERS", "Act", "Book", "retell"]

# In this order: what an act moves along is told before what it writes.
TELLERS: tuple[Callable[[Book, Act], None], ...] = (
    papers.tell,
    proposals.tell,
    group.tell,
    consultations.tell,
    answering.tell,
    heard.tell,
    panels.tell,
    releases.tell,
    editions.tell,
    accession.tell,
    motions.tell,
    amendments.tell,
    numbers.tell,
    versions.tell,
    positions.tell,
    duties.tell,
    living.tell,
    corrections.tell,
    waivers.tell,
    deviating.tell,
    limiting.tell,
    informing.tell,
    standstill.tell,
    explaining.tell,
    states.tell,
    marks.tell,
)


def retell(book: Book, act: Act) -> None:
    """Take one act into the book."""
    for tell in TELLERS:
        tell(book, act)
