"""Forms that were filled in and came to the committee by mail: their sound rows are entered, each as an act of its own.

A row whose words stand in the ledger already, from the same sender, is not entered again.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.commenting.sending import take
from workflow.db import Database
from workflow.picture.standing import Seat, Standing
from workflow.process.reasons import NotThere
from workflow.process.standard import ROWS
from workflow.records.consultations import Comment
from workflow.settling import settle
from workflow.vocabulary import CommentState

ENTER = ROWS["enter_comment"]
SAME = ("clause", "opinion", "proposal", "reason")
Given = Mapping[str, str]


def known(session: Session, consultation_id: int, name: str) -> set[tuple[str, ...]]:
    """What a sender is on record with in a consultation, and has not taken back."""
    columns = (Comment.clause_id, Comment.opinion, Comment.proposal, Comment.reason)
    mine = (Comment.consultation_id == consultation_id, Comment.name == name)
    stands = Comment.state != CommentState.TAKEN_BACK
    return {tuple(row) for row in session.execute(sa.select(*columns).where(*mine, stands))}


def is_known(row: Given, there: set[tuple[str, ...]]) -> bool:
    """Whether these words are on record already."""
    return tuple(row.get(name, "").strip() for name in SAME) in there


def enter(
    database: Database, standard_id: int, seat: Seat, rows: Sequence[Given], shared: Given, *, at: datetime
) -> list[int]:
    """Enter the rows that are new, all or none; `shared` is who sent them, when they came, and their scan."""
    with database.write(at) as work:
        standing = Standing.load(work.session, standard_id, lock=True)
        if standing is None or standing.consultation is None:
            raise NotThere
        there = known(work.session, standing.consultation.id, shared.get("name", "").strip())
        made = []
        for row in rows:
            if is_known(row, there):
                continue
            raw = {name: words for name, words in {**row, **shared}.items() if words}
            outcome, standing = take(work, ENTER, standing, seat, raw)
            there.add(tuple(row.get(name, "").strip() for name in SAME))
            made.append(int(outcome.facts["comment"]))
        if made:
            settle(work, standing)
    return made
