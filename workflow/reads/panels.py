"""The review panels of one standard with their members and, once a panel has concluded, what each of them voted."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.panels import PanelMember, ReviewPanel
from workflow.records.people import Person
from workflow.records.places import Organ
from workflow.vocabulary import Named, Panel, Stand


@dataclass(frozen=True)
class Seated:
    """A member of a panel, by name and organ."""

    member: PanelMember
    person: Named
    organ: Named


@dataclass(frozen=True)
class Tally:
    """How many are there, have voted, and - only once the panel has concluded - for what."""

    members: int
    present: int
    voted: int
    votes: dict[Stand, int]


def members(session: Session, standard_id: int) -> dict[int, list[Seated]]:
    """Everybody who ever sat on a panel of the standard, the chair first."""
    query = sa.select(PanelMember, Person, Organ).join(Person, Person.id == PanelMember.person_id)
    query = query.join(Organ, Organ.id == PanelMember.organ_id)
    query = query.join(ReviewPanel, ReviewPanel.id == PanelMember.panel_id)
    query = query.where(ReviewPanel.standard_id == standard_id)
    found: dict[int, list[Seated]] = {}
    for member, person, organ in session.execute(query.order_by(PanelMember.is_chair.desc(), PanelMember.person_id)):
        who = Named(str(person.id), person.name, person.name_latin or person.name)
        seated = Seated(member, who, Named(str(organ.id), organ.name_zh, organ.name_en))
        found.setdefault(member.panel_id, []).append(seated)
    return found


def is_open(panel: ReviewPanel) -> bool:
    """Whether the single votes of a panel may be read: never before it has concluded."""
    return panel.state is Panel.CONCLUDED


def tally(panel: ReviewPanel, seated: list[Seated], *, is_told: bool = False) -> Tally:
    """The count; for what is told only of a panel that has concluded, unless the terms tell it while it votes."""
    staying = [s.member for s in seated if s.member.left_at is None]
    cast = [m.vote for m in staying if m.vote is not None]
    votes = {stand: cast.count(stand) for stand in Stand if stand in cast} if is_told or is_open(panel) else {}
    return Tally(len(staying), sum(m.is_present for m in staying), len(cast), votes)
