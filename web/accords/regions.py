"""The register of regions as plain rows."""

from typing import Any

from sqlalchemy.orm import Session

from web.accords.one import organ_name
from web.present import region, seal
from workflow.reads import agreements as reads
from workflow.records.agreements import Agreement
from workflow.records.places import Organ, Region
from workflow.words import language, say

Json = dict[str, Any]


def rows(session: Session) -> list[Json]:
    """Every region, each with the groups it works in."""
    groups = reads.groups_of_regions(session)
    calendars = reads.calendars_of_regions(session)
    return [
        _region(place, authority)
        | {"groups": [_name(a) for a in groups.get(place.code, [])]}
        | {"calendar": calendars.get(place.code, 0)}
        for place, authority in reads.regions(session)
    ]


def _name(agreement: Agreement) -> str:
    return agreement.name_en if language() == "en" else agreement.name_zh


def _region(place: Region, authority: Organ | None) -> Json:
    return {
        "code": place.code,
        "seal": seal(place, "notdue"),
        "name": region(place)["name"],
        "level": _levels().get(place.level, place.level),
        "prefix": place.db_prefix or "—",
        "authority": organ_name(authority) if authority else "—",
        "source": _source(place.source),
        "sure": {"high": say("高"), "medium": say("中"), "low": say("低")}.get(place.confidence, place.confidence),
    }


def _source(source: str) -> str:
    """Where the code and the names come from, in words."""
    named, _, where = source.partition(": ")
    if named == "found":
        return say("代码和名称见公开数据集 {set}；主管部门凭记忆", set="modood/Administrative-divisions-of-China")
    return say("凭记忆：{where}", where=where)


def _levels() -> dict[str, str]:
    return {
        "province": say("省"),
        "municipality": say("直辖市"),
        "autonomous_region": say("自治区"),
        "sar": say("特别行政区"),
        "prefecture_city": say("设区的市"),
        "autonomous_prefecture": say("自治州"),
        "county_district": say("县、区"),
    }
