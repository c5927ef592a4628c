"""What regions keep together around their standards: one small table a noun, fitted to each kind by its fields."""

from workflow.kinds import Kind
from workflow.process.entries.applying import ROWS_OF_APPLICATIONS
from workflow.process.entries.convening import ROWS_OF_MEETINGS
from workflow.process.entries.declaring import ROWS_OF_DECLARATIONS
from workflow.process.entries.fitting import fitted
from workflow.process.entries.listing import ROWS_OF_LISTS
from workflow.process.entries.measuring import ROWS_OF_INDICATORS
from workflow.process.entries.promising import ROWS_OF_PROMISES
from workflow.process.entries.registering import ROWS_OF_REGISTERS
from workflow.process.row import Row
from workflow.vocabulary import Noun

__all__ = ["OF_NOUN", "ROWS", "TABLE", "fitted", "rows_of"]

OF_NOUN: dict[Noun, tuple[Row, ...]] = {
    Noun.REGISTER: (*ROWS_OF_REGISTERS, *ROWS_OF_DECLARATIONS),
    Noun.OBLIGATION: ROWS_OF_PROMISES,
    Noun.INDICATOR: ROWS_OF_INDICATORS,
    Noun.MEETING: ROWS_OF_MEETINGS,
    Noun.APPLICATION: ROWS_OF_APPLICATIONS,
    Noun.LIST: ROWS_OF_LISTS,
}
TABLE: tuple[Row, ...] = tuple(row for rows in OF_NOUN.values() for row in rows)
ROWS: dict[str, Row] = {row.name: row for row in TABLE}


def rows_of(kind: Kind) -> tuple[Row, ...]:
    """The rows that entries of a kind know: what the public declares only where the kind is open to it."""
    return tuple(row for row in OF_NOUN[kind.noun] if kind.is_open or row not in ROWS_OF_DECLARATIONS)
