"""Every act in a mirror's copy judged once more by its table, from the leaves alone: what the host's tables say is not
asked, and what no leaf tells is counted, not guessed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from workflow.process.standard import ROWS
from workflow.records.numbers import Serial
from workflow.records.texts import Version
from workflow.replaying import agreements, appointments, entries
from workflow.replaying.around import Around
from workflow.replaying.group import Groups, Told, named
from workflow.replaying.kindred import Kindred, place_of
from workflow.replaying.nameless import words_of
from workflow.replaying.replay import Replay
from workflow.replaying.retelling import Act, Book, retell
from workflow.replaying.retelling.book import Cells
from workflow.replaying.seated import LAID
from workflow.replaying.seated import NOUN as SEAT
from workflow.replaying.verdict import Verdict
from workflow.replaying.views import NotTold
from workflow.text.clauses import Text
from workflow.witnessing.grounds import Finding, Objection
from workflow.witnessing.lives import AGREEMENT, ENTRY, STANDARD, Leaf
from workflow.witnessing.payload import Store

FOLLOWED: Final = frozenset({"told_sequence", "told_chain", "told_hour"})  # the mirror follows lives on its own


class Judge:
    """All leaves of an agreement's logs and of the installation's, as far as the region has them. A life is what is
    judged in one go: a standard, an agreement, all its entries, all seats."""

    def __init__(self, leaves: Sequence[Leaf], store: Store, *, is_whole: bool = True) -> None:
        self.store, self.kindred = store, Kindred()
        self.groups, self.around = Groups(_told(leaves)), Around.of(_told(leaves))
        self.lives: dict[str, list[Leaf]] = {}
        self.agreements: dict[str, int] = {}  # name of a log → the agreement it is about
        for leaf in leaves:
            noun, _, number = leaf["obj"].rpartition("/")
            if noun == AGREEMENT:
                self.agreements[_name(leaf)] = int(number)
            if noun == STANDARD:
                self.kindred.follow(leaf)
            if noun in (AGREEMENT, STANDARD):
                self.lives.setdefault(leaf["obj"], []).append(leaf)
            elif noun == ENTRY:
                self.lives.setdefault(f"{ENTRY}/{_name(leaf)}", []).append(leaf)
            elif noun == SEAT or leaf["act"] == LAID:
                self.lives.setdefault(SEAT, []).append(leaf)
        if not is_whole:
            self.groups.seats.shown = self.groups.parties()

    def verdicts(self, life: str) -> Iterator[Verdict]:
        """Each act of one life judged, oldest first."""
        mine = self.lives[life]
        noun, _, number = life.partition("/")
        if noun == SEAT:
            return appointments.verdicts(_told(mine), self.groups.seats.shown)
        if noun == ENTRY:
            opened = {(leaf["log"], leaf["idx"]): self.opened(leaf) for leaf in mine}
            return entries.verdicts(self.groups, self.around, _told(mine), opened)
        if noun == AGREEMENT:
            opened = {(leaf["log"], leaf["idx"]): self.opened(leaf) for leaf in mine}
            return agreements.verdicts(self.groups, _told(mine), opened)
        return self._of_standard(int(number), mine)

    def _of_standard(self, standard: int, mine: Sequence[Leaf]) -> Iterator[Verdict]:
        agreement, book = self.agreements.get(_name(mine[0]), 0), Book(standard)
        replay = Replay(
            book,
            lambda hour: self.groups.at(agreement, hour),
            self.kindred.before,
            lambda version: self.text(book, version),
            self.inherited,
        )
        return replay.verdicts((leaf, self.opened(leaf)) for leaf in mine)

    def opened(self, leaf: Leaf) -> Mapping[str, str]:
        """The openings held of a leaf, in words."""
        found = self.store.opened(leaf["log"], leaf["idx"])
        return {name: value.decode("utf-8", "replace") for name, (_, value) in found.items()}

    def text(self, book: Book, version: int) -> Text:
        """The words of a version, hashed again as they are read; those that are not here are not told."""
        digests = (cells.get("text_hash") for cells in book.of(Version, id=version))
        words = next((self.store.document(digest) for digest in digests if isinstance(digest, str)), None)
        if words is None:
            raise NotTold("texts")
        return words_of(words)

    def inherited(self, predecessor: int, born: Leaf) -> list[Cells]:
        """The serials of the lineage as they stood when a revision was born."""
        book = Book(predecessor)
        for leaf in self.lives.get(f"{STANDARD}/{predecessor}", ()):
            if place_of(leaf) >= place_of(born):
                break
            if leaf["act"] in ROWS:
                retell(book, Act(leaf, ROWS[leaf["act"]], self.opened(leaf)))
            if leaf["seq"] == 1 and leaf["facts"].get("predecessor") is not None:
                book.rows[Serial] = self.inherited(leaf["facts"]["predecessor"], leaf)
        return [dict(cells) for cells in book.of(Serial)]


Known = dict[str, list[int]]  # life → how many of its leaves were found lawful, and the questions left open


def judged(leaves: Sequence[Leaf], store: Store, known: Known, *, is_whole: bool = True) -> tuple[list[Finding], Known]:
    """Each unlawful act with the rule it broke; and what need not be judged again next time: a life without a new leaf,
    none of whose acts was unlawful. Later leaves never change what an earlier act was. Unless the copy `is_whole`,
    seats of regions outside the agreement may exist that are not told here."""
    judge, findings, found = Judge(leaves, store, is_whole=is_whole), list[Finding](), Known()
    for life, mine in judge.lives.items():
        if known.get(life, [0])[0] == len(mine):
            found[life] = known[life]
            continue
        verdicts = list(judge.verdicts(life))
        against = [one for verdict in verdicts for one in _against(verdict)]
        if not against:
            found[life] = [len(mine), sum(len(verdict.unjudged) for verdict in verdicts)]
        findings += against
    return findings, found


def _against(verdict: Verdict) -> Iterator[Finding]:
    for broken in verdict.unlawful:
        if broken.rule not in FOLLOWED:
            facts = {"found": broken.rule, "wanted": _spelled(broken.facts)}
            yield Finding(Objection.UNLAWFUL, verdict.log, verdict.index, verdict.object, verdict.act, facts)


def _spelled(facts: Mapping[str, object]) -> str:
    return ", ".join(f"{name}={value}" for name, value in facts.items())[:300] or "—"


def _told(leaves: Sequence[Leaf]) -> Iterator[Told]:
    return ((leaf["log"], leaf["idx"], leaf) for leaf in leaves)


def _name(leaf: Leaf) -> str:
    return named(str(leaf["log"]))
