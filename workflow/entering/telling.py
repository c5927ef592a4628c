"""Writes one step of an entry: the entry as it stands after it, the turn that shows it so for ever, the event."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from workflow import mailroom
from workflow.accord.entered import CELLS, Entered, snapshot
from workflow.ceremony import Signature
from workflow.db import Work
from workflow.facts import plain
from workflow.log.journal import Deed, Recorded, append
from workflow.picture.standing import Case
from workflow.process.row import Row
from workflow.records.entries import Entry, EntryTurn
from workflow.vocabulary import EntryState

COLUMNS = {
    "title": "title",
    "standard": "standard_id",
    "parent": "parent_id",
    "due": "due",
    "until": "until",
    "key": "key",
    "batch": "batch",
}
OF_NOUN = ("score", "honour", "held_on", "printed_in", "listed_on")  # fields that every kind of a noun has
WORDS = ("account", "reason", "resolution")


@dataclass
class Wrote:
    """What an effect makes of an entry beside its state: columns, fields of the kind, facts for the event."""

    columns: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    state: EntryState | None = None  # only where the row itself does not say it


@dataclass(frozen=True)
class Told:
    """The entry as it stands now, and where its event stands."""

    after: Entered
    recorded: Recorded

    @property
    def entry_id(self) -> int:
        return self.after.subject_id

    @property
    def state(self) -> EntryState:
        return self.after.held.state


Effect = Callable[[Work, Case, int], Wrote]  # the number is that of the turn


def answered(case: Case) -> Wrote:
    """What the answers say of columns and of fields of the kind."""
    seen = case.standing
    assert isinstance(seen, Entered)
    answers = plain(case.answers)
    columns = {column: case.answers[name] for name, column in COLUMNS.items() if name in case.answers}
    names = (*(field.name for field in seen.kind.fields), *OF_NOUN)
    return Wrote(columns, {name: answers[name] for name in names if name in answers})


def begin(work: Work, row: Row, case: Case, effect: Effect | None = None, within: int | None = None) -> Told:
    """Write an entry that begins, and its first turn. Without a region it is all regions' together; `within` is the
    entry whose own act brings it forth.
    """
    seen = case.standing
    assert isinstance(seen, Entered)
    assert isinstance(row.target, EntryState)
    wrote = answered(case)
    region = None if seen.kind.is_whole else case.answers.get("region", case.region or None)
    cells = {"agreement_id": seen.agreement.id, "kind": seen.kind.code, "region_code": region, "turns": 1}
    cells |= {"state": row.target, "fields": wrote.fields, "opened_at": work.at, "changed_at": work.at}
    cells = {**dict.fromkeys(CELLS), **cells, **wrote.columns}
    cells["id"] = work.insert(Entry, **cells)
    if effect is not None:
        effect(work, replace(case, standing=seen.renewed(work.wrote, **cells)), 1)
    return _record(work, row, case, seen.renewed(work.wrote, **cells), {}, {"within": within} if within else {})


def perform(work: Work, row: Row, case: Case, effect: Effect, signature: Signature | None = None) -> Told:
    """Write one step of an entry that stands."""
    seen = case.standing
    assert isinstance(seen, Entered)
    entry, number, before = seen.held, seen.held.turns + 1, snapshot(seen)
    wrote = effect(work, case, number)
    state = wrote.state or row.target or entry.state
    columns = wrote.columns | {"fields": {**entry.fields, **wrote.fields}, "turns": number, "changed_at": work.at}
    mine = (Entry.id == entry.id, Entry.turns == entry.turns, Entry.state == entry.state)
    work.guarded(Entry, *mine, state=state, **columns)
    after = seen.renewed(work.wrote, state=state, **columns)
    return _record(work, row, case, after, before, wrote.facts, signature)


def _record(
    work: Work,
    row: Row,
    case: Case,
    after: Entered,
    before: Mapping[str, Any],
    more: Mapping[str, Any] | None = None,
    signature: Signature | None = None,
) -> Told:
    """The turn as it shows the entry from now on, then the event, whose lock comes last."""
    entry, seat = after.held, case.seat
    shown = plain({name: getattr(entry, name) for name in CELLS} | {"fields": entry.fields})
    said = next((str(case.answers[name]) for name in WORDS if name in case.answers), "")
    turn = {"entry_id": entry.id, "number": entry.turns, "step": row.name, "state": entry.state, "view": shown}
    turn |= {"words": said, "file_sha256": case.answers.get("evidence"), "seat_id": seat.id if seat else None}
    turn["at"] = work.at
    work.insert(EntryTurn, **turn)
    assert isinstance(case.standing, Entered)
    after.went_on(case.standing, **turn)
    about = f"/registers/{entry.kind}/{entry.id}"
    mailroom.tell_parties(work, entry.agreement_id, row.name, after.tracks, region=case.region or None, about=about)
    return Told(after, append(work, _deed(work, row, case, before, after, more or {}, signature)))


def _deed(
    work: Work,
    row: Row,
    case: Case,
    before: Mapping[str, Any],
    after: Entered,
    more: Mapping[str, Any],
    signature: Signature | None,
) -> Deed:
    answers = case.answers
    asked = [ask for ask in row.asks if ask.name in answers]
    facts = {ask.name: answers[ask.name] for ask in asked if ask.is_fact}
    signed = dict(signature.facts) if signature else {}
    return Deed(
        noun=after.noun,
        object_id=after.subject_id,
        sequence=after.held.turns,
        act=row.name,
        seat=case.seat,
        at=work.at,
        agreement_id=after.agreement.id,
        before=before,
        after=snapshot(after),
        facts=plain({**facts, **more, **signed, "kind": after.kind.code, "turn": after.held.turns, "as": case.role}),
        personal={ask.name: str(answers[ask.name]) for ask in asked if not ask.is_fact},
        rules=after.rule_sets[0].id,
        statement=signature.statement if signature else None,
        ceremony=signature.method if signature else None,
    )
