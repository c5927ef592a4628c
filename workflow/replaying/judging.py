"""A past act judged again by the process table, on the standard as it stood: place, relation, answers, every rule, what
was signed, and whither it led."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from workflow import gates
from workflow.clock import day_of
from workflow.facts import pack, plain
from workflow.picture.standing import Case, Seat
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import misplaced
from workflow.process.row import Row, Scope
from workflow.process.standard import ROWS
from workflow.replaying.answering import answers_of
from workflow.replaying.moving import moved
from workflow.replaying.past import Past
from workflow.replaying.seating import against_signature, breaches, is_hidden, is_signed, seat_of
from workflow.replaying.verdict import Broken
from workflow.replaying.views import NotTold
from workflow.replaying.written import against_written
from workflow.rules.shapes import Rule
from workflow.signed_words import signed_text
from workflow.vocabulary import Purpose, Role
from workflow.who import role_of

Leaf = Mapping[str, Any]
Opened = Mapping[str, str]
DAYS: Final = (1, 3, 7, 15, 30, 45, 60, 90, 120, 180, 250, 400)
EARLIER: Final = tuple(timedelta(seconds=n) for n in (1, 60, 3_600, *(86_400 * days for days in DAYS)))


@dataclass
class Judged:
    """What one act turned out to be, as far as it has been looked at."""

    broken: list[Broken] = field(default_factory=list)
    unjudged: list[tuple[str, str]] = field(default_factory=list)

    def against(self, rule: str, /, **facts: Any) -> None:
        self.broken.append(Broken(rule, {name: pack(value) for name, value in facts.items()}))


def judged(row: Row, leaf: Leaf, opened: Opened, past: Past, after: Past, found: Judged) -> Mapping[str, Any]:
    """Note what speaks against the act, and say where the table would have led it (nothing where that cannot be said).
    `after` is the same standard with its group as it stood when the hour was over.
    """
    if leaf["rules"] not in _rules(row, leaf, past):
        found.against("told_rules", rules=leaf["rules"])
    at = datetime.fromisoformat(leaf["ts"])
    seat = seat_of(leaf, past.all_of_group, day_of(at))
    if seat is None and is_hidden(leaf, past.all_of_group, past.tracks):
        found.unjudged += [(name, "appointments") for name in ("told_seat", *(rule.name for rule in row.rules))]
        return {}
    found.broken += breaches(leaf, seat)
    if seat is None and leaf["seat"] is not None:
        return {}
    if row.signs and not is_signed(leaf):
        found.against("told_signature", step=f"step.{row.name}")
    found.broken += against_signature(leaf, past.book.statements)
    case = case_of(row, leaf, opened, Case(past, seat, at), found)
    if case is None:
        return {}
    for rule in row.rules:
        judge(rule, case, found, is_held="clk" in leaf, after=replace(case, standing=after))
    _signed(row, leaf, case, found)
    _written(row, leaf, case, found)
    return _led(row, case, found)


def _rules(row: Row, leaf: Leaf, past: Past) -> set[int]:
    """The rule set that an act must have been judged by: its standard's, which is one of the agreement; a life begins
    under the newest in effect (where the clock was held: any)."""
    known = past.rule_sets
    if row.scope is not Scope.JOINT or row.source:
        return {each.id for each in known} & {past.standard.rule_set_id}
    today = day_of(datetime.fromisoformat(leaf["ts"]))
    begun = [each.id for each in known if "clk" in leaf or each.effective_from <= today]
    return set(begun if "clk" in leaf else begun[-1:])


def case_of(row: Row, leaf: Leaf, opened: Opened, bare: Case, found: Judged) -> Case | None:
    """The case as the door would make it; none where it would not have come that far."""
    begins = row.scope is Scope.JOINT and not row.source
    try:
        if not begins and (no := misplaced(row, bare)) is not None:
            found.against(no.rule, **no.facts)
            return None
        role = _first_role(row, leaf, bare.seat) if begins else role_of(row.who, bare)
        if role is None or role.value != leaf["facts"].get("as"):
            found.against("not_yours", step=f"step.{row.name}", roles=row.who)
            return None
        bare = replace(bare, role=role)
        case = replace(bare, answers=answers_of(row, bare, leaf, opened))
        if not begins and (no := misplaced(row, case)) is not None:
            found.against(no.rule, **no.facts)
            return None
    except NotTold as lacking:
        found.unjudged += [(name, lacking.part) for name in ("misplaced", *(rule.name for rule in row.rules))]
        return None
    except WrongAnswers as wrong:
        found.against("told_answers", fields=[f"ask.{name}" for name in wrong.fields])
        return None
    return case


def _first_role(row: Row, leaf: Leaf, seat: Seat | None) -> Role | None:
    """What begins a life has nobody's relation to it yet: the seat says who may, or the act that brought it forth."""
    if "predecessor" in leaf["facts"]:
        parents = {role for each in ROWS.values() if each.begets == row.name for role in each.who}
        return next((role for role in parents if role.value == leaf["facts"].get("as")), None)
    return next((role for role in row.who if seat is not None and seat.role.value == role.value), None)


def judge(rule: Rule, case: Case, found: Judged, *, is_held: bool, after: Case | None = None) -> None:
    """One rule: it holds, or did when the hour was over, or is excused by a clock that was held; else it is broken."""
    try:
        facts = rule.check(case)
        if facts is None or (after is not None and rule.check(after) is None):
            return
        if _holds_earlier(rule, case, is_held=is_held):
            found.unjudged.append((rule.name, "clk"))
            return
    except NotTold as lacking:
        found.unjudged.append((rule.name, lacking.part))
        return
    found.against(rule.name, **facts)


def _holds_earlier(rule: Rule, case: Case, *, is_held: bool) -> bool:
    """Where the log's clock was held, acts were done before the hour that it tells: a rule of time may have held."""
    past = case.standing
    if not (is_held or (isinstance(past, Past) and past.book.is_held)):
        return False
    for back in EARLIER:
        earlier = past.set_back(back) if isinstance(past, Past) else past
        hours = (case.at - back, case.at) if is_held else (case.at,)
        if any(rule.check(replace(case, standing=earlier, at=at)) is None for at in hours):
            return True
    return False


def _signed(row: Row, leaf: Leaf, case: Case, found: Judged) -> None:
    """The text that the act is about, and the gate, round and text of a position."""
    facts = leaf["facts"]
    try:
        text = signed_text(row, case.standing)
        if (text.text_hash if text else None) != leaf["text"]:
            found.against("told_text", text=leaf["text"] or "—")
        if "stand" in facts and "purpose" in facts:
            purpose = Purpose(facts["purpose"])
            about = gates.text_of(case.standing, purpose)
            wanted = (about.text_hash if about else None, gates.round_of(case.standing, case.region, purpose))
            if wanted != (facts["text_hash"], facts["round"]):
                found.against("told_position", purpose=purpose)
    except NotTold as lacking:
        found.unjudged.append(("told_text", lacking.part))


def _written(row: Row, leaf: Leaf, case: Case, found: Judged) -> None:
    try:
        if odd := against_written(row, case, leaf):
            found.against("told_written", parts=", ".join(odd))
    except NotTold as lacking:
        found.unjudged.append(("told_written", lacking.part))


def _led(row: Row, case: Case, found: Judged) -> Mapping[str, Any]:
    if row.scope is Scope.JOINT and not row.source:
        return {}
    try:
        return plain(moved(row, case))  # type: ignore[no-any-return]
    except NotTold as lacking:
        found.unjudged.append(("told_step", lacking.part))
        return {}


def led_elsewhere(wanted: Mapping[str, Any], leaf: Leaf, found: Judged) -> None:
    """Parts in which the leaf's own `to` differs from where the act leads."""
    odd = sorted(name for name, value in wanted.items() if leaf["to"].get(name) != value)
    if odd:
        found.against("told_step", parts=", ".join(odd))
