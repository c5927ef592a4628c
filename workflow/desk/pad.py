"""What lies on the desk of a standard, under one lock while somebody writes: words, revisions, the newest version."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture import manuscript
from workflow.records.desks import DeskClause, DeskEdit
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.text.clauses import Clause


class Told(NamedTuple):
    """The words of one clause."""

    title: str
    body: str


class Edit(NamedTuple):
    """By whom words came, and under which name the sender knows them."""

    person: int | None
    key: str | None = None
    after: str = ""


@dataclass
class Pad:
    """The desk of a standard that has a text. Opened for writing it is the only one until the commit."""

    session: Session
    standard_id: int
    at: datetime

    @cached_property
    def last(self) -> Version | None:
        """The newest version."""
        mine = sa.select(Version).where(Version.standard_id == self.standard_id)
        return self.session.scalar(mine.order_by(Version.number.desc()).limit(1))

    @cached_property
    def draft(self) -> Mapping[str, Clause]:
        """The clauses of the newest version."""
        return self.version(self.last.id) if self.last else {}

    @cached_property
    def rows(self) -> dict[str, DeskClause]:
        """The clauses that somebody wrote on."""
        found = self.session.scalars(sa.select(DeskClause).where(DeskClause.standard_id == self.standard_id))
        return {row.clause_id: row for row in found}

    @cached_property
    def revision(self) -> int:
        """The last revision given."""
        highest = sa.select(sa.func.max(DeskEdit.revision)).where(DeskEdit.standard_id == self.standard_id)
        return self.session.scalar(highest) or 0

    def version(self, version_id: int) -> Mapping[str, Clause]:
        """The clauses of a version of this standard; of another none."""
        found = self.session.get(Version, version_id)
        if found is None or found.standard_id != self.standard_id:
            return {}
        return manuscript.load(self.session, found).by_id

    def words(self, clause_id: str) -> Told:
        """A clause as it stands on the desk."""
        here = self.rows.get(clause_id) or self.draft[clause_id]
        return Told(here.title, here.body)

    def told_at(self, clause_id: str, revision: int, version_id: int) -> Told | None:
        """A clause as a revision of the desk had it, else as a version has it."""
        edit = self.session.get(DeskEdit, (self.standard_id, revision)) if revision else None
        found = edit if edit is not None and edit.clause_id == clause_id else self.version(version_id).get(clause_id)
        return Told(found.title, found.body) if found is not None else None

    def writer(self, clause_id: str) -> int | None:
        """Who wrote what stands there."""
        row = self.rows.get(clause_id)
        return row.edited_by if row else self.last.made_by if self.last else None

    def clauses(self) -> tuple[Clause, ...]:
        """The text with the words of the desk."""
        return overlaid(self.draft, self.rows)

    def keep(self, clause_id: str, told: Told, edit: Edit, *, stood: bool) -> int:
        """Note words in the history, and where they `stood` as the words of the desk; gives their revision."""
        self.revision += 1
        words = {"clause_id": clause_id, "title": told.title, "body": told.body}
        mine = {"standard_id": self.standard_id, "revision": self.revision}
        noted = {"person_id": edit.person, "key": edit.key, "after": edit.after}
        self.session.add(DeskEdit(**mine, **words, **noted, stood=stood, at=self.at))
        if stood:
            assert self.last is not None
            row = DeskClause(**mine, **words, base_id=self.last.id, edited_by=edit.person, edited_at=self.at)
            self.rows[clause_id] = self.session.merge(row)
            self.session.flush()
        return self.revision


def opened(session: Session, standard_id: int, at: datetime) -> Pad:
    """The desk, locked until the transaction ends: SQLite has one writer, PostgreSQL holds the standard's row."""
    session.execute(sa.select(Standard.id).where(Standard.id == standard_id).with_for_update())
    return Pad(session, standard_id, at)


def overlaid(clauses: Mapping[str, Clause], rows: Mapping[str, DeskClause | DeskEdit]) -> tuple[Clause, ...]:
    """Clauses with the words that the desk has for them."""
    return tuple(
        replace(one, title=rows[id_].title, body=rows[id_].body) if id_ in rows else one for id_, one in clauses.items()
    )
