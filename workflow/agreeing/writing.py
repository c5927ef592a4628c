"""What each row of the agreement's table writes: one function a row, of the row's own name."""

from collections.abc import Callable
from typing import Any

from workflow.agreeing import adopting, banking, casting, comparing, finding, keying, proposing, sharing, suggesting
from workflow.db import Work
from workflow.picture.standing import Case
from workflow.process.agreement import ROWS

WRITES: dict[str, Callable[[Work, Case], dict[str, Any]]] = {
    name: function
    for room in (proposing, adopting, suggesting, sharing, banking, casting, comparing, finding, keying)
    for name, function in vars(room).items()
    if name in ROWS
}
