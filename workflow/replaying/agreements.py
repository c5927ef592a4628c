"""The acts of agreements judged again, one after another, by their own table on what leaves tell of the group."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from workflow.accord.charter import CLEAR, FACT
from workflow.accord.content import current, hashed
from workflow.charters import ACT
from workflow.picture.standing import Case, Seat
from workflow.process.agreement import ROWS
from workflow.process.row import Row
from workflow.records.agreements import AgreementChange
from workflow.replaying.accorded import Followed, accord
from workflow.replaying.adopted import SAYS, shown, writes
from workflow.replaying.charted import NOUN, Charted
from workflow.replaying.group import Groups, Told
from workflow.replaying.judging import Judged, case_of, judge
from workflow.replaying.seated import hour
from workflow.replaying.seating import against_signature, is_signed
from workflow.replaying.verdict import Verdict
from workflow.replaying.views import NotTold, view
from workflow.rules.agreeing import subject
from workflow.text.canonical import NotCanonical, canonical_hash
from workflow.vocabulary import ChangeKind

Leaf = Mapping[str, Any]
Opened = Mapping[str, str]
REGION: Final = re.compile(r'"(\d{6})"')
NOTHING: Final[Mapping[tuple[str, int], Opened]] = {}


def verdicts(
    groups: Groups, leaves: Iterable[Told], opened: Mapping[tuple[str, int], Opened] = NOTHING
) -> Iterator[Verdict]:
    """Each act on an agreement, in the order of the leaves; others pass by. `groups` have read the same leaves."""
    lives: dict[int, Life] = {}
    for origin, index, leaf in leaves:
        noun, _, number = leaf["obj"].partition("/")
        if noun == NOUN:
            life = lives.setdefault(int(number), Life(groups, int(number)))
            yield life.take(origin, index, leaf, opened.get((origin, index), {}))


class Life:
    """One agreement on its way through its events."""

    def __init__(self, groups: Groups, agreement: int) -> None:
        self.groups, self.mine = groups, Followed(agreement)
        self.last: Mapping[str, Any] = {}
        self.sequence, self.at, self.statements = 0, "", set[str]()
        self.spoken_of: set[str | None] = {None}

    def take(self, origin: str, index: int, leaf: Leaf, opened: Opened) -> Verdict:
        """Judge one act, then take it into what is known."""
        found = Judged()
        try:
            self._judge(origin, index, leaf, opened, found)
            self.mine.follow(leaf)
        except NotTold as lacking:
            found.unjudged.append(("told_step", lacking.part))
        except (KeyError, ValueError, TypeError, AttributeError, AssertionError, IndexError, NotCanonical) as fault:
            found.against("told_facts", fault=type(fault).__name__)
        self.last, self.sequence, self.at = leaf["to"], leaf["seq"], leaf["ts"]
        self.statements |= {leaf["stmt"]} - {None}
        self.spoken_of |= _regions(leaf)
        place = (origin, index, leaf["obj"], leaf["seq"], leaf["act"])
        return Verdict(*place, tuple(found.broken), tuple(found.unjudged))

    def _judge(self, origin: str, index: int, leaf: Leaf, opened: Opened, found: Judged) -> None:
        self._order(leaf, found)
        row, stood = ROWS.get(leaf["act"]), self.groups.stood(origin, index, leaf)
        if leaf["act"] == ACT:
            _recorded(leaf, stood, found)
        elif row is None:
            found.against("told_row", act=leaf["act"])
        else:
            self._row(row, leaf, opened, accord(self.groups, self.mine, origin, index, leaf), stood, found)

    def _order(self, leaf: Leaf, found: Judged) -> None:
        """Gapless, each from where the last one led, and not before it."""
        if leaf["seq"] != self.sequence + 1:
            found.against("told_sequence", found=leaf["seq"], wanted=self.sequence + 1)
        elif leaf["from"] != self.last:
            found.against("told_chain")
        if leaf["ts"] < self.at:
            found.against("told_hour", at=leaf["ts"], before=self.at)

    def _row(self, row: Row, leaf: Leaf, opened: Opened, seen: Any, stood: Charted, found: Judged) -> None:
        seat = self._seat(leaf) if leaf["seat"] is not None else None
        if leaf["seat"] is not None and seat is None:
            return found.against("told_seat", seat=leaf["seat"])
        hand = (seat.person_id, seat.region, seat.holder) if seat else (None, None, None)
        if (leaf["actor"], leaf["region"], leaf["obo"]) != hand:
            found.against("told_actor", actor=leaf["actor"])
        if row.signs and not is_signed(leaf):
            found.against("told_signature", step=f"step.{row.name}")
        found.broken += against_signature(leaf, self.statements)
        case = case_of(row, self._asked(row, leaf), opened, Case(seen, seat, hour(leaf)), found)
        if case is None:
            return None
        for rule in row.rules:
            judge(rule, case, found, is_held="clk" in leaf)
        self._content(row, case, leaf, found)
        if self.sequence:
            _led(row, case, leaf, stood, found)
        return None

    def _seat(self, leaf: Leaf) -> Seat | None:
        """Who sat there. A seat that a mirror is not shown may only be one of a region that the agreement spoke of."""
        try:
            return self.groups.seat(leaf["seat"], leaf["region"], hour(leaf))
        except NotTold:
            if not self.sequence or leaf["region"] in self.spoken_of:
                raise
            return None

    def _asked(self, row: Row, leaf: Leaf) -> Leaf:
        """The leaf as it was answered: a change that the act itself made was not asked for."""
        facts = leaf["facts"]
        if row.name not in SAYS or facts["change"] in self.mine.changes:
            return leaf
        return {**leaf, "facts": {name: told for name, told in facts.items() if name != "change"}}

    def _content(self, row: Row, case: Case, leaf: Leaf, found: Judged) -> None:
        """What a proposal says is what was answered, and what is signed is what was proposed."""
        facts = leaf["facts"]
        if row.name in SAYS:
            change = _proposed(case, leaf)
            self.mine.before[facts["change"]] = before = current(case.standing, change)  # type: ignore[arg-type]
            says = SAYS[row.name](case)
            sha256 = hashed(change.kind, says, case.answers["effective_from"].isoformat(), case.answers["citation"])
            told: dict[str, Any] = {"content": says, "sha256": sha256, "before": canonical_hash(before)}
        elif (signed := subject(case)) is not None:
            told = {"change": signed.id, "sha256": signed.sha256, "kind": signed.kind.value}
        else:
            return
        odd = sorted(name for name, value in told.items() if facts.get(name) != value)
        if odd:
            found.against("told_content", parts=", ".join(odd))


def _regions(leaf: Leaf) -> set[str]:
    """The regions that an act told of, members and whoever is asked to become one, and the provinces above them."""
    told = set(REGION.findall(json.dumps([leaf["facts"], leaf["to"]])))
    return told | {f"{code[:2]}0000" for code in told}


def _proposed(case: Case, leaf: Leaf) -> AgreementChange:
    """The change as its row must stand once it is proposed."""
    facts = leaf["facts"]
    kind = ChangeKind(facts["kind"])
    region = leaf["region"] if kind is ChangeKind.CHAIN else None
    cells = {"id": facts["change"], "kind": kind, "region_code": region, "content": SAYS[leaf["act"]](case)}
    made: AgreementChange = view(AgreementChange, cells)
    return made


def _recorded(leaf: Leaf, stood: Charted, found: Judged) -> None:
    """What the system records is how the agreement stands: once something is told, this tells nothing else."""
    if stood.charter and leaf["facts"].get(FACT, {}):
        found.against("told_charter", parts=_parts(leaf["facts"][FACT]))
    if leaf["from"] and leaf["from"] != leaf["to"]:
        found.against("told_step", parts="record_agreement")
    if not {FACT, CLEAR} & leaf["facts"].keys():
        found.against("told_facts", fault="KeyError")


def _led(row: Row, case: Case, leaf: Leaf, stood: Charted, found: Judged) -> None:
    """Where the act led the agreement, and what it wrote into its charter: nothing but what the table says."""
    try:
        wanted = shown(row, case, leaf, stood)
        odd = sorted(name for name, value in wanted.items() if leaf["to"].get(name) != value)
        if odd:
            found.against("told_step", parts=", ".join(odd))
        wrote, may = leaf["facts"].get(FACT, {}), writes(row, case, leaf, stood)
        if wrote != may:
            found.against("told_charter", parts=_parts(wrote) or _parts(may))
    except NotTold as lacking:
        found.unjudged.append(("told_step", lacking.part))


def _parts(charter: Mapping[str, Mapping[str, Any]]) -> str:
    return ", ".join(f"{part}/{key}" for part, cells in sorted(charter.items()) for key in sorted(cells))
