"""The auditors' own doors: what they open is recorded, samples are drawn by a visible seed."""
