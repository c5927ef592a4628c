"""An entry with its agreement as an act found them, built of what leaves tell; what only tables know refuses."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from workflow.accord.entered import Entered
from workflow.kinds import Kind
from workflow.records.entries import Entry, EntryFigure, EntryTurn, EntryVoice
from workflow.replaying.around import Life
from workflow.replaying.kept import Kept
from workflow.replaying.views import NotTold, view
from workflow.text.limits.relating import Relation
from workflow.vocabulary import EntryState, Joint, Named


class Told(Entered):
    """The same picture as the rules of entries look at; all of the agreement's entries lie beside it."""

    beside: Mapping[int, Kept]
    mine: Kept | None
    standards: Mapping[int, Life]
    until: str  # the hour of the act

    def hand_of(self, step: str) -> int | None:
        course = self.mine.course if self.mine else []
        return next((turn["person"] for turn in reversed(course) if turn["step"] == step), None)

    def other(self, entry_id: int) -> Entry | None:
        return _entry(self.beside[entry_id]) if entry_id in self.beside else None

    def titled(self, title: str) -> list[Entry]:
        same = (self.kind.code, title)
        return [_entry(one) for one in self.beside.values() if (one.cells["kind"], one.cells["title"]) == same]

    def state_of(self, standard_id: int) -> Joint | None:
        found = self.standards.get(standard_id)
        return found.state(self.until) if found else None

    def has_standard(self, standard_id: int) -> bool:
        return standard_id in self.standards

    @property
    def standards_named(self) -> list[Named]:
        return [Named(str(id_), "", "") for id_ in self.standards]

    def named_of(self, kinds: Collection[str]) -> list[Named]:
        mine = (kept.cells for kept in self.beside.values() if kept.cells["kind"] in kinds)
        return [Named(str(one["id"]), one["title"], "") for one in mine if one["state"] is not EntryState.ENDED]

    @property
    def comparisons_named(self) -> list[Named]:
        raise NotTold("comparisons")

    def relations(self, field: str) -> Counter[Relation | None]:
        raise NotTold("comparison_lines")

    def source_changed_at(self) -> datetime | None:
        found = self.standards.get(self.held.standard_id or 0)
        return found.changed(self.until) if found else None

    def by_key(self, key: str) -> Entry | None:
        same = (self.kind.code, key)
        return next(
            (_entry(one) for one in self.beside.values() if (one.cells["kind"], one.cells["key"]) == same), None
        )


def pictured(parts: Mapping[str, Any], kind: Kind, mine: Kept | None, beside: Mapping[int, Kept]) -> dict[str, Any]:
    """The parts of `Told` that are about the entry itself."""
    entry_id = mine.cells["id"] if mine else 0
    below = (one for _, one in sorted(beside.items()) if mine and one.cells["parent_id"] == entry_id)
    return {
        **parts,
        "kind": kind,
        "mine": mine,
        "beside": beside,
        "entry": _entry(mine) if mine else None,
        "spoken": [view(EntryVoice, one) for one in mine.voices] if mine else [],
        "figures": [view(EntryFigure, one) for one in mine.figures] if mine else [],
        "course": [view(EntryTurn, one) for one in mine.course] if mine else [],
        "children": [_entry(one) for one in below],
    }


def _entry(kept: Kept) -> Entry:
    found: Entry = view(Entry, kept.cells)
    return found
