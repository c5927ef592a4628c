"""The table of a filled form for spreadsheets: columns in the order of the region's layout, counts at the foot."""

from workflow.exports.paperwork.filling import Filled
from workflow.exports.tables import table


def form_sheet(filled: Filled, kind: str) -> bytes:
    """The rows of the form's lists, XLSX or CSV; in neither is a cell taken for a formula."""
    first = next(block for block in filled.blocks if block["kind"] == "rows")
    heading = [str(column["title"]) for column in first["columns"]]
    rows: list[list[str]] = [row for row in first["cells"] if any(row)]
    rows += [[line] for line in first["foot"]]
    return table(kind, "表", heading, rows)
