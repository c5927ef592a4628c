"""Every forged dossier and every odd but valid one, by name, the same bytes always."""

from collections.abc import Iterator

from tests.dossiers import (
    forging_assertions,
    forging_bag,
    forging_contents,
    forging_keys,
    forging_law,
    forging_leaves,
    forging_notes,
    forging_order,
    forging_proofs,
    forging_table,
    forging_zip,
    odd,
    odd_files,
)
from tests.dossiers.forging import Case, forged

FORGED = (
    forging_zip.BOOK,
    forging_bag.BOOK,
    forging_table.BOOK,
    forging_leaves.BOOK,
    forging_keys.BOOK,
    forging_notes.BOOK,
    forging_proofs.BOOK,
    forging_order.BOOK,
    forging_contents.OPENINGS,
    forging_contents.DOCUMENTS,
    forging_assertions.BOOK,
    forging_law.BOOK,
)
ODD = (odd.BOOK, odd_files.BOOK)
LIVES = 7  # lives that the kinds are tried on, in turn


def cases() -> Iterator[Case]:
    """All of them, by the order of the verifier's stages. A kind that may be done in several ways comes twice."""
    kinds = [kind for book in (*FORGED, *ODD) for kind in book.kinds]
    for number, kind in enumerate(kinds):
        for turn in range(kind.seeds):
            yield forged(kind, number % LIVES + turn * LIVES)
