"""The word of each region on an entry: as a row of seals in a list, and told in full, the last word first."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import g

from web.present import day, region, seal
from web.views.entry_view import Json, Places
from workflow.accord.entered import accepts
from workflow.reads import entries as reads
from workflow.reads.entries import Shown
from workflow.records.agreements import Member
from workflow.records.entries import EntryTurn, EntryVoice
from workflow.rules.listing import CHANGES
from workflow.vocabulary import EntryState, Stand
from workflow.words import say, tell

LIMITS = ("conditions", "exceptions", "reason")


def strips(found: Sequence[Shown], places: Places, until: datetime | None = None) -> dict[int, list[Json]]:
    """Entry → a seal of each region of its group, by what was said until an hour."""
    ids = [one.id for one in found]
    spoken, members, asked = reads.voices(g.session, ids), _members(found), _asked_again(found)
    strips_: dict[int, list[Json]] = {}
    for one in found:
        words = [voice for voice in spoken.get(one.id, []) if until is None or voice.at < until]
        last = {voice.region_code: voice for voice in words}
        strips_[one.id] = [
            _seal(one, places[code], last.get(code), asked.get(one.id, 0))
            for code in members[one.cells["agreement_id"]]
        ]
    return strips_


def told(one: Shown, places: Places, until: datetime | None = None) -> Json:
    """What each region of the group said last, whether or not it spoke; below it what was said before."""
    spoken = reads.until(until, reads.voices(g.session, [one.id]).get(one.id, []))
    last, since = {voice.region_code: voice for voice in spoken}, _asked_again([one]).get(one.id, 0)
    regions = _members([one])[one.cells["agreement_id"]]
    rows = [{"seal": _seal(one, places[code], last.get(code), since)} | _said(last.get(code)) for code in regions]
    older = (voice for voice in reversed(spoken) if voice not in last.values())
    before = [{"region": region(places[voice.region_code])} | _said(voice) for voice in older]
    return {"last": rows, "earlier": before}


def _said(voice: EntryVoice | None) -> Json:
    if voice is None:
        return {"stand": say("尚未表态"), "limits": "", "at": "", "until": None}
    limits = [] if voice.stand is Stand.NOT_YET else [getattr(voice, name) for name in LIMITS]
    until = day(voice.until) if voice.until else None
    return {"stand": words(voice), "limits": "；".join(filter(None, limits)), "at": day(voice.at), "until": until}


def words(voice: EntryVoice) -> str:
    """A region's word; what the end of a review wrote in its place is a lapse, not a silence."""
    return say("逾期未续认") if voice.stand is Stand.NOT_YET else str(tell(voice.stand))


def _seal(one: Shown, place: Any, voice: EntryVoice | None, since: int) -> Json:
    if voice is None:
        waits = one.state is EntryState.OPINED
        return seal(place, "open" if waits else "notdue", say("等其表态") if waits else say("尚未表态"))
    said = " ".join(filter(None, [words(voice), str(day(voice.at)), voice.conditions, voice.exceptions, voice.reason]))
    return seal(place, _form(one, voice, since), said)


def _form(one: Shown, voice: EntryVoice, since: int) -> str:
    if voice.stand.blocks:
        return "blocks" if one.state in (EntryState.OPINED, EntryState.NOTICED) else "withdrawn"
    if not accepts(voice, g.today):
        return "withdrawn"
    if one.state is EntryState.QUESTIONED:
        return "agreed" if voice.number > since else "stale"
    return "done" if one.state is EntryState.LISTED else "agreed"


def _members(found: Iterable[Shown]) -> dict[int, list[str]]:
    """The regions of each group, in its order."""
    groups = {one.cells["agreement_id"] for one in found}
    query = sa.select(Member.agreement_id, Member.region_code).where(Member.agreement_id.in_(groups))
    members: dict[int, list[str]] = {group: [] for group in groups}
    for group, code in g.session.execute(query.order_by(Member.rank)):
        members[group].append(code)
    return members


def _asked_again(found: Iterable[Shown]) -> dict[int, int]:
    """The turn at which the source of each was last reported as changed."""
    ids = [one.id for one in found if one.state is EntryState.QUESTIONED]
    query = sa.select(EntryTurn.entry_id, sa.func.max(EntryTurn.number)).group_by(EntryTurn.entry_id)
    mine = query.where(EntryTurn.entry_id.in_(ids), EntryTurn.step.in_(CHANGES))
    return {entry: number for entry, number in g.session.execute(mine)} if ids else {}
