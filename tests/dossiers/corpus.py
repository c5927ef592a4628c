"""Every forged dossier and every odd but valid one, by name, the same bytes always."""

from collections.abc import Iterable, Iterator

from tests.dossiers import (
    forging_bag,
    forging_contents,
    forging_keys,
    forging_law,
    forging_leaves,
    forging_notes,
    forging_proofs,
    forging_table,
    forging_zip,
)
from tests.dossiers.forging import Book, Case, forged

BOOKS: tuple[Book, ...] = (
    forging_zip.BOOK,
    forging_bag.BOOK,
    forging_table.BOOK,
    forging_leaves.BOOK,
    forging_keys.BOOK,
    forging_notes.BOOK,
    forging_proofs.BOOK,
    forging_proofs.ORDER,
    forging_contents.OPENINGS,
    forging_contents.DOCUMENTS,
    forging_law.BOOK,
)
SEEDS = range(2)


def cases() -> Iterable[Case]:
    """All of them; the order is that of the verifier's stages."""
    yield from _forged()


def _forged() -> Iterator[Case]:
    number = 0
    for book in BOOKS:
        for kind in book.kinds:
            for seed in SEEDS:
                number += 1
                yield forged(kind, number % 7 * 3 + seed)
