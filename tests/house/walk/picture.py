"""Makes of a situation the real `Standing` that rows, relations and rules judge: plain records, no database."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from tests.house.walk.people import CODES, EXPERTS, LONG_AGO, NOW, authority, made, person, static
from tests.house.walk.situation import Clock, Drafters, Held, Posting, Region, Review, Serial, Situation, Word
from workflow import clock
from workflow.records.consultations import Comment, Consultation, RegionWindow
from workflow.records.numbers import Serial as SerialRecord
from workflow.records.panels import Demand, PanelMember, ReviewPanel
from workflow.records.positions import Position
from workflow.records.releases import Release
from workflow.records.standards import Drafter, Standard, StandardTrack
from workflow.records.texts import Version
from workflow.standing import Standing
from workflow.vocabulary import (
    COUNTED,
    LIVE,
    CommentState,
    Joint,
    Nature,
    Number,
    Panel,
    Purpose,
    Role,
    SeatRole,
    Stand,
    TextPurpose,
    Window,
)

PRESENT, FORMER = "present", "former"
NUMBERS = {
    Serial.RESERVED: Number.RESERVED,
    Serial.CONFIRMED: Number.RESERVED,
    Serial.USED: Number.USED,
    Serial.RETIRED: Number.RETIRED,
}
RECENTLY = NOW - timedelta(days=2)
OLD, PRESENT_ROUND = 1, 2


def picture(s: Situation) -> Standing:
    """The situation as the process sees it."""
    codes = CODES[: len(s.regions)]
    has_comments = s.has_comments or s.joint is Joint.CONSULTING
    sealed = s.joint in (Joint.SCHEDULED, Joint.SEALED) or s.joint in LIVE
    counted = tuple(code for code, region in zip(codes, s.regions, strict=True) if region.track in COUNTED)
    return Standing.of(
        **static(len(s.regions)),
        standard=_standard(s.joint, s.has_group, s.failures, s.clock, s.grace),
        tracks={code: _track(code, region) for code, region in zip(codes, s.regions, strict=True)},
        drafters=_drafters(s, codes),
        versions=_versions(s.text, counted if s.suits else (), counted[:1]),
        positions=[_position(c, r.word) for c, r in zip(codes, s.regions, strict=True) if r.word is not Word.NONE],
        consultations=_consultations(s),
        windows=_windows(s, codes),
        comment_counts=_counts(has_comments),
        comments=_comments(has_comments),
        panels=_panels(s.review, s.clock),
        panel_members=_members(s.review, len(codes)),
        demands=_demands(s.has_demands),
        serials=_serials(s.serial, counted[:1]),
        releases=_releases(s.clock) if sealed else [],
        motions=[],
        motion_votes=[],
    )


@cache
def _standard(joint: Joint, has_group: bool, failures: int, term: Clock, grace: Clock) -> Standard:
    is_lapsed = joint is Joint.PROPOSED and term is Clock.OVER
    effective = clock.day_of(NOW) + timedelta(days=0 if term is Clock.OVER else 60)
    return made(
        Standard,
        id=1,
        agreement_id=1,
        state=joint,
        since=LONG_AGO if is_lapsed else RECENTLY,
        lead_region=CODES[0],
        title_zh="示例",
        title_en="Example",
        scope="示例",
        ics="43.080",
        ccs="T 47",
        nature=Nature.RECOMMENDED,
        special_law="",
        field="交通运输",
        group_confirmed_at=RECENTLY if has_group else None,
        failures=failures,
        below_floor_at={Clock.NONE: None, Clock.RUNNING: RECENTLY, Clock.OVER: LONG_AGO}[grace],
        effective_on=effective if joint in LIVE else None,
        version=1,
        joint_version=1,
        text_version=0,
        search_text="",
    )


@cache
def _track(code: str, region: Region) -> StandardTrack:
    named = region.drafters is not Drafters.NONE
    return made(
        StandardTrack,
        standard_id=1,
        region_code=code,
        state=region.track,
        since=RECENTLY,
        version=1,
        round=1,
        drafters_named_at=RECENTLY if named else None,
        replaces="",
    )


def _drafters(s: Situation, codes: tuple[str, ...]) -> list[Drafter]:
    """One a region; the editor in chief is the first of them once the group is confirmed."""
    there = [c for c, region in zip(codes, s.regions, strict=True) if region.drafters is Drafters.THERE]
    return [_drafter(code, s.has_group and code == there[0]) for code in there]


@cache
def _drafter(code: str, is_editor: bool) -> Drafter:
    who = person(code, SeatRole.DRAFTER)
    return made(Drafter, id=who, standard_id=1, region_code=code, person_id=who, unit="研究院", is_editor=is_editor)


@cache
def _versions(purpose: TextPurpose | None, participants: tuple[str, ...], editor: tuple[str, ...]) -> list[Version]:
    if purpose is None:
        return []
    made_by = person(editor[0], SeatRole.DRAFTER) if editor else None
    text = made(
        Version,
        id=1,
        standard_id=1,
        number=1,
        purpose=purpose,
        made_by=made_by,
        made_at=RECENTLY,
        text_hash=PRESENT,
        meta_hash=PRESENT,
        meta={"participants": list(participants)},
        digest={"c1": [PRESENT, [], "1 范围"]},
    )
    return [text]


@cache
def _position(code: str, word: Word) -> Position:
    return made(
        Position,
        id=int(code),
        standard_id=1,
        region_code=code,
        purpose=Purpose.RELEASE,
        round=1,
        organ_id=authority(code),
        role=Role.APPROVER,
        person_id=person(code, SeatRole.APPROVER),
        stand=Stand.DISAGREE if word is Word.BLOCK else Stand.AGREE,
        version_id=1,
        text_hash=FORMER if word is Word.STALE else PRESENT,
        reason="理由",
        lift="修改",
        clauses=[],
        at=RECENTLY,
    )


def _consultations(s: Situation) -> list[Consultation]:
    under_way = [_consultation(PRESENT_ROUND, s.clock)] if s.joint is Joint.CONSULTING else []
    before = [_consultation(OLD, Clock.OVER)] if any(r.held is not Held.NO for r in s.regions) else []
    return under_way + before


@cache
def _consultation(which: int, term: Clock) -> Consultation:
    days = {Clock.NONE: None, Clock.RUNNING: 30, Clock.OVER: -1}[term]
    closes = None if days is None else clock.day_of(NOW) + timedelta(days=days)
    return made(Consultation, id=which, round=which, version_id=1, days=30, opened_at=RECENTLY, closes_on=closes)


def _windows(s: Situation, codes: tuple[str, ...]) -> list[RegionWindow]:
    facts = list(zip(codes, s.regions, strict=True))
    old = [_window(OLD, code, Window.CLOSED, r.held is Held.YES) for code, r in facts if r.held is not Held.NO]
    posted = [_window(PRESENT_ROUND, code, Window.POSTED, True) for code, r in facts if r.window is Posting.POSTED]
    planned = [_window(PRESENT_ROUND, code, Window.PLANNED, False) for code, r in facts if r.window is Posting.PLANNED]
    return old + posted + planned


@cache
def _window(which: int, code: str, state: Window, is_posted: bool) -> RegionWindow:
    on = clock.day_of(RECENTLY) if is_posted else None
    return made(RegionWindow, consultation_id=which, region_code=code, state=state, posted_on=on)


@cache
def _counts(is_open: bool) -> dict[CommentState, int]:
    return {CommentState.RECEIVED: int(is_open), CommentState.ANSWERED: 1}


@cache
def _comments(is_open: bool) -> list[Comment]:
    states = {1: CommentState.RECEIVED} if is_open else {}
    return [
        made(Comment, id=n, state=state, receipt=str(n)) for n, state in (states | {2: CommentState.ANSWERED}).items()
    ]


@cache
def _panels(review: Review, term: Clock) -> list[ReviewPanel]:
    if review.state is None:
        return []
    noticed: datetime | None = LONG_AGO if term is Clock.OVER else RECENTLY
    if review is Review.FORMING:
        noticed = None
    return [made(ReviewPanel, id=1, round=1, state=review.state, by_letter=False, noticed_at=noticed, opened_at=NOW)]


@cache
def _members(review: Review, regions: int) -> list[PanelMember]:
    """Seven from all regions; in a vote four of them settle it one way, seven the other."""
    if review.state in (None, Panel.FORMING):
        return []
    has_voted, is_voting = review in (Review.CARRIED, Review.LOST), review.state is Panel.VOTING
    return [
        made(
            PanelMember,
            panel_id=1,
            person_id=who,
            region_code=CODES[place % regions],
            is_chair=place == 0,
            is_user=place < 2,
            interest=_interest(review, place),
            is_present=is_voting,
            vote=(Stand.DISAGREE if review is Review.LOST and place > 3 else Stand.AGREE) if has_voted else None,
        )
        for place, who in enumerate(EXPERTS)
    ]


def _interest(review: Review, place: int) -> str | None:
    if review is Review.NOTICED:
        return None
    return "employed" if review is Review.RECUSED and place == len(EXPERTS) - 1 else "none"


@cache
def _demands(is_open: bool) -> list[Demand]:
    return [made(Demand, id=1, panel_id=1, words="修改", met_in=None)] if is_open else []


@cache
def _serials(serial: Serial, keeper: tuple[str, ...]) -> list[SerialRecord]:
    """Asked void by the region that reserved it, so that another may void it at any time."""
    if serial is Serial.NONE:
        return []
    region = keeper[0] if keeper else CODES[0]
    who = person(region, SeatRole.KEEPER)
    record = made(
        SerialRecord,
        id=1,
        serial=3901,
        part=0,
        state=NUMBERS[serial],
        reserved_by=who,
        reserved_region=region,
        reserved_at=RECENTLY,
        confirmed_at=RECENTLY if serial in (Serial.CONFIRMED, Serial.USED) else None,
        void_asked_by=who,
        void_asked_region=region,
        void_asked_at=NOW,
    )
    return [record]


@cache
def _releases(term: Clock) -> list[Release]:
    instant = NOW - timedelta(minutes=1) if term is Clock.OVER else NOW + timedelta(days=2)
    release: dict[str, Any] = {"id": 1, "attempt": 1, "instant": instant, "scheduled_at": RECENTLY, "cover_order": []}
    return [made(Release, **release)]
