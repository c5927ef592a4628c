"""Entries of one kind as a table to take away: what every entry has, the fields of the kind, what regions say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from workflow.accord.entered import accepts
from workflow.clock import BEIJING
from workflow.db import Database
from workflow.exports.registers.engine import Asked, Row
from workflow.importing import entry_columns
from workflow.kinds import Field, Kind
from workflow.reads import entries as reads
from workflow.reads import entry_lists
from workflow.reads.entries import Shown
from workflow.reads.entry_lists import Wanted
from workflow.reads.progress import progress
from workflow.records.agreements import Agreement
from workflow.records.entries import Entry, EntryFigure, EntryVoice
from workflow.records.places import Region
from workflow.vocabulary import Named, Noun
from workflow.words import tell

PAGE: Final = 500


@dataclass(frozen=True)
class Roll:
    """The entries of a kind that somebody may read, narrowed as the page was; of `is_public` nothing personal."""

    kind: Kind
    where: reads.Condition
    wanted: Wanted
    is_public: bool
    today: date

    @property
    def name(self) -> str:
        return self.kind.code

    @property
    def heading(self) -> str:
        return str(tell(self.kind.name))

    @property
    def words(self) -> Mapping[str, str]:
        return {}

    @property
    def fields(self) -> list[Field]:
        return [one for one in self.kind.fields if not (self.is_public and one.is_personal and one.type != "prose")]

    @property
    def columns(self) -> Mapping[str, str]:
        return entry_columns.columns(self.kind, self.fields)

    def lines(self, database: Database, asked: Asked | None = None) -> Iterator[Row]:
        """Every line in order; a page of rows is held at a time, and no transaction outlives a page."""
        after = 0
        while True:
            with database.read() as session:
                page = list(self._page(session, after))
            yield from page
            if len(page) < PAGE:
                return
            after = page[-1]["id"]

    def _page(self, session: Session, after: int) -> Iterator[Row]:
        found = entry_lists.every(session, self.where, self.kind, self.wanted, after, PAGE)
        ids = [one.id for one in found]
        groups = {one.id: one for one in session.query(Agreement)}
        places = reads.places(session)
        voices = reads.voices(session, ids) if self.kind.noun is Noun.LIST else {}
        figures = reads.figures(session, ids) if self.kind.noun is Noun.INDICATOR else {}
        for one in found:
            yield self._line(one, groups, places) | self._beside(
                one, voices.get(one.id, []), figures.get(one.id, []), places
            )

    def line(self, session: Session, entry: Entry) -> Row:
        """One entry as it stands."""
        groups = {one.id: one for one in session.query(Agreement)}
        return self._line(reads.shown(entry), groups, reads.places(session))

    def _line(self, one: Shown, groups: Mapping[int, Agreement], places: Mapping[str, Region]) -> Row:
        cells, code = one.cells, one.cells["region_code"]
        told: Row = {"id": one.id, "group": groups[cells["agreement_id"]].code, "region": code, "title": one.title}
        told |= {"region_name": _place(places, code), "state": one.state, "key": cells["key"], "batch": cells["batch"]}
        told |= {"due": one.day("due"), "until": one.day("until"), "standard": cells["standard_id"]}
        told |= {"parent": cells["parent_id"]}
        return told | {field.name: _value(field, field.held(one.fields)) for field in self.fields}

    def _beside(
        self, one: Shown, voices: list[EntryVoice], figures: list[EntryFigure], places: Mapping[str, Region]
    ) -> Row:
        if self.kind.noun is Noun.LIST:
            holding = list(self.accepting(voices).values())
            limits = [f"{_place(places, v.region_code)} {v.conditions} {v.exceptions}".strip() for v in holding]
            limited = [
                text for voice, text in zip(holding, limits, strict=True) if voice.conditions or voice.exceptions
            ]
            return {"accepting": [v.region_code for v in holding], "limits": "；".join(limited)}
        if self.kind.noun is Noun.INDICATOR:
            return dict.fromkeys(entry_columns.OF_NOUN[Noun.INDICATOR]) | self.measured(one, figures)
        return {}

    def measured(self, one: Shown, figures: list[EntryFigure]) -> Row:
        """How far an indicator had come by the day that is asked for."""
        end = self.wanted.ended_at
        found = progress(one.fields, [figure for figure in figures if end is None or figure.at < end])
        if found is None:
            return {}
        told: Row = {"figure": found.last.value, "figure_on": found.last.of_day, "figure_source": found.last.source}
        rate = None if found.per_million is None else str(found.per_million)
        percent = None if found.percent is None else str(found.percent)
        return told | {"percent": percent, "is_met": found.is_met, "per_million": rate}

    def accepting(self, voices: list[EntryVoice]) -> dict[str, EntryVoice]:
        """The regions that accepted it on the day that is asked for, each with its last word until then."""
        end, on = self.wanted.ended_at, self.today
        if end is not None:
            on = (end.astimezone(BEIJING)).date()
        last = {one.region_code: one for one in voices if end is None or one.at < end}
        return {code: one for code, one in last.items() if accepts(one, on)}


def _place(places: Mapping[str, Region], code: str | None) -> Named | None:
    return Named(code, places[code].name_zh, places[code].name_en) if code else None


def _value(field: Field, told: Any) -> Any:
    """A chosen value by its name in words, by its code in a program's file."""
    if not field.choices or told is None:
        return told
    names = {one.code: one for one in field.choices}
    return [names.get(item, item) for item in told] if isinstance(told, list) else names.get(told, told)
