"""The parts of one standard, each read from the tables when it is first asked for; `standing` says what follows."""

from collections.abc import Collection
from functools import cached_property, partial
from typing import Any, Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from workflow import manuscript
from workflow.clock import Calendar
from workflow.gathering import Gathered, Late
from workflow.records.agreements import Agreement, Member, Office, RuleSet
from workflow.records.amendments import Amendment, AmendmentPart
from workflow.records.calendars import NATION, CalendarDay
from workflow.records.checking import Waiver
from workflow.records.consultations import Comment, Consultation, RegionWindow
from workflow.records.deputies import Deputy, Successor
from workflow.records.deviating import DeviationConfirmation
from workflow.records.followups import StandardDuty
from workflow.records.motions import Motion, MotionVote
from workflow.records.notices import Timer
from workflow.records.numbers import RegionNumber, Serial
from workflow.records.panels import Demand, PanelMember, ReviewPanel
from workflow.records.papers import Paper
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ, Region
from workflow.records.positions import Position
from workflow.records.releases import Announcement, Release
from workflow.records.reviews import Review
from workflow.records.standards import Claim, Drafter, Hand, Standard, StandardTrack, Turn
from workflow.records.texts import Version
from workflow.terms import Term, Terms
from workflow.text.clauses import Text
from workflow.text.deviating import Placed, placed
from workflow.vocabulary import (
    CommentState,
    Named,
    Number,
    Panel,
    Role,
    SeatRole,
    Track,
)
from workflow.whole import GROUP, LIFE, LOCK, WHOLE

R = TypeVar("R")


# Parts that belong to the agreement: no row about one standard changes them.
OF_THE_GROUP = frozenset(
    {"_group", "agreement", "members", "places", "above", "chain", "organs", "seats", "roster", "terms"}
)


class Parts:
    """The parts of one standard: what every act looks at is read in one statement, the rest when it is first asked
    for; all of it detached.
    """

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
        if lock:
            return cls._held(session, standard_id)
        life = LIFE.read(session, standard=standard_id)
        return cls._laid(session, _life=life) if life["standard"] else None

    @classmethod
    def _held(cls, session: Session, standard_id: int) -> Self | None:
        """Locked in a statement of its own: what is read must be what stands once the lock is had."""
        held = session.connection().execute(LOCK, {"standard": standard_id}).one_or_none()
        if held is None:
            return None
        group = {"agreement": held.agreement_id, "field": held.field, "rules": held.rule_set_id}
        whole = WHOLE.read(session, standard=standard_id, **group)
        return cls._laid(session, _life=whole, _group=whole)

    @classmethod
    def _laid(cls, session: Session, **lists: Any) -> Self:
        found = cls(session, lists["_life"]["standard"][0])
        found.__dict__.update(lists)
        return found

    def again(self, wrote: Collection[str]) -> Self:
        """The standard as it stands after an act that wrote these tables; what lies in no other, and what belongs to
        the agreement, has not changed and is kept.
        """
        life = LIFE.renewed(self.session, self._life, {Standard.__tablename__, *wrote}, standard=self.standard.id)
        found = self._laid(self.session, _life=life)
        if found.standard.rule_set_id == self.standard.rule_set_id:
            found.__dict__.update({name: part for name, part in self.__dict__.items() if name in OF_THE_GROUP})
        return found

    @cached_property
    def _life(self) -> Gathered:
        return LIFE.read(self.session, standard=self.standard.id)

    @cached_property
    def _group(self) -> dict[str, list[Any]]:
        mine = self.standard
        return GROUP.read(self.session, agreement=mine.agreement_id, field=mine.field, rules=mine.rule_set_id)

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
        found: Agreement = self._group["agreement"][0]
        return found

    @cached_property
    def members(self) -> list[Member]:
        return self._group["members"]

    @property
    def rules(self) -> RuleSet:
        """The rule set that the project is judged by."""
        found: RuleSet = self._group["rules"][0]
        return found

    @cached_property
    def rule_sets(self) -> list[RuleSet]:
        """All rule sets of the agreement, oldest first."""
        mine = RuleSet.agreement_id == self.standard.agreement_id
        return self._all(sa.select(RuleSet).where(mine).order_by(RuleSet.version))

    @cached_property
    def terms(self) -> Terms:
        return Terms({key: Term(entry["value"], entry["cites"]) for key, entry in self.rules.terms.items()})

    @cached_property
    def places(self) -> dict[str, Region]:
        return {place.code: place for place in self._group["places"]}

    @cached_property
    def above(self) -> dict[str, Region]:
        """Its regions and the provinces above its cities, which file for them."""
        return {place.code: place for place in self._group["above"]}

    @cached_property
    def chain(self) -> list[Office]:
        return self._group["chain"]

    @cached_property
    def organs(self) -> dict[int, Organ]:
        return {organ.id: organ for organ in self._group["organs"]}

    @cached_property
    def seats(self) -> dict[tuple[SeatRole, int], list[Appointment]]:
        """The same seats by role and organ, for whoever asks of an office and not of a person."""
        held: dict[tuple[SeatRole, int], list[Appointment]] = {}
        for seat in self._group["seats"]:
            held.setdefault((seat.role, seat.organ_id), []).append(seat)
        return held

    @cached_property
    def roster(self) -> list[tuple[Appointment, Person]]:
        """The confirmed seats of the group's regions that have not ended; who acts by delegation holds no office."""
        persons = {person.id: person for person in self._group["persons"]}
        return [(seat, persons[seat.person_id]) for seat in self._group["seats"]]

    @cached_property
    def hands(self) -> dict[int, set[Role]]:
        """Person → the roles in which he or she took part."""
        taken: dict[int, set[Role]] = {}
        for hand in self._life["hands"]:
            taken.setdefault(hand.person_id, set()).add(hand.role)
        return taken

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

    # the project

    @cached_property
    def tracks(self) -> dict[str, StandardTrack]:
        rank = {member.region_code: member.rank for member in self.members}
        found = sorted(self._life["tracks"], key=lambda track: rank.get(track.region_code, 99))
        return {track.region_code: track for track in found}

    @cached_property
    def drafters(self) -> list[Drafter]:
        return [d for d in self._life["drafters"] if d.until is None]

    @cached_property
    def claims(self) -> list[Claim]:
        return self._life["claims"]

    @cached_property
    def versions(self) -> list[Version]:
        """All versions of the text, newest first, without their clauses."""
        found: list[Version] = self._life["versions"]
        for version in found:
            vars(version)["digest"] = Late(partial(self._digest, version.id))
        return found

    def _digest(self, version: int) -> dict[str, Any]:
        return self._digests[version]

    @cached_property
    def _digests(self) -> dict[int, dict[str, Any]]:
        query = sa.select(Version.id, Version.digest).where(Version.standard_id == self.standard.id)
        return {id_: digest for id_, digest in self.session.execute(query)}

    @cached_property
    def waivers(self) -> list[Waiver]:
        """Findings that somebody answered for, lapsed or not, oldest first."""
        return self._life["waivers"]

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
    def positions(self) -> list[Position]:
        """Oldest first."""
        return self._life["positions"]

    @cached_property
    def consultations(self) -> list[Consultation]:
        return self._life["consultations"]

    @cached_property
    def windows(self) -> list[RegionWindow]:
        """The windows of all rounds."""
        return self._life["windows"]

    @cached_property
    def comment_counts(self) -> dict[CommentState, int]:
        return dict(self._life["comment_counts"])

    @cached_property
    def comments(self) -> list[Comment]:
        """All comments, oldest first; read only where a form or a page lists them."""
        return self._mine(Comment, Comment.id)

    @cached_property
    def panels(self) -> list[ReviewPanel]:
        return self._life["panels"]

    @cached_property
    def panel_members(self) -> list[PanelMember]:
        """The members of the panels at work that have not left them."""
        at_work = {panel.id for panel in self.open_panels}
        return [m for m in self._life["panel_members"] if m.panel_id in at_work]

    @cached_property
    def demands(self) -> list[Demand]:
        return self._life["demands"]

    @cached_property
    def serials(self) -> list[Serial]:
        return self._life["serials"]

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
    def releases(self) -> list[Release]:
        return self._life["releases"]

    @cached_property
    def announcements(self) -> dict[str, Announcement]:
        """What each region confirmed in the present release attempt."""
        release = self.release
        return {a.region_code: a for a in self._life["announcements"] if release and a.release_id == release.id}

    @cached_property
    def papers(self) -> list[Paper]:
        """Everything handed in, oldest first; read only where a form or a page asks for it."""
        return self._mine(Paper, Paper.id)

    @cached_property
    def duties(self) -> list[StandardDuty]:
        return self._life["duties"]

    @cached_property
    def motions(self) -> list[Motion]:
        """Oldest first."""
        return self._life["motions"]

    @cached_property
    def motion_votes(self) -> list[MotionVote]:
        """Of all motions, oldest first."""
        return self._life["motion_votes"]

    @cached_property
    def amendments(self) -> list[Amendment]:
        """Oldest first."""
        return self._life["amendments"]

    @cached_property
    def amendment_parts(self) -> list[AmendmentPart]:
        """Of all amendments, by region."""
        return self._life["amendment_parts"]

    @cached_property
    def reviews(self) -> list[Review]:
        """Of the standard in force, oldest first."""
        return self._life["reviews"]

    # before and after it, in its lineage

    @cached_property
    def predecessor(self) -> Standard | None:
        """The standard that this one revises."""
        mine = self.standard.predecessor_id
        found = self._all(sa.select(Standard).where(Standard.id == mine)) if mine else []
        return found[0] if found else None

    @cached_property
    def successors(self) -> list[Standard]:
        """The revisions of this standard, oldest first."""
        return self._all(sa.select(Standard).where(Standard.predecessor_id == self.standard.id).order_by(Standard.id))

    @property
    def successor(self) -> Standard | None:
        return self.successors[-1] if self.successors else None

    @cached_property
    def successor_tracks(self) -> dict[str, Track]:
        """Where each region stands in the newest revision."""
        newest = self.successor
        query = sa.select(StandardTrack).where(StandardTrack.standard_id == newest.id) if newest else None
        return {track.region_code: track.state for track in self._all(query)} if query is not None else {}

    # what lists and the worker know of it

    @cached_property
    def turns(self) -> list[Turn]:
        return self._life["turns"]

    @cached_property
    def timers(self) -> list[Timer]:
        return self._life["timers"]

    # what other parts are read by

    @property
    def open_panels(self) -> list[ReviewPanel]:
        """The panels at work: one, or where each region reviews for itself one of each."""
        return [p for p in self.panels if p.state not in (Panel.CONCLUDED, Panel.DISSOLVED)]

    @property
    def amendment(self) -> Amendment | None:
        """The amendment under way: one at a time."""
        return next((a for a in self.amendments if not a.state.is_end), None)

    @property
    def review(self) -> Review | None:
        """The review under way, if one is."""
        return next((r for r in reversed(self.reviews) if r.concluded_at is None), None)

    @property
    def release(self) -> Release | None:
        """The release attempt under way, or the one that succeeded."""
        return next((r for r in self.releases if r.ended_at is None), None)

    @property
    def released(self) -> Version | None:
        """The text as it was released, before any amendment."""
        done = next((r for r in self.releases if r.released_at is not None), None)
        return next((v for v in self.versions if done and v.id == done.version_id), None)

    @property
    def amended(self) -> Version | None:
        """The text with the amendment under way, once it is frozen."""
        wanted = self.amendment.version_id if self.amendment else None
        return next((v for v in self.versions if v.id == wanted), None)
