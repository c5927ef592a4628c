"""The cooperation around the lives of the demonstration: every entry of every group, in writing."""

from datetime import date, datetime, time

from workflow.clock import BEIJING
from workflow.demo.acts import working_day
from workflow.demo.playing import Beside
from workflow.demo.promised import promised
from workflow.demo.recognised import Printed, recognised
from workflow.demo.registered import Declared, in_use, matched, pilots, system

ENTERED = -140  # working days before today on which the printed list was entered
DECLARED = -2  # and on which a market declared that it uses a standard
BOOKS = (recognised, promised, system, in_use, pilots, matched)


def cooperation(today: date) -> list[Beside]:
    """Each step at its hour; the play puts them between the acts of the lives."""
    entered = datetime.combine(working_day(today, ENTERED), time(10), BEIJING)
    declared = datetime.combine(working_day(today, DECLARED), time(9, 5), BEIJING)
    return [Printed(entered), Declared(declared), *(kept for book in BOOKS for kept in book(today).kept)]
