"""What rows of entries have in common."""

from typing import Final

from workflow.process import asking as ask
from workflow.process.row import Ask, Row, Scope
from workflow.rules import entering as law
from workflow.rules.shapes import Rule
from workflow.vocabulary import AgreementState, EntryState, Role

STANDING: Final = frozenset({AgreementState.IN_FORCE, AgreementState.LAPSED})
KEEPERS: Final = (Role.HANDLER, Role.SECRETARY, Role.DRAFTER, Role.IMPLEMENTER, Role.PROVINCE)
STEERING: Final = (Role.CHAIRING, Role.SECRETARY)  # the chair of the year, and the joint secretariat
EVIDENCE: Final = ask.maybe(ask.evidence("evidence"))
REASON: Final = ask.prose("reason")
TOLD: Final = (law.entry_standard, law.entry_parent, law.entry_key, law.code_fits, law.credit_code_sound)


def of(*states: EntryState) -> frozenset[EntryState]:
    return frozenset(states)


def row(
    name: str,
    source: frozenset[EntryState],
    target: EntryState | None,
    who: tuple[Role, ...],
    rules: tuple[Rule, ...] = (),
    asks: tuple[Ask, ...] = (),
    *,
    signs: bool = False,
) -> Row:
    """A row of entries: taken while the agreement stands."""
    return Row(name, None, Scope.ENTRY, source, target, who, STANDING, rules=rules, asks=asks, signs=signs)


def begins(name: str, target: EntryState, *more: Rule, asks: tuple[Ask, ...] = (EVIDENCE,)) -> Row:
    """The row by which an entry begins: what is told of it is said by its kind."""
    return row(name, of(), target, KEEPERS, (law.keeper, *TOLD, *more), asks)
