"""An office file (DOCX of Word, WPS, LibreOffice) read into clauses, with a report of every loss by its place.

Nothing is lost silently: every word of the body is in a clause, in a suggestion or in a loss.
"""

from workflow.text.word.found import Imported, Loss, LossKind, Suggestion, Unreadable
from workflow.text.word.importing import read_word

__all__ = ["Imported", "Loss", "LossKind", "Suggestion", "Unreadable", "read_word"]
