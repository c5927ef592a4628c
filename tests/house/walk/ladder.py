"""The ladder of lateness walked by itself: a debt at each gate, day by day, and what the process tells of it."""

from copy import copy
from datetime import date, timedelta

from tests.house.walk.lawful import is_open
from tests.house.walk.people import CODES, NOW, made
from tests.house.walk.picture import picture
from tests.house.walk.situation import APART, Clock, Drafters, Posting, Region, Review, Said, Serial, Situation, Word
from workflow import clock
from workflow.picture.standing import Case, Standing
from workflow.process.standard import ROWS
from workflow.records.standards import StandardTrack
from workflow.rules.lateness import owed_until
from workflow.vocabulary import Joint, Role, TextPurpose, Track

LADDER = ("remind_approver", "tell_chair", "put_on_agenda")
NAMED = Region(Track.INITIATED, Drafters.THERE)
APPROVED = Region(Track.APPROVED, Drafters.THERE, word=Word.FRESH)
IN_FORCE = Region(Track.IN_FORCE)

# At each gate: what the others have done, and what the region that owes has not.
OWING: dict[Joint, tuple[Region, Region]] = {
    Joint.INITIATING: (Region(Track.INITIATED), Region(Track.ACCEPTED)),
    Joint.DRAFTING: (NAMED, Region(Track.INITIATED)),
    Joint.CONSULTING: (NAMED._replace(window=Posting.POSTED), NAMED._replace(window=Posting.PLANNED)),
    Joint.REVIEWING: (NAMED._replace(panel=Review.PASSED), NAMED._replace(panel=Review.FORMING)),
    Joint.APPROVING: (APPROVED, NAMED),
    Joint.SCHEDULED: (APPROVED._replace(track=Track.CONFIRMED), APPROVED),
    Joint.UNDER_REVIEW: (IN_FORCE._replace(said=Said.CONFIRM), IN_FORCE),
}


def owing(joint: Joint) -> Situation:
    """Two regions have done their part of this gate, the third owes its own."""
    done, owes = OWING[joint]
    text = TextPurpose.CONSULTATION if joint is Joint.CONSULTING else TextPurpose.FINAL
    agreed = APART if joint is Joint.REVIEWING else ()
    kept = Situation(joint, (done, done, owes), text, True, has_group=True, serial=Serial.CONFIRMED, agreed=agreed)
    return kept._replace(clock=Clock.RUNNING)


def told(joint: Joint, late: int, rung: int) -> tuple[list[str], int]:
    """What the process tells when it wakes so many days after the debt was due, and the rung then reached."""
    standing = picture(owing(joint))
    code = CODES[2]
    due = owed_until(Case(standing, None, NOW), code)
    assert due is not None
    at = clock.start_of(clock.days_after(due, late)) + timedelta(hours=12)
    steps: list[str] = []
    while len(steps) <= len(LADDER):
        standing = _on_rung(standing, code, rung, due)
        case = Case(standing, None, at, {"region": code}, Role.SYSTEM)
        step = next((name for name in LADDER if is_open(ROWS[name], case)), None)
        if step is None:
            return steps, rung
        steps.append(step)
        rung = LADDER.index(step) + 1
    return steps, rung


def _on_rung(standing: Standing, code: str, rung: int, due: date | None) -> Standing:
    """The same with the rung remembered as the effect remembers it."""
    track = standing.tracks[code]
    values = {column.key: getattr(track, column.key) for column in StandardTrack.__table__.columns}
    climbed = copy(standing)
    climbed.__dict__["tracks"] = standing.tracks | {
        code: made(StandardTrack, **values | {"rung": rung, "rung_due": due})
    }
    return climbed
