"""What every act looks at: one standard as it stands, and the agreement it lives under, in one statement each."""

from typing import Any

import sqlalchemy as sa

from workflow.picture.gathering import Gathering
from workflow.records.agreements import Agreement, Member, Office, RuleSet
from workflow.records.amendments import Amendment, AmendmentPart
from workflow.records.checking import Waiver
from workflow.records.consultations import Comment, Consultation, RegionWindow
from workflow.records.deputies import Deputy
from workflow.records.explaining import ExplanationPart
from workflow.records.followups import StandardDuty
from workflow.records.motions import Motion, MotionVote
from workflow.records.notices import Timer
from workflow.records.numbers import Serial
from workflow.records.panels import Demand, PanelMember, ReviewPanel
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ, Region
from workflow.records.positions import Position
from workflow.records.releases import Announcement, Release
from workflow.records.reviews import Review
from workflow.records.standards import Claim, Drafter, Hand, Standard, StandardTrack, Turn
from workflow.records.standstill import Alert, AlertAnswer, Lookalike
from workflow.records.texts import Version
from workflow.vocabulary import DeputyKind


def _bound(name: str) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=sa.BigInteger() if name != "field" else sa.String())


_ME, _GROUP = _bound("standard"), _bound("agreement")


def _own(record: Any, *order: Any) -> sa.Select[Any]:
    return sa.select(record).where(record.standard_id == _ME).order_by(*order)


def parties(agreement: Any) -> sa.CompoundSelect[Any]:
    """Codes of an agreement's regions and of the provinces above its cities."""
    mine = Member.agreement_id == agreement
    above = sa.select(Region.parent_code).join(Member, Member.region_code == Region.code).where(mine)
    return sa.union(sa.select(Member.region_code).where(mine), above.where(Region.parent_code.is_not(None)))


# What the rest is found by; whoever holds it is alone.
LOCK = (
    sa.select(Standard.agreement_id, Standard.field, Standard.rule_set_id).where(Standard.id == _ME).with_for_update()
)

# A digest is as long as its text; few acts look into one.
_WITHOUT_DIGEST = sa.select(*(a.class_attribute for a in sa.inspect(Version).column_attrs if a.key != "digest"))
_WITHOUT_WORDS = sa.select(*(a.class_attribute for a in sa.inspect(ExplanationPart).column_attrs if a.key != "words"))

# One standard as it stands, in one statement.
LIFE = Gathering(
    standard=sa.select(Standard).where(Standard.id == _ME),
    tracks=_own(StandardTrack),
    drafters=_own(Drafter, Drafter.order, Drafter.id),
    claims=_own(Claim, Claim.id.desc()),
    versions=_WITHOUT_DIGEST.where(Version.standard_id == _ME).order_by(Version.number.desc()),
    positions=_own(Position, Position.id),
    consultations=_own(Consultation, Consultation.round.desc()),
    windows=sa.select(RegionWindow)
    .join(Consultation, Consultation.id == RegionWindow.consultation_id)
    .where(Consultation.standard_id == _ME),
    comment_counts=sa.select(Comment.__table__.c.state, sa.func.count().label("n"))
    .where(Comment.standard_id == _ME)
    .group_by(Comment.state),
    remark_counts=sa.select(Comment.__table__.c.state, sa.func.count().label("n"))
    .where(Comment.standard_id == _ME, Comment.panel_id.is_not(None))
    .group_by(Comment.state),
    panels=_own(ReviewPanel, ReviewPanel.id.desc()),
    panel_members=sa.select(PanelMember)
    .join(ReviewPanel, ReviewPanel.id == PanelMember.panel_id)
    .where(ReviewPanel.standard_id == _ME, PanelMember.left_at.is_(None))
    .order_by(PanelMember.is_chair.desc(), PanelMember.person_id),
    demands=_own(Demand, Demand.id),
    serials=sa.select(Serial)
    .join(Standard, Standard.lineage == Serial.lineage)
    .where(Standard.id == _ME)
    .order_by(Serial.id),
    releases=_own(Release, Release.attempt.desc()),
    announcements=sa.select(Announcement)
    .join(Release, Release.id == Announcement.release_id)
    .where(Release.standard_id == _ME),
    duties=_own(StandardDuty, StandardDuty.due_on, StandardDuty.id),
    motions=_own(Motion, Motion.id),
    motion_votes=sa.select(MotionVote)
    .join(Motion, Motion.id == MotionVote.motion_id)
    .where(Motion.standard_id == _ME)
    .order_by(MotionVote.id),
    amendments=_own(Amendment, Amendment.id),
    amendment_parts=sa.select(AmendmentPart)
    .join(Amendment, Amendment.id == AmendmentPart.amendment_id)
    .where(Amendment.standard_id == _ME)
    .order_by(AmendmentPart.region_code),
    reviews=_own(Review, Review.round),
    waivers=_own(Waiver, Waiver.id),
    lookalikes=_own(Lookalike, Lookalike.likeness.desc(), Lookalike.other_id),
    alerts=_own(Alert, Alert.id),
    alert_answers=_own(AlertAnswer, AlertAnswer.id),
    explained=_WITHOUT_WORDS.where(ExplanationPart.standard_id == _ME).order_by(ExplanationPart.number),
    hands=_own(Hand),
    turns=_own(Turn, Turn.id),
    timers=_own(Timer, Timer.due_at),
)

_DELEGATED: Any = sa.literal_column(f"'{DeputyKind.DELEGATED}'")

# The confirmed seats of its regions that have not ended; who acts by delegation holds no office.
_SEATS = sa.select(Appointment).where(
    sa.or_(Appointment.region_code.in_(parties(_GROUP)), Appointment.region_code.is_(None)),
    Appointment.confirmed_at.is_not(None),
    Appointment.ended_at.is_(None),
    Appointment.id.not_in(sa.select(Deputy.seat_id).where(Deputy.kind == _DELEGATED)),
)

# What belongs to its agreement, in another: no row about one standard changes it.
GROUP = Gathering(
    agreement=sa.select(Agreement).where(Agreement.id == _GROUP),
    members=sa.select(Member).where(Member.agreement_id == _GROUP).order_by(Member.rank),
    places=sa.select(Region).join(Member, Member.region_code == Region.code).where(Member.agreement_id == _GROUP),
    above=sa.select(Region).where(Region.code.in_(parties(_GROUP))),
    chain=sa.select(Office)
    .where(
        Office.agreement_id == _GROUP,
        sa.or_(Office.field.is_(None), Office.field == _bound("field")),
        Office.until.is_(None),
    )
    .order_by(Office.region_code, Office.rank, Office.id),
    organs=sa.select(Organ).where(sa.or_(Organ.region_code.in_(parties(_GROUP)), Organ.region_code.is_(None))),
    rules=sa.select(RuleSet).where(RuleSet.id == _bound("rules")),
    seats=_SEATS.order_by(Appointment.id),
    persons=sa.select(Person).where(Person.id.in_(_SEATS.with_only_columns(Appointment.person_id))),
)

# Both, for whoever acts.
WHOLE = Gathering(**LIFE.queries, **GROUP.queries)
