"""The parts of one standard, each read from the tables when it is first asked for; `standing` says what follows."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.agreements import Agreement, Member, Office, RuleSet
from workflow.records.consultations import Comment, Consultation, RegionWindow
from workflow.records.deputies import Deputy
from workflow.records.followups import StandardDuty
from workflow.records.numbers import Serial
from workflow.records.panels import Demand, PanelMember, ReviewPanel
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ, Region
from workflow.records.positions import Position
from workflow.records.releases import Announcement, Release
from workflow.records.standards import Claim, Drafter, Hand, Standard, StandardTrack
from workflow.records.texts import Version
from workflow.vocabulary import (
    CommentState,
    DeputyKind,
    Number,
    Panel,
    Role,
)

R = TypeVar("R")


@dataclass(frozen=True)
class Term:
    """One figure of the rule set, with the citation it rests on."""

    value: Any
    cites: str


class Terms(dict[str, Term]):
    """The terms of a rule set; a missing key is a fault of the installation."""

    def days(self, key: str) -> int:
        """A term that counts calendar days, months or pieces."""
        return int(self[key].value)

    def share(self, key: str) -> Fraction:
        """A term that is a share, written as 3/4."""
        return Fraction(str(self[key].value))


# Parts that belong to the agreement: no row about one standard changes them.
OF_THE_GROUP = frozenset({"agreement", "members", "places", "chain", "organs", "roster", "terms"})


class Parts:
    """The parts of one standard; each is read in one statement when it is first asked for, and detached."""

    session: Session
    standard: Standard

    def __init__(self, session: Session, standard: Standard) -> None:
        self.session, self.standard = session, standard

    @classmethod
    def of(cls, **parts: Any) -> Self:
        """A standing from given parts alone, without a database."""
        made = cls.__new__(cls)
        made.__dict__.update(parts)
        return made

    @classmethod
    def load(cls, session: Session, standard_id: int, *, lock: bool = False) -> Self | None:
        """The standard as it stands; `lock` keeps others from acting on it until the transaction ends."""
        query = sa.select(Standard).where(Standard.id == standard_id)
        found = session.scalars(query.with_for_update() if lock else query).one_or_none()
        if found is None:
            return None
        session.expunge(found)
        return cls(session, found)

    def again(self) -> Self:
        """The standard as it stands after an act; what belongs to the agreement has not changed and is kept."""
        found = type(self).load(self.session, self.standard.id)
        assert found is not None
        found.__dict__.update({name: part for name, part in self.__dict__.items() if name in OF_THE_GROUP})
        return found

    def _all(self, query: sa.Select[R]) -> list[R]:
        """Detached records, so that nothing here is ever written back by accident."""
        found = list(self.session.scalars(query))
        for record in found:
            self.session.expunge(record)
        return found

    def _mine(self, record: type[R], *order: Any) -> list[R]:
        query = sa.select(record).where(record.standard_id == self.standard.id)  # type: ignore[attr-defined]
        return self._all(query.order_by(*order))

    # the agreement and its people

    @cached_property
    def agreement(self) -> Agreement:
        return self._all(sa.select(Agreement).where(Agreement.id == self.standard.agreement_id))[0]

    @cached_property
    def members(self) -> list[Member]:
        query = sa.select(Member).where(Member.agreement_id == self.standard.agreement_id)
        return self._all(query.order_by(Member.rank))

    @cached_property
    def terms(self) -> Terms:
        found = self._all(sa.select(RuleSet).where(RuleSet.id == self.standard.rule_set_id))[0]
        return Terms({key: Term(entry["value"], entry["cites"]) for key, entry in found.terms.items()})

    @cached_property
    def places(self) -> dict[str, Region]:
        query = sa.select(Region).join(Member, Member.region_code == Region.code)
        return {r.code: r for r in self._all(query.where(Member.agreement_id == self.standard.agreement_id))}

    @cached_property
    def chain(self) -> list[Office]:
        query = sa.select(Office).where(
            Office.agreement_id == self.standard.agreement_id,
            sa.or_(Office.field.is_(None), Office.field == self.standard.field),
            Office.until.is_(None),
        )
        return self._all(query.order_by(Office.region_code, Office.rank, Office.id))

    def _codes(self) -> sa.CompoundSelect[str]:
        """The group's regions and the provinces above its cities."""
        mine = Member.agreement_id == self.standard.agreement_id
        above = sa.select(Region.parent_code).join(Member, Member.region_code == Region.code).where(mine)
        return sa.union(sa.select(Member.region_code).where(mine), above.where(Region.parent_code.is_not(None)))

    @cached_property
    def organs(self) -> dict[int, Organ]:
        query = sa.select(Organ).where(sa.or_(Organ.region_code.in_(self._codes()), Organ.region_code.is_(None)))
        return {organ.id: organ for organ in self._all(query)}

    @cached_property
    def roster(self) -> list[tuple[Appointment, Person]]:
        """The confirmed seats of the group's regions that have not ended; who acts by delegation holds no office."""
        query = (
            sa.select(Appointment, Person)
            .join(Person, Person.id == Appointment.person_id)
            .where(
                sa.or_(Appointment.region_code.in_(self._codes()), Appointment.region_code.is_(None)),
                Appointment.confirmed_at.is_not(None),
                Appointment.ended_at.is_(None),
                Appointment.id.not_in(sa.select(Deputy.seat_id).where(Deputy.kind == DeputyKind.DELEGATED)),
            )
            .order_by(Appointment.id)
        )
        found = [(seat, person) for seat, person in self.session.execute(query)]
        for record in {record for pair in found for record in pair}:
            self.session.expunge(record)
        return found

    @cached_property
    def hands(self) -> dict[int, set[Role]]:
        """Person → the roles in which he or she took part."""
        taken: dict[int, set[Role]] = {}
        for hand in self._mine(Hand):
            taken.setdefault(hand.person_id, set()).add(hand.role)
        return taken

    @cached_property
    def former(self) -> dict[int, Person]:
        """Everybody who took part in the project, also those whose seats have ended."""
        hands = sa.select(Hand.person_id).where(Hand.standard_id == self.standard.id)
        return {person.id: person for person in self._all(sa.select(Person).where(Person.id.in_(hands)))}

    # the project

    @cached_property
    def tracks(self) -> dict[str, StandardTrack]:
        rank = {member.region_code: member.rank for member in self.members}
        found = sorted(self._mine(StandardTrack), key=lambda track: rank.get(track.region_code, 99))
        return {track.region_code: track for track in found}

    @cached_property
    def drafters(self) -> list[Drafter]:
        return [d for d in self._mine(Drafter, Drafter.order, Drafter.id) if d.until is None]

    @cached_property
    def claims(self) -> list[Claim]:
        return self._mine(Claim, Claim.id.desc())

    @cached_property
    def versions(self) -> list[Version]:
        """All versions of the text, newest first, without their clauses."""
        return self._mine(Version, Version.number.desc())

    @cached_property
    def positions(self) -> list[Position]:
        """Oldest first."""
        return self._mine(Position, Position.id)

    @cached_property
    def consultations(self) -> list[Consultation]:
        return self._mine(Consultation, Consultation.round.desc())

    @cached_property
    def windows(self) -> list[RegionWindow]:
        """The windows of all rounds."""
        query = sa.select(RegionWindow).join(Consultation, Consultation.id == RegionWindow.consultation_id)
        return self._all(query.where(Consultation.standard_id == self.standard.id))

    @cached_property
    def comment_counts(self) -> dict[CommentState, int]:
        query = sa.select(Comment.state, sa.func.count()).where(Comment.standard_id == self.standard.id)
        return {state: count for state, count in self.session.execute(query.group_by(Comment.state))}

    @cached_property
    def comments(self) -> list[Comment]:
        """All comments, oldest first; read only where a form or a page lists them."""
        return self._mine(Comment, Comment.id)

    @cached_property
    def panels(self) -> list[ReviewPanel]:
        return self._mine(ReviewPanel, ReviewPanel.id.desc())

    @cached_property
    def panel_members(self) -> list[PanelMember]:
        """The members of the present panel that have not left it."""
        if self.panel is None:
            return []
        query = sa.select(PanelMember).where(PanelMember.panel_id == self.panel.id, PanelMember.left_at.is_(None))
        return self._all(query.order_by(PanelMember.is_chair.desc(), PanelMember.person_id))

    @cached_property
    def demands(self) -> list[Demand]:
        return self._mine(Demand, Demand.id)

    @cached_property
    def serials(self) -> list[Serial]:
        return self._mine(Serial, Serial.id)

    @cached_property
    def taken(self) -> dict[tuple[int, int], Number]:
        """Serials of the agreement's band that are no longer free."""
        query = sa.select(Serial.serial, Serial.part, Serial.state)
        query = query.where(Serial.agreement_id == self.standard.agreement_id)
        return {(serial, part): state for serial, part, state in self.session.execute(query)}

    @cached_property
    def releases(self) -> list[Release]:
        return self._mine(Release, Release.attempt.desc())

    @cached_property
    def announcements(self) -> dict[str, Announcement]:
        """What each region confirmed in the present release attempt."""
        if self.release is None:
            return {}
        query = sa.select(Announcement).where(Announcement.release_id == self.release.id)
        return {a.region_code: a for a in self._all(query)}

    @cached_property
    def duties(self) -> list[StandardDuty]:
        return self._mine(StandardDuty, StandardDuty.due_on, StandardDuty.id)

    # what other parts are read by

    @property
    def panel(self) -> ReviewPanel | None:
        """The panel at work, if one is."""
        return next((p for p in self.panels if p.state not in (Panel.CONCLUDED, Panel.DISSOLVED)), None)

    @property
    def release(self) -> Release | None:
        """The release attempt under way, or the one that succeeded."""
        return next((r for r in self.releases if r.ended_at is None), None)
