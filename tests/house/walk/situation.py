"""A situation: what matters of one standard on its way, small enough to be remembered and compared."""

from enum import StrEnum
from typing import Any, NamedTuple

from workflow.vocabulary import COUNTED, LIVE, RESTING, Joint, Panel, TextPurpose, Track


class Drafters(StrEnum):
    """A region's part in the drafting group."""

    NONE = "none"
    THERE = "there"


class Posting(StrEnum):
    """A region's window in the consultation under way."""

    NONE = "none"
    PLANNED = "planned"
    POSTED = "posted"


class Held(StrEnum):
    """Whether a region has a closed window behind it; `sham`: closed, though its draft was never posted."""

    NO = "no"
    SHAM = "sham"
    YES = "yes"


class Word(StrEnum):
    """The word of a region's approver on the release."""

    NONE = "none"
    FRESH = "fresh"
    STALE = "stale"
    BLOCK = "block"


class Clock(StrEnum):
    """A term: not running, running, run out."""

    NONE = "none"
    RUNNING = "running"
    OVER = "over"


class Serial(StrEnum):
    """The number of the project."""

    NONE = "none"
    RESERVED = "reserved"
    CONFIRMED = "confirmed"
    USED = "used"
    RETIRED = "retired"


class Successor(StrEnum):
    """The revision of a standard: none, under way, ended without release, in force (in all regions, in the lead's)."""

    NONE = "none"
    RUNNING = "running"
    ENDED = "ended"
    EVERYWHERE = "everywhere"
    PARTLY = "partly"


class Review(StrEnum):
    """The panel with what has happened in it; `state` is the panel's own."""

    state: Panel | None

    def __new__(cls, value: str, state: Panel | None = None) -> "Review":
        member = str.__new__(cls, value)
        member._value_ = value
        member.state = state
        return member

    NONE = "none"
    FORMING = "forming", Panel.FORMING
    NOTICED = "noticed", Panel.NOTICED
    DECLARED = "declared", Panel.NOTICED
    RECUSED = "recused", Panel.NOTICED
    VOTING = "voting", Panel.VOTING
    CARRIED = "carried", Panel.VOTING
    LOST = "lost", Panel.VOTING
    PASSED = "passed", Panel.CONCLUDED
    FAILED = "failed", Panel.CONCLUDED


class Said(StrEnum):
    """What a region says in the review under way; `over`: the others went on without its word."""

    NONE = "none"
    CONFIRM = "confirm"
    REVISE = "revise"
    WITHDRAW = "withdraw"


class Region(NamedTuple):
    """One region's share of a situation. Once released, `term` is a time of its own: the consultation of one that asks
    to join, the day from which it applies the standard; before that, where each region reviews for itself, the notice
    of its panel. `failed` counts its panels that failed earlier. `came_from` is its place before the act that
    is followed.
    """

    track: Track
    drafters: Drafters = Drafters.NONE
    window: Posting = Posting.NONE
    held: Held = Held.NO
    word: Word = Word.NONE
    said: Said = Said.NONE
    is_over: bool = False
    term: Clock = Clock.NONE
    is_admitted: bool = False
    panel: Review = Review.NONE
    failed: int = 0
    came_from: int = 0


class Situation(NamedTuple):
    """One standard on its way; the lead region stands first. `suits`: the final text names today's participants.
    `agreed` are the terms that the group has chosen otherwise than the product ships them.
    """

    joint: Joint
    regions: tuple[Region, ...]
    text: TextPurpose | None = None
    suits: bool = False
    has_group: bool = False
    has_demands: bool = False
    has_comments: bool = False
    serial: Serial = Serial.NONE
    review: Review = Review.NONE
    failures: int = 0
    clock: Clock = Clock.NONE
    grace: Clock = Clock.NONE
    stood_at: Joint | None = None
    is_pause_over: bool = False
    successor: Successor = Successor.NONE
    agreed: tuple[tuple[str, Any], ...] = ()

    @property
    def is_apart(self) -> bool:
        """Whether each region reviews for itself."""
        return ("review.mode", "per_region") in self.agreed

    @property
    def where(self) -> Joint:
        """Where it stands, or stood when it was suspended."""
        return self.stood_at or self.joint

    @property
    def counted(self) -> list[Region]:
        return [region for region in self.regions if region.track in COUNTED]

    def with_region(self, place: int, **changes: object) -> "Situation":
        """The same with one region changed."""
        changed = self.regions[place]._replace(**changes)  # type: ignore[arg-type]
        return self._replace(regions=(*self.regions[:place], changed, *self.regions[place + 1 :]))


CLOCKED = {Joint.PROPOSED, Joint.CONSULTING, Joint.REVIEWING, Joint.SCHEDULED, Joint.SEALED}
BEHIND = {Joint.DRAFTING, Joint.CONSULTING, Joint.ANSWERING, Joint.REVIEWING}
REWRITTEN = {TextPurpose.REVIEW, TextPurpose.FINAL}
# Regions that stay out for different reasons: no row tells these apart.
SAME = {Track.WITHDREW: Track.DECLINED}
SAME_LATER = {Track.WITHDREW: Track.OUTSIDE, Track.DECLINED: Track.OUTSIDE, Track.SEPARATED: Track.REPEALED}
BLANK = Region(Track.OUTSIDE)


# A region's own panel is of one person, so that a few regions need not have many experts.
APART = (("review.mode", "per_region"), ("review.panel_min", 1))
MOST_FAILED = 2


def started(regions: int, agreed: tuple[tuple[str, Any], ...] = ()) -> Situation:
    """A proposal fresh from the lead region."""
    lead = Region(Track.ACCEPTED)
    return Situation(Joint.PROPOSED, (lead, *[BLANK] * (regions - 1)), clock=Clock.RUNNING, agreed=agreed)


def released(regions: int) -> Situation:
    """A standard that all regions have just announced."""
    announced = (Region(Track.ANNOUNCED),) * regions
    return Situation(Joint.RELEASED, announced, TextPurpose.FINAL, suits=True, serial=Serial.USED, clock=Clock.RUNNING)


def canonical(s: Situation) -> Situation:
    """The one spelling of all situations that differ only by the names of regions or by what no row looks at."""
    if s.joint.is_end:
        return Situation(s.joint, (BLANK,) * len(s.regions), serial=s.serial)
    kept = _released(s) if s.joint in LIVE else _under_way(s)
    return kept._replace(regions=(kept.regions[0], *sorted(kept.regions[1:])))


def _released(s: Situation) -> Situation:
    regions = tuple(_live(region, s.joint) for region in s.regions)
    released = Situation(s.joint, regions, TextPurpose.FINAL, suits=True, serial=s.serial)
    successor = s.successor if s.joint is Joint.REVISING else Successor.NONE
    return released._replace(clock=s.clock, grace=s.grace, successor=successor)


def _under_way(s: Situation) -> Situation:
    is_rewritten = s.where is Joint.DRAFTING and s.text in REWRITTEN
    return s._replace(
        regions=tuple(_kept(region, s.where) for region in s.regions),
        text=TextPurpose.DRAFT if is_rewritten else s.text,
        suits=s.suits and s.text is TextPurpose.FINAL,
        has_comments=s.has_comments and s.where is Joint.ANSWERING,
        serial=Serial.RESERVED if s.serial is Serial.CONFIRMED and s.where in BEHIND else s.serial,
        clock=s.clock if s.where in CLOCKED else Clock.NONE,
    )


def _live(region: Region, joint: Joint) -> Region:
    """What still matters of a region once the standard is released."""
    track = SAME_LATER.get(region.track, region.track)
    is_reviewed = joint is Joint.UNDER_REVIEW and region.track in COUNTED
    return Region(
        track,
        said=region.said if is_reviewed else Said.NONE,
        is_over=region.is_over and is_reviewed,
        term=region.term if track in (Track.ACCEDING, Track.ANNOUNCED) else Clock.NONE,
        is_admitted=region.is_admitted and track is Track.ACCEDING,
        came_from=region.came_from,
    )


def _reviewed(region: Region, joint: Joint) -> Region:
    """Once the review is over, or the region gone, only that its panel failed is remembered."""
    if joint is Joint.REVIEWING and region.track in COUNTED:
        return region
    if region.panel is Review.NONE and region.term is Clock.NONE:
        return region
    failed = min(region.failed + (region.panel is Review.FAILED), MOST_FAILED)
    return region._replace(panel=Review.NONE, term=Clock.NONE, failed=failed)


def _kept(region: Region, joint: Joint) -> Region:
    region = _reviewed(region, joint)
    track = SAME.get(region.track, region.track)
    window = region.window if joint is Joint.CONSULTING else Posting.NONE
    word = Word.NONE if track in RESTING else region.word
    if (track, window, word) == (region.track, region.window, region.word):
        return region
    return region._replace(track=track, window=window, word=word)


def named(s: Situation) -> Situation:
    """The same, each region bearing the place it stands at."""
    return s._replace(regions=tuple(r._replace(came_from=place) for place, r in enumerate(s.regions)))


def unnamed(s: Situation) -> tuple[Situation, tuple[int, ...]]:
    """The same without names, and which place each region came from."""
    came = tuple(r.came_from for r in s.regions)
    return s._replace(regions=tuple(r._replace(came_from=0) if r.came_from else r for r in s.regions)), came
