"""What people say beside a clause: a thread opened, answered, given to somebody, settled, opened again, heard."""

from flask import Blueprint, g, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from web.config import database
from web.forms import number
from web.pages.threads import page_of
from web.project.beside import beside, clauses_of, usable
from web.project.talking import called_in
from web.reading import reading
from web.seats import acts
from workflow.desk import talking
from workflow.desk.talking import MOST_QUOTE, MOST_WORDS, Said, Silent
from workflow.picture.standing import Standing
from workflow.process.beside import TALK
from workflow.process.reasons import NotThere
from workflow.reads.talk import people
from workflow.text.canonical import Unacceptable, acceptable
from workflow.vocabulary import ThreadAct
from workflow.words import say

pages = Blueprint("talking", __name__)


class Unsaid(Exception):
    """Words that cannot be said, with the reason."""


@pages.post("/standards/<int:standard_id>/threads")
@acts
def begin(standard_id: int) -> ResponseReturnValue:
    """A new thread beside the clause of the form."""
    with reading():
        standing = usable(standard_id, TALK)
        clause = clauses_of(standing).get(request.form.get("clause", ""))
        if clause is None:
            raise NotThere
        try:
            said, quote = _said(standing), _words("quote", MOST_QUOTE)
        except Unsaid as fault:
            return _unsaid(standard_id, str(fault))
    try:
        with database().plain() as session:
            made = talking.begin(session, g.now, standard_id, clause, quote, said)
    except Silent:
        return _silent(standard_id)
    return _back(standard_id, made)


@pages.post("/standards/<int:standard_id>/threads/<int:thread_id>")
@acts
def go_on(standard_id: int, thread_id: int) -> ResponseReturnValue:
    """`act` says what is done in the thread; words may come with each."""
    with reading():
        standing = usable(standard_id, TALK)
        try:
            act, said = ThreadAct(request.form.get("act", "")), _said(standing)
        except Unsaid as fault:
            return _unsaid(standard_id, str(fault), thread_id)
        except ValueError:
            return _unsaid(standard_id, say("请选要做什么。"), thread_id)
    try:
        with database().plain() as session:
            talking.go_on(session, g.now, standard_id, thread_id, act, said)
    except Silent:
        return _silent(standard_id, thread_id)
    return _back(standard_id, thread_id)


@pages.post("/standards/<int:standard_id>/threads/<int:thread_id>/heard")
@acts
def heard(standard_id: int, thread_id: int) -> ResponseReturnValue:
    """Whoever was called knows."""
    with reading():
        beside(standard_id, TALK)
    with database().plain() as session:
        talking.hear(session, g.now, g.seat.person_id, thread_id)
    return _back(standard_id, thread_id)


def _said(standing: Standing) -> Said:
    """Words, whom they call by name or by choice, and who is to see to it: all of them people of the project."""
    words, known = _words("words", MOST_WORDS), people(g.session, standing, g.now)
    chosen = {number(one) or 0 for one in request.form.getlist("call")}
    to = number(request.form.get("to"))
    if not (chosen | ({to} if to else set())) <= known.keys():
        raise Unsaid(say("所选的人不参与这个项目。"))
    return Said(g.seat.person_id, words, chosen | called_in(words, known), to)


def _words(name: str, most: int) -> str:
    try:
        words = acceptable(request.form.get(name, "")).strip()
    except Unacceptable as flaw:
        facts = {"line": flaw.line, "codepoint": flaw.codepoint}
        raise Unsaid(say("第 {line} 行有不能使用的字符 {codepoint}。", **facts)) from flaw
    if len(words) > most:
        raise Unsaid(say("超过 {n} 字，放不下。", n=most))
    return words


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _silent(standard_id: int, thread_id: int = 0) -> ResponseReturnValue:
    with reading():
        return _unsaid(standard_id, say("还没有写话。"), thread_id)


def _unsaid(standard_id: int, fault: str, thread_id: int = 0) -> ResponseReturnValue:
    """What was typed stays in the form."""
    if _wants_json():
        return jsonify({"fault": fault}), 422
    return page_of(beside(standard_id, TALK), fault, thread_id), 422


def _back(standard_id: int, thread_id: int) -> ResponseReturnValue:
    if _wants_json():
        return jsonify({"thread": thread_id})
    return redirect(f"/standards/{standard_id}/threads/{thread_id}", 303)
