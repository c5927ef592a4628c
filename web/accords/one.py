"""One agreement as a plain view: members, band, documents, chains drawn gate by gate, terms with their citations."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from web.citations import cited
from web.present import day, group, region, seal
from workflow.accord.choices import label
from workflow.explanation import named
from workflow.reads.agreements import Group, Link, Whole
from workflow.records.agreements import Agreement, RuleSet
from workflow.records.places import Organ, Region
from workflow.vocabulary import Purpose
from workflow.words import language, say, tell

Json = dict[str, Any]


def group_of(found: Group) -> Json:
    one = found.agreement
    return {
        "href": f"/agreements/{one.id}",
        "name": group(one),
        "state": tell(one.state),
        "since": day(one.valid_from),
        "until": day(one.valid_until) if one.valid_until else say("长期"),
        "band": band_of(one),
        "numbers": f"/numbers?agreement={one.id}",
        "seals": [seal(place, "notdue", organ_name(organ)) for _, place, organ in found.parties],
        "parties": [_party(one, place, organ_name(organ), m.empowered_by) for m, place, organ in found.parties],
        "is_demo": one.is_demo,
    }


def _party(one: Agreement, place: Region, authority: str, empowered: str) -> Json:
    return {
        "seal": seal(place, "notdue"),
        "name": region(place)["name"],
        "authority": authority,
        "empowered": empowered,
        "is_chair": place.code == one.chair_region,
    }


def band_of(one: Agreement) -> str:
    """From which serial to which."""
    return f"{one.band_start}—{one.band_end or ''}" if one.has_band else say("不设号段")


def organ_name(organ: Organ) -> str:
    """An organ in the language spoken."""
    return str(organ.name_en if language() == "en" else organ.name_zh)


def whole(found: Whole) -> Json:
    one = found.group.agreement
    return {
        "facts": _facts(one, found),
        "documents": [
            {"title": d.title, "dated": day(d.dated) if d.dated else say("日期不详"), "source": cited(d.source)}
            for d in found.documents
        ],
        "chains": _chains(found),
        "terms": terms_of(found.rule_sets[0]) if found.rule_sets else [],
        "rule_set": version_of(found.rule_sets[0]) if found.rule_sets else None,
        "earlier": [version_of(rules) for rules in found.rule_sets[1:]],
    }


def _facts(one: Agreement, found: Whole) -> list[Json]:
    labels = one.stage_labels if language() == "zh" else [say(f"stage.{n}") for n in range(1, 5)]
    return [
        {
            "term": say("号段"),
            "words": band_of(one),
            "href": f"/numbers?agreement={one.id}",
        },
        {
            "term": say("有效期"),
            "words": say("{since} 至 {until}", since=one.valid_from, until=one.valid_until or say("长期")),
        },
        {"term": say("阶段名称"), "words": " → ".join(labels)},
        {"term": say("号段依据"), "words": cited(one.band_source) or say("不详")},
        {"term": say("封面"), "words": value_words(one.cover_mode, "release.cover_mode")},
        {"term": say("下一任轮值"), "words": str(tell(one.chair_until)) if one.chair_until else say("不轮换")},
        {
            "term": say("适用的次级地区"),
            "words": str(tell(list(found.territories))) if found.territories else say("全境"),
        },
        {"term": say("领域"), "words": str(tell(one.fields)) if one.fields else say("不限")},
        {"term": say("存证日志"), "words": one.log_name},
    ]


def version_of(rules: RuleSet) -> Json:
    """A rule set by number, first day and citation."""
    return {"n": rules.version, "from": day(rules.effective_from), "cites": cited(rules.citation)}


def _chains(found: Whole) -> list[Json]:
    """Who speaks in each region, gate by gate: side by side within a rank, one rank after another."""
    return [
        {"region": region(place)["name"], "purpose": tell(purpose), "links": _links(links)}
        for _, place, _ in found.group.parties
        for purpose in Purpose
        if (links := [o for o in found.chains if (o[0].region_code, o[0].purpose) == (place.code, purpose)])
    ]


def _links(links: Iterable[Link]) -> list[list[Json]]:
    ranked = groupby(links, key=lambda link: link[0].rank)
    return [[_link(link) for link in together] for _, together in ranked]


def _link(link: Link) -> Json:
    office, organ = link
    return {"organ": organ_name(organ), "role": tell(office.role), "field": tell(office.field or "")}


def terms_of(rules: RuleSet) -> list[Json]:
    """Every figure with its citation and how sure that is."""
    return [
        {
            "key": key,
            "name": say(f"term.{key}"),
            "value": value_words(entry["value"], key),
            "cites": entry["cites"],
            "mark": _marks().get(entry.get("mark", ""), ""),
            "is_open": entry.get("mark") == "待核",
        }
        for key, entry in rules.terms.items()
    ]


def value_words(value: Any, key: str = "") -> str:
    """A figure or a choice of the terms in words."""
    if (words := label(key, value)) is not None:
        return words
    if value in ("", [], None):
        return say("无")
    if isinstance(value, list):
        return str(tell([_named(one, key) for one in value]))
    return str(value)


def _named(one: Any, key: str) -> Any:
    """One of several that a term lists: by its name where it is a word of ours."""
    if key == "initiation.checks":
        return say(f"check.{one}")
    if key.startswith("explanation."):
        return named(one).title
    return one


def _marks() -> dict[str, str]:
    """How sure a citation is."""
    return {"待核": say("待核"), "已见": say("已见原文"), "设计": say("系统设定"), "协议": say("协议约定")}
