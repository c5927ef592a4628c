"""The rows of region keys: a region's approver registers a witness's or a mirror's key, and ends it, by signature."""

from workflow.picture.standing import Case
from workflow.process import asking as ask
from workflow.process.row import Ask, Choice, Row, Scope
from workflow.rules import keyring as law
from workflow.rules.shapes import Rule
from workflow.vocabulary import AgreementState, KeyKind, Role
from workflow.words import say

STANDING = frozenset({AgreementState.IN_FORCE, AgreementState.LAPSED})


def own_keys(case: Case) -> list[Choice]:
    """The keys of the actor's region that are in force."""
    found = ((key, key.vkey.partition("+")[0]) for key in law.own(case))
    return [Choice(key.id, say("keyed.key", id=key.id, name=name, kind=key.kind)) for key, name in found]


def _row(name: str, *asks: Ask, rules: tuple[Rule, ...]) -> Row:
    return Row(name, None, Scope.AGREEMENT, STANDING, None, (Role.APPROVER,), rules=rules, asks=asks, signs=True)


ROWS_OF_KEYS: tuple[Row, ...] = (
    _row(
        "register_key",
        ask.one_of("key_kind", KeyKind),
        ask.text("vkey", is_fact=True, most=law.LONGEST),
        rules=(law.key_reads, law.key_new, law.key_room),
    ),
    _row("end_key", ask.pick("key", own_keys), ask.prose("reason"), rules=(law.key_there,)),
)
