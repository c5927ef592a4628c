"""What the release room asks: the band of numbers with the standards that hold them, and the announcements."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat
from workflow.reads.catalogue import visible
from workflow.records.numbers import Serial
from workflow.records.papers import Paper
from workflow.records.people import Person
from workflow.records.standards import Standard
from workflow.vocabulary import Named, PaperKind


def band(session: Session, agreement_id: int, seat: Seat) -> list[tuple[Serial, Standard | None]]:
    """Every serial of a group that is no longer free; its standard only where the seat may see it."""
    query = sa.select(Serial, Standard).outerjoin(Standard, sa.and_(Standard.id == Serial.standard_id, visible(seat)))
    rows = session.execute(query.where(Serial.agreement_id == agreement_id).order_by(Serial.serial, Serial.part))
    return [(serial, standard) for serial, standard in rows]


def announcements(session: Session, standard_id: int) -> dict[str, Paper]:
    """The newest announcement file of each region."""
    mine = (Paper.standard_id == standard_id, Paper.kind == PaperKind.ANNOUNCEMENT, Paper.file_sha256.is_not(None))
    found = session.scalars(sa.select(Paper).where(*mine).order_by(Paper.id))
    return {paper.region_code: paper for paper in found if paper.region_code}


def filed(session: Session, standard_id: int) -> list[tuple[Paper, Named]]:
    """Every paper of a standard with the name of who handed it in, the newest first."""
    query = sa.select(Paper, Person).join(Person, Person.id == Paper.person_id)
    rows = session.execute(query.where(Paper.standard_id == standard_id).order_by(Paper.id.desc()))
    return [(paper, person.called) for paper, person in rows]
