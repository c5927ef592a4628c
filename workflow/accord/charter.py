"""What an agreement holds beside its standing, part by part, as its events tell it: long parts by their hash."""

from collections.abc import Mapping
from typing import Any

from workflow.accord.content import entries
from workflow.accord.picture import Accord
from workflow.db import Record, table_of
from workflow.facts import plain
from workflow.records.agreements import Agreement, AgreementDocument, Member, Office, RuleSet
from workflow.text.canonical import canonical_hash

Charter = dict[str, dict[str, Any]]
ASIDE = {"id", "agreement_id", "region_code"}
SHOWN = ASIDE | {"state", "chair_region", "valid_until", "empowered_by"}  # the snapshot of every event shows these
FACT = "charter"  # under which an event tells what it wrote
CLEAR = "clear"  # under which an event tells in clear what others tell by hash: part → its entries


def charter(accord: Accord) -> Charter:
    """Names, bands and dates in clear; documents, terms and chains by hash; each entry under a key of its own."""
    regions = {office.region_code for office in accord.offices}
    return {
        "agreement": _cells(Agreement, accord.agreement),
        "documents": {str(d.id): canonical_hash(_cells(AgreementDocument, d)) for d in accord.documents},
        "members": {member.region_code: _cells(Member, member) for member in accord.members},
        "rule_sets": {str(rules.id): _rule_set(rules) for rules in accord.rule_sets},
        "offices": {code: _chains(accord, code) for code in sorted(regions)},
    }


def written(before: Mapping[str, Mapping[str, Any]], after: Charter) -> Charter:
    """The entries that an act wrote; one that is gone is told as nothing."""
    found = {part: _moved(before.get(part, {}), entries) for part, entries in after.items()}
    return {part: entries for part, entries in found.items() if entries}


def clear(accord: Accord) -> dict[str, list[Any]]:
    """What the log must tell beside the charter, so that who has but the log knows the law that acts are judged by:
    figures and chains entry by entry, which regions and organs there are."""
    above = {place.parent_code for place in accord.places.values() if place.parent_code}
    homes = [[code, place.parent_code or "", place.db_prefix] for code, place in sorted(accord.places.items())]
    found: dict[str, list[Any]] = {
        "places": homes + [[code, "", ""] for code in sorted(above - accord.places.keys())],
        "organs": [[o.id, o.region_code or "", o.kind.value] for o in accord.organs.values()],
    }
    chains = (links(accord, code) for code in sorted({office.region_code for office in accord.offices}))
    long = [*(entries(rules.terms) for rules in accord.rule_sets), *chains]
    return found | {named(canonical_hash(told)): told for told in long}


def named(digest: str) -> str:
    """The key under which what has this hash is told in clear: as long as keys of leaves may be."""
    return digest[:32]


def _moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {key: after.get(key) for key in {**before, **after} if before.get(key) != after.get(key)}


def _cells(record: type[Record], row: Any) -> dict[str, Any]:
    told = {c.name: getattr(row, c.name) for c in table_of(record).columns if c.name not in SHOWN}
    return plain(told)  # type: ignore[no-any-return]


def _rule_set(rules: RuleSet) -> dict[str, Any]:
    return _cells(RuleSet, rules) | {"terms": canonical_hash(entries(rules.terms))}


def _chains(accord: Accord, region: str) -> str:
    return canonical_hash(links(accord, region))


def links(accord: Accord, region: str) -> list[dict[str, Any]]:
    """All links that a region ever had, as they stood from when until when."""
    return [_cells(Office, office) for office in accord.offices if office.region_code == region]
