"""Every act in a mirror's copy judged once more by the process table, from the leaves alone: what the host's tables say
is not asked, and what no leaf tells is counted, not guessed."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from workflow.process.standard import ROWS
from workflow.records.numbers import Serial
from workflow.replaying.group import Groups
from workflow.replaying.kindred import Kindred, place_of
from workflow.replaying.replay import Replay
from workflow.replaying.retelling import Act, Book, retell
from workflow.replaying.retelling.book import Cells
from workflow.replaying.verdict import Verdict
from workflow.witnessing.grounds import Finding, Objection
from workflow.witnessing.lives import AGREEMENT, STANDARD, Leaf
from workflow.witnessing.payload import Store

FOLLOWED: Final = frozenset({"told_sequence", "told_chain", "told_hour"})  # the mirror follows lives on its own
OF_WORDS: Final = frozenset(
    {"units_readable", "units_new"}
)  # look at personal words: unjudged where these are not here


class Judge:
    """All leaves of an agreement's logs and of the installation's, as far as the region has them."""

    def __init__(self, leaves: Sequence[Leaf], store: Store) -> None:
        self.store, self.groups, self.kindred = (
            store,
            Groups((one["log"], one["idx"], one) for one in leaves),
            Kindred(),
        )
        self.lives: dict[int, list[Leaf]] = {}
        self.agreements: dict[str, int] = {}  # name of a log → the agreement it is about
        for leaf in leaves:
            noun, _, number = leaf["obj"].rpartition("/")
            if noun == AGREEMENT:
                self.agreements[_name(leaf)] = int(number)
            if noun == STANDARD:
                self.kindred.follow(leaf)
                self.lives.setdefault(int(number), []).append(leaf)

    def verdicts(self, standard: int) -> Iterator[Verdict]:
        """Each act of one standard judged, oldest first."""
        mine = self.lives[standard]
        agreement = self.agreements.get(_name(mine[0]), 0)
        replay = Replay(
            Book(standard), lambda hour: self.groups.at(agreement, hour), self.kindred.before, inherits=self.inherited
        )
        yield from replay.verdicts((leaf, self.opened(leaf)) for leaf in mine)

    def opened(self, leaf: Leaf) -> Mapping[str, str]:
        """The openings held of a leaf, in words."""
        found = self.store.opened(leaf["log"], leaf["idx"])
        return {name: value.decode("utf-8", "replace") for name, (_, value) in found.items()}

    def lacks(self, leaf: Leaf) -> bool:
        """Whether personal words of this act are not here."""
        return bool(leaf["commit"].keys() - self.store.opened(leaf["log"], leaf["idx"]).keys())

    def inherited(self, predecessor: int, born: Leaf) -> list[Cells]:
        """The serials of the lineage as they stood when a revision was born."""
        book = Book(predecessor)
        for leaf in self.lives.get(predecessor, ()):
            if place_of(leaf) >= place_of(born):
                break
            if leaf["act"] in ROWS:
                retell(book, Act(leaf, ROWS[leaf["act"]], self.opened(leaf)))
            if leaf["seq"] == 1 and leaf["facts"].get("predecessor") is not None:
                book.rows[Serial] = self.inherited(leaf["facts"]["predecessor"], leaf)
        return [dict(cells) for cells in book.of(Serial)]


Known = dict[str, list[int]]  # standard → how many of its leaves were found lawful, and the questions left open


def judged(leaves: Sequence[Leaf], store: Store, known: Known) -> tuple[list[Finding], Known]:
    """Each unlawful act with the rule it broke; and what need not be judged again next time: a standard without a new
    leaf, none of whose acts was unlawful. Later leaves never change what an earlier act was."""
    judge, findings, found = Judge(leaves, store), list[Finding](), Known()
    for standard, mine in judge.lives.items():
        if known.get(str(standard), [0])[0] == len(mine):
            found[str(standard)] = known[str(standard)]
            continue
        verdicts = list(judge.verdicts(standard))
        against = [
            one for leaf, verdict in zip(mine, verdicts, strict=True) for one in _told(verdict, judge.lacks(leaf))
        ]
        if not against:
            found[str(standard)] = [len(mine), sum(len(verdict.unjudged) for verdict in verdicts)]
        findings += against
    return findings, found


def _told(verdict: Verdict, lacks_words: bool) -> Iterator[Finding]:
    for broken in verdict.unlawful:
        if broken.rule in FOLLOWED or (lacks_words and broken.rule in OF_WORDS):
            continue
        facts = {"found": broken.rule, "wanted": _spelled(broken.facts)}
        yield Finding(Objection.UNLAWFUL, verdict.log, verdict.index, verdict.object, verdict.act, facts)


def _spelled(facts: Mapping[str, object]) -> str:
    return ", ".join(f"{name}={value}" for name, value in facts.items())[:300] or "—"


@cache
def _named(origin: str) -> str:
    return origin.rpartition("/")[0]


def _name(leaf: Leaf) -> str:
    return _named(leaf["log"])
