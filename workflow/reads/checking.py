"""The findings of a version: how one of them is named in an address, and the clauses with safe ones mended."""

from collections.abc import Sequence
from typing import Final

from workflow.checking import Checked, checked
from workflow.picture.standing import Standing
from workflow.process.reasons import NotThere
from workflow.text.checks import BY_ID, Finding, Severity
from workflow.text.clauses import Clause
from workflow.text.numbering import Path

SEVERITIES: Final = {
    Severity.ERROR: "错误",
    Severity.WARNING: "警告",
    Severity.INFORMATION: "提示信息",
}


def looked_at(standing: Standing, number: int | None = None) -> Checked:
    """A version by its number, the newest if none is asked for; NotThere while nothing is written."""
    version = next((v for v in standing.versions if number in (None, v.number)), None)
    if version is None:
        raise NotThere
    return checked(standing, version)


def key_of(finding: Finding) -> str:
    """What tells one finding from all others of the same version."""
    start, end = finding.span
    at = ".".join(map(str, finding.path))
    return f"{finding.rule}@{finding.clause}@{at}@{start}-{end}"


def is_heuristic(finding: Finding) -> bool:
    """Whether a person must look: the check guesses."""
    return BY_ID[finding.rule].is_heuristic


def mended(found: Checked, wanted: Sequence[str] | None = None) -> tuple[Clause, ...]:
    """The clauses with the wanted findings (none named: all) mended where that is safe. Each clause is mended from its
    end, so that what comes before stays where it was found; what overlaps waits for another time.
    """
    clauses = dict(found.text.by_id)
    last: dict[str, tuple[Path, int]] = {}
    for one in sorted(found.findings, key=lambda one: (one.clause, one.path, one.span), reverse=True):
        if one.fix is None or (wanted is not None and key_of(one) not in wanted):
            continue
        path, start = last.get(one.clause, ((), 0))
        if one.clause in last and path == one.path and one.span[1] > start:
            continue
        clauses[one.clause] = one.fix(clauses[one.clause])
        last[one.clause] = (one.path, one.span[0])
    return tuple(clauses[clause.id] for clause in found.text.clauses)
