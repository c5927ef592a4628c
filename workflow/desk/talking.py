"""Threads beside clauses: opened, answered, given to somebody, settled, opened again. Each of it is a remark, and no
remark is ever changed; whoever is named or given a thread is called.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.process.reasons import NotThere
from workflow.records.clause_threads import ClauseCall, ClauseRemark, ClauseThread
from workflow.text.clauses import Clause
from workflow.vocabulary import ThreadAct

MOST_WORDS: Final = 4_000
MOST_QUOTE: Final = 1_000
MOST_CALLED: Final = 20


class Said(NamedTuple):
    """What a person says or does: words, persons named in them, and who is to see to it, if that is settled here."""

    person: int
    words: str
    called: Collection[int] = ()
    to: int | None = None


class Silent(Exception):
    """A remark needs words."""


def begin(session: Session, at: datetime, standard_id: int, clause: Clause, quote: str, said: Said) -> int:
    """Open a thread beside a clause with its first remark; gives its id."""
    if not said.words:
        raise Silent
    label = f"{clause.number} {clause.title}".strip()
    place = {"standard_id": standard_id, "clause_id": clause.id, "clause_label": label}
    thread = ClauseThread(**place, quote=quote, assigned_to=said.to, last_at=at)
    session.add(thread)
    session.flush()
    _remark(session, at, thread, ThreadAct.SAID, said)
    return thread.id


def go_on(session: Session, at: datetime, standard_id: int, thread_id: int, act: ThreadAct, said: Said) -> ClauseThread:
    """Answer in a thread, give it to somebody or to nobody, settle it or open it again; the latest word stands."""
    thread = session.get(ClauseThread, thread_id, with_for_update=True)
    if thread is None or thread.standard_id != standard_id:
        raise NotThere
    if act is ThreadAct.SAID and not said.words:
        raise Silent
    if act is ThreadAct.ASSIGNED:
        thread.assigned_to = said.to
    if act is ThreadAct.RESOLVED:
        thread.resolved_at = at
    if act is ThreadAct.REOPENED:
        thread.resolved_at = None
    thread.last_at = at
    hear(session, at, said.person, thread.id)
    _remark(session, at, thread, act, said)
    return thread


def _remark(session: Session, at: datetime, thread: ClauseThread, act: ThreadAct, said: Said) -> None:
    remark = ClauseRemark(
        thread_id=thread.id, act=act, words=said.words, person_id=said.person, person_to=said.to, at=at
    )
    session.add(remark)
    session.flush()
    session.add_all(ClauseCall(remark_id=remark.id, person_id=person) for person in _called(said))


def _called(said: Said) -> Iterable[int]:
    """Whoever is named or given it, once; nobody calls himself."""
    return sorted({*said.called, *({said.to} if said.to else ())} - {said.person})[:MOST_CALLED]


def hear(session: Session, at: datetime, person: int, thread_id: int) -> None:
    """What called the person in a thread has been heard."""
    remarks = sa.select(ClauseRemark.id).where(ClauseRemark.thread_id == thread_id)
    mine = (ClauseCall.person_id == person, ClauseCall.heard_at.is_(None), ClauseCall.remark_id.in_(remarks))
    session.execute(sa.update(ClauseCall).where(*mine).values(heard_at=at).execution_options(synchronize_session=False))
