"""What others did on a desk since a person last looked: the text then and now, what was said and suggested."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from workflow.desk.pad import overlaid
from workflow.reads import suggested, talk
from workflow.reads.desk import Desk
from workflow.records.clause_suggestions import ClauseSuggestion
from workflow.records.clause_threads import ClauseThread
from workflow.records.desks import DeskEdit
from workflow.records.texts import Version
from workflow.text.clauses import Clause, Text
from workflow.text.redline import ChangeKind, ClauseChange, redline

QUIET = frozenset({ChangeKind.SAME, ChangeKind.RENUMBERED})


@dataclass(frozen=True)
class Look:
    """Up to where a person has looked: a revision, and when; who never did starts from the newest version."""

    person: int
    revision: int
    at: datetime


@dataclass(frozen=True)
class Since:
    """What is new to a person; by clause who wrote it last and when."""

    look: Look
    changes: list[ClauseChange]
    by: Mapping[str, tuple[int | None, datetime]]
    threads: list[ClauseThread]
    suggestions: list[ClauseSuggestion]


def look_of(desk: Desk, person: int) -> Look:
    """Where the person stopped."""
    visit = desk.seen(person)
    if visit is not None:
        return Look(person, visit.revision, visit.at)
    return Look(person, 0, desk.last.made_at if desk.last else desk.at)


def since(desk: Desk, person: int) -> Since:
    """All that others did since, changed clauses in reading order."""
    look = look_of(desk, person)
    by, saved = _hands(desk, look), _saved_since(desk, look)
    changes = [
        change
        for change in redline(Text({}, _then(desk, look)), Text({}, desk.clauses()))
        if change.kind not in QUIET and (change.id in by or saved)
    ]
    id_ = desk.standard_id
    said = talk.threads_with_others(desk.session, id_, person, look.at)
    return Since(look, changes, by, said, suggested.since(desk.session, id_, person, look.at))


def fresh(desk: Desk, person: int) -> Mapping[str, tuple[int | None, datetime]]:
    """By clause who of the others wrote last since the person looked: what a page that is open asks for."""
    return _hands(desk, look_of(desk, person))


def _hands(desk: Desk, look: Look) -> dict[str, tuple[int | None, datetime]]:
    others = sa.or_(DeskEdit.person_id != look.person, DeskEdit.person_id.is_(None))
    mine = (DeskEdit.standard_id == desk.standard_id, DeskEdit.revision > look.revision, DeskEdit.stood, others)
    query = sa.select(DeskEdit.clause_id, DeskEdit.person_id, DeskEdit.at).where(*mine).order_by(DeskEdit.revision)
    return {clause: (person, at) for clause, person, at in desk.session.execute(query)}


def _saved_since(desk: Desk, look: Look) -> bool:
    """Whether somebody else saved a version since: then a clause may have changed without the desk."""
    mine = (Version.standard_id == desk.standard_id, Version.made_at > look.at)
    makers = desk.session.scalars(sa.select(Version.made_by).where(*mine))
    return any(maker != look.person for maker in makers)


def _then(desk: Desk, look: Look) -> tuple[Clause, ...]:
    """The clauses as the desk showed them at that look."""
    mine = (Version.standard_id == desk.standard_id, Version.made_at <= look.at)
    newest = sa.select(Version.id).where(*mine).order_by(Version.number.desc()).limit(1)
    clauses = desk.version(desk.session.scalar(newest) or 0)
    stood = (DeskEdit.standard_id == desk.standard_id, DeskEdit.revision <= look.revision, DeskEdit.stood)
    edits = desk.session.scalars(sa.select(DeskEdit).where(*stood).order_by(DeskEdit.revision))
    return overlaid(clauses, {edit.clause_id: edit for edit in edits})
