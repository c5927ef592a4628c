"""Parts that few acts look at: each costs a statement of its own when it is first asked for."""

from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from workflow.clock import Calendar
from workflow.picture import connections, manuscript
from workflow.picture.connections import Subject, Surroundings
from workflow.picture.parts.life import LifeParts
from workflow.records.agreements import RuleSet
from workflow.records.calendars import NATION, CalendarDay
from workflow.records.comment_uses import CommentHandover
from workflow.records.consultations import Addressee, Comment, Consultation
from workflow.records.deputies import Deputy, Successor
from workflow.records.deviating import DeviationConfirmation
from workflow.records.explaining import ExplanationPart, ExplanationPrint
from workflow.records.limits import LimitJudgement
from workflow.records.numbers import RegionNumber, Serial
from workflow.records.papers import Paper
from workflow.records.people import Appointment, Person
from workflow.records.places import Region
from workflow.records.standards import Hand
from workflow.text.clauses import Text
from workflow.text.deviating import Placed, placed
from workflow.text.limits.judged import Limits
from workflow.vocabulary import (
    Named,
    Number,
    SeatRole,
)


class TouchedParts(LifeParts):
    """What is read only where a row, a form or a page touches it."""

    @cached_property
    def rule_sets(self) -> list[RuleSet]:
        """All rule sets of the agreement, oldest first."""
        mine = RuleSet.agreement_id == self.standard.agreement_id
        return self._all(sa.select(RuleSet).where(mine).order_by(RuleSet.version))

    @cached_property
    def former(self) -> dict[int, Person]:
        """Everybody who took part in the project, also those whose seats have ended."""
        hands = sa.select(Hand.person_id).where(Hand.standard_id == self.standard.id)
        return {person.id: person for person in self._all(sa.select(Person).where(Person.id.in_(hands)))}

    @cached_property
    def lenders(self) -> dict[int, Person]:
        """Deputies' seats from which positions were taken → the person acted for."""
        seats = {position.seat_id for position in self.positions}
        held = sa.select(Deputy.seat_id, Person).join(Appointment, Appointment.id == Deputy.holder_id)
        rows = self.session.execute(
            held.join(Person, Person.id == Appointment.person_id).where(Deputy.seat_id.in_(seats))
        )
        return {seat: person for seat, person in rows}

    @cached_property
    def heirs(self) -> dict[tuple[int, SeatRole, int], int]:
        """Person, role and organ of ended seats → the person who takes their open work over."""
        mine = {d.person_id for d in self.drafters} | {claim.person_id for claim in self.claims}
        heir = aliased(Appointment)
        query = sa.select(Appointment.person_id, Appointment.role, Appointment.organ_id, heir.person_id)
        query = query.join(Successor, Successor.seat_id == Appointment.id).join(heir, heir.id == Successor.heir_id)
        rows = self.session.execute(query.where(Appointment.person_id.in_(mine)).order_by(Appointment.id))
        return {(person, role, organ): to for person, role, organ, to in rows}

    @cached_property
    def calendars(self) -> dict[str, Calendar]:
        """The calendar of each region, the nation's under it; read only where a term counts working days."""
        places = (NATION, *self.places)
        days = self._all(sa.select(CalendarDay).where(CalendarDay.place.in_(places)))
        found = {}
        for code in self.places:
            own = {d.day: d.is_working for place in (NATION, code) for d in days if d.place == place}
            on, off = ({day for day, works in own.items() if works is each} for each in (True, False))
            found[code] = Calendar(frozenset(off), frozenset(on))
        return found

    @cached_property
    def written(self) -> Text:
        """The newest text with its words, read once by whoever judges them or goes on from them."""
        return manuscript.load(self.session, self.versions[0]) if self.versions else Text({}, ())

    @cached_property
    def deviations(self) -> list[Placed]:
        """The regional deviations of the newest text."""
        return list(placed(self.written.clauses))

    @cached_property
    def confirmations(self) -> list[DeviationConfirmation]:
        """That somebody answers for deviations, lapsed or not, oldest first."""
        return self._mine(DeviationConfirmation, DeviationConfirmation.id)

    @cached_property
    def limits(self) -> Limits:
        """The limits that the newest text sets, with what people said of them."""
        return Limits(self.written.clauses, self._mine(LimitJudgement, LimitJudgement.id))

    @cached_property
    def explanation(self) -> dict[str, ExplanationPart]:
        """The same with their words."""
        return {part.section: part for part in self._mine(ExplanationPart, ExplanationPart.number)}

    @cached_property
    def explanation_prints(self) -> dict[str, str]:
        """Files that are prints of the explanation → the content they were made of."""
        return {one.file_sha256: one.content for one in self._mine(ExplanationPrint)}

    @cached_property
    def surroundings(self) -> Surroundings:
        """What ties an expert to this text."""
        return connections.around(self.session, self.standard.id)

    @cached_property
    def subjects(self) -> dict[int, Subject]:
        """Everybody with an expert's seat, by person, with what the bank of the agreement knows besides."""
        persons = [seat.person_id for seat, _ in self.roster if seat.role is SeatRole.EXPERT]
        return {one.key: one for one in connections.of_persons(self.session, self.standard.agreement_id, persons)}

    @cached_property
    def addressees(self) -> list[Addressee]:
        """The units written to in the consultation under way, in the order of the list."""
        mine = Addressee.consultation_id == (self.consultations[0].id if self.consultations else 0)
        return self._all(sa.select(Addressee).where(mine).order_by(Addressee.id))

    @cached_property
    def comments(self) -> list[Comment]:
        """All comments, oldest first; read only where a form or a page lists them."""
        return self._mine(Comment, Comment.id)

    @cached_property
    def handovers(self) -> frozenset[tuple[int, str]]:
        """Consultation and region: whose comments were handed to the common ledger."""
        handed = sa.select(CommentHandover.consultation_id, CommentHandover.region_code)
        query = handed.join(Consultation, Consultation.id == CommentHandover.consultation_id)
        rows = self.session.execute(query.where(Consultation.standard_id == self.standard.id))
        return frozenset((asked, region) for asked, region in rows)

    @cached_property
    def taken(self) -> dict[tuple[int, int], Number]:
        """Serials of the agreement's band that are no longer free."""
        query = sa.select(Serial.serial, Serial.part, Serial.state)
        query = query.where(Serial.agreement_id == self.standard.agreement_id)
        return {(serial, part): state for serial, part, state in self.session.execute(query)}

    @cached_property
    def territories(self) -> dict[str, Named]:
        """The parts of regions that the agreement names, by code."""
        query = sa.select(Region).where(Region.code.in_(self.agreement.territories)).order_by(Region.code)
        return {place.code: Named(place.code, place.name_zh, place.name_en) for place in self.session.scalars(query)}

    @cached_property
    def numbers(self) -> dict[str, RegionNumber]:
        """The number of each region that has, or had, an edition."""
        return {number.region_code: number for number in self._mine(RegionNumber, RegionNumber.id)}

    @cached_property
    def papers(self) -> list[Paper]:
        """Everything handed in, oldest first; read only where a form or a page asks for it."""
        return self._mine(Paper, Paper.id)
