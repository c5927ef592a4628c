"""The rows of meetings: called with an agenda, resolved item by item, closed with minutes."""

from dataclasses import replace

from workflow.process import asking as ask
from workflow.process.entries.fitting import members
from workflow.process.entries.shapes import EVIDENCE, REASON, STEERING, begins, of, row
from workflow.process.row import Row
from workflow.rules import convening
from workflow.vocabulary import EntryState, Role

CALLED, HELD = of(EntryState.CALLED), of(EntryState.CALLED, EntryState.HELD)
CONVENERS = (*STEERING, Role.HANDLER)
RESOLUTION = (
    ask.text("item", is_fact=True),
    ask.prose("resolution"),
    ask.region("agreed", members, many=True),
    ask.maybe(ask.prose("dissent")),
    ask.maybe(ask.text("task", is_fact=True)),
    ask.maybe(ask.region("task_owner", members)),
    ask.maybe(ask.term("due")),
)

ROWS_OF_MEETINGS: tuple[Row, ...] = (
    begins("call_meeting", EntryState.CALLED),
    row("resolve_item", HELD, None, CONVENERS, (convening.task_whole,), RESOLUTION),
    row(
        "hold_meeting",
        CALLED,
        EntryState.HELD,
        CONVENERS,
        (convening.all_attended,),
        (ask.past_day("held_on"), ask.prose("account"), replace(EVIDENCE, required=True)),
    ),
    row("cancel_meeting", CALLED, EntryState.CANCELLED, CONVENERS, (), (REASON,)),
)
