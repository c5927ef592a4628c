"""The rows of registers that anybody may declare to: declared by the public, confirmed or refused by a handler of the
region, taken back or ended by whoever holds the receipt. Only kinds that name the public as a keeper know them.
"""

from workflow.process import asking as ask
from workflow.process.entries.shapes import EVIDENCE, REASON, TOLD, of, row
from workflow.process.row import Row
from workflow.rules import declaring
from workflow.rules import entering as law
from workflow.vocabulary import EntryState, Role

APPLIED, RECORDED = of(EntryState.APPLIED), of(EntryState.RECORDED)
PUBLIC, JUDGES = (Role.PUBLIC,), (Role.HANDLER,)
RECEIPT = ask.prose("receipt", most=40)  # the log knows it by a salted hash; its opening is shown to nobody
HELD = (declaring.receipt_held,)

ROWS_OF_DECLARATIONS: tuple[Row, ...] = (
    row("declare_entry", of(), EntryState.APPLIED, PUBLIC, (law.keeper, *TOLD, *declaring.SOUND)),
    row(
        "confirm_entry",
        APPLIED,
        EntryState.RECORDED,
        JUDGES,
        (law.own_entry,),
        (ask.maybe(ask.prose("account")), EVIDENCE),
    ),
    row("refuse_entry", APPLIED, EntryState.REFUSED, JUDGES, (law.own_entry,), (REASON,)),
    row("take_back_entry", APPLIED, EntryState.WITHDRAWN, PUBLIC, HELD, (RECEIPT,)),
    row("end_declared", RECORDED, EntryState.ENDED, PUBLIC, HELD, (RECEIPT, REASON)),
)
