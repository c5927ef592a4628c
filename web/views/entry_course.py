"""The course of an entry: each turn with where its event stands in the log, and one turn whole."""

import json
from datetime import datetime
from typing import Any

from flask import g

from web.present import instant
from web.views import entry_view as view
from web.views import evidence
from workflow.reads import entries as reads
from workflow.reads import entry_records
from workflow.reads.entry_records import Recorded
from workflow.records.entries import Entry
from workflow.vocabulary import SeatRole
from workflow.words import say

Json = dict[str, Any]
AUDITORS = frozenset({SeatRole.AUDITOR, SeatRole.AUDADMIN})


def turns(entry: Entry, ended: datetime | None) -> list[Json]:
    """Every turn, or those before an hour, each with the address of its record."""
    found = entry_records.records(g.session, entry.id)
    told = [one for one in reads.course(g.session, entry.id) if ended is None or one.turn.at < ended]
    return [view.turn(one) | {"record": _record(entry, found.get(one.turn.number))} for one in told]


def _record(entry: Entry, found: Recorded | None) -> Json | None:
    if found is None:
        return None
    href = f"/registers/{entry.kind}/{entry.id}/turns/{found.event.sequence}"
    return {"href": href, "words": f"#{found.event.index}", "hash": found.event.leaf_hash.hex()[:12]}


def whole(entry: Entry, number: int) -> Json | None:
    """One turn as a receipt: what was done, where it stands, by what hash it is known, how far it is evidence."""
    found = entry_records.records(g.session, entry.id).get(number)
    turn = next((one for one in reads.course(g.session, entry.id) if one.turn.number == number), None)
    if found is None or turn is None:
        return None
    event, leaf, shown = found.event, json.loads(found.event.leaf), view.turn(turn)
    rows = [
        {"term": say("事项"), "words": shown["step"]},
        {"term": say("席位"), "words": shown["who"]},
        {"term": say("时间"), "words": str(instant(event.at))},
        {"term": say("记录"), "words": say("{log} 第 {index} 号", log=found.origin, index=event.index)},
        {"term": say("指纹"), "words": say("叶哈希"), "hash": event.leaf_hash.hex()},
        {"term": say("存证"), "words": evidence.stages([event])[event.log_id, event.index]},
    ]
    rows += [{"term": say("签署内容"), "words": "SHA-256", "hash": leaf["stmt"]}] if leaf.get("stmt") else []
    audit = f"/audit/{event.log_id}/{event.index}" if g.seat.role in AUDITORS else ""
    return {"rows": rows, "step": shown["step"], "state": shown["state"], "audit": audit}
