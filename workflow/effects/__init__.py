"""What a row writes besides the state: one function a row, of the row's own name, one file a noun.

An effect neither decides nor refuses (rules do) nor calls another effect. It gives back facts for the event, if any.
"""

from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

from workflow.db import Work
from workflow.effects import (
    accession,
    amendments,
    answering,
    checking,
    claims,
    consultations,
    corrections,
    deviating,
    drafting,
    explaining,
    followups,
    heard,
    informing,
    lateness,
    leaving,
    limiting,
    living,
    motions,
    numbers,
    panels,
    positions,
    proposals,
    releases,
    reminders,
    revisions,
    standstill,
    urging,
)
from workflow.picture.standing import Case
from workflow.process.standard import ROWS
from workflow.rules.reminding import REMINDERS

Effect = Callable[[Work, Case], dict[str, Any] | None]
_ROOMS: tuple[ModuleType, ...] = (
    accession,
    amendments,
    answering,
    checking,
    claims,
    consultations,
    corrections,
    deviating,
    drafting,
    explaining,
    followups,
    heard,
    informing,
    lateness,
    leaving,
    limiting,
    living,
    motions,
    numbers,
    panels,
    positions,
    proposals,
    releases,
    reminders,
    revisions,
    standstill,
    urging,
)

EFFECTS: dict[str, Effect] = {name: partial(reminders.fire, name=name) for name in REMINDERS} | {
    name: function for room in _ROOMS for name, function in vars(room).items() if name in ROWS and callable(function)
}
