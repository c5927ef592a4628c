"""The tables that regulators and auditors ask for, each as a file for people, spreadsheets or programs."""

from typing import Final

from workflow.exports.registers.consultations import COMMENTS, WINDOWS
from workflow.exports.registers.deviations import DEVIATIONS
from workflow.exports.registers.engine import Asked, Register
from workflow.exports.registers.entries import ENTRIES
from workflow.exports.registers.events import EVENTS
from workflow.exports.registers.filings import DUTIES, FILINGS
from workflow.exports.registers.findings import FINDINGS
from workflow.exports.registers.initiation import INITIATION
from workflow.exports.registers.living import LIVING
from workflow.exports.registers.notices import NOTICES, PLANS
from workflow.exports.registers.numbers import NUMBERS
from workflow.exports.registers.positions import COSIGNERS, POSITIONS
from workflow.exports.registers.releases import RELEASES
from workflow.exports.registers.reviews import REVIEWS

__all__ = ["REGISTERS", "Asked", "Register"]

REGISTERS: Final[dict[str, Register]] = {
    one.name: one
    for one in (
        INITIATION,
        PLANS,
        NOTICES,
        WINDOWS,
        COMMENTS,
        REVIEWS,
        COSIGNERS,
        POSITIONS,
        NUMBERS,
        RELEASES,
        FILINGS,
        DUTIES,
        DEVIATIONS,
        LIVING,
        FINDINGS,
        ENTRIES,
        EVENTS,
    )
}
