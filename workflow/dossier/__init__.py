"""A dossier 档案包: everything of one standard in one file that proves itself; the format stands in docs/dossier.md."""
