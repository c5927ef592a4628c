"""A row's `asks` as fields of a page, and a page's post as raw answers; what they mean is read by `process.answers`."""

import re
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask import g, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from web.config import database, settings
from workflow.clock import BEIJING
from workflow.picture.standing import Case
from workflow.process.answers import WrongAnswers
from workflow.process.row import Ask, AskType, Choice, Row
from workflow.process.values import YEARS
from workflow.storage import files
from workflow.storage.screening import BadFile
from workflow.text.canonical import UNSPEAKABLE
from workflow.vocabulary import Stand
from workflow.words import catalogue, language, say, tell

NUMBERED = re.compile(r"[A-Z]?\d[\d.]*( |$)|[A-Z](\.\d+)+( |$)")  # a clause's label that begins with its number
LONG_ROWS = {"text": 16, "words": 8}
ONLY_IF_BLOCKING = frozenset({"reason", "clauses", "lift"})


def typed(given: Mapping[str, str], name: str, most: int) -> str:
    """What was typed into a field, without the signs that no log can hold."""
    return UNSPEAKABLE.sub("", given.get(name, "")).strip()[:most]


def fields(
    session: Session, row: Row, case: Case, given: MultiDict[str, str], errors: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The fields of a row, filled with what was given; nothing is chosen beforehand."""
    asked = row.asked(case)
    stands = {o["value"] for ask in asked if ask.kind is Stand for o in _options(ask, case) if not o["blocks"]}
    kept = files.known(session, [given[a.name] for a in row.asks if a.type is AskType.FILE and given.get(a.name)])
    return [
        _field(ask, case, given, errors.get(ask.name, ""))
        | ({"blocking": True} if stands and ask.name in ONLY_IF_BLOCKING else {})
        | (_kept(kept, given.get(ask.name, "")) if ask.type is AskType.FILE else {})
        for ask in asked
        if not ask.is_sole or len(_options(ask, case)) > 1
    ]


def _field(ask: Ask, case: Case, given: MultiDict[str, str], error: str) -> dict[str, Any]:
    hint = f"ask_hint.{ask.name}"
    kind = "persons" if ask.type is AskType.PERSON and ask.many else ask.type.value
    made: dict[str, Any] = {"name": ask.name, "type": kind, "label": ask.label, "required": ask.required}
    made |= {"value": given.getlist(ask.name) if ask.many else given.get(ask.name, ""), "many": ask.many}
    made |= {"hint": say(hint)} if ask.words is None and hint in catalogue(language()) else {}
    made |= {"error": error} if error else {}
    made |= {"options": _options(ask, case)} if ask.choices is not None else {}
    made |= {"rows": LONG_ROWS[ask.name]} if ask.name in LONG_ROWS else {}
    return made


def _options(ask: Ask, case: Case) -> list[dict[str, Any]]:
    return [_option(ask, choice) for choice in (ask.choices(case) if ask.choices else [])]


def _option(ask: Ask, choice: Choice) -> dict[str, Any]:
    value, words = str(choice.value), str(tell(choice.label))
    made: dict[str, Any] = {"value": value, "words": words, "blocks": ask.kind is Stand and Stand(value).blocks}
    if ask.type is AskType.CLAUSES and NUMBERED.match(words):
        made["number"], _, made["words"] = words.partition(" ")
    return made


def _kept(kept: Mapping[str, Any], digest: str) -> dict[str, Any]:
    found = kept.get(digest)
    accept = {"accept": files.ACCEPT, "value": ""}
    if found is None:
        return accept
    return accept | {"kept": {"shown": f"{found.name}，{_size(found.size)}", "value": digest}}


def _size(size: int) -> str:
    return f"{size / 1024**2:.1f} MB" if size >= 1024**2 else f"{max(1, size // 1024)} KB"


def told(row: Row, answers: Mapping[str, Any]) -> MultiDict[str, str]:
    """Typed answers as a page's fields hold them."""
    pairs: list[tuple[str, str]] = []
    for ask in row.asks:
        value = answers.get(ask.name)
        items = value if isinstance(value, list) else [] if value is None else [value]
        pairs += [(ask.name, _written(item)) for item in items]
    return MultiDict(pairs)


def _written(value: Any) -> str:
    match value:
        case datetime():
            return value.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def posted(row: Row) -> dict[str, Any]:
    """The raw answers of the form at hand; files are stored first, and a bad one is a wrong answer."""
    raw: dict[str, Any] = {}
    wrong: dict[str, tuple[str, dict[str, Any]]] = {}
    for ask in row.asks:
        value: Any = request.form.getlist(ask.name) if ask.many else request.form.get(ask.name)
        if ask.type is AskType.FILE:
            try:
                value = _stored(ask.name) or value
            except BadFile as fault:
                wrong[ask.name], value = (fault.key, fault.facts), None
        if value not in (None, "", []):
            raw[ask.name] = value
    if wrong:
        raise BadUploads(raw, wrong)
    return raw


def written(row: Row) -> dict[str, Any]:
    """The same but for its files: what stays typed where a form comes back before it is sent."""
    typed = (ask for ask in row.asks if ask.type is not AskType.FILE)
    given = {ask.name: request.form.getlist(ask.name) if ask.many else request.form.get(ask.name) for ask in typed}
    return {name: value for name, value in given.items() if value}


class BadUploads(WrongAnswers):
    """Files that are not taken; `raw` are the other answers, with the files that were."""

    def __init__(self, raw: dict[str, Any], fields: dict[str, tuple[str, dict[str, Any]]]) -> None:
        super().__init__(fields)
        self.raw = raw


def _stored(name: str) -> str | None:
    upload = request.files.get(name)
    if upload is None or not upload.filename:
        return None
    person = g.seat.person_id
    return files.store(database(), settings(), upload.stream, upload.filename, person, g.now)


def filled(raw: Mapping[str, Any]) -> MultiDict[str, str]:
    """Raw answers as a form holds them."""
    return MultiDict({name: value if isinstance(value, list) else [value] for name, value in raw.items()})


def new_key() -> str:
    """A fresh idempotency key."""
    return secrets.token_urlsafe(18)


def old_key() -> str | None:
    """The key of the form at hand, under which it acts once; the door of standards insists on one."""
    return request.form.get("idempotency_key", "")[:128] or None


def number(words: str | None) -> int | None:
    """A whole number of a field or an address; None when it is none."""
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 10 else None


def day(words: str | None) -> date | None:
    """A day of a field or an address; None when it is none, or of a year that no form takes."""
    try:
        found = date.fromisoformat((words or "").strip())
    except ValueError:
        return None
    return found if found.year in YEARS else None
