"""What rows about the drafting explanation are answered from."""

from workflow.picture.standing import Case
from workflow.process.row import Choice
from workflow.rules.explaining import sections


def sections_to_write(case: Case) -> list[Choice]:
    """Every section of the project's explanation."""
    return [Choice(one.key, one.title) for one in sections(case.standing)]
