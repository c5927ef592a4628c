"""Amendments as plain views: number and state, the redline of what they change, what each region did."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from web.present import day, due, group, instant, region, seal, title
from web.project.redlines import card
from web.views.redlining import Drawing
from workflow import gates
from workflow.picture.standing import Standing
from workflow.reads import amendments as reads
from workflow.records.amendments import Amendment, AmendmentPart
from workflow.records.places import Region
from workflow.vocabulary import Purpose, Role
from workflow.words import say, tell


def amendment_view(session: Session, standing: Standing, amendment: Amendment) -> dict[str, Any]:
    """One amendment, as everybody may read it once it is open to the public."""
    is_open, changes = reads.is_open(standing, amendment), reads.changes(session, standing, amendment)
    drawing = Drawing.of(changes, standing.places)
    return {
        "id": amendment.id,
        "name": say("第 {n} 号修改单", n=amendment.number),
        "kind": tell(amendment.kind),
        "state": tell(amendment.state),
        "is_open": is_open,
        "is_over": amendment.state.is_end,
        "reason": amendment.reason,
        "cards": [card(change, drawing) for change in changes],
        "dates": _dates(amendment),
        "windows": [_window(standing, part) for part in _parts(standing, amendment) if part.posted_on],
        "announcements": [_announced(standing, part) for part in _parts(standing, amendment) if part.confirmed_at],
    }


def asked_row(one: reads.Laid) -> dict[str, Any]:
    """One that lies open, as a row of the list of public consultations."""
    amendment = one.amendment
    words = say("截止日待各方都公布后确定：自最后一方公布的次日起第 {days} 日。", days=amendment.days)
    name = say("第 {n} 号修改单", n=amendment.number)
    return {
        "href": f"/public/amendments/{amendment.id}",
        "title": say("{title}（{name}）", title=title(one.standard), name=name),
        "over": [group(one.agreement), tell(one.standard.field)],
        "seals": [_seal(*each) for each in one.posted],
        "due": due(amendment.closes_on) if amendment.closes_on else None,
        "arithmetic": words,
    }


def _seal(place: Region, posted: date | None) -> dict[str, Any]:
    words = say("{day} 公布", day=posted) if posted else say("尚未公布")
    return seal(place, "open" if posted else "notdue", words)


def inner_view(session: Session, standing: Standing, amendment: Amendment) -> dict[str, Any]:
    """The same for those who take part: who said and confirmed what, and the frozen text."""
    version = next((v for v in standing.versions if v.id == amendment.version_id), None)
    rows = [] if amendment.state.is_end else [_region(standing, amendment, code) for code in standing.counted]
    made = amendment_view(session, standing, amendment) | {"regions": rows}
    made["text"] = {"number": version.number, "words": say("文本 {n}", n=version.number)} if version else None
    made["by"] = say(
        "{region}于 {day} 提出", region=standing.named(amendment.proposed_region), day=day(amendment.proposed_at)
    )
    return made


def _parts(standing: Standing, amendment: Amendment) -> list[AmendmentPart]:
    return [part for part in standing.amendment_parts if part.amendment_id == amendment.id]


def _dates(amendment: Amendment) -> list[str]:
    told = []
    if amendment.closes_on is not None and not amendment.state.is_end:
        told.append(say("征求意见 {day} 截止", day=amendment.closes_on))
    if amendment.instant is not None:
        told.append(say("{instant} 各方同时生效", instant=instant(amendment.instant)))
    if amendment.effective_on is not None:
        told.append(say("{day} 起施行", day=amendment.effective_on))
    return told


def _window(standing: Standing, part: AmendmentPart) -> dict[str, str]:
    name = region(standing.places[part.region_code])["name"]
    return {"region": name, "words": say("{day} 公布", day=part.posted_on), "href": part.address}


def _announced(standing: Standing, part: AmendmentPart) -> dict[str, str]:
    return {"region": region(standing.places[part.region_code])["name"], "number": part.document_number}


def _region(standing: Standing, amendment: Amendment, code: str) -> dict[str, str]:
    """What a region's approver said last, and what it posted and confirmed."""
    chain = gates.offices(standing, code, Purpose.AMENDMENT)
    said = next((p for o in chain if o.role is Role.APPROVER and (p := gates.position_of(standing, o))), None)
    part = next((p for p in _parts(standing, amendment) if p.region_code == code), None)
    is_stale = said is not None and not gates.is_fresh(standing, said)
    return {
        "region": region(standing.places[code])["name"],
        "posted": str(day(part.posted_on)) if part and part.posted_on else "—",
        "said": str(tell(said.stand)) + (say("（须复核）") if is_stale else "") if said else say("尚无立场"),
        "confirmed": part.document_number if part and part.confirmed_at else "—",
    }
