"""What each row of entries writes beside the state it leads to. Most only lead on: what was answered stands in their
turn. Those that write more have a function of the row's own name.
"""

from workflow.db import Work
from workflow.entering import convening, listing, measuring
from workflow.entering.telling import Effect, Wrote, answered
from workflow.picture.standing import Case
from workflow.process.entries import ROWS


def told(work: Work, case: Case, number: int) -> Wrote:
    """Columns and fields of the kind, as far as the row asks them."""
    return answered(case)


_OWN: dict[str, Effect] = {
    name: function for room in (convening, listing, measuring) for name, function in vars(room).items() if name in ROWS
}
WRITES: dict[str, Effect] = dict.fromkeys(ROWS, told) | _OWN
BEGINS: dict[str, Effect] = {name: effect for name, effect in _OWN.items() if not ROWS[name].source}
