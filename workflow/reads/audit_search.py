"""Searching events by what they changed and by words: conditions over the leaves, for both databases."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from workflow.kinds import all_kinds
from workflow.process.row import Scope as Moved
from workflow.process.standard import ROWS
from workflow.reads.audit import Scope
from workflow.records.entries import Entry
from workflow.records.events import SECRET, Event, Opening
from workflow.vocabulary import AgreementState, EntryState, Joint, Named, Panel, Stand, Track
from workflow.words import say, tell, word_key

OF_COMMENTS: Final = frozenset(row.name for row in ROWS.values() if row.scope is Moved.COMMENT)
SIDES: Final = ("from", "to")
KINDS: Final[dict[str, tuple[type[StrEnum], ...]]] = {
    "joint": (Joint,),
    "tracks": (Track,),
    "panel": (Panel,),
    "state": (AgreementState, EntryState),
    "voices": (Stand,),
}
PLAIN: Final = ("joint", "lead", "serial", "panel", "state", "until", "role", "kind")


class _Told(FunctionElement[str]):
    """What a leaf says at a path, as text; nothing where it says nothing there."""

    type = sa.Text()
    inherit_cache = True
    name = "told_by_leaf"


@compiles(_Told, "sqlite")
def _in_sqlite(element: _Told, compiler: Any, **options: Any) -> str:
    leaf, *path = element.clauses
    steps = " || ".join(["'$'", *(f"'.\"' || {compiler.process(step, **options)} || '\"'" for step in path)])
    return f"json_extract(CAST({compiler.process(leaf, **options)} AS TEXT), {steps})"


@compiles(_Told, "postgresql")
def _in_postgresql(element: _Told, compiler: Any, **options: Any) -> str:
    leaf, *path = element.clauses
    steps = ", ".join(f"CAST({compiler.process(step, **options)} AS TEXT)" for step in path)
    return f"jsonb_extract_path_text(convert_from({compiler.process(leaf, **options)}, 'UTF8')::jsonb, {steps})"


class _Words(FunctionElement[str]):
    """Stored bytes as the words they are."""

    type = sa.Text()
    inherit_cache = True
    name = "words_of_bytes"


@compiles(_Words, "sqlite")
def _words_in_sqlite(element: _Words, compiler: Any, **options: Any) -> str:
    return f"CAST({compiler.process(next(iter(element.clauses)), **options)} AS TEXT)"


@compiles(_Words, "postgresql")
def _words_in_postgresql(element: _Words, compiler: Any, **options: Any) -> str:
    return f"convert_from({compiler.process(next(iter(element.clauses)), **options)}, 'UTF8')"


def field(side: str, name: str) -> sa.ColumnElement[str]:
    """One value of an event's state before (`from`) or after (`to`); a part of a part is written tracks.110000."""
    return _Told(Event.leaf, *(sa.literal(step) for step in (side, *name.split(".", 1))))


def moved(name: str, was: frozenset[str] | None, now: frozenset[str] | None) -> list[sa.ColumnElement[bool]]:
    """The events that changed this value, from one of these to one of those; none named means any."""
    before, after = (field(side, name) for side in SIDES)
    asked = [(before, was), (after, now)]
    return [before.is_distinct_from(after), *(_meant(name, told, values) for told, values in asked if values)]


def _meant(name: str, told: sa.ColumnElement[str], values: frozenset[str]) -> sa.ColumnElement[bool]:
    """A number is meant by its beginning, everything else as it stands."""
    if name == "serial":
        return sa.or_(*(told.startswith(value, autoescape=True) for value in sorted(values)))
    return told.in_(sorted(values))


def saying(scope: Scope, words: str) -> sa.ColumnElement[bool]:
    """The events whose leaf has these words, or their personal content, as far as this auditor may open it; of an
    entry that is called so every event.
    """
    here = (Opening.log_id == Event.log_id, Opening.index == Event.index, Opening.field.not_in(SECRET))
    opened = sa.exists().where(*here, _Words(Opening.value).icontains(words, autoescape=True))
    own = [] if scope.region is None else [Event.region_code == scope.region]
    closed = sa.and_(opened, Event.act.not_in(OF_COMMENTS), *own)
    called = sa.select(Entry.id).where(Entry.title.icontains(words, autoescape=True))
    titled = sa.and_(Event.noun == "entry", Event.object_id.in_(called))
    return sa.or_(_Words(Event.leaf).icontains(words, autoescape=True), closed, titled)


def values(name: str, words: str, regions: Mapping[str, Named]) -> frozenset[str]:
    """The values of a field that typed words mean: the code itself, or each whose name has them."""
    found = _named(name)
    if found:
        return frozenset(code for code, called in found if words == code or words in called)
    if name == "lead":
        return frozenset(code for code, named in regions.items() if words == code or words in str(tell(named)))
    return frozenset({words})


def known(name: str) -> list[str]:
    """The words that may be typed for a field, to choose from."""
    return list(dict.fromkeys(called for _, called in _named(name)))


def _named(name: str) -> list[tuple[str, str]]:
    """The values of a field that have names of their own."""
    if name == "kind":
        return [(code, str(tell(kind.name))) for code, kind in all_kinds().items()]
    return [(one.value, say(word_key(one))) for kind in KINDS.get(name.partition(".")[0], ()) for one in kind]
