"""Released standards as plain views: the row of a list, the cover, what each region does since."""

from typing import Any

from flask import g
from sqlalchemy.orm import Session

from web.present import day, due, group, instant, region, seal, title
from web.project.head import within
from web.views.amended import amendment_view
from web.views.cards import confidence
from workflow import clock
from workflow.picture.standing import Standing
from workflow.reads import amendments
from workflow.reads.cosigned import head_of_release
from workflow.reads.public import Edition, Numbered, Released
from workflow.records.followups import StandardDuty
from workflow.records.numbers import RegionNumber
from workflow.records.releases import Announcement
from workflow.records.standards import Standard
from workflow.rules.acceding import has_posted
from workflow.vocabulary import Duty, DutyKind, Joint, Track
from workflow.words import say, tell

OVER = frozenset({Joint.WITHDRAWN, Joint.REPLACED, Joint.CONVERTED})


def released_row(row: Released) -> dict[str, Any]:
    """A released standard in a list."""
    standard = row.standard
    return {
        "href": f"/public/standards/{standard.id}",
        "title": title(standard),
        "over": [group(row.agreement), str(tell(standard.state))],
        "numbers": [number.display for number, _ in row.numbers],
        "seals": [seal(place, _stamp(standard.state), day_words(number, standard)) for number, place in row.numbers],
        "released": day(standard.released_at),
        "effective": day(standard.effective_on),
    }


def _stamp(state: Joint) -> str:
    return "withdrawn" if state in OVER else "done"


def day_words(number: RegionNumber, standard: Standard) -> str:
    """What a seal of a released edition means here."""
    when = clock.day_of(standard.released_at) if standard.released_at else None
    return say("{number}，{day} 发布", number=number.display, day=when)


def edition_view(session: Session, found: Edition) -> dict[str, Any]:
    """One released standard: cover, announcements, what each region does since, and how to verify it."""
    standing, standard = found.standing, found.standing.standard
    return {
        "id": standard.id,
        "title": title(standard),
        "over": [group(standing.agreement), str(tell(standard.nature)), *within(standing), str(tell(standard.state))],
        "is_over": standard.state in OVER,
        "state": tell(standard.state),
        "alone": tell([standing.named(code) for code in _alone(standing)]),
        "issue": [_issue(standing, one) for one in found.numbers],
        "dates": _dates(standard),
        "announcements": [_announced(standing, one) for one in standing.announcements.values()],
        "amendments": [amendment_view(session, standing, one) for one in amendments.shown(standing)],
        "joining": [
            _joining(standing, one) for one in standing.in_states({Track.ACCEDING}) if has_posted(standing, one)
        ],
        "duties": [_duty(standing, one) for one in standing.duties if one.kind is not DutyKind.TASK],
        "imported": _imported(standing),
        "facts": _facts(found),
        "hash": found.version.text_hash if found.version else "",
        "count": len(found.text.clauses) if found.text else 0,
    }


def _dates(standard: Standard) -> str:
    """When it was released and since when it applies; of what was entered later a day may not be known."""
    if not standard.is_imported:
        facts = {"released": instant(standard.released_at), "effective": standard.effective_on}
        return say("{released} 各方同时发布，{effective} 起施行。各号同一文本。", **facts)
    known = [
        say("{day} 发布", day=clock.day_of(standard.released_at)) if standard.released_at else say("发布日期不详"),
        say("{day} 起施行", day=standard.effective_on) if standard.effective_on else say("施行日期不详"),
    ]
    return say("{first}，{second}。", first=known[0], second=known[1])


def _issue(standing: Standing, one: Numbered) -> dict[str, Any]:
    number, place = one
    said = standing.announcements.get(place.code)
    authority = next((m.authority_id for m in standing.members if m.region_code == place.code), None)
    by = said.issuer if said else str(tell(standing.organ(authority))) if authority else ""
    made = seal(
        place,
        "done" if place.code in _alone(standing) else _stamp(standing.state),
        day_words(number, standing.standard),
    )
    return {"seal": made, "number": number.display, "by": by, "is_exception": number.is_exception}


def _alone(standing: Standing) -> list[str]:
    """The regions that go on by themselves with the number they bore together."""
    return standing.in_states({Track.SEPARATED})


def _announced(standing: Standing, one: Announcement) -> dict[str, Any]:
    place = standing.places[one.region_code]
    return {
        "region": region(place)["name"],
        "number": one.document_number,
        "issuer": one.issuer,
        "day": confirmed_day(standing, one.region_code),
        "replaces": one.replaces,
    }


def confirmed_day(standing: Standing, code: str) -> Any:
    """The day on which a region released it: the common one, or a later one where it joined."""
    said = standing.announcements.get(code)
    hours = (standing.standard.released_at, said.confirmed_at if said else None)
    return day(max(filter(None, hours), default=None))


def _joining(standing: Standing, code: str) -> dict[str, Any]:
    """The window of a region that joins: it asks at home, at its own address."""
    track = standing.tracks[code]
    words = say("{posted} 公布，{closes} 截止", posted=track.home_posted_on, closes=track.home_closes_on)
    told = {"region": region(standing.places[code])["name"], "words": words, "href": track.home_address}
    said = {"host": track.home_host, "enquiries": track.home_enquiries, "announcement": track.home_announcement}
    return told | said


def _duty(standing: Standing, one: StandardDuty) -> dict[str, Any]:
    return {
        "region": region(standing.places[one.region_code])["name"],
        "kind": one.title or tell(one.kind),
        "organ": tell(standing.organ(one.organ_id)) if one.organ_id in standing.organs else "—",
        "state": tell(one.state),
        "on": day(one.done_on) if one.done_on else None,
        "due": due(one.due_on) if one.state is Duty.OPEN else None,
        "receipt": one.receipt_number,
    }


def _imported(standing: Standing) -> dict[str, str] | None:
    standard = standing.standard
    if not standard.is_imported:
        return None
    return {"source": standard.source, "sure": confidence(standard)}


def _facts(found: Edition) -> list[dict[str, Any]]:
    standard = found.standing.standard
    rows: list[dict[str, Any]] = [
        {"term": say("适用范围"), "words": standard.scope} if standard.scope else {},
        {"term": "ICS / CCS", "words": f"{standard.ics} / {standard.ccs}"} if standard.ics else {},
        {"term": say("有效性"), "words": str(tell(standard.state))},
    ]
    if found.event:
        words = say("{year} 年日志第 {index} 号", year=clock.day_of(found.event.at).year, index=found.event.index)
        rows.append({"term": say("发布记录"), "words": words, "hash": found.event.leaf_hash.hex()})
        if head := head_of_release(g.session, standard.id):
            rows.append({"term": say("发布存证"), "words": head})
    if found.version:
        rows.append({"term": say("文本指纹"), "words": "SHA-256", "hash": found.version.text_hash})
    return [row for row in rows if row]
