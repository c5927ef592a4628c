"""The table of a filled form for spreadsheets: its columns in the order of the region's layout, its counts at the foot."""

from workflow.exports.paperwork.filling import Filled
from workflow.exports.tables import table


def form_sheet(filled: Filled, kind: str) -> bytes:
    """The rows of the form's lists, XLSX or CSV; in neither is a cell taken for a formula."""
    found = [block for block in filled.blocks if block["kind"] == "rows"]
    first = found[0] if found else {"columns": [{"title": filled.title}], "cells": [], "foot": []}
    heading = [column["title"] for column in first["columns"]]
    rows = [row for row in first["cells"] if any(row)]
    rows += [[line] for line in first["foot"]]
    return table(kind, "表", heading, rows)
