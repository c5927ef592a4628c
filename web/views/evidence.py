"""How far an event is evidence, in words: recorded, signed by the host, cosigned by regions."""

from collections.abc import Collection, Iterable
from typing import Any

from flask import g

from web.present import instant
from workflow.reads import cosigned, disputed
from workflow.reads.cosigned import Reach
from workflow.records.events import Event
from workflow.vocabulary import Named, SeatRole
from workflow.words import say, tell

Json = dict[str, Any]
Names = dict[str, Named]


def stages(events: Iterable[Event]) -> dict[tuple[int, int], str]:
    """Of each event how far it has come, by log and index; three statements for all."""
    found = list(events)
    reach = cosigned.reaches(g.session, {event.log_id for event in found})
    names = named(reach.values())
    return {
        (event.log_id, event.index): stage(reach[event.log_id], event.index, names)
        for event in found
        if event.log_id in reach
    }


def named(reaches: Collection[Reach]) -> Names:
    codes = {code for one in reaches for code in one.since}
    return cosigned.regions(g.session, codes) if codes else {}


def stage(reach: Reach, index: int, names: Names) -> str:
    """One sentence; where no region has a key, it ends with our own signature."""
    if reach.signed <= index:
        return say("已登记，待签名")
    by = reach.by(index)
    if not reach.since:
        return say("已登记、已签名")
    told = {"k": len(by), "n": len(reach.since), "names": tell([names[code] for code in by])}
    if not by:
        return say("已登记、已签名，待共签（{n} 个地区，须 {needed} 个）", n=told["n"], needed=reach.needed)
    if len(reach.since) == 1:  # one's own word is no quorum, whatever the count says
        return say("已登记、已签名、已共签 1/1：{names}；只有一个地区有密钥，不成法定数", names=told["names"])
    return say("已登记、已签名、已共签 {k}/{n}：{names}", **told)


def head(reach: Reach, names: Names) -> Json:
    """How far one log has come, for a table of logs."""
    voices = [
        {"region": tell(names[code]), "size": reach.voices[code].size, "at": instant(reach.voices[code].at)}
        for code in reach.since
        if code in reach.voices
    ]
    return {"voices": voices, "n": len(reach.since), "needed": reach.needed, "signed_at": instant(reach.signed_at)}


def alarms(agreements: Collection[int] | None = None) -> list[str]:
    """What is told in red: logs that no quorum has looked at for a day."""
    return [
        say("{origin}：最近 24 小时没有足够地区共签，请各地区检查见证与镜像程序。", origin=one.origin)
        for one in cosigned.stale(g.session, g.now, agreements)
    ]


def disputes(agreements: Collection[int] | None = None) -> list[Json]:
    """Evidence of regions against logs, as it was handed in."""
    found = cosigned.disputes(g.session, agreements)
    names = cosigned.regions(g.session, {key.region_code for _, _, key in found}) if found else {}
    seats = disputed.seats_told(g.session, [one.id for one, _, _ in found]) if found else {}
    told = disputed.told(g.session, seats)
    return [
        {
            "id": one.id,
            "origin": log.origin,
            "region": tell(names[key.region_code]),
            "key": key.vkey.partition("+")[0],
            "kind": say("同一日志另有一个由本平台密钥签过的末端") if one.is_fork else say("地区签名的报告或异议"),
            "is_fork": one.is_fork,
            "at": instant(one.received_at),
            "note": one.note,
            "sha256": one.sha256,
            "told": [_told(*each) for each in told.get(one.id, ())],
            "seats": seats.get(one.id, ()),
        }
        for one, log, key in found
    ]


def told_here() -> list[Json]:
    """The disputes of which this seat is told."""
    return [one for one in disputes() if g.seat is not None and g.seat.id in one["seats"]]


def _told(person: Named, organ: Named, role: SeatRole) -> str:
    return say("{person}（{organ}，{role}）", person=person, organ=organ, role=role)
