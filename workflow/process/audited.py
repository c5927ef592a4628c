"""The rows of audit findings, with the lists their answers are chosen from: auditors raise and end, regions answer."""

from collections.abc import Iterable

from workflow.picture.standing import Case
from workflow.process import asking as ask
from workflow.process.row import Ask, Choice, Row, Scope
from workflow.records.auditing import AuditFinding
from workflow.rules import auditing as law
from workflow.rules.shapes import Rule
from workflow.vocabulary import AgreementState, FindingState, Role, Severity
from workflow.words import say

Asks = tuple[Ask, ...]
STANDING = frozenset({AgreementState.IN_FORCE, AgreementState.LAPSED})
ASKED, ANSWERED = frozenset({FindingState.ASKED}), frozenset({FindingState.ANSWERED})


def members(case: Case) -> list[Choice]:
    """The parties of the agreement."""
    return [Choice(code, case.standing.named(code)) for code in case.standing.tracks]


def _listed(case: Case, found: Iterable[AuditFinding]) -> list[Choice]:
    named = ((one, case.standing.named(one.region_code)) for one in found)
    return [Choice(one.id, say("audited.finding", id=one.id, region=region)) for one, region in named]


def owed(case: Case) -> list[Choice]:
    """What the actor's region must answer."""
    return _listed(case, law.owed(case))


def answered(case: Case) -> list[Choice]:
    """What was answered to the actor's findings."""
    return _listed(case, law.answered(case))


def raised(case: Case) -> list[Choice]:
    """The actor's findings that are not closed."""
    return _listed(case, law.raised(case))


WRITE = (
    ask.region("region", members),
    ask.one_of("severity", Severity),
    ask.maybe(ask.count("standard", least=1, most=999_999_999)),
    ask.maybe(ask.document("event")),
    ask.prose("matter"),
)
ANSWER = (ask.pick("concern", owed), ask.prose("answer"), ask.maybe(ask.evidence("evidence")))
ACCEPT = (ask.pick("concern", answered), ask.maybe(ask.prose("notes")))
RETURN = (ask.pick("concern", answered), ask.prose("reason"))
WITHDRAW = (ask.pick("concern", raised), ask.prose("reason"))


def _row(name: str, source: frozenset[FindingState], target: FindingState, who: Role, asks: Asks, *rules: Rule) -> Row:
    return Row(name, None, Scope.FINDING, source, target, (who,), STANDING, rules=rules, asks=asks)


NEW = frozenset[FindingState]()
TO_ASKED, TO_ANSWERED, TO_CLOSED, TO_WITHDRAWN = FindingState
ROWS_OF_FINDINGS: tuple[Row, ...] = (
    _row("write_finding", NEW, TO_ASKED, Role.AUDITOR, WRITE, law.event_there, law.standard_there),
    _row("answer_finding", ASKED, TO_ANSWERED, Role.HANDLER, ANSWER, law.finding_owed),
    _row("accept_answer", ANSWERED, TO_CLOSED, Role.AUDITOR, ACCEPT, law.finding_answered),
    _row("return_answer", ANSWERED, TO_ASKED, Role.AUDITOR, RETURN, law.finding_answered),
    _row("withdraw_finding", ASKED | ANSWERED, TO_WITHDRAWN, Role.AUDITOR, WITHDRAW, law.finding_raised),
)
