"""An agreement with one of the entries that its regions keep together: what the rules of entries look at."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.accord import comparisons, sources
from workflow.accord.lightly import Lightly
from workflow.facts import plain
from workflow.kinds import Kind, all_kinds
from workflow.picture.standing import Seat
from workflow.records.entries import Entry, EntryFigure, EntryTurn, EntryVoice
from workflow.records.people import Appointment
from workflow.records.standards import Standard
from workflow.text.canonical import canonical_hash
from workflow.text.limits.relating import Relation
from workflow.vocabulary import EntryState, Joint, Named, SeatRole, Stand


class Entered(Lightly):
    """`entry` is nothing where one is about to begin; its `kind` is known all the same."""

    noun = "entry"
    kind: Kind
    entry: Entry | None

    @property
    def subject_id(self) -> int:
        return self.entry.id if self.entry else 0

    @property
    def held(self) -> Entry:
        """The entry, where the row is about one that stands."""
        assert self.entry is not None
        return self.entry

    @cached_property
    def spoken(self) -> list[EntryVoice]:
        """Every word of a region on it, the oldest first."""
        mine = sa.select(EntryVoice).where(EntryVoice.entry_id == self.subject_id)
        return self._all(mine.order_by(EntryVoice.number, EntryVoice.region_code))

    @cached_property
    def figures(self) -> list[EntryFigure]:
        """Every figure told of it, in the order of telling."""
        mine = sa.select(EntryFigure).where(EntryFigure.entry_id == self.subject_id)
        return self._all(mine.order_by(EntryFigure.number, EntryFigure.id))

    @cached_property
    def course(self) -> list[EntryTurn]:
        """Its turns so far, the oldest first."""
        mine = sa.select(EntryTurn).where(EntryTurn.entry_id == self.subject_id)
        return self._all(mine.order_by(EntryTurn.number))

    def turn_of(self, step: str) -> int:
        """The number of the last turn that was this step; 0 where there was none."""
        return max((turn.number for turn in self.course if turn.step == step), default=0)

    def hand_of(self, step: str) -> int | None:
        """The person who took this step last."""
        seat = next((turn.seat_id for turn in reversed(self.course) if turn.step == step), None)
        return self.session.scalar(sa.select(Appointment.person_id).where(Appointment.id == seat)) if seat else None

    def accepting(self, today: date) -> dict[str, EntryVoice]:
        """The regions whose last word accepts it and whose day has not passed."""
        last = self.latest().items()
        return {code: voice for code, voice in last if accepts(voice, today)}

    def implements(self, seat: Seat, duty: Any) -> bool:
        """Who implements in a region keeps entries of kinds that say so, duty or no duty."""
        return seat.role is SeatRole.IMPLEMENTER and seat.region in self.tracks

    @cached_property
    def children(self) -> list[Entry]:
        """What hangs on it: agenda items of a meeting, tasks of a resolution, nodes of a tree."""
        mine = sa.select(Entry).where(Entry.parent_id == self.subject_id)
        return self._all(mine.order_by(Entry.id))

    def latest(self) -> dict[str, EntryVoice]:
        """The last word of each region that spoke."""
        return {voice.region_code: voice for voice in self.spoken}

    def other(self, entry_id: int) -> Entry | None:
        """Another entry of the same agreement."""
        mine = (Entry.id == entry_id, Entry.agreement_id == self.agreement.id)
        return next(iter(self._all(sa.select(Entry).where(*mine))), None)

    def titled(self, title: str) -> list[Entry]:
        """The entries of this kind that bear a title."""
        mine = (Entry.agreement_id == self.agreement.id, Entry.kind == self.kind.code, Entry.title == title)
        return self._all(sa.select(Entry).where(*mine).order_by(Entry.id))

    def state_of(self, standard_id: int) -> Joint | None:
        """Where a standard of the agreement stands."""
        mine = (Standard.id == standard_id, Standard.agreement_id == self.agreement.id)
        return self.session.scalar(sa.select(Standard.state).where(*mine))

    @cached_property
    def standards_named(self) -> list[Named]:
        """The standards of the agreement, the newest first."""
        mine = Standard.agreement_id == self.agreement.id
        rows = self.session.execute(sa.select(Standard.id, Standard.title_zh, Standard.title_en).where(mine))
        return [Named(str(id_), zh, en or zh) for id_, zh, en in sorted(rows, reverse=True)]

    def named_of(self, kinds: Collection[str]) -> list[Named]:
        """The entries of these kinds that stand in this agreement."""
        mine = (Entry.kind.in_(kinds), Entry.agreement_id == self.agreement.id, Entry.state != EntryState.ENDED)
        rows = self.session.execute(sa.select(Entry.id, Entry.title).where(*mine).order_by(Entry.id))
        return [Named(str(id_), title, title) for id_, title in rows]

    @property
    def comparisons_named(self) -> list[Named]:
        """The comparisons of the agreement, the newest first."""
        return comparisons.named(self.session, self.agreement.id)

    def relations(self, field: str) -> Counter[Relation | None]:
        """How many limits of the comparison named by a field stand in each relation."""
        return comparisons.relations(self.session, self.held.fields.get(field))

    def source_changed_at(self) -> datetime | None:
        """When the standard of ours that it is linked to last changed."""
        return sources.changed_at(self.session, self.held.standard_id)

    def by_key(self, key: str) -> Entry | None:
        """The entry of this kind that a file knows by a key."""
        mine = (Entry.agreement_id == self.agreement.id, Entry.kind == self.kind.code, Entry.key == key)
        return next(iter(self._all(sa.select(Entry).where(*mine))), None)

    @classmethod
    def beginning(cls, session: Session, agreement_id: int, kind: Kind) -> Self | None:
        """The agreement as somebody sees it who begins an entry of a kind."""
        found = cls.load(session, agreement_id)
        if found is not None:
            found.kind, found.entry = kind, None
        return found

    def renewed(self, wrote: Collection[str], **cells: Any) -> Self:
        """The same agreement with an entry as a step left it; of what lies beside it only what was written to these
        tables is read again.
        """
        stood = {one.key: getattr(self.entry, one.key) for one in Entry.__table__.columns} if self.entry else {}
        old = {name for name in vars(self) if name in OF_ONE or BESIDE.get(name) in wrote}
        parts = {name: part for name, part in vars(self).items() if name not in old}
        return type(self).of(**parts | {"entry": Entry(**{**stood, **cells})})

    def went_on(self, seen: Self, **turn: Any) -> None:
        """Its course, where it was known before, with the turn that was just written."""
        if "course" in vars(seen):
            self.course = [*seen.course, EntryTurn(**turn)]

    @classmethod
    def standing_at(cls, session: Session, entry_id: int, *, lock: bool = False) -> Self | None:
        """An entry with its agreement; `lock` keeps others from it until the transaction ends."""
        query = sa.select(Entry).where(Entry.id == entry_id)
        entry = session.scalars(query.with_for_update() if lock else query).one_or_none()
        found = cls.load(session, entry.agreement_id) if entry else None
        if entry is None or found is None or entry.kind not in all_kinds():
            return None
        session.expunge(entry)
        found.kind, found.entry = all_kinds()[entry.kind], entry
        return found


def snapshot(seen: Entered) -> dict[str, Any]:
    """An entry as an event shows it before and after: in brief, with one hash over all that is not personal."""
    entry = seen.entry
    if entry is None:
        return {}
    told: dict[str, Any] = {"kind": entry.kind, "state": entry.state, "sha256": canonical_hash(cells(seen.kind, entry))}
    voices = {code: voice.stand for code, voice in seen.latest().items()}
    return plain(told | ({"voices": voices} if voices else {}))  # type: ignore[no-any-return]


def cells(kind: Kind, entry: Entry) -> dict[str, Any]:
    """All that an entry holds and that may stand in clear."""
    personal = {field.name for field in kind.fields if field.is_personal}
    fields = {name: value for name, value in entry.fields.items() if name not in personal}
    told = {name: getattr(entry, name) for name in CELLS}
    return plain(told | {"fields": fields})  # type: ignore[no-any-return]


OF_ONE = frozenset({"entry", "course", "children"})  # what every step changes
BESIDE = {"spoken": EntryVoice.__tablename__, "figures": EntryFigure.__tablename__}
CELLS = ("agreement_id", "region_code", "key", "title", "standard_id", "parent_id", "batch", "due", "until", "turns")


def accepts(voice: EntryVoice, today: date) -> bool:
    """Whether a region's word accepts an entry on a day."""
    return voice.stand in (Stand.AGREE, Stand.AGREE_NOTES) and (voice.until is None or voice.until >= today)


def is_late(entry: Entry, today: date) -> bool:
    """Late is a fact and never a state: its day has passed and nobody says that it is done."""
    return entry.due is not None and entry.due < today
