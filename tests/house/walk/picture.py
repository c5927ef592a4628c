"""Makes of a situation the real `Standing` that rows, relations and rules judge: plain records, no database."""

from datetime import timedelta
from functools import cache
from typing import Any

from tests.house.walk import parts
from tests.house.walk.people import CODES, COMMON_DAY, LONG_AGO, NOW, OWN_DAY, TODAY, authority, made, person, static
from tests.house.walk.situation import (
    Clock,
    Drafters,
    Held,
    Posting,
    Region,
    Review,
    Said,
    Situation,
    Successor,
    Word,
)
from workflow import clock
from workflow.picture.standing import Standing
from workflow.records.consultations import Comment, Consultation, RegionWindow
from workflow.records.positions import Position
from workflow.records.releases import Release
from workflow.records.reviews import Review as ReviewRecord
from workflow.records.standards import Drafter, Standard, StandardTrack
from workflow.records.texts import Version
from workflow.text.limits.judged import Limits
from workflow.vocabulary import (
    COUNTED,
    LIVE,
    CommentState,
    Joint,
    Nature,
    Purpose,
    Role,
    SeatRole,
    Stand,
    TextPurpose,
    Track,
    Window,
)

PRESENT, FORMER = "present", "former"
RECENTLY = NOW - timedelta(days=2)
OLD, PRESENT_ROUND = 1, 2
PAUSE = {"from": RECENTLY.isoformat(), "until": None, "stood_since": RECENTLY.isoformat()}


def picture(s: Situation, *, is_late: bool = False) -> Standing:
    """The situation as the process sees it; where `is_late`, whatever is owed has been owed for long."""
    codes = CODES[: len(s.regions)]
    has_comments = s.has_comments or s.where is Joint.CONSULTING
    sealed = s.joint in (Joint.SCHEDULED, Joint.SEALED) or s.joint in LIVE
    counted = tuple(code for code, region in zip(codes, s.regions, strict=True) if region.track in COUNTED)
    return Standing.of(
        **static(len(s.regions), s.agreed),
        standard=_standard(s.joint, s.stood_at, s.is_pause_over, s.has_group, s.failures, s.clock, s.grace, is_late),
        tracks={
            code: _track(code, r._replace(came_from=0, panel=Review.NONE, failed=0), is_late)
            for code, r in zip(codes, s.regions, strict=True)
        },
        drafters=_drafters(s, codes),
        versions=_versions(s.text, counted if s.suits else (), counted[:1], is_late),
        deviations=[],
        confirmations=[],
        limits=Limits(),
        feedback=[],
        inherited=[],
        explained={},
        explanation_prints={},
        positions=[_position(c, r.word) for c, r in zip(codes, s.regions, strict=True) if r.word is not Word.NONE],
        consultations=_consultations(s, is_late),
        windows=_windows(s, codes),
        comment_counts=_counts(has_comments),
        remark_counts={},
        comments=_comments(has_comments),
        addressees=[],
        subjects={},
        **_panels(s, len(codes), is_late),
        demands=parts.demands(s.has_demands),
        serials=parts.serials(s.serial, counted[:1]),
        releases=_releases(s.clock, is_late) if sealed else [],
        motions=[],
        numbers={},
        duties=parts.duties() if s.joint in LIVE else [],
        successors=_successors(s.successor),
        successor_tracks=dict.fromkeys(codes if s.successor is Successor.EVERYWHERE else codes[:1], Track.IN_FORCE),
        reviews=[made(ReviewRecord, id=1, round=1)] if s.joint is Joint.UNDER_REVIEW else [],
        amendments=[],
        motion_votes=[],
        amendment_parts=[],
        timers=[],
        lookalikes=[],
        alerts=parts.alerts(),
        alert_answers=parts.alert_answers(),
        turns=[],
    )


def _panels(s: Situation, regions: int, is_late: bool) -> dict[str, Any]:
    """One panel of all, or one of each region."""
    if not s.is_apart:
        return {"panels": parts.panels(s.review, s.clock), "panel_members": parts.members(s.review, regions)}
    bare = tuple(r._replace(came_from=0) for r in s.regions)
    own = parts.own_panels(bare, s.where is Joint.REVIEWING, is_late)
    return {"panels": own, "panel_members": parts.own_members(bare)}


@cache
def _standard(
    joint: Joint,
    stood_at: Joint | None,
    is_pause_over: bool,
    has_group: bool,
    failures: int,
    term: Clock,
    grace: Clock,
    is_late: bool,
) -> Standard:
    is_lapsed = joint is Joint.PROPOSED and term is Clock.OVER
    until = None if stood_at is None else clock.day_of(NOW) + timedelta(days=0 if is_pause_over else 30)
    effective = TODAY if joint is not Joint.RELEASED or term is Clock.OVER else COMMON_DAY
    is_due = joint is Joint.IN_FORCE and term is Clock.OVER
    return made(
        Standard,
        id=1,
        agreement_id=1,
        state=joint,
        since=LONG_AGO if is_lapsed or is_late else RECENTLY,
        stood_at=stood_at,
        suspended_until=until,
        pauses=[PAUSE] if stood_at else None,
        decide_by=clock.day_of(LONG_AGO if is_late else NOW),
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
        extensions=0,
        below_floor_at={Clock.NONE: None, Clock.RUNNING: RECENTLY, Clock.OVER: LONG_AGO}[grace],
        effective_on=effective if joint in LIVE else None,
        review_from=clock.day_of(LONG_AGO) if is_due else None,
        version=1,
        joint_version=1,
        text_version=0,
        search_text="",
    )


@cache
def _track(code: str, region: Region, is_late: bool) -> StandardTrack:
    began = LONG_AGO if is_late else RECENTLY
    return made(
        StandardTrack,
        standard_id=1,
        region_code=code,
        state=region.track,
        since=began,
        reply_by=clock.day_of(began),
        plan_until=TODAY,
        plan_number="1",
        version=1,
        round=1,
        drafters_named_at=RECENTLY if region.drafters is not Drafters.NONE else None,
        review_stand=None if region.said is Said.NONE else region.said.value,
        passed_over_at=RECENTLY if region.is_over else None,
        effective_on=OWN_DAY[region.term] if region.track is Track.ANNOUNCED else None,
        home_text_hash=PRESENT if region.track is Track.ACCEDING and region.term is not Clock.NONE else None,
        home_closes_on=TODAY + timedelta(days=-1 if region.term is Clock.OVER else 30),
        admitted_at=RECENTLY if region.is_admitted else None,
        rung=0,
        replaces="",
    )


@cache
def _successors(successor: Successor) -> list[Standard]:
    if successor is Successor.NONE:
        return []
    state = {Successor.RUNNING: Joint.DRAFTING, Successor.ENDED: Joint.TERMINATED}.get(successor, Joint.IN_FORCE)
    return [made(Standard, id=2, state=state, since=NOW, title_zh="", title_en="")]


def _drafters(s: Situation, codes: tuple[str, ...]) -> list[Drafter]:
    """One a region; the editor in chief is the first of them once the group is confirmed."""
    there = [c for c, region in zip(codes, s.regions, strict=True) if region.drafters is Drafters.THERE]
    return [_drafter(code, s.has_group and code == there[0]) for code in there]


@cache
def _drafter(code: str, is_editor: bool) -> Drafter:
    who = person(code, SeatRole.DRAFTER)
    return made(Drafter, id=who, standard_id=1, region_code=code, person_id=who, unit="研究院", is_editor=is_editor)


@cache
def _versions(
    purpose: TextPurpose | None, participants: tuple[str, ...], editor: tuple[str, ...], is_late: bool
) -> list[Version]:
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
        made_at=LONG_AGO if is_late else RECENTLY,
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


def _consultations(s: Situation, is_late: bool) -> list[Consultation]:
    under_way = [_consultation(PRESENT_ROUND, s.clock, is_late)] if s.where is Joint.CONSULTING else []
    before = [_consultation(OLD, Clock.OVER, False)] if any(r.held is not Held.NO for r in s.regions) else []
    return under_way + before


@cache
def _consultation(which: int, term: Clock, is_late: bool) -> Consultation:
    opened = LONG_AGO if is_late else RECENTLY
    days = {Clock.NONE: None, Clock.RUNNING: 30, Clock.OVER: -1}[term]
    closes = None if days is None else clock.day_of(NOW) + timedelta(days=days)
    return made(Consultation, id=which, round=which, version_id=1, days=30, opened_at=opened, closes_on=closes)


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
    return {CommentState.RECEIVED: int(is_open), CommentState.ANSWERED: 1, CommentState.PUBLISHED: 1}


@cache
def _comments(is_open: bool) -> list[Comment]:
    """One received where any is, one answered, and one whose answer is public."""
    states = {1: CommentState.RECEIVED} if is_open else {}
    states |= {2: CommentState.ANSWERED, 3: CommentState.PUBLISHED}
    public = {CommentState.PUBLISHED: RECENTLY}
    return [made(Comment, id=n, state=s, receipt=str(n), published_at=public.get(s)) for n, s in states.items()]


@cache
def _releases(term: Clock, is_late: bool) -> list[Release]:
    instant = NOW - timedelta(minutes=1) if term is Clock.OVER else NOW + timedelta(days=2)
    arranged = LONG_AGO if is_late else RECENTLY
    release: dict[str, Any] = {"id": 1, "attempt": 1, "instant": instant, "scheduled_at": arranged, "cover_order": []}
    return [made(Release, **release)]
