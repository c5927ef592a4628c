"""Copies of partners' projects as plain views; a state that this version does not know is shown as it was told."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from web.present import instant, joined, region
from workflow.clock import BEIJING
from workflow.exchange.copies import Copy
from workflow.exchange.partners import grouped, listed
from workflow.records.exchange import PartnerCopy, PartnerKey
from workflow.records.places import Region
from workflow.vocabulary import CommentState, Disposition, Joint, TextPurpose, Track
from workflow.words import catalogue, language, say, word_key


def places(session: Session) -> dict[str, Region]:
    """The regions by code."""
    return {place.code: place for place in session.scalars(sa.select(Region))}


def line(row: PartnerCopy) -> dict[str, Any]:
    """A copy in the list."""
    title = row.title_en if language() == "en" and row.title_en else row.title_zh
    return {
        "href": f"/partners/copies/{row.id}",
        "title": title,
        "partner": row.partner,
        "n": row.number,
        "as_of": instant(row.as_of),
    }


def keys(session: Session) -> list[dict[str, Any]]:
    """The keys as administrators compare them."""
    return [_key(row) for row in listed(session)]


def whole(copy: Copy, known: Mapping[str, Region]) -> dict[str, Any]:
    """A copy on its page."""
    project = copy.project
    return {
        **line(copy.row),
        "taken_at": instant(copy.row.taken_at),
        "project": copy.row.project,
        "facts": list(_facts(project, known)),
        "regions": [
            {"name": _place(one["code"], known), "state": word(Track, one["state"])} for one in project["regions"]
        ],
        "texts": [_text(copy, one) for one in reversed(copy.part("texts"))],
        "releases": [_release(one, known) for one in copy.part("releases")],
        "notices": [_notice(one, known) for one in copy.part("notices")],
        "packages": [
            {"n": one.number, "hash": one.sha256, "as_of": instant(one.as_of), "taken_at": instant(one.taken_at)}
            for one in copy.packages
        ],
    }


def comment(one: Mapping[str, Any], known: Mapping[str, Region]) -> dict[str, Any]:
    """A comment with its answer."""
    return {
        **one,
        "region": _place(one["region_code"], known) if one["region_code"] else "",
        "state": word(CommentState, one["state"]),
        "disposition": word(Disposition, one["disposition"]) if one["disposition"] else "",
    }


def act(one: Mapping[str, Any], known: Mapping[str, Region]) -> dict[str, Any]:
    """An act of the timeline; a kept one by its hash alone."""
    leaf = one["leaf"]
    if leaf is None:
        return {"n": one["n"], "hash": one["hash"], "words": "", "place": "", "at": ""}
    place = _place(leaf["region"], known) if leaf["region"] else ""
    return {"n": one["n"], "hash": one["hash"], "words": step(leaf["act"]), "place": place, "at": hour(leaf["ts"])}


def word(kind: type[StrEnum], value: str) -> str:
    """A member of an enumeration in words."""
    return say(word_key(kind(value))) if value in set(kind) else value


def step(name: str) -> str:
    """A step of the process in words."""
    key = f"step.{name}"
    return say(key) if key in catalogue(language()) else name


def hour(told: str | None) -> str:
    """An instant of a file, in Beijing."""
    return datetime.fromisoformat(told).astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") if told else ""


def _key(row: PartnerKey) -> dict[str, Any]:
    return {
        "id": row.id,
        "partner": row.partner,
        "fingerprint": grouped(row.fingerprint),
        "since": instant(row.registered_at),
        "ended": instant(row.ended_at) if row.ended_at else "",
    }


def _place(code: str, known: Mapping[str, Region]) -> str:
    return region(known[code])["name"] if code in known else code


def _facts(project: Mapping[str, Any], known: Mapping[str, Region]) -> Iterator[tuple[str, str]]:
    agreement = project["agreement"]
    name = agreement["name_en"] if language() == "en" else agreement["name_zh"]
    yield say("状态"), word(Joint, project["state"])
    yield say("协议"), name
    yield say("牵头地区"), _place(project["lead"], known)
    yield say("标准号"), joined(one["number"] for one in project["numbers"]) or say("尚未编号")
    yield say("范围"), project["scope"]
    yield "ICS / CCS", f"{project['ics']} / {project['ccs']}"
    yield say("发布"), hour(project["released_at"])
    yield say("实施"), project["effective_on"] or ""


def _text(copy: Copy, one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "words": say("文本 {n}", n=one["number"]),
        "href": f"/partners/copies/{copy.row.id}/texts/{one['number']}",
        "purpose": word(TextPurpose, one["purpose"]),
        "at": hour(one["made_at"]),
        "hash": one["text_hash"],
    }


def _release(one: Mapping[str, Any], known: Mapping[str, Region]) -> dict[str, Any]:
    editions = [
        {"place": _place(each["region_code"], known), "number": each["document_number"], "issuer": each["issuer"]}
        for each in one["editions"]
    ]
    return {"at": hour(one["released_at"]), "effective_on": one["effective_on"], "editions": editions}


def _notice(one: Mapping[str, Any], known: Mapping[str, Region]) -> dict[str, Any]:
    place = _place(one["actor_region"], known) if one["actor_region"] else ""
    return {"words": step(one["step"]), "place": place, "at": hour(one["queued_at"])}
