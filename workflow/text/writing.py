"""A clause tree printed back as the plain text from which `reading` makes the same tree."""

from collections.abc import Iterable

from workflow.text import lines
from workflow.text.clauses import Clause, ClauseKind

_STATUS = {ClauseKind.NORMATIVE_ANNEX: "（规范性）", ClauseKind.INFORMATIVE_ANNEX: "（资料性）"}


def writing(clauses: Iterable[Clause]) -> str:
    return "\n".join(_printed(clause) for clause in clauses) + "\n"


def _printed(clause: Clause) -> str:
    if clause.kind.is_annex:
        return _annex(clause)
    if clause.kind is ClauseKind.CONTENTS:
        return f"{clause.title}\n{clause.body}\n\n"
    heading = f"{clause.number} {clause.title}".strip()
    if "." in clause.number and lines.begins_with_unit(clause.title):
        heading = f"{clause.number}\n{clause.title}"
    if not clause.body:
        return heading
    if clause.title or not heading:
        return f"{heading}\n{clause.body}".lstrip("\n")
    first = clause.body.partition("\n")[0]
    if lines.title_like(first) or lines.begins_with_unit(first):
        return f"{heading}\n\n\n{clause.body}"
    return f"{heading} {clause.body}"


def _annex(clause: Clause) -> str:
    """The three lines of GB/T 1.1; two blank lines keep the body from being taken for what is missing."""
    heading = "\n".join(part for part in (f"附录 {clause.number}", _STATUS.get(clause.kind), clause.title) if part)
    if not clause.body:
        return heading
    whole = clause.title and clause.kind is not ClauseKind.ANNEX
    return f"{heading}\n{clause.body}" if whole else f"{heading}\n\n\n{clause.body}"
