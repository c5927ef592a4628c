"""An office file saved as a draft with its tracked changes kept as suggestions, under the names it prints."""

from flask import Blueprint, flash, g, redirect, request
from flask.typing import ResponseReturnValue

from web import acting
from web.config import database
from web.desk import writable
from web.door import key_given, version_given
from web.reading import reading
from web.seats import acts
from web.wishing import given
from workflow.desk.following import follow
from workflow.desk.pad import Pad, Told, opened
from workflow.desk.suggesting import By, Place, put, put_lost
from workflow.process.standard import ROWS
from workflow.text.notation import read, write
from workflow.text.word.found import Wish
from workflow.words import say

pages = Blueprint("tracked", __name__)


@pages.post("/standards/<int:standard_id>/draft/tracked")
@acts
def keep(standard_id: int) -> ResponseReturnValue:
    """The draft goes through the door as any other; its tracked changes stand beside it."""
    with reading():
        writable(standard_id)
    wishes = given(request.form.get("tracked", ""))
    answers = {"structure": request.form.get("structure", "")}
    acting.take(standard_id, ROWS["save_draft"], answers, version=version_given(), key=key_given())
    with database().plain() as session:
        pad = opened(session, standard_id, g.now)
        follow(pad)
        made = sum(_kept(pad, wish) for wish in wishes)
    flash(say("已保存草案，文件里的 {n} 处修订留作建议。", n=made), "done")
    return redirect(f"/standards/{standard_id}/suggestions", 303)


def _kept(pad: Pad, wish: Wish) -> int:
    """How many suggestions a wish became."""
    clause = pad.draft.get(wish.clause)
    if clause is None:
        return 0
    by = By(g.seat.person_id, author=wish.author, written_at=wish.at)
    if not wish.is_sure:
        put_lost(pad, clause, Place(0, wish.base, wish.words), by)
        return 1
    stands = Told(clause.title, clause.body)
    told = stands._replace(title=wish.words) if wish.is_title else stands._replace(body=write(read(wish.words)))
    return put(pad, clause, stands, told, by)
