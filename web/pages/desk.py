"""The desk where several people write: its page, the words they send, and what others changed."""

import json
import re
from typing import Final

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.config import database
from web.desk import Shown, seen, writable
from web.errors import Incomplete
from web.forms import new_key, number
from web.present import region
from web.project.party import page_head, ways
from web.reading import reading
from web.seats import acts, shows
from web.views.clauses import anchor
from workflow.desk import presence, writing
from workflow.desk.pad import Told
from workflow.desk.writing import Kept, Sent
from workflow.text.canonical import Unacceptable, acceptable
from workflow.text.document import Malformed, read_body, structured
from workflow.words import say

pages = Blueprint("desk", __name__)
KEY: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
MOST_TITLE, MOST_BODY, MOST_BLOCKS, MOST_AFTER = 300, 40_000, 400_000, 20


class Unkept(Exception):
    """Words that cannot stand on the desk, with the reason in words."""


@pages.get("/standards/<int:standard_id>/desk")
@shows
def desk(standard_id: int) -> ResponseReturnValue:
    standing, reasons = seen(standard_id)
    if request.args.get("since") == "mine":
        return redirect(f"/standards/{standard_id}/since#changed")
    shown = Shown(standing)
    page = {"id": standard_id, "head": page_head(standing, say("共同起草")), "ways": ways(standing, "draft")}
    page |= {"reasons": [reason.as_json() for reason in reasons], "clauses": shown.view(shown.clauses)}
    page |= {"present": shown.present(), "conflicts": shown.conflicts(), "targets": shown.targets()}
    page |= {"revision": shown.desk.revision, "unsaved": len(shown.desk.unsaved), "person": g.seat.person_id}
    page["version"] = shown.desk.last.id if shown.desk.last else 0
    page["regions"] = {code: region(place)["name"] for code, place in shown.places.items()}
    page["hidden"] = {"version": standing.standard.version, "idempotency_key": new_key()}
    return render_template("drafting/desk.html", page=page)


@pages.get("/standards/<int:standard_id>/desk.json")
@shows
def news(standard_id: int) -> ResponseReturnValue:
    """What others changed after the revision `since`, who is where, and how much is open."""
    shown = Shown(seen(standard_id).standing)
    changed = [edit.clause_id for edit in shown.desk.since(number(request.args.get("since")) or 0)]
    told = {"revision": shown.desk.revision, "clauses": shown.view(changed), "present": shown.present()}
    told |= {"version": shown.desk.last.id if shown.desk.last else 0, "unsaved": len(shown.desk.unsaved)}
    return jsonify(told | {"conflicts": shown.conflicts()})


@pages.post("/standards/<int:standard_id>/desk.json")
@acts
def beat(standard_id: int) -> ResponseReturnValue:
    """The person is at the clause `clause`; at none, has left it."""
    with reading():
        writable(standard_id)
    presence.beat(database(), g.now, standard_id, g.seat.person_id, request.form.get("clause", "")[:32])
    return "", 204


@pages.post("/standards/<int:standard_id>/looked")
@acts
def looked(standard_id: int) -> ResponseReturnValue:
    """All up to the revision that the page showed has been seen."""
    with reading():
        seen(standard_id)
    upto = number(request.form.get("revision")) or 0
    presence.looked(database(), g.now, standard_id, g.seat.person_id, upto)
    return redirect(f"/standards/{standard_id}/desk", 303)


@pages.post("/standards/<int:standard_id>/desk/<clause>")
@acts
def write(standard_id: int, clause: str) -> ResponseReturnValue:
    """Words of one clause, from the script, which wants JSON, or from the plain form."""
    is_script = request.accept_mimetypes.best == "application/json"
    with reading():
        writable(standard_id)
    try:
        kept = writing.write(database(), g.now, standard_id, g.seat.person_id, _sent(clause))
    except Unkept as fault:
        return (jsonify({"fault": str(fault)}), 422) if is_script else _unkept(standard_id, clause, str(fault))
    if is_script:
        return jsonify(_told(standard_id, clause, kept))
    flash(say("已记在起草台上，还没有成为一稿。"), "done")
    return redirect(f"/standards/{standard_id}/desk#{anchor(clause)}", 303)


def _sent(clause: str) -> Sent:
    form, key = request.form, request.form.get("key", "")
    if not KEY.fullmatch(key):
        raise Incomplete("error.no_key")
    after = tuple(one for one in form.get("after", "").split(",")[:MOST_AFTER] if KEY.fullmatch(one))
    is_spelled = "blocks" in form
    told = Told(_line("title"), blocks_in("blocks")) if is_spelled else told_in("title", "body")
    base = number(form.get("revision")) or 0, number(form.get("version")) or 0
    return Sent(clause[:32], told, *base, key, after, is_spelled)


def told_in(title: str, body: str) -> Told:
    """The words in these fields of the form, if they can stand on the desk."""
    return Told(_line(title), words_in(body, MOST_BODY))


def blocks_in(name: str) -> str:
    """The notation of the JSON blocks in this field, if they are blocks of a clause."""
    source = request.form.get(name, "")
    if len(source) > MOST_BLOCKS:
        raise Unkept(say("超过 {n} 字，放不下。", n=MOST_BODY))
    try:
        body = read_body(json.loads(source))
    except Malformed as bad:
        raise Unkept(say("wrong.structure", path=bad.faults[0].path or "$", n=len(bad.faults))) from bad
    except (ValueError, RecursionError) as bad:
        raise Unkept(say("wrong.structure", path="$", n=1)) from bad
    if len(body) > MOST_BODY:
        raise Unkept(say("超过 {n} 字，放不下。", n=MOST_BODY))
    return body


def _line(name: str) -> str:
    return " ".join(words_in(name, MOST_TITLE).split("\n"))


def words_in(name: str, most: int) -> str:
    """The words in this field of the form, if they are words and not too many."""
    try:
        words = acceptable(request.form.get(name, ""))
    except Unacceptable as flaw:
        raise Unkept(
            say("第 {line} 行有不能使用的字符 {codepoint}。", line=flaw.line, codepoint=flaw.codepoint)
        ) from flaw
    if len(words) > most:
        raise Unkept(say("超过 {n} 字，放不下。", n=most))
    return words


def _told(standard_id: int, clause: str, kept: Kept) -> dict[str, object]:
    """What became of the words, with the clause as it is printed and what is open in it."""
    told = {"clause": clause, "sent": kept.sent, "gone": kept.is_gone, "at": g.now.isoformat()}
    told |= {"revision": kept.revision, "version": kept.version, "title": kept.told.title, "body": kept.told.body}
    told["blocks"] = structured(kept.told.body)
    with reading():
        shown = Shown(seen(standard_id).standing)
        for view in shown.view([clause]):
            told |= {"html": view["html"], "by": view["by"]}
        return told | {"conflicts": shown.conflicts(), "unsaved": len(shown.desk.unsaved)}


def _unkept(standard_id: int, clause: str, fault: str) -> ResponseReturnValue:
    """The form again with what was typed and what is wrong with it."""
    with reading():
        standing, _ = seen(standard_id)
        page = {"id": standard_id, "head": page_head(standing, say("共同起草")), "ways": ways(standing, "draft")}
        page |= {"clause": clause, "fault": fault, "title": request.form.get("title", "")}
        page |= {name: request.form.get(name, "") for name in ("body", "revision", "version", "key")}
        return render_template("drafting/unkept.html", page=page), 422
