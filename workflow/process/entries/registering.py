"""The rows of registers: an entry is recorded, amended with a reason, ended; nothing of it is ever lost."""

from workflow.process.entries.shapes import EVIDENCE, KEEPERS, REASON, TOLD, begins, of, row
from workflow.process.row import Row
from workflow.rules import entering as law
from workflow.rules import ruling
from workflow.vocabulary import EntryState

RECORDED = of(EntryState.RECORDED)
OWN = (law.keeper, law.own_entry)

ROWS_OF_REGISTERS: tuple[Row, ...] = (
    begins("enter_entry", EntryState.RECORDED, *ruling.SOUND),
    row("amend_entry", RECORDED, None, KEEPERS, (*OWN, *TOLD, *ruling.SOUND, law.entry_changed), (REASON, EVIDENCE)),
    row("end_entry", RECORDED, EntryState.ENDED, KEEPERS, OWN, (REASON, EVIDENCE)),
)
