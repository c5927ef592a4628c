"""Suggestions in views: what would be written as a redline, by whom and why, and what became of it."""

from collections.abc import Sequence
from typing import Any

from flask import g

from web.desk import named
from web.present import instant
from web.project.beside import clauses_of, where
from web.project.redlines import tokens
from web.views.redlining import heard
from workflow.picture.standing import Standing
from workflow.reads import suggested as reads
from workflow.reads.desk import names
from workflow.records.clause_suggestions import ClauseSuggestion
from workflow.text.numbering import numbering
from workflow.text.redline import spans
from workflow.words import say

View = dict[str, Any]


def views(standing: Standing, rows: Sequence[ClauseSuggestion]) -> list[View]:
    """Suggestions as they are listed."""
    clauses = clauses_of(standing)
    marks = numbering(tuple(clauses.values()))
    persons = names(g.session, {one.person_id for one in rows} | {one.decided_by for one in rows})
    versions = reads.numbers(g.session, {one.version_id for one in rows})
    told = []
    for one in rows:
        marked = [(op, heard(one.clause_id, marks, words)) for op, words in spans(one.base, one.words)]
        view = where(standing, clauses, one.clause_id, one.clause_label)
        view |= {"id": one.id, "is_title": one.is_title, "tokens": tokens(marked), "reason": one.reason}
        view |= {"by": _by(one, named(persons.get(one.person_id))), "is_open": one.decided_at is None}
        view |= {"mine": one.person_id == g.seat.person_id, "answer": one.answer}
        told.append(view | {"fate": _fate(one, named(persons.get(one.decided_by)), versions.get(one.version_id or 0))})
    return told


def _by(one: ClauseSuggestion, person: str) -> str:
    """Who suggests and when; of a change tracked in a file as the file prints it."""
    if one.author or one.written_at:
        facts = {"author": one.author or "—", "day": one.written_at[:16].replace("T", " "), "person": person}
        return say("{author}（文件中的修订 {day}，{person}留下）", **facts)
    return say("{person} 建议，{at}", person=person, at=instant(one.at))


def _fate(one: ClauseSuggestion, person: str, version: int | None) -> str:
    if one.decided_at is None:
        return say("等待决定")
    facts = {"person": person, "at": instant(one.decided_at)}
    if one.decided_by is None:
        return say("建议人收回，{at}", at=facts["at"])
    if not one.is_accepted:
        return say("{person}未采纳，{at}", **facts)
    if version is None:
        return say("{person}采纳，{at}，还没有成稿", **facts)
    return say("{person}采纳，{at}，进入文本 {n}", n=version, **facts)
