"""A standard told again from its events alone: its rows act by act, and each act judged once more by the process table.
Pure: leaves and openings are handed in, from a database or from the files of a mirror."""
