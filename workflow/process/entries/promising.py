"""The rows of promises and tasks: undertaken by a region for a day, delivered, settled by somebody else."""

from workflow.process import asking as ask
from workflow.process.entries.shapes import EVIDENCE, KEEPERS, REASON, STEERING, begins, of, row
from workflow.process.row import Row
from workflow.rules import entering as law
from workflow.vocabulary import EntryState, Role

OPEN, DELIVERED = of(EntryState.OPEN), of(EntryState.DELIVERED)
NOTES = ask.prose("account")
JUDGES = (Role.HANDLER, Role.SECRETARY)

ROWS_OF_PROMISES: tuple[Row, ...] = (
    begins("undertake", EntryState.OPEN),
    row("report_progress", OPEN, None, KEEPERS, (law.own_entry,), (NOTES, EVIDENCE)),
    row("deliver", OPEN, EntryState.DELIVERED, KEEPERS, (law.own_entry,), (NOTES, EVIDENCE)),
    row("settle_promise", DELIVERED, EntryState.SETTLED, JUDGES, (law.others_entry,), (ask.maybe(NOTES),)),
    row("return_promise", DELIVERED, EntryState.OPEN, JUDGES, (law.others_entry,), (REASON,)),
    row("postpone", OPEN, None, STEERING, (), (ask.term("due"), REASON)),
    row("release_promise", OPEN, EntryState.RELEASED, STEERING, (), (REASON,)),
)
