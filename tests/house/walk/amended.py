"""An amendment walked by itself, beside a standard in force: every region's part in it, its text, and one clock."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from tests.house.walk.lawful import is_open
from tests.house.walk.people import CODES, LONG_AGO, NOW, authority, made, person, seat
from tests.house.walk.picture import picture
from tests.house.walk.situation import Clock, Region, Situation
from workflow import clock
from workflow.picture.standing import Case, Seat, Standing
from workflow.process.row import Row, Scope
from workflow.process.standard import TABLE
from workflow.records.amendments import Amendment, AmendmentPart
from workflow.records.positions import Position
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.vocabulary import (
    AmendmentKind,
    AmendmentState,
    Joint,
    Purpose,
    Role,
    SeatRole,
    Stand,
    TextPurpose,
    Track,
)
from workflow.who import SEATED

ROWS = [row for row in TABLE if row.scope is Scope.AMENDMENT]
PRESENT, FORMER = "amended", "amended before"
IN_FORCE_TEXT, AMENDED_TEXT = 1, 2
RECENTLY = NOW - timedelta(days=2)


class Word(Enum):
    """What a region's approver said on the amendment, and whether it is on its present text."""

    NONE = 0
    FRESH = 1
    STALE = 2
    BLOCK = 3


class Frozen(Enum):
    """The text with the amendment: none, with today's participants, or with others."""

    NONE = 0
    SUITS = 1
    FORMER = 2


class Part(NamedTuple):
    """One region: whether the standard applies in it, and what it did for the amendment."""

    is_there: bool = True
    is_posted: bool = False
    word: Word = Word.NONE
    is_confirmed: bool = False


GONE = Part(is_there=False)


class Amended(NamedTuple):
    """An amendment under way."""

    state: AmendmentState
    kind: AmendmentKind
    parts: tuple[Part, ...]
    frozen: Frozen = Frozen.NONE
    clock: Clock = Clock.NONE

    @property
    def there(self) -> list[Part]:
        return [part for part in self.parts if part.is_there]

    def each(self, change: Callable[[Part], Part]) -> "Amended":
        return self._replace(parts=tuple(change(part) for part in self.parts))

    def at(self, place: int, **changes: Any) -> "Amended":
        changed = self.parts[place]._replace(**changes)
        return self._replace(parts=(*self.parts[:place], changed, *self.parts[place + 1 :]))


# --- as the process sees it -----------------------------------------------------------------------------------------


@cache
def pictured(s: Amended) -> Standing:
    """A standard in force with the amendment beside it; one that has ended is not under way."""
    tracks = tuple(Region(Track.IN_FORCE if part.is_there else Track.REPEALED) for part in s.parts)
    standing = picture(Situation(Joint.IN_FORCE, tracks, TextPurpose.FINAL, suits=True))
    codes = CODES[: len(s.parts)]
    facts = list(zip(codes, s.parts, strict=True))
    lead = next((code for code, part in facts if part.is_there), codes[0])  # it falls by a row of the standard's own
    standing.__dict__.update(
        standard=made(Standard, **_columns(standing.standard) | {"lead_region": lead}),
        amendments=[_amendment(s)],
        amendment_parts=[_part(code, part) for code, part in facts],
        positions=[_position(code, part.word) for code, part in facts if part.word is not Word.NONE],
        versions=[*_versions(s, codes), *standing.versions],
    )
    return standing


def _columns(standard: Standard) -> dict[str, Any]:
    return {name: value for name, value in vars(standard).items() if not name.startswith("_")}


def _amendment(s: Amended) -> Amendment:
    over = s.clock is Clock.OVER
    instant = NOW - timedelta(minutes=1) if over else NOW + timedelta(days=2)
    is_dated = s.state in (AmendmentState.SCHEDULED, AmendmentState.SEALED)
    closes = clock.day_of(NOW) + timedelta(days=-1 if over else 20)
    return made(
        Amendment,
        id=1,
        number=1,
        kind=s.kind,
        state=s.state,
        since=RECENTLY,
        items={"c1": "新"},
        base_id=IN_FORCE_TEXT,
        version_id=None if s.frozen is Frozen.NONE else AMENDED_TEXT,
        proposed_at=LONG_AGO,
        days=30,
        opened_at=LONG_AGO,
        closes_on=closes if s.state is AmendmentState.CONSULTING and s.clock is not Clock.NONE else None,
        instant=instant if is_dated else None,
    )


def _part(code: str, part: Part) -> AmendmentPart:
    posted_on = clock.day_of(RECENTLY) if part.is_posted else None
    confirmed_at = RECENTLY if part.is_confirmed else None
    return made(AmendmentPart, amendment_id=1, region_code=code, posted_on=posted_on, confirmed_at=confirmed_at)


def _position(code: str, word: Word) -> Position:
    return made(
        Position,
        id=int(code),
        region_code=code,
        purpose=Purpose.AMENDMENT,
        round=1,
        organ_id=authority(code),
        role=Role.APPROVER,
        person_id=person(code, SeatRole.APPROVER),
        stand=Stand.DISAGREE if word is Word.BLOCK else Stand.AGREE,
        version_id=AMENDED_TEXT,
        text_hash=PRESENT if word is Word.FRESH else FORMER,
        reason="理由",
        lift="改回",
        at=RECENTLY,
    )


def _versions(s: Amended, codes: tuple[str, ...]) -> list[Version]:
    if s.frozen is Frozen.NONE:
        return []
    there = [code for code, part in zip(codes, s.parts, strict=True) if part.is_there]
    named = there if s.frozen is Frozen.SUITS else [*there, "999999"]
    told = {"text_hash": PRESENT, "meta_hash": PRESENT, "meta": {"participants": named}, "digest": {}}
    return [made(Version, id=AMENDED_TEXT, number=2, purpose=TextPurpose.AMENDMENT, made_at=RECENTLY, **told)]


# --- what follows ---------------------------------------------------------------------------------------------------

ANSWERS: dict[str, Any] = {
    "clause": "c1", "new_words": "新", "reason": "理由", "summary": "定稿", "days": 30, "declaration": "只改错字",
    "address": "https://example.invalid/", "posted_on": clock.day_of(NOW), "document_number": "1", "lift": "改回",
    "instant": NOW + timedelta(days=3), "effective": clock.day_of(NOW) + timedelta(days=80),
}  # fmt: skip
SAYS = {"approve_amendment": Stand.AGREE, "object_amendment": Stand.DISAGREE}
ASIDE = {"take_amendment_position", "overrule_on_amendment"}  # the chain below an approver is walked in test_gate


def _stale(part: Part) -> Part:
    return part._replace(word=Word.STALE if part.word is Word.FRESH else part.word)


def _unconfirmed(part: Part) -> Part:
    return part._replace(is_confirmed=False)


def _posted(s: Amended) -> Amended:
    """The days run once every region that is there has posted it, be it that the last other one has left."""
    is_due = s.state is AmendmentState.CONSULTING and s.clock is Clock.NONE
    return s._replace(clock=Clock.RUNNING) if is_due and all(part.is_posted for part in s.there) else s


IMITATED: dict[str, Callable[[Amended, int], Amended]] = {
    "word_amendment": lambda s, place: s.each(_stale)._replace(frozen=Frozen.NONE),
    "freeze_amendment": lambda s, place: s.each(_stale)._replace(frozen=Frozen.SUITS),
    "post_amendment": lambda s, place: _posted(s.at(place, is_posted=True)),
    "approve_amendment": lambda s, place: s.at(place, word=Word.FRESH),
    "object_amendment": lambda s, place: s.at(place, word=Word.BLOCK),
    "schedule_amendment": lambda s, place: s._replace(clock=Clock.RUNNING),
    "confirm_amendment": lambda s, place: s.at(place, is_confirmed=True),
    "abort_amendment": lambda s, place: s.each(_unconfirmed)._replace(clock=Clock.NONE),
    "call_off_amendment": lambda s, place: s.each(_unconfirmed)._replace(clock=Clock.NONE),
    "close_amendment_consultation": lambda s, place: s._replace(clock=Clock.NONE),
}


def after(row: Row, s: Amended, place: int) -> Amended:
    """The situation once the row is taken by the region in this place."""
    changed = IMITATED[row.name](s, place) if row.name in IMITATED else s
    return changed._replace(state=row.target or changed.state)  # type: ignore[arg-type]


def _by_people(s: Amended, silent: frozenset[int]) -> Iterator[tuple[str, Amended]]:
    rows = [row for row in ROWS if not row.is_system and row.source and row.name not in ASIDE]
    for row in rows:
        for place, code in enumerate(CODES[: len(s.parts)]):
            if place not in silent and any(is_open(row, case) for case in _cases(row, s, code)):
                yield row.name, after(row, s, place)


def _cases(row: Row, s: Amended, code: str) -> Iterator[Case]:
    answers = {ask.name: ANSWERS[ask.name] for ask in row.asks if ask.name in ANSWERS}
    answers |= {"position": SAYS[row.name]} if row.name in SAYS else {}
    seats: Iterable[Seat] = (seat(SEATED[role], code) for role in row.who)
    return (Case(pictured(s), one, NOW, answers) for one in seats)


def settled(s: Amended, taken: set[str], *, backwards: bool = False) -> Amended:
    """After the rows of the system that stand open."""
    rows = [row for row in ROWS if row.is_system]
    for row in reversed(rows) if backwards else rows:
        if is_open(row, Case(pictured(s), None, NOW, role=Role.SYSTEM)):
            taken.add(row.name)
            return settled(after(row, s, 0), taken, backwards=backwards)
    return s


def _by_the_world(s: Amended) -> Iterator[tuple[str, Amended]]:
    """Time passes, and a region repeals the standard."""
    if s.clock is Clock.RUNNING:
        yield "time", s._replace(clock=Clock.OVER)
    for place, part in enumerate(s.parts):
        if part.is_there:
            left = s._replace(parts=(*s.parts[:place], GONE, *s.parts[place + 1 :]))
            former = Frozen.FORMER if s.frozen is Frozen.SUITS else s.frozen
            yield "repeal", _posted(left._replace(frozen=former))


Graph = dict[Amended, list[tuple[str, Amended]]]


@cache
def walked(regions: int, silent: frozenset[int] = frozenset()) -> tuple[Graph, frozenset[str]]:
    """Every situation with what may follow, and the rows that were taken; silent regions do nothing."""
    whole = (Part(),) * regions
    queue = [Amended(AmendmentState.PROPOSED, kind, whole) for kind in AmendmentKind]
    graph: Graph = {}
    taken: set[str] = set()
    while queue:
        s = queue.pop()
        if s in graph:
            continue
        found = [] if s.state.is_end else [*_by_people(s, silent), *_by_the_world(s)]
        graph[s] = [(name, settled(then, taken)) for name, then in found]
        taken |= {name for name, _ in found}
        queue.extend(then for _, then in graph[s])
    return graph, frozenset(taken)


def reaching(graph: Graph, ends: set[Amended]) -> set[Amended]:
    """Every situation from which one of these can still come about."""
    before: dict[Amended, list[Amended]] = {}
    for s, follows in graph.items():
        for _, then in follows:
            before.setdefault(then, []).append(s)
    reached, queue = set(ends), list(ends)
    while queue:
        new = [s for s in before.get(queue.pop(), ()) if s not in reached]
        reached |= set(new)
        queue.extend(new)
    return reached
