"""The rows of limits on clauses (quantity, operator, value, unit), with the lists their answers are chosen from."""

from collections.abc import Iterable

from workflow.picture.standing import Case
from workflow.process import asking as ask
from workflow.process.row import Ask, Choice, Row, Scope
from workflow.rules import limiting as law
from workflow.rules.drafting import draft_written
from workflow.rules.positions import other_hands
from workflow.rules.shapes import Rule
from workflow.text.limits.judged import Judged
from workflow.text.limits.limit import Force, Operator
from workflow.vocabulary import LIVE, Joint, Named, Role

WHERE = frozenset({Joint.DRAFTING, Joint.ANSWERING, Joint.APPROVING}) | LIVE
WHO = (Role.DRAFTER, Role.HANDLER)


def _listed(found: Iterable[Judged]) -> list[Choice]:
    return [Choice(one.name, _name(one)) for one in found]


def _name(one: Judged) -> Named:
    where = one.clause.number or one.clause.title
    told = f"{where} {one.limit.condition} {one.limit.quantity} {one.limit.shown}"
    words = " ".join(told.split())
    return Named(one.name, words, words)


def waiting(case: Case) -> list[Choice]:
    """What was proposed and nobody has judged as the words stand."""
    return _listed(law.waiting(case))


def current(case: Case) -> list[Choice]:
    """Every limit of the newest text."""
    return _listed(law.current(case))


def to_state(case: Case) -> list[Choice]:
    """Those, and in each clause that binds one that nobody proposed."""
    clauses = ((one.id, one.number or one.title) for one in case.standing.limits.binding)
    return current(case) + [Choice(f"{id_}/{law.NEW}", Named(id_, f"{told} +", f"{told} +")) for id_, told in clauses]


def _row(name: str, rules: tuple[Rule, ...], *asks: Ask) -> Row:
    return Row(name, None, Scope.JOINT, WHERE, None, WHO, rules=(draft_written, *rules, other_hands), asks=asks)


ROWS_OF_LIMITS: tuple[Row, ...] = (
    _row("confirm_limits", (law.limits_wait,), ask.pick("limits", waiting, many=True)),
    _row(
        "state_limit",
        (law.clauses_bind, law.limit_stated, law.unit_known),
        ask.pick("limit", to_state),
        ask.text("quantity", is_fact=True, most=120),
        ask.maybe(ask.text("condition", is_fact=True, most=300)),
        ask.one_of("operator", Operator),
        ask.text("bound", is_fact=True, most=40),
        ask.maybe(ask.text("bound_to", is_fact=True, most=40)),
        ask.maybe(ask.text("measure", is_fact=True, most=40)),
        ask.one_of("force", Force),
    ),
    _row("reject_limits", (law.limits_there,), ask.pick("limits", current, many=True), ask.prose("reason")),
)
