"""Limits that the clauses of a text set: found in words and tables, related exactly, compared between two standards."""
