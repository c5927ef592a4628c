"""What people of a project do beside its steps: suggest words and talk about clauses. Working notes, not acts: they
move nothing and stand in no log; who may is said here by the same relations as in the table.
"""

from dataclasses import dataclass

from workflow.picture.standing import Case
from workflow.process.reasons import Reason
from workflow.vocabulary import BEFORE, Joint, Role
from workflow.who import is_within, role_of

PEOPLE = (
    Role.DRAFTER,
    Role.COORDINATOR,
    Role.HANDLER,
    Role.APPLICANT,
    Role.APPROVER,
    Role.COSIGNER,
    Role.SECRETARY,
    Role.REVIEWER,
    Role.CHAIR,
    Role.KEEPER,
    Role.OFFICER,
    Role.PROVINCE,
)
MAY_STILL_CHANGE = frozenset({Joint.DRAFTING, Joint.CONSULTING, Joint.ANSWERING, Joint.REVIEWING, Joint.APPROVING})


@dataclass(frozen=True)
class Right:
    """One thing that may be done beside a project: by whom, and during which states."""

    name: str
    who: tuple[Role, ...]
    during: frozenset[Joint]


SUGGEST = Right("suggest", PEOPLE, MAY_STILL_CHANGE)
TALK = Right("talk", PEOPLE, BEFORE)


def takes_part(right: Right, case: Case) -> bool:
    """Whether the actor ever has this right on the standard; for anybody else nothing of it is there."""
    return (
        case.seat is not None and case.seat.may(right.name) and is_within(case) and role_of(right.who, case) is not None
    )


def unmet(right: Right, case: Case) -> list[Reason]:
    """What keeps somebody who has the right from using it now."""
    is_now = case.standing.state in right.during and case.standing.draft is not None
    return [] if is_now else [Reason("not_beside", {"state": case.standing.state})]
