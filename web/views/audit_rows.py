"""Events as the audit pages show them: a row of the list, and one event whole, with the proof of it."""

import json
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import g
from sqlalchemy.orm import Session

from web.views import evidence
from workflow.clock import BEIJING
from workflow.exports.downloads import signed_size
from workflow.exports.events import Covered
from workflow.exports.ledger import lines_of, told_openly
from workflow.log.checkpoints import proof
from workflow.reads import audit as reads
from workflow.reads import audit_names, cosigned
from workflow.reads.audit import Scope
from workflow.reads.changes import Called, changes
from workflow.reads.sealing import sealed_among
from workflow.records.events import SECRET, Event, Log
from workflow.vocabulary import Role
from workflow.words import say, tell

Row = dict[str, Any]
LONG = 400  # characters of a fact that a page shows in place


def rows(session: Session, found: Sequence[tuple[Event, str]]) -> list[Row]:
    """A page of events; a constant number of queries."""
    events = [event for event, _ in found]
    closed = sealed_among(session, events)
    leaves = [told_openly(event, closed) for event in events]
    called = audit_names.called(session, leaves)
    texts = audit_names.text_numbers(session, {leaf["text"] for leaf in leaves if leaf.get("text")})
    lines = zip(events, leaves, lines_of(session, "", events), strict=True)
    return [_row(event, leaf, line, called, texts) for event, leaf, line in lines]


def _row(event: Event, leaf: Row, line: Row, called: Called, texts: dict[tuple[int, str], int]) -> Row:
    number = texts.get((event.object_id, leaf.get("text") or ""))
    return {
        "href": f"/audit/{event.log_id}/{event.index}",
        "index": event.index,
        "at": event.at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S"),
        "who": line["person"] or tell("role.public" if leaf.get("act") == "comment" else "role.system"),
        "office": "·".join(part for part in (line["organ"], line["seat_role"]) if part),
        "act": line["act_label"],
        "about": line["title"] or _about(event, leaf, called),
        "standard": line["standard"],
        "changes": changes(leaf, called),
        "stand": say(f"stand.{leaf['facts']['stand']}") if leaf.get("facts", {}).get("stand") else "",
        "text": say("文本 {n}", n=number) if number else "",
        "text_hash": (leaf.get("text") or "")[:8],
        "hash": event.leaf_hash.hex()[:12],
    }


def _about(event: Event, leaf: Row, called: Called) -> str:
    """What an event is about that is no standard's: a seat by its holder's name, an entry by its title."""
    if event.noun == "entry":
        return str(tell(called["entry"].get(str(event.object_id), f"{say('noun.entry')} {event.object_id}")))
    holder = called["person"].get(str((leaf.get("to") or {}).get("person")))
    return f"{say(f'noun.{event.noun}')} {tell(holder) if holder else event.object_id}"


def whole(session: Session, scope: Scope, event: Event, log: Log, *, at: datetime, is_open: bool = False) -> Row:
    """One event with everything that is kept of it; what is personal only where it was opened."""
    closed = sealed_among(session, [event])
    leaf = told_openly(event, closed)
    (row,), (line,) = rows(session, [(event, log.origin)]), lines_of(session, log.origin, [event])
    return row | {
        "origin": log.origin,
        "rules": line["rules"],
        "on_behalf_of": line["on_behalf_of"],
        "statement": line["statement"],
        "files": line["files"] or [],
        "facts": [(_label(name), _value(name, value)) for name, value in sorted((leaf.get("facts") or {}).items())],
        "hidden": [(_label(name), name) for name in sorted(set(leaf.get("commit") or {}) - SECRET)],
        "opened": reads.openings(session, scope, event, at),
        "is_open": is_open,
        "raise": _raising(event, log),
        "is_sealed": bool(closed),
        "leaf": json.dumps(leaf, ensure_ascii=False, indent=1, sort_keys=True),
        "leaf_hash": event.leaf_hash.hex(),
        "stage": evidence.stages([event])[event.log_id, event.index],
        "proof": _proof(session, event),
    }


def _raising(event: Event, log: Log) -> str:
    """The form of a finding that cites this event; none on what stands in the installation's own log."""
    if log.agreement_id is None:
        return ""
    return f"/agreements/{log.agreement_id}/steps/write_finding?{urlencode({'event': f'{log.origin}#{event.index}'})}"


def _label(name: str) -> str:
    """What a field of the leaf is called in its form; its own name where no form asks for it."""
    told = {key: say(key) for key in (f"change.{name}", f"ask.{name}")}
    return next((words for key, words in told.items() if words != key), name)


def _value(name: str, value: Any) -> Any:
    """The role in which somebody acted, yes and no in words; everything else as the leaf has it, what is long by its
    beginning: the leaf itself stands below.
    """
    if isinstance(value, bool):
        return say("是") if value else say("否")
    if isinstance(value, dict | list):
        words = json.dumps(value, ensure_ascii=False)
        return words if len(words) <= LONG else f"{words[:LONG]}…"
    return tell(Role(value)) if name == "as" and value in list(Role) else value


def _proof(session: Session, event: Event) -> Row | None:
    """The path from the leaf to the newest signed head; nothing while no head covers it."""
    signed = reads.newest_checkpoint(session, event.log_id)
    if signed is None or signed.size <= event.index:
        return None
    path = proof(session, event.log_id, index=event.index, size=signed.size)
    return {
        "size": signed.size,
        "made_at": signed.made_at,
        "note": signed.note,
        "path": [b64encode(node).decode() for node in path],
        "href": f"/audit/checkpoints/{event.log_id}/{signed.size}",
    }


def heads(covered: Sequence[Covered]) -> list[Row]:
    """The logs behind a selection, up to where they are signed and by whom they are cosigned."""
    reach = cosigned.reaches(g.session, [log.log_id for log in covered])
    names = evidence.named(reach.values())
    return [
        {"log": log.origin, "size": log.size, "signed": signed_size(log)}
        | {"href": f"/audit/checkpoints/{log.log_id}/{signed_size(log)}" if log.note else ""}
        | evidence.head(reach[log.log_id], names)
        for log in covered
        if log.size
    ]
