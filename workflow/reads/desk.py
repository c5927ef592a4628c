"""The desk as it lies there: the words of today, who wrote them, who is where, what nobody has settled."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.desk import noting
from workflow.desk.pad import Pad
from workflow.desk.presence import SILENT
from workflow.records.desks import DeskConflict, DeskEdit, DeskPresence, DeskVisit
from workflow.records.people import Person


class Desk(Pad):
    """The desk of a standard for those who look at it."""

    @cached_property
    def conflicts(self) -> list[DeskConflict]:
        """What nobody has settled yet."""
        return noting.open_ones(self.session, self.standard_id)

    @cached_property
    def unsaved(self) -> list[str]:
        """The clauses whose words are in no version."""
        return [id_ for id_, one in self.draft.items() if self.words(id_) != (one.title, one.body)]

    def since(self, revision: int) -> list[DeskEdit]:
        """The last words of each clause that changed after a revision, the newest last."""
        mine = (DeskEdit.standard_id == self.standard_id, DeskEdit.revision > revision, DeskEdit.stood)
        found = self.session.scalars(sa.select(DeskEdit).where(*mine).order_by(DeskEdit.revision))
        return list({edit.clause_id: edit for edit in found}.values())

    def seen(self, person: int) -> DeskVisit | None:
        """Up to where a person has looked."""
        return self.session.get(DeskVisit, (self.standard_id, person))

    def others(self, person: int) -> list[DeskPresence]:
        """Who else was heard of lately."""
        late = DeskPresence.beat_at > self.at - SILENT
        mine = (DeskPresence.standard_id == self.standard_id, DeskPresence.person_id != person, late)
        return list(self.session.scalars(sa.select(DeskPresence).where(*mine).order_by(DeskPresence.since)))

    def settled(self, most: int = 50) -> list[DeskConflict]:
        """What was settled, the newest first."""
        mine = (DeskConflict.standard_id == self.standard_id, DeskConflict.settled_at.is_not(None))
        return list(
            self.session.scalars(
                sa.select(DeskConflict).where(*mine).order_by(DeskConflict.settled_at.desc()).limit(most)
            )
        )


def names(session: Session, persons: set[int | None]) -> Mapping[int | None, Person]:
    """Persons by id."""
    found = session.scalars(sa.select(Person).where(Person.id.in_(persons - {None})))
    return {person.id: person for person in found}


def lying(session: Session, standard_id: int, at: datetime) -> Desk:
    """The desk of a standard; nothing is locked."""
    return Desk(session, standard_id, at)
