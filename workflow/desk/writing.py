"""Words sent from a desk: merged with what others wrote since, and durable once they are answered."""

from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

import sqlalchemy as sa

from workflow.db import Database
from workflow.desk.following import follow
from workflow.desk.noting import note
from workflow.desk.pad import Edit, Pad, Told, opened
from workflow.process.reasons import NotThere
from workflow.records.desks import DeskEdit
from workflow.requests import KeyReused
from workflow.text import notation
from workflow.text.merging import Conflict, Merged, merged


class Sent(NamedTuple):
    """Words of a clause and what they were written from: a revision of the desk, 0 for the words of a version. Where
    the sender does not know yet whether its own earlier words arrived, `after` names them, the newest first. Words that
    came as blocks (`is_spelled`) have the canonical spelling, and are compared with the others in theirs.
    """

    clause: str
    told: Told
    revision: int
    version: int
    key: str
    after: tuple[str, ...] = ()
    is_spelled: bool = False


class Kept(NamedTuple):
    """What became of words: the revision they have themselves, and what stands on the desk now, of which revision and
    version; a clause that `is_gone` from the text stands nowhere, its words are in a conflict.
    """

    sent: int
    revision: int
    version: int
    told: Told
    is_gone: bool = False


def write(database: Database, at: datetime, standard_id: int, person: int, sent: Sent) -> Kept:
    """Keep words. Sent again under the same key they are kept once."""
    with database.plain() as session:
        pad = opened(session, standard_id, at)
        if pad.last is None:
            raise NotThere
        follow(pad)
        known = _known(pad, sent, person)
        if known and known.key == sent.key and (known.title, known.body) != sent.told:
            # a page that the browser kept was written on again: these are further words
            known, sent = None, sent._replace(key=uuid4().hex, after=(sent.key,))
        mine = known.revision if known else _written(pad, person, sent)
        if sent.clause not in pad.draft:
            return Kept(mine, 0, pad.last.id, sent.told, is_gone=True)
        row = pad.rows.get(sent.clause)
        return Kept(mine, row.revision if row else 0, pad.last.id, pad.words(sent.clause))


def _written(pad: Pad, person: int, sent: Sent) -> int:
    base, edit = _base(pad, person, sent), Edit(person, sent.key, " ".join(sent.after))
    if sent.clause not in pad.draft:
        _lost(pad, person, sent, base)
        return pad.keep(sent.clause, sent.told, edit, stood=False)
    now, writer = pad.words(sent.clause), pad.writer(sent.clause)
    if sent.is_spelled:
        base, now = (one._replace(body=notation.write(notation.read(one.body))) for one in (base, now))
    title, body = merged(base.title, now.title, sent.told.title), merged(base.body, now.body, sent.told.body)
    note(pad, sent.clause, True, title, person, writer)
    note(pad, sent.clause, False, body, person, writer)
    words = Told(title.words, body.words)
    mine = pad.keep(sent.clause, sent.told, edit, stood=words == sent.told and words != now)
    if words not in (sent.told, now):
        pad.keep(sent.clause, words, Edit(person), stood=True)
    return mine


def _lost(pad: Pad, person: int, sent: Sent, base: Told) -> None:
    """The clause went while somebody wrote on it."""
    saver = pad.last.made_by if pad.last else None
    for is_title, was, words in ((True, base.title, sent.told.title), (False, base.body, sent.told.body)):
        if was != words:
            note(pad, sent.clause, is_title, Merged("", (Conflict(was, "", words),)), person, saver)


def _known(pad: Pad, sent: Sent, person: int) -> DeskEdit | None:
    """What came under this key, or, where a later word overtook it, that one."""
    on = (DeskEdit.standard_id == pad.standard_id,)
    found = pad.session.scalar(sa.select(DeskEdit).where(*on, DeskEdit.key == sent.key))
    if found is not None and (found.person_id, found.clause_id) != (person, sent.clause):
        raise KeyReused
    mine = (*on, DeskEdit.clause_id == sent.clause, DeskEdit.person_id == person)
    overtook = sa.select(DeskEdit).where(*mine, DeskEdit.after.contains(sent.key, autoescape=True))
    return found or pad.session.scalar(overtook.order_by(DeskEdit.revision.desc()).limit(1))


def _base(pad: Pad, person: int, sent: Sent) -> Told:
    """What the words were written from."""
    own = sa.and_(DeskEdit.key.in_(sent.after), DeskEdit.person_id == person)
    found = pad.session.scalar(
        sa.select(DeskEdit)
        .where(DeskEdit.standard_id == pad.standard_id, DeskEdit.clause_id == sent.clause)
        .where(sa.or_(own, DeskEdit.revision == sent.revision))
        .order_by(sa.case((own, 0), else_=1), DeskEdit.revision.desc())
        .limit(1)
    )
    clause = found or pad.version(sent.version).get(sent.clause)
    if clause is None:
        raise NotThere
    return Told(clause.title, clause.body)
