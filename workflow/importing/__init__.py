"""Lists that come as CSV or XLSX: read within limits, planned row by row, written whole or not at all."""
