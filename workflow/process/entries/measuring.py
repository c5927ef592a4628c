"""The rows of indicators and targets: set with a definition and a baseline, told figure by figure, closed by them."""

from workflow.process import asking as ask
from workflow.process.entries.shapes import EVIDENCE, KEEPERS, REASON, STEERING, begins, of, row
from workflow.process.row import Ask, AskType, Row
from workflow.rules import entering as law
from workflow.rules import measuring
from workflow.vocabulary import EntryState

RUNNING = of(EntryState.RUNNING)
FIGURE = (ask.past_day("of_day"), Ask("figure", AskType.DECIMAL, most=40), ask.text("source", is_fact=True), EVIDENCE)
OWN = (law.keeper, law.own_entry)

ROWS_OF_INDICATORS: tuple[Row, ...] = (
    begins("set_target", EntryState.RUNNING),
    row("tell_figure", RUNNING, None, KEEPERS, (law.keeper, measuring.figure_new), FIGURE),
    row("amend_target", RUNNING, None, KEEPERS, (*OWN, law.entry_changed), (REASON,)),
    row("reach_target", RUNNING, EntryState.REACHED, (*KEEPERS, *STEERING), (*OWN, measuring.target_met)),
    row("miss_target", RUNNING, EntryState.MISSED, (*KEEPERS, *STEERING), (*OWN, measuring.target_over), (REASON,)),
)
