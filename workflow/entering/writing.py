"""What each row of entries writes beside the state it leads to: one function a row, of the row's own name."""

from workflow.entering import registering
from workflow.entering.telling import Effect
from workflow.process.entries import ROWS

WRITES: dict[str, Effect] = {
    name: function for room in (registering,) for name, function in vars(room).items() if name in ROWS
}
