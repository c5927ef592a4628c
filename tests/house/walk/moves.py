"""Moves a situation as the table says: the row's own subject, what moves along, then the imitated facts."""

from collections.abc import Callable
from enum import StrEnum

from tests.house.walk import facts
from tests.house.walk.people import CODES
from tests.house.walk.situation import Clock, Held, Posting, Region, Review, Serial, Situation, Word
from workflow.effects.moves import all_moves
from workflow.picture.standing import Case
from workflow.process.row import Move, Row, Scope
from workflow.vocabulary import COUNTED, Joint, Number, Panel, Window

PANELS = {Panel.FORMING: Review.FORMING, Panel.NOTICED: Review.NOTICED, Panel.VOTING: Review.VOTING}
CONCLUDED = {"pass_review_here": Review.PASSED, "fail_review_here": Review.FAILED}
SUBJECTS = {Number.RESERVED: Serial.RESERVED, Number.RETIRED: Serial.NONE}  # after a void one, another may be reserved
NUMBERS = {Serial.RESERVED: Number.RESERVED, Serial.CONFIRMED: Number.RESERVED, Serial.USED: Number.USED}
BULK = {Number.USED: Serial.USED, Number.RETIRED: Serial.RETIRED}
POSTINGS = {Posting.PLANNED: Window.PLANNED, Posting.POSTED: Window.POSTED}
KEEPS_ITS_CLOCK = (Joint.SCHEDULED, Joint.SEALED)


def after(row: Row, s: Situation, place: int, target: StrEnum, case: Case) -> list[Situation]:
    """Every situation that taking the row may lead to, before the process settles."""
    moved = _subject(row, s, place, target)
    for move in all_moves(row):
        moved = WRITERS[move.what](moved, move, place, case)
    if [r.track in COUNTED for r in moved.regions] != [r.track in COUNTED for r in s.regions]:
        moved = moved._replace(suits=False)
    is_paused = Joint.SUSPENDED in (s.joint, moved.joint)
    if moved.joint is not s.joint and (s.joint, moved.joint) != KEEPS_ITS_CLOCK and not is_paused:
        moved = moved._replace(clock=Clock.NONE)
    if moved.joint is Joint.SUSPENDED is not s.joint:
        moved = moved._replace(stood_at=s.joint)
    if row.name == "lead_falls":
        return [facts.lead_falls(moved, place, case.answers, case)]
    return facts.MANY[row.name](moved, place, case.answers) if row.name in facts.MANY else [moved]


def _subject(row: Row, s: Situation, place: int, target: StrEnum) -> Situation:
    match row.scope:
        case Scope.JOINT:
            assert isinstance(target, Joint)
            return s._replace(joint=target)
        case Scope.OWN | Scope.NAMED:
            return s.with_region(place, track=target)
        case Scope.PANEL if row.target is not None:
            state = CONCLUDED.get(row.name) or PANELS[Panel(target)]
            return s.with_region(place, panel=state) if s.is_apart else s._replace(review=state)
        case Scope.NUMBER if row.target is not None:
            return s._replace(serial=SUBJECTS[Number(target)])
    return s


def _each(s: Situation, change: Callable[[Region], Region]) -> Situation:
    return s._replace(regions=tuple(change(region) for region in s.regions))


def _tracks(s: Situation, move: Move, place: int, case: Case) -> Situation:
    """Tracks as they stood before the row; `where` says of which regions."""
    stood = case.standing.tracks

    def moves(region: Region, code: str) -> bool:
        return stood[code].state in move.source and (move.where is None or move.where(case, code))

    changed = (r._replace(track=move.target) if moves(r, c) else r for r, c in zip(s.regions, CODES, strict=False))
    return s._replace(regions=tuple(changed))


def _rounds(s: Situation, move: Move, place: int, case: Case) -> Situation:
    return _each(s, lambda r: r if move.source and r.track not in move.source else r._replace(word=Word.NONE))


def _own_round(s: Situation, move: Move, place: int, case: Case) -> Situation:
    return s.with_region(place, word=Word.NONE)


def _windows(s: Situation, move: Move, place: int, case: Case) -> Situation:
    def change(region: Region) -> Region:
        if POSTINGS.get(region.window) not in move.source:
            return region
        held = region.held
        if move.target is Window.CLOSED and held is not Held.YES:
            held = Held.YES if region.window is Posting.POSTED else Held.SHAM
        return region._replace(window=Posting.NONE, held=held)

    return _each(s, change)


def _panels(s: Situation, move: Move, place: int, case: Case) -> Situation:
    if s.is_apart:
        return _each(s, lambda r: r._replace(panel=Review.NONE) if r.panel.state in move.source else r)
    return s._replace(review=Review.NONE) if s.review.state in move.source else s


def _own_panel(s: Situation, move: Move, place: int, case: Case) -> Situation:
    gone = s.regions[place].panel.state in move.source
    return s.with_region(place, panel=Review.NONE) if gone else s


def _serials(s: Situation, move: Move, place: int, case: Case) -> Situation:
    return s._replace(serial=BULK[move.target]) if NUMBERS.get(s.serial) in move.source else s


def _back(s: Situation, move: Move, place: int, case: Case) -> Situation:
    return s._replace(stood_at=None, is_pause_over=False)


def _failures(s: Situation, move: Move, place: int, case: Case) -> Situation:
    return s._replace(failures=s.failures + 1)


def _beside(s: Situation, move: Move, place: int, case: Case) -> Situation:
    """Parts that are walked by themselves."""
    return s


WRITERS: dict[str, Callable[[Situation, Move, int, Case], Situation]] = {
    "tracks": _tracks,
    "rounds": _rounds,
    "own_round": _own_round,
    "windows": _windows,
    "panels": _panels,
    "own_panel": _own_panel,
    "serials": _serials,
    "failures": _failures,
    "back": _back,
    **dict.fromkeys(("duties", "motions", "amendments"), _beside),
}
