"""What regions keep together around their standards: one small table a noun, fitted to each kind by its fields."""

from workflow.process.entries.fitting import fitted
from workflow.process.entries.registering import ROWS_OF_REGISTERS
from workflow.process.row import Row
from workflow.vocabulary import Noun

__all__ = ["OF_NOUN", "ROWS", "TABLE", "fitted"]

OF_NOUN: dict[Noun, tuple[Row, ...]] = {
    Noun.REGISTER: ROWS_OF_REGISTERS,
}
TABLE: tuple[Row, ...] = tuple(row for rows in OF_NOUN.values() for row in rows)
ROWS: dict[str, Row] = {row.name: row for row in TABLE}
