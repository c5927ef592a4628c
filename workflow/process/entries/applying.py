"""The rows of applications: applied for, admitted or turned down, examined, accepted with a score and a title."""

from workflow.process import asking as ask
from workflow.process.entries.shapes import EVIDENCE, KEEPERS, REASON, begins, of, row
from workflow.process.row import Row
from workflow.rules import applying
from workflow.rules import entering as law
from workflow.vocabulary import EntryState, Role

APPLIED, UNDER_WAY, PASSED = of(EntryState.APPLIED), of(EntryState.UNDER_WAY), of(EntryState.PASSED)
JUDGES = (Role.APPROVER, Role.HANDLER, Role.PROVINCE)
APART = (law.own_entry, law.other_hand)
SCORE = ask.count("score", most=100)
NOTES = ask.prose("account")

ROWS_OF_APPLICATIONS: tuple[Row, ...] = (
    begins("apply", EntryState.APPLIED),
    row("admit", APPLIED, EntryState.UNDER_WAY, JUDGES, APART, (ask.term("due"), ask.maybe(NOTES))),
    row("turn_down", APPLIED, EntryState.REFUSED, JUDGES, APART, (REASON,)),
    row("examine", UNDER_WAY, None, JUDGES, APART, (SCORE, NOTES, EVIDENCE)),
    row(
        "accept_result",
        UNDER_WAY,
        EntryState.PASSED,
        JUDGES,
        APART,
        (SCORE, ask.maybe(ask.text("honour", is_fact=True)), ask.maybe(ask.term("until")), ask.maybe(NOTES), EVIDENCE),
    ),
    row("fail_result", UNDER_WAY, EntryState.FAILED, JUDGES, APART, (SCORE, REASON, EVIDENCE)),
    row("take_back", APPLIED | UNDER_WAY, EntryState.WITHDRAWN, KEEPERS, (law.keeper, law.own_entry), (REASON,)),
    row("title_ends", PASSED, EntryState.EXPIRED, (Role.SYSTEM,), (applying.until_over,)),
)
