"""Open data: sets of rows that anybody may take away, described by field; rows are read a few hundred at a time."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy.orm import Session

from workflow.clock import BEIJING
from workflow.exports.opened import consultations, numbers, releases, standards
from workflow.exports.opened.rows import Page, Row, changed
from workflow.shipped import DATA

__all__ = ["SETS", "DataSet", "Field", "Row", "schema", "told"]

READ: Final[
    Mapping[str, tuple[Callable[..., Page], Callable[[Session], str], Callable[[Session], datetime | None]]]
] = {
    "standards": (standards.page, standards.stamp, changed),
    "numbers": (numbers.page, numbers.stamp, changed),
    "releases": (releases.page, releases.stamp, changed),
    "consultations": (consultations.page, consultations.stamp, consultations.changed),
}


@dataclass(frozen=True)
class Field:
    """One column: its name, its JSON type, its meaning in both languages."""

    name: str
    type: str
    zh: str
    en: str

    @property
    def json(self) -> dict[str, Any]:
        kind, _, form = self.type.partition(":")
        told: dict[str, Any] = {"type": kind if kind == "array" else [kind, "null"], "description": self.en}
        told |= {"format": form} if form else {}
        told |= {"items": {"type": ["string", "null"]}} if kind == "array" else {}
        return told | {"x-description-zh": self.zh}


@dataclass(frozen=True)
class DataSet:
    """A set of rows by its name."""

    name: str
    zh: str
    en: str
    fields: tuple[Field, ...]

    def page(self, session: Session, after: int, base: str) -> Page:
        """The rows behind the last one that was read."""
        return READ[self.name][0](session, after, base)

    def stamp(self, session: Session) -> str:
        """What changes whenever a row does."""
        return READ[self.name][1](session)

    def changed(self, session: Session) -> datetime | None:
        """When that was last, by the acts."""
        return READ[self.name][2](session)


@cache
def _sets() -> dict[str, DataSet]:
    told = json.loads((DATA / "open_data.json").read_text("utf-8"))
    return {
        name: DataSet(name, one["zh"], one["en"], tuple(Field(*each) for each in one["fields"]))
        for name, one in told.items()
    }


SETS: Final = _sets()


def schema(one: DataSet) -> dict[str, Any]:
    """One row as JSON Schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": one.name,
        "description": one.en,
        "x-description-zh": one.zh,
        "type": "object",
        "properties": {field.name: field.json for field in one.fields},
        "required": [field.name for field in one.fields],
        "additionalProperties": False,
    }


def plain(value: Any) -> Any:
    """A value as JSON has it: hours of Beijing with their offset, days as they are."""
    if isinstance(value, datetime):
        return value.astimezone(BEIJING).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def told(row: Row) -> Row:
    """A row as JSON has it."""
    lists = {name: [plain(each) for each in value] for name, value in row.items() if isinstance(value, list)}
    return {name: lists[name] if name in lists else plain(value) for name, value in row.items()}
