"""Which acts of a seat may be done by somebody else, or on paper: read off the table, never those of a release."""

from workflow.process.row import Row, Scope
from workflow.process.standard import ROWS
from workflow.vocabulary import READERS, Role, SeatRole, Stage, Track
from workflow.who import SEATED

# Held by the person, not by the office: nobody drafts or reviews for another.
PERSONAL = READERS | {SeatRole.DRAFTER, SeatRole.EXPERT}
# Who binds a region by an amendment; what a department says on it may be said by its deputy.
BINDING = frozenset({Role.APPROVER, Role.OFFICER})


def is_of_release(row: Row) -> bool:
    """Whether a row binds a region to what is published or to the number, also by an amendment or when it joins. Of the
    stage of the release every row does, signed or not: a serial once reserved is never free again."""
    amends = row.scope is Scope.AMENDMENT and bool(BINDING & set(row.who))
    return row.stage is Stage.RELEASE or (row.signs and (amends or row.target is Track.ANNOUNCED))


def reached(role: SeatRole) -> list[Row]:
    """The acts that a seat of this kind can take somewhere, in the order of the table."""
    kinds = {relation for relation, seated in SEATED.items() if seated is role}
    kinds |= {Role.IMPLEMENTER} if role is SeatRole.HANDLER else set()
    return [row for row in ROWS.values() if kinds & set(row.who)]


def delegable(role: SeatRole) -> list[Row]:
    """What a holder of such a seat may let somebody else do."""
    return [] if role in PERSONAL else [row for row in reached(role) if not is_of_release(row)]


def on_paper(role: SeatRole) -> list[Row]:
    """What may have been signed on paper and be entered later: the same, if it is signed at all and begins no life; of
    a reviewer the vote, which is cast by hand though nobody else casts it.
    """
    if role is SeatRole.EXPERT:
        return [row for row in reached(role) if row.signs and Role.REVIEWER in row.who]
    begins = (row for row in delegable(role) if row.signs)
    return [row for row in begins if row.source or row.scope is not Scope.JOINT]
