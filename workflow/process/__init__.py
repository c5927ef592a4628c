"""The process as tables of rows: `standard.py` is the law of one coordinated standard; the rest reads it."""
