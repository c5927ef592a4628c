"""The rows of comparisons: two texts laid side by side, and what named people say of each pair of limits."""

from workflow.process import asking as ask
from workflow.process.row import Ask, Row, Scope
from workflow.rules import comparing as law
from workflow.rules.shapes import Rule
from workflow.text.limits.relating import Relation
from workflow.vocabulary import AgreementState, Role

STANDING = frozenset({AgreementState.IN_FORCE, AgreementState.LAPSED})
WHO = (Role.DRAFTER, Role.HANDLER, Role.SECRETARY)
MOST = 4_000_000  # signs of a text that is brought
LAY = (
    ask.count("standard", least=1, most=999_999_999),
    ask.maybe(ask.count("other", least=1, most=999_999_999)),
    ask.maybe(ask.text("other_number", is_fact=True, most=120)),
    ask.maybe(ask.text("other_title", is_fact=True, most=300)),
    ask.maybe(ask.structure("structure", most=MOST)),
)
SETTLE = (
    ask.count("comparison", least=1, most=999_999_999),
    ask.text("lines", is_fact=True, most=4000),
    ask.maybe(ask.one_of("relation", Relation)),
    ask.maybe(ask.text("notes", is_fact=True, most=300)),
)


def _row(name: str, asks: tuple[Ask, ...], *rules: Rule) -> Row:
    return Row(name, None, Scope.COMPARISON, frozenset(), None, WHO, STANDING, rules=rules, asks=asks)


ROWS_OF_COMPARISONS: tuple[Row, ...] = (
    _row("lay_comparison", LAY, law.one_other, law.texts_released),
    _row("settle_relations", SETTLE, law.lines_there, law.relation_explained),
)
