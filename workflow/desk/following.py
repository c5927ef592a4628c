"""A version was saved: what is on the desk and in no version yet goes on from it."""

from collections.abc import Mapping
from dataclasses import replace

from workflow.desk.noting import note
from workflow.desk.pad import Edit, Pad, Told, overlaid
from workflow.records.desks import DeskClause
from workflow.text.clauses import Clause
from workflow.text.linking import numbered_and_linked
from workflow.text.merging import Conflict, Merged, merged
from workflow.text.notation import read, write


def follow(pad: Pad, saved: Mapping[str, Told] | None = None) -> None:
    """Merge the words of the desk onto the newest version, where they go on from an older one. `saved` are the words of
    the desk from which that version was made, if it was.
    """
    last = pad.last
    behind = [row for row in pad.rows.values() if last is not None and row.base_id != last.id]
    if last is None or not behind:
        return
    before = pad.version(behind[0].base_id)
    same = as_saved(overlaid(before, pad.rows))
    for row in behind:
        if row.clause_id not in pad.draft:
            _gone(pad, row, before.get(row.clause_id))
            continue
        new = _told(pad.draft[row.clause_id])
        base = (saved or {}).get(row.clause_id) or _told(before[row.clause_id])
        words = new if _told(same[row.clause_id]) == new else _merged(pad, row, base, new)
        if words == (row.title, row.body):
            row.base_id = last.id
        else:
            pad.keep(row.clause_id, words, Edit(last.made_by if words == new else row.edited_by), stood=True)


def as_saved(clauses: tuple[Clause, ...]) -> Mapping[str, Clause]:
    """Clauses as saving writes them: in the canonical spelling, typed references linked."""
    spelled = (_spelled(clause) for clause in numbered_and_linked(tuple(_spelled(clause) for clause in clauses)))
    return {clause.id: clause for clause in spelled}


def _spelled(clause: Clause) -> Clause:
    return replace(clause, title=clause.title.strip(), body=write(read(clause.body)))


def _told(clause: Clause) -> Told:
    return Told(clause.title, clause.body)


def _merged(pad: Pad, row: DeskClause, base: Told, new: Told) -> Told:
    """The new version's words stand where the desk differs from it; what the desk had there is a conflict."""
    against = pad.last.made_by if pad.last else None
    title, body = merged(base.title, new.title, row.title), merged(base.body, new.body, row.body)
    note(pad, row.clause_id, True, title, row.edited_by, against)
    note(pad, row.clause_id, False, body, row.edited_by, against)
    return Told(title.words, body.words)


def _gone(pad: Pad, row: DeskClause, was: Clause | None) -> None:
    """The clause went; what nobody saved of it is kept as a conflict."""
    base = _told(was) if was else Told("", "")
    against = pad.last.made_by if pad.last else None
    for is_title, old, here in ((True, base.title, row.title), (False, base.body, row.body)):
        if old != here:
            note(pad, row.clause_id, is_title, Merged("", (Conflict(old, "", here),)), row.edited_by, against)
    pad.session.delete(row)
    del pad.rows[row.clause_id]
