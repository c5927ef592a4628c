"""Offices and who sits on them: appointments, deputies, what a seat leaves behind, an installation's first seats."""
