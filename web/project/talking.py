"""Threads beside clauses in views: what is said, by whom, whom it calls, and who has it now."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import g

from web.desk import named
from web.present import instant
from web.project.beside import clauses_of, where
from workflow.picture.standing import Seat, Standing
from workflow.reads import talk as reads
from workflow.reads.desk import names
from workflow.records.clause_threads import ClauseCall, ClauseRemark, ClauseThread
from workflow.records.people import Person
from workflow.vocabulary import ThreadAct
from workflow.words import say, tell

View = dict[str, Any]
DONE = {
    ThreadAct.RESOLVED: "{person} 了结，{at}",
    ThreadAct.REOPENED: "{person} 重新打开，{at}",
}


def views(standing: Standing, rows: Sequence[ClauseThread]) -> list[View]:
    """Threads as they are listed, with all that was said."""
    clauses = clauses_of(standing)
    said = reads.remarks(g.session, [one.id for one in rows])
    remarks = [remark for found in said.values() for remark in found]
    calls = reads.called(g.session, [remark.id for remark in remarks])
    ids: set[int | None] = {one.assigned_to for one in rows}
    ids |= {one.person_id for one in remarks} | {one.person_to for one in remarks}
    persons = names(g.session, ids | {call.person_id for found in calls.values() for call in found})
    return [
        _thread(where(standing, clauses, one.clause_id, one.clause_label), one, said[one.id], calls, persons)
        for one in rows
    ]


def _thread(
    view: View,
    one: ClauseThread,
    said: Sequence[ClauseRemark],
    calls: Mapping[int, Sequence[ClauseCall]],
    persons: Mapping[int | None, Person],
) -> View:
    mine = [call for remark in said for call in calls.get(remark.id, ()) if call.person_id == g.seat.person_id]
    view |= {"id": one.id, "quote": one.quote, "is_open": one.resolved_at is None}
    view |= {"to": named(persons.get(one.assigned_to)) if one.assigned_to else "", "to_id": one.assigned_to}
    view["is_mine"] = one.assigned_to == g.seat.person_id
    view["calls_me"] = one.resolved_at is None and any(call.heard_at is None for call in mine)
    return view | {"remarks": [_remark(remark, calls.get(remark.id, ()), persons) for remark in said]}


def _remark(one: ClauseRemark, calls: Sequence[ClauseCall], persons: Mapping[int | None, Person]) -> View:
    called = [named(persons.get(call.person_id)) for call in calls if call.person_id != one.person_to]
    return {
        "head": _head(one, persons),
        "words": one.words,
        "called": say("叫 {persons}", persons=called) if called else "",
    }


def _head(one: ClauseRemark, persons: Mapping[int | None, Person]) -> str:
    facts = {"person": named(persons.get(one.person_id)), "at": instant(one.at)}
    if one.act in DONE:
        return say(DONE[one.act], **facts)
    if one.person_to:
        return say("{person} 交给 {other}，{at}", other=named(persons.get(one.person_to)), **facts)
    return say("{person} 不再交给谁，{at}" if one.act is ThreadAct.ASSIGNED else "{person}，{at}", **facts)


def called_in(words: str, people: Mapping[int, Seat]) -> set[int]:
    """Persons whose names stand behind an @ in the words; the longest name that fits is meant."""
    by_name = {name: id_ for id_, one in people.items() for name in (one.person.zh, one.person.en) if name}
    if not by_name:
        return set()
    pattern = "|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True))
    return {by_name[found] for found in re.findall(f"[@＠]({pattern})", words)}


def choices(people: Mapping[int, Seat]) -> list[View]:
    """People to choose from, by name, with where they sit."""
    rows = ({"id": id_, "name": f"{tell(one.person)} · {tell(one.organ)}"} for id_, one in people.items())
    return sorted(rows, key=lambda row: str(row["name"]))
