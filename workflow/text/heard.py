"""The words of a clause as they are printed, without blanks, and where each sign of them stands in the notation."""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from workflow.text.clauses import Clause
from workflow.text.inline import Footnote, Ref, placed_pieces, plain
from workflow.text.merging import sentences

Printed = Callable[[str], str]  # what a reference to this id prints
_ITEM_ID: Final = re.compile(r"\{#[a-z][a-z0-9]*\}")


@dataclass(frozen=True)
class Heard:
    """`words` and, for each sign, the stretch of `source` that prints it."""

    source: str
    words: str
    stretches: tuple[tuple[int, int], ...]

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source behind words[start:end], which is not empty."""
        return self.stretches[start][0], self.stretches[end - 1][1]

    def sentences(self) -> list[str]:
        """The words cut where the source falls into sentences, lines and cells; joined they are the words again."""
        starts = [start for start, _ in self.stretches]
        ends = accumulate(len(sentence) for sentence in sentences(self.source))
        cuts = [0, *(bisect_left(starts, end) for end in ends)]
        return [self.words[a:b] for a, b in pairwise(cuts) if a < b]

    def occurrence(self, quote: str, nth: int = 0) -> int:
        """Where the quote stands for the nth time, counted from 0; -1 if it does not."""
        at, wanted = -1, squeezed(quote)
        for _ in range(nth + 1):
            at = self.words.find(wanted, at + 1) if wanted else -1
            if at < 0:
                return -1
        return at


def source(clause: Clause) -> str:
    """Title and body as one string; the first line is always the title."""
    return f"{clause.title}\n{clause.body}"


def heard(clause: Clause, printed: Printed) -> Heard:
    """The clause as printed; footnotes are heard nowhere, a reference is heard as its number."""
    whole = source(clause)
    bare = _ITEM_ID.sub(lambda found: " " * len(found[0]), whole)
    signs: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end, piece in placed_pieces(bare):
        match piece:
            case str() if end - start == len(piece):
                told = [(sign, (start + n, start + n + 1)) for n, sign in enumerate(piece)]
            case Footnote():
                told = []
            case Ref(to):
                told = [(sign, (start, end)) for sign in printed(to)]
            case _:
                told = [(sign, (start, end)) for sign in (piece if isinstance(piece, str) else plain((piece,)))]
        signs += [sign for sign, _ in told if not sign.isspace()]
        places += [place for sign, place in told if not sign.isspace()]
    return Heard(whole, "".join(signs), tuple(places))


def squeezed(words: str) -> str:
    """Words without blanks and line ends: so a quote is compared."""
    return "".join(words.split())
