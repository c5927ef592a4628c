"""The acts on entries judged again, one after another, by the rows of their nouns on what leaves tell."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from workflow.accord.entered import snapshot
from workflow.clock import days_after
from workflow.kinds import Kind, all_kinds
from workflow.picture.standing import Case, Seat
from workflow.process.entries import ROWS, fitted, rows_of
from workflow.process.row import AskType, Row
from workflow.replaying import entered
from workflow.replaying.accorded import Followed, pictured
from workflow.replaying.around import Around
from workflow.replaying.group import Groups, named
from workflow.replaying.group import Told as Numbered
from workflow.replaying.judging import Judged, case_of, judge
from workflow.replaying.kept import SPEAKS, Kept, blank
from workflow.replaying.seated import hour
from workflow.replaying.seating import against_signature, breaches, is_signed
from workflow.replaying.verdict import Verdict
from workflow.replaying.views import NotTold
from workflow.rules import listing
from workflow.text.canonical import NotCanonical
from workflow.vocabulary import Stand

Leaf = Mapping[str, Any]
Opened = Mapping[str, str]
NOUN: Final = "entry"
NOTHING: Final[Mapping[tuple[str, int], Opened]] = {}
FAULTS: Final = (KeyError, ValueError, TypeError, AttributeError, AssertionError, IndexError, NotCanonical)


def verdicts(
    groups: Groups, around: Around, leaves: Iterable[Numbered], opened: Mapping[tuple[str, int], Opened] = NOTHING
) -> Iterator[Verdict]:
    """Each act on an entry, in the order of the leaves; others pass by."""
    kept: dict[str, Lives] = {}
    for origin, index, leaf in leaves:
        if leaf["obj"].partition("/")[0] == NOUN:
            lives = kept.setdefault(named(origin), Lives(groups, around, named(origin)))
            yield lives.take(origin, index, leaf, opened.get((origin, index), {}))


class Lives:
    """All entries of one agreement on their way through their events."""

    def __init__(self, groups: Groups, around: Around, name: str) -> None:
        self.groups, self.around, self.name = groups, around, name
        self.kept: dict[int, Kept] = {}
        self.last: dict[int, Leaf] = {}
        self.statements: set[str] = set()

    def take(self, origin: str, index: int, leaf: Leaf, opened: Opened) -> Verdict:
        """Judge one act, then take it into what is known."""
        found, entry = Judged(), int(leaf["obj"].partition("/")[2])
        try:
            self._order(self.last.get(entry), leaf, found)
            self._act(entry, leaf, opened, found)
        except NotTold as lacking:
            found.unjudged.append(("told_step", lacking.part))
        except FAULTS as fault:
            found.against("told_facts", fault=type(fault).__name__)
        self.last[entry] = leaf
        self.statements |= {leaf["stmt"]} - {None}
        place = (origin, index, leaf["obj"], leaf["seq"], leaf["act"])
        return Verdict(*place, tuple(found.broken), tuple(found.unjudged))

    def _order(self, before: Leaf | None, leaf: Leaf, found: Judged) -> None:
        """Gapless, each from where the last one led, and not before it."""
        wanted, stood = (before["seq"] + 1, before["to"]) if before else (1, {})
        if leaf["seq"] != wanted:
            found.against("told_sequence", found=leaf["seq"], wanted=wanted)
        elif leaf["from"] != stood:
            found.against("told_chain")
        if before and leaf["ts"] < before["ts"]:
            found.against("told_hour", at=leaf["ts"], before=before["ts"])

    def _act(self, entry: int, leaf: Leaf, opened: Opened, found: Judged) -> None:
        row, kind, mine = ROWS.get(leaf["act"]), all_kinds().get(leaf["facts"]["kind"]), self.kept.get(entry)
        if row is None or kind is None or row not in rows_of(kind) or bool(row.source) is (mine is None):
            return found.against("told_row", act=leaf["act"])
        try:
            self._judge(fitted(row, kind), kind, mine, leaf, opened, found)
        finally:
            after = self.kept.setdefault(entry, mine or blank(self._agreement, kind, leaf))
            after.take(row, kind, leaf, opened)
        return self._led(kind, after, leaf, found)

    @property
    def _agreement(self) -> int:
        if self.name not in self.groups.named:
            raise NotTold("agreements")
        return self.groups.named[self.name]

    def _seen(self, kind: Kind, mine: Kept | None, leaf: Leaf) -> entered.Told:
        """The entry with its agreement, as the act found them."""
        group = self.groups.at(self._agreement, hour(leaf))
        parts = pictured(self.groups, Followed(self._agreement), group, leaf)
        known = {"standards": self.around.known(self.name, leaf["ts"]), "until": leaf["ts"]}
        return entered.Told.of(**entered.pictured(parts, kind, mine, self.kept), **known)

    def _judge(self, row: Row, kind: Kind, mine: Kept | None, leaf: Leaf, opened: Opened, found: Judged) -> None:
        if mine and mine.cells["kind"] != kind.code:
            found.against("told_row", act=leaf["act"])
        seen = self._seen(kind, mine, leaf)
        if leaf["rules"] != seen.rule_sets[0].id:
            found.against("told_rules", rules=leaf["rules"])
        found.broken += against_signature(leaf, self.statements)
        if row.signs and not is_signed(leaf):
            found.against("told_signature", step=f"step.{row.name}")
        seat = self._seat(row, seen, leaf, found)
        if "within" in leaf["facts"]:
            return self._begotten(leaf, found)
        if seat is None and leaf["seat"] is not None:
            return None
        case = case_of(row, _with_files(row, leaf), opened, Case(seen, seat, hour(leaf)), found)
        if case is None:
            return None
        for rule in row.rules:
            judge(rule, case, found, is_held="clk" in leaf)
        odd = sorted(name for name, value in _wanted(row, case).items() if leaf["facts"].get(name) not in value)
        if odd:
            found.against("told_written", parts=", ".join(odd))
        return None

    def _seat(self, row: Row, seen: entered.Told, leaf: Leaf, found: Judged) -> Seat | None:
        """Who sat there. A seat that a mirror is not shown may only be one of a region that has a part."""
        if leaf["seat"] is None:
            found.broken += breaches(leaf, None)
            return None
        try:
            seat = self.groups.seat(leaf["seat"], leaf["region"], hour(leaf))
        except NotTold as lacking:
            if leaf["region"] in {*seen.tracks, *(one.parent_code for one in seen.places.values())}:
                found.unjudged += [(name, lacking.part) for name in ("told_seat", *(rule.name for rule in row.rules))]
                return None
            seat = None
        found.broken += breaches(leaf, seat)
        return seat

    def _begotten(self, leaf: Leaf, found: Judged) -> None:
        """What a meeting brings forth is judged with the resolution that names it, by the same hand in the same act."""
        by = self.around.begotten.get(int(leaf["obj"].partition("/")[2]))
        same = ("ts", "seat", "actor", "log")
        if (
            by is None
            or any(by[name] != leaf[name] for name in same)
            or by["obj"] != f"{NOUN}/{leaf['facts']['within']}"
        ):
            found.against("told_begotten", entry=leaf["facts"]["within"])

    def _led(self, kind: Kind, after: Kept, leaf: Leaf, found: Judged) -> None:
        """Where the act led: the state, every cell that stands in clear, the last word of each region."""
        seen = entered.Told.of(**entered.pictured({}, kind, after, {}))
        wanted = snapshot(seen)
        odd = sorted(name for name in wanted.keys() | leaf["to"].keys() if leaf["to"].get(name) != wanted.get(name))
        if odd:
            found.against("told_step", parts=", ".join(odd))


def _with_files(row: Row, leaf: Leaf) -> Leaf:
    """Files of entries are told by name among the facts."""
    given = [ask.name for ask in row.asks if ask.type is AskType.FILE and ask.name in leaf["facts"]]
    return {
        **leaf,
        "files": [leaf["facts"][name] for name in given],
        "facts": {**leaf["facts"], "papers": given},
    }


def _wanted(row: Row, case: Case) -> dict[str, tuple[Any, ...]]:
    """What an act must have written into its own facts beside what was answered: one of these."""
    if row.name == "end_review":
        return {"lapsed": (listing.owing(case),)}
    if row.name == "source_changed":
        return {"due": (days_after(case.today, listing.days(case, "recognition.grace_days")).isoformat(),)}
    words = {"renew": (Stand.AGREE, Stand.AGREE_NOTES), "let_go": (Stand.DISAGREE,)}
    return {"position": words[row.name]} if row.name in SPEAKS and row.name in words else {}
