"""Who may suggest and talk beside a project, for pages; persons and clauses as they are called there."""

from typing import Any, NamedTuple

from flask import g

from web.project.party import found
from web.views.clauses import label
from workflow.picture import manuscript
from workflow.picture.standing import Case, Standing
from workflow.process.beside import Right, takes_part, unmet
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.reads.drafting import saving
from workflow.text.clauses import Clause


class Beside(NamedTuple):
    """A project that the seat takes part in, with what keeps it from using its right now."""

    standing: Standing
    reasons: list[Reason]


def beside(standard_id: int, right: Right) -> Beside:
    """For anybody who does not take part nothing is there."""
    standing = found(standard_id)
    case = Case(standing, g.seat, g.now)
    if not takes_part(right, case):
        raise NotThere
    return Beside(standing, unmet(right, case))


def usable(standard_id: int, right: Right) -> Standing:
    """The project, where the seat may use the right now; else every reason."""
    here = beside(standard_id, right)
    if here.reasons:
        raise Refused(here.reasons)
    return here.standing


def sees_desk(standing: Standing) -> bool:
    """Whether the seat is of those who save drafts: the words between two versions are theirs."""
    return saving(standing, g.seat, g.now) is not None


def has_pen(standing: Standing) -> bool:
    """Whether the seat may save a draft now."""
    offer = saving(standing, g.seat, g.now)
    return offer is not None and all(reason.rule == "words_given" for reason in offer.reasons)


def clauses_of(standing: Standing) -> dict[str, Clause]:
    """The clauses of the newest version."""
    return dict(manuscript.load(g.session, standing.draft).by_id) if standing.draft else {}


def where(standing: Standing, clauses: dict[str, Clause], clause_id: str, was: str) -> dict[str, Any]:
    """The clause that something stands beside, by its name of today, else as it was called then."""
    here, home = clauses.get(clause_id), f"/standards/{standing.standard.id}"
    page = (
        f"{home}/desk#k-{clause_id}"
        if sees_desk(standing)
        else f"{home}/text?version={_newest(standing)}#k-{clause_id}"
    )
    return {
        "clause": clause_id,
        "label": label(here) if here else was,
        "href": page if here else "",
        "gone": here is None,
    }


def _newest(standing: Standing) -> int:
    return standing.draft.number if standing.draft else 0
