"""Agreements as their own rules see them: the picture of one, what a change says, and the check of what it would do."""
