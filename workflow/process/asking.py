"""Short words for the fields that rows ask."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Any

from workflow.picture.standing import Case
from workflow.process.choosing import (
    Choices,
    cities_waiting,
    clauses_of_present_text,
    parts_of_regions,
    parts_or_all,
)
from workflow.process.outcomes import outcomes, speaks_of_outcome
from workflow.process.row import Ask, AskType, Choice
from workflow.vocabulary import (
    Outcome,
    PaperKind,
    Stand,
)


def text(name: str, *, is_fact: bool = False, most: int = 300) -> Ask:
    return Ask(name, AskType.TEXT, is_fact=is_fact, most=most)


def document(name: str) -> Ask:
    """A document or announcement number: a fact."""
    return text(name, is_fact=True, most=120)


def prose(name: str, *, most: int = 4000) -> Ask:
    return Ask(name, AskType.LONGTEXT, is_fact=False, most=most)


def manuscript(name: str, *, most: int, whole: bool = False) -> Ask:
    """Words of the standard itself: of a clause, or all of them."""
    return Ask(name, AskType.LONGTEXT, is_fact=False, is_text=True, is_whole=whole, most=most)


def structure(name: str, *, most: int) -> Ask:
    """A whole text in its JSON form."""
    return Ask(name, AskType.STRUCTURE, is_fact=False, is_text=True, most=most)


def kept(ask: Ask) -> Ask:
    """The same field, kept in a row that the log knows by a salted hash alone: what is personal and may be deleted."""
    return replace(ask, is_fact=False, is_text=True)


def day(name: str) -> Ask:
    return Ask(name, AskType.DATE)


def term(name: str) -> Ask:
    """A day that lies ahead."""
    return Ask(name, AskType.DATE, is_ahead=True)


def past_day(name: str) -> Ask:
    """A day that has come."""
    return Ask(name, AskType.DATE, is_past=True)


def instant(name: str) -> Ask:
    """An instant of the next two years."""
    return Ask(name, AskType.DATETIME)


def count(name: str, *, least: int = 0, most: int = 1_000_000) -> Ask:
    return Ask(name, AskType.INTEGER, least=least, most=most)


def one_of(name: str, kind: type[StrEnum], among: Iterable[StrEnum] | None = None) -> Ask:
    """A choice among the members of an enum."""
    members = list(among or kind)
    return Ask(name, AskType.CHOICE, kind=kind, choices=lambda case: [Choice(m.value, m) for m in members])


def one_of_listed(name: str, kind: type[StrEnum], choices: Choices) -> Ask:
    """A choice among those members of an enum that the case allows."""
    return Ask(name, AskType.CHOICE, kind=kind, choices=choices)


def pick(name: str, choices: Choices, *, many: bool = False) -> Ask:
    return Ask(name, AskType.CHOICES if many else AskType.CHOICE, many=many, choices=choices)


def region(name: str, choices: Choices, *, many: bool = False) -> Ask:
    return Ask(name, AskType.REGION, many=many, choices=choices)


def persons(name: str, choices: Choices, *, many: bool = True) -> Ask:
    return Ask(name, AskType.PERSON, many=many, choices=choices)


def clauses(name: str) -> Ask:
    return Ask(name, AskType.CLAUSES, many=True, choices=clauses_of_present_text)


def paper(name: str, kind: PaperKind) -> Ask:
    """A file that becomes a paper of the project."""
    return Ask(name, AskType.FILE, paper=kind)


def evidence(name: str) -> Ask:
    """A file that stands beside what is told, and is no paper of a project."""
    return Ask(name, AskType.FILE)


def offered(ask: Ask) -> Ask:
    """The same field, only where there is something to choose."""
    choices = ask.choices
    assert choices is not None
    return replace(ask, where=lambda case: bool(choices(case)))


def maybe(ask: Ask) -> Ask:
    """The same field, not obligatory."""
    return replace(ask, required=False)


def where(key: str, value: Any, ask: Ask) -> Ask:
    """The same field, only where a term has this value."""
    return replace(ask, where=holds(key, value))


def holds(key: str, value: Any) -> Callable[[Case], bool]:
    """Whether a term has this value."""
    return lambda case: bool(case.standing.terms[key].value == value)


def sole(name: str, choices: Choices) -> Ask:
    """A choice that is a field of the form only where there is more than one."""
    return replace(maybe(pick(name, choices)), is_sole=True)


def territory(*, anew: bool = False) -> Ask:
    """The parts of regions in which the standard is to hold; without an answer it holds everywhere, or, asked anew, as
    it did.
    """
    ask = maybe(pick("territory", parts_or_all if anew else parts_of_regions, many=True))
    return replace(ask, where=lambda case: bool(case.standing.agreement.territories))


OFFICE_STANDS = (Stand.AGREE, Stand.AGREE_NOTES, Stand.DISCUSS, Stand.DISAGREE, Stand.ABSTAIN)
SAID = (maybe(prose("notes")), maybe(prose("reason")), maybe(clauses("clauses")), maybe(prose("lift")))
POSITION = (
    replace(region("region", cities_waiting), required=False, is_sole=True),
    one_of("position", Stand, OFFICE_STANDS),
    replace(one_of_listed("outcome", Outcome, outcomes), where=speaks_of_outcome),
    *SAID,
)
