"""Words that comments propose, put into the text where the comments hang; what each changed, by sentence."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from workflow.text.anchoring import Anchor, Hold
from workflow.text.clauses import Clause
from workflow.text.heard import source, squeezed
from workflow.text.inline import escaped
from workflow.text.linking import numbered_and_linked
from workflow.text.merging import sentences

STRUCK: Final = frozenset({"删除", "删去", "delete"})  # proposed as the only words, they propose none


@dataclass(frozen=True)
class Wish:
    """A comment that proposes words for the place where it hangs in the newest text."""

    comment: int
    clause: str
    anchor: Anchor
    words: str


@dataclass(frozen=True)
class Use:
    """The sentences of a clause that a comment changed, before and after; a changed title is its first line."""

    comment: int
    clause: str
    before: str
    after: str


@dataclass(frozen=True)
class Applied:
    """The text with the words put in, what each comment did, and the comments that have no place of their own."""

    clauses: tuple[Clause, ...]
    uses: tuple[Use, ...]
    misplaced: tuple[int, ...]


def applied(clauses: Sequence[Clause], wishes: Iterable[Wish]) -> Applied:
    """All or nothing is for the caller to decide: what is lost, changed or overlaps is left out and named."""
    mine: dict[str, list[Wish]] = defaultdict(list)
    misplaced: list[int] = []
    for wish in sorted(wishes, key=lambda wish: (wish.anchor.start, wish.anchor.end, wish.comment)):
        placed = mine[wish.clause]
        if wish.anchor.hold is not Hold.EXACT or (placed and placed[-1].anchor.end > wish.anchor.start):
            misplaced.append(wish.comment)
        else:
            placed.append(wish)
    made = {clause.id: _rewritten(clause, mine[clause.id]) for clause in clauses if mine.get(clause.id)}
    after = numbered_and_linked([made.get(clause.id, clause) for clause in clauses])
    now = {clause.id: clause for clause in after}
    uses = [use for old in clauses for use in _uses(old, made.get(old.id), now[old.id], mine.get(old.id, []))]
    return Applied(after, tuple(uses), tuple(sorted(misplaced)))


def is_struck(words: str) -> bool:
    return squeezed(words).casefold().strip("。.") in STRUCK


def changed(before: str, after: str) -> tuple[str, str]:
    """The sentences that went and those that came."""
    old, new = sentences(before), sentences(after)
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    gone = "".join("".join(old[a:b]) for tag, a, b, _, _ in codes if tag != "equal")
    come = "".join("".join(new[c:d]) for tag, _, _, c, d in codes if tag != "equal")
    return gone, come


def _rewritten(clause: Clause, wishes: Sequence[Wish]) -> Clause:
    whole = source(clause)
    for wish in reversed(wishes):
        whole = whole[: wish.anchor.start] + _put(whole, wish) + whole[wish.anchor.end :]
    title, _, body = whole.partition("\n")
    return replace(clause, title=title, body=body)


def _put(whole: str, wish: Wish) -> str:
    """In place of a whole clause its title stays; signs of the notation stay signs."""
    words = "" if is_struck(wish.words) else "\n".join(map(escaped, wish.words.split("\n")))
    is_whole = (wish.anchor.start, wish.anchor.end) == (0, len(whole))
    title = whole.split("\n", 1)[0]
    return f"{title}\n{words}" if is_whole else words


def _uses(old: Clause, made: Clause | None, now: Clause, wishes: Sequence[Wish]) -> list[Use]:
    if made is None:
        return []
    was, became = source(old), source(made)
    linked = source(now)
    uses, moved = [], 0
    for wish in wishes:
        start, end = wish.anchor.start, wish.anchor.end
        size = len(_put(was, wish))
        before = _touched(was, start, end)
        after = _touched(became, start + moved, start + moved + size)
        moved += size - (end - start)
        uses.append(Use(wish.comment, old.id, "".join(sentences(was)[before]), _linked(became, linked, after)))
    return uses


def _linked(became: str, linked: str, which: slice) -> str:
    """The same sentences after typed references became links, which parts no sentence."""
    plain, told = sentences(became), sentences(linked)
    return "".join((told if len(told) == len(plain) else plain)[which])


def _touched(words: str, start: int, end: int) -> slice:
    """The sentences that a stretch lies in; an empty stretch lies where it stands."""
    first, last, at = None, 0, 0
    for n, sentence in enumerate(sentences(words)):
        begin, at = at, at + len(sentence)
        meets = begin < end and start < at if end > start else begin <= start < at
        if meets:
            first, last = (n if first is None else first), n + 1
    return slice(first or 0, last)
