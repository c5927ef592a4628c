"""A situation: what matters of one standard on its way, small enough to be remembered and compared."""

from enum import StrEnum
from typing import NamedTuple

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


class Region(NamedTuple):
    """One region's share of a situation."""

    track: Track
    drafters: Drafters = Drafters.NONE
    window: Posting = Posting.NONE
    held: Held = Held.NO
    word: Word = Word.NONE


class Situation(NamedTuple):
    """One standard on its way; the lead region stands first. `suits`: the final text names today's participants."""

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

    @property
    def counted(self) -> list[Region]:
        return [region for region in self.regions if region.track in COUNTED]

    def with_region(self, place: int, **changes: object) -> "Situation":
        """The same with one region changed."""
        changed = self.regions[place]._replace(**changes)  # type: ignore[arg-type]
        return self._replace(regions=(*self.regions[:place], changed, *self.regions[place + 1 :]))


CLOCKED = {Joint.PROPOSED, Joint.CONSULTING, Joint.REVIEWING, Joint.SCHEDULED, Joint.SEALED, Joint.RELEASED}
BEHIND = {Joint.DRAFTING, Joint.CONSULTING, Joint.ANSWERING, Joint.REVIEWING}
REWRITTEN = {TextPurpose.REVIEW, TextPurpose.FINAL}
BLANK = Region(Track.OUTSIDE)


def started(regions: int) -> Situation:
    """A proposal fresh from the lead region."""
    lead = Region(Track.ACCEPTED)
    return Situation(Joint.PROPOSED, (lead, *[BLANK] * (regions - 1)), clock=Clock.RUNNING)


def canonical(s: Situation) -> Situation:
    """The one spelling of all situations that differ only by the names of regions or by what no row looks at."""
    if s.joint.is_end:
        return Situation(s.joint, (BLANK,) * len(s.regions), serial=s.serial)
    if s.joint in LIVE:
        bare = [Region(region.track) for region in s.regions]
        regions = (bare[0], *sorted(bare[1:]))
        return Situation(s.joint, regions, TextPurpose.FINAL, suits=True, serial=s.serial, clock=s.clock)
    kept = [_kept(region, s.joint) for region in s.regions]
    is_rewritten = s.joint is Joint.DRAFTING and s.text in REWRITTEN
    return s._replace(
        regions=(kept[0], *sorted(kept[1:])),
        text=TextPurpose.DRAFT if is_rewritten else s.text,
        suits=s.suits and s.text is TextPurpose.FINAL,
        has_comments=s.has_comments and s.joint is Joint.ANSWERING,
        serial=Serial.RESERVED if s.serial is Serial.CONFIRMED and s.joint in BEHIND else s.serial,
        clock=s.clock if s.joint in CLOCKED else Clock.NONE,
    )


def _kept(region: Region, joint: Joint) -> Region:
    window = region.window if joint is Joint.CONSULTING else Posting.NONE
    word = Word.NONE if region.track in RESTING else region.word
    return region if (window, word) == (region.window, region.word) else region._replace(window=window, word=word)
