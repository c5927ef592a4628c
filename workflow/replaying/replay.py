"""One standard replayed, leaf by leaf: its rows told again, each act judged on what they were before it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from workflow.act import snapshot
from workflow.facts import plain
from workflow.process.row import Row
from workflow.process.standard import ROWS
from workflow.records.numbers import Serial
from workflow.replaying.judging import Judged, judged, led_elsewhere
from workflow.replaying.manuscripts import Texts, no_texts
from workflow.replaying.past import Group, Kin, Past
from workflow.replaying.retelling import Act, Book, retell
from workflow.replaying.retelling.book import Cells
from workflow.replaying.verdict import Verdict
from workflow.replaying.views import NO_TIME, NotTold

# What a forged leaf may do to those who read it as if it told the truth.
UNREADABLE: Final = (LookupError, ValueError, TypeError, AttributeError, AssertionError, RuntimeError, StopIteration)
MOMENT: Final = timedelta(microseconds=1)  # of what was done in one hour nobody knows which came first
Leaf = Mapping[str, Any]
Opened = Mapping[str, str]
GroupAt = Callable[[datetime], Group]
KinAt = Callable[[Leaf], Kin]
Inherits = Callable[[int, Leaf], list[Cells]]  # the serials of the lineage when a revision is born


def no_kin(leaf: Leaf) -> Kin:
    """Nothing is known of other standards."""
    return {}


def nothing_inherited(predecessor: int, leaf: Leaf) -> list[Cells]:
    """Nothing is known of the lineage."""
    return []


@dataclass
class Replay:
    """One standard on its way through its leaves."""

    book: Book
    group_at: GroupAt
    kin_at: KinAt = no_kin
    texts: Texts = no_texts
    inherits: Inherits = nothing_inherited
    last: Mapping[str, Any] = field(default_factory=dict)
    sequence: int = 0
    at: str = ""

    def verdicts(self, leaves: Iterable[tuple[Leaf, Opened]]) -> Iterator[Verdict]:
        """Each act judged, in the order of the leaves."""
        for leaf, opened in leaves:
            yield self.take(leaf, opened)

    def take(self, leaf: Leaf, opened: Opened) -> Verdict:
        """Judge one act, then take it into the book."""
        row, found = ROWS.get(leaf["act"]), Judged()
        self._order(leaf, found)
        if row is None:
            found.against("told_row", act=leaf["act"])
        else:
            try:
                self._take(row, leaf, opened, found)
            except NotTold as lacking:
                found.unjudged.append(("told_step", lacking.part))
            except UNREADABLE as fault:
                found.against("told_facts", fault=type(fault).__name__)
        self.last, self.sequence, self.at = leaf["to"], leaf["seq"], leaf["ts"]
        place = leaf["log"], leaf["idx"], leaf["obj"], leaf["seq"], leaf["act"]
        return Verdict(*place, tuple(found.broken), tuple(found.unjudged))

    def _take(self, row: Row, leaf: Leaf, opened: Opened, found: Judged) -> None:
        wanted: Mapping[str, Any] = {}
        try:
            wanted = judged(row, leaf, opened, self.past(leaf), self.past(leaf, MOMENT), found)
        finally:
            self.follow(row, leaf, opened)
        led_elsewhere({**plain(snapshot(self.past(leaf))), **wanted}, leaf, found)

    def follow(self, row: Row, leaf: Leaf, opened: Opened) -> None:
        """Take an act into the book, whatever it was worth."""
        retell(self.book, Act(leaf, row, opened))
        self.book.is_held |= "clk" in leaf
        self.book.statements |= {leaf["stmt"]} - {None}
        if leaf["seq"] == 1 and leaf["facts"].get("predecessor") is not None:
            self.book.rows[Serial] = self.inherits(leaf["facts"]["predecessor"], leaf)

    def _order(self, leaf: Leaf, found: Judged) -> None:
        """Gapless, each from where the last one led, and not before it."""
        if leaf["seq"] != self.sequence + 1:
            found.against("told_sequence", found=leaf["seq"], wanted=self.sequence + 1)
        elif leaf["from"] != self.last:
            stood, names = leaf["from"], leaf["from"].keys() | self.last.keys()
            odd = sorted(name for name in names if stood.get(name) != self.last.get(name))
            found.against("told_chain", parts=", ".join(odd))
        if leaf["ts"] < self.at:
            found.against("told_hour", at=leaf["ts"], before=self.at)

    def past(self, leaf: Leaf, later: timedelta = NO_TIME) -> Past:
        """The standard as the book tells it, in its group at the hour of a leaf."""
        group = self.group_at(datetime.fromisoformat(leaf["ts"]) + later)
        self.book.rules = {each.id: each.terms for each in group["rules"]}
        self.book.organs = {each.id: each.organ_id for each in (*group["seats"], *group.get("lent", ()))}
        return Past(self.book, group, self.kin_at(leaf), self.texts, **({} if self.sequence else _unborn(leaf)))


def _unborn(leaf: Leaf) -> dict[str, Any]:
    """What is known of a standard before its first act."""
    return {"rule_set_id": leaf["rules"], "lead_region": leaf["region"], "field": leaf["facts"].get("field", "")}
