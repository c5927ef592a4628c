"""Agreements as plain views for pages: registers, one agreement, one change with its check, the forms of steps."""
