"""One standard replayed, leaf by leaf: its rows told again, each act judged on what they were before it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from workflow.act import snapshot
from workflow.facts import plain
from workflow.process.standard import ROWS
from workflow.records.numbers import Serial
from workflow.replaying.judging import judged, led_elsewhere
from workflow.replaying.past import Group, Kin, Past, Texts, no_texts
from workflow.replaying.retelling import Act, Book, retell
from workflow.replaying.retelling.book import Cells
from workflow.replaying.verdict import Broken, Verdict
from workflow.replaying.views import NO_TIME, NotTold

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
        row, broken, unjudged = ROWS.get(leaf["act"]), list(self._order(leaf)), list[tuple[str, str]]()
        if row is None:
            broken.append(Broken("told_row", {"act": leaf["act"]}))
        else:
            found, wanted = judged(row, leaf, opened, self._past(leaf), self._past(leaf, MOMENT))
            retell(self.book, Act(leaf, row, opened))
            self.book.is_held |= "clk" in leaf
            if leaf["seq"] == 1 and leaf["facts"].get("predecessor") is not None:
                self.book.rows[Serial] = self.inherits(leaf["facts"]["predecessor"], leaf)
            broken += found.broken
            unjudged += found.unjudged
            wanted = {**self._shown(leaf, unjudged), **wanted}
            broken += led_elsewhere(wanted, leaf)
        self.last, self.sequence, self.at = leaf["to"], leaf["seq"], leaf["ts"]
        place = leaf["log"], leaf["idx"], leaf["obj"], leaf["seq"], leaf["act"]
        return Verdict(*place, tuple(broken), tuple(unjudged))

    def _order(self, leaf: Leaf) -> Iterator[Broken]:
        """Gapless, each from where the last one led, and not before it."""
        if leaf["seq"] != self.sequence + 1:
            yield Broken("told_sequence", {"found": leaf["seq"], "wanted": self.sequence + 1})
        elif leaf["from"] != self.last:
            yield Broken("told_chain", {})
        if leaf["ts"] < self.at:
            yield Broken("told_hour", {"at": leaf["ts"], "before": self.at})

    def _past(self, leaf: Leaf, later: timedelta = NO_TIME) -> Past:
        group = self.group_at(datetime.fromisoformat(leaf["ts"]) + later)
        self.book.rules = {each.id: each.terms for each in group["rules"]}
        self.book.organs = {each.id: each.organ_id for each in (*group["seats"], *group.get("lent", ()))}
        return Past(self.book, group, self.kin_at(leaf), self.texts, **({} if self.sequence else _unborn(leaf)))

    def _shown(self, leaf: Leaf, unjudged: list[tuple[str, str]]) -> dict[str, Any]:
        """What the standard shows after the act."""
        try:
            return plain(snapshot(self._past(leaf)))  # type: ignore[no-any-return]
        except NotTold as lacking:
            unjudged.append(("told_step", lacking.part))
            return {}


def _unborn(leaf: Leaf) -> dict[str, Any]:
    """What is known of a standard before its first act."""
    return {"rule_set_id": leaf["rules"], "lead_region": leaf["region"], "field": leaf["facts"].get("field", "")}
