"""What a proposed change says: plain data with one hash, the plan it leads to, old and new side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from workflow.accord.choices import CHOICES, chosen, whole
from workflow.accord.picture import Accord
from workflow.accord.plan import Held, Link, Plan
from workflow.records.agreements import AgreementChange, Office
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import ChangeKind, OrganKind, Purpose, Role

MARK = "协议"  # how sure a citation is that the members gave themselves


def hashed(kind: ChangeKind, content: Mapping[str, Any], effective_from: str, citation: str) -> str:
    """The hash that every party signs."""
    return canonical_hash({"kind": kind, "content": content, "from": effective_from, "cites": citation})


def parsed(key: str, default: Any, text: str) -> Any:
    """A figure as it was typed, in the shape of the one that stands; None where it cannot be read."""
    text = text.strip()
    if key in CHOICES:
        return chosen(key, text)
    if isinstance(default, int):
        return whole(text)
    if isinstance(default, list):
        return list(dict.fromkeys(text.replace("、", " ").replace(",", " ").replace("，", " ").split()))
    return text if _is_fraction(text) else None


def _is_fraction(text: str) -> bool:
    above, _, below = text.partition("/")
    return all(part.isascii() and part.isdecimal() and len(part) < 4 for part in (above, below)) and int(below) > 0


def links_of(accord: Accord, region: str, purpose: Purpose) -> list[dict[str, Any]]:
    """A region's chain for a purpose as plain data, by rank."""
    mine = (o for o in accord.chain if (o.region_code, o.purpose) == (region, purpose))
    return [{"rank": o.rank, "organ": o.organ_id, "role": o.role.value, "field": o.field} for o in mine]


def entries(terms: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Figures of a rule set as they are hashed: each with its key, in the order of the keys."""
    return [{"term": key, **(entry or {"value": None})} for key, entry in sorted(terms.items())]


def by_term(listed: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same figures as a rule set keeps them."""
    return {one["term"]: {name: value for name, value in one.items() if name != "term"} for one in listed}


RANKS = ("rank1", "rank2", "rank3", "rank4")


def chain_asked(answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The chain that a form describes: ranks one after another, empty ones closed up; a value is organ|role|field."""
    ranks = [answers[name] for name in RANKS if answers.get(name)]
    found = [(rank, *value.split("|")) for rank, values in enumerate(ranks, 1) for value in values]
    return [{"rank": n, "organ": int(o), "role": role, "field": branch or None} for n, o, role, branch in found]


def current(accord: Accord, change: AgreementChange) -> dict[str, Any]:
    """What stands today where a change would write: if it is no longer what the proposer saw, others were faster."""
    if change.kind is ChangeKind.TERMS:
        terms = accord.rule_sets[0].terms
        return {"terms": entries({key: terms.get(key) for key in by_term(change.content["terms"])})}
    if change.kind is ChangeKind.CHAIN:
        purpose = Purpose(change.content["purpose"])
        return {"purpose": purpose.value, "links": links_of(accord, change.region_code or "", purpose)}
    if change.kind is ChangeKind.FOUNDING:
        return {}
    until = accord.agreement.valid_until
    return {"valid_until": until.isoformat() if until else None}


def planned(accord: Accord, change: AgreementChange) -> Plan:
    """The agreement as it would stand with this change."""
    plan = standing(accord)
    if change.kind is ChangeKind.TERMS:
        new = {key: entry["value"] for key, entry in by_term(change.content["terms"]).items()}
        return replace(plan, terms={**plan.terms, **new})
    if change.kind is ChangeKind.CHAIN:
        region, purpose = change.region_code or "", Purpose(change.content["purpose"])
        kept = [k for k in plan.links if (k.region, k.purpose) != (region, purpose)]
        new_links = [_link(region, purpose, entry) for entry in change.content["links"]]
        return replace(plan, links=(*kept, *new_links), judged=(region,))
    return plan


def _link(region: str, purpose: Purpose, entry: Mapping[str, Any]) -> Link:
    return Link(region, purpose, entry["rank"], entry["organ"], Role(entry["role"]), entry["field"])


def standing(accord: Accord) -> Plan:
    """The agreement as it stands."""
    regions = {m.region_code: accord.named(m.region_code) for m in accord.members}
    homes = {o.id: o.region_code for o in accord.organs.values() if o.region_code}
    above = {o.region_code: o.id for o in accord.organs.values() if o.kind is OrganKind.AUTHORITY and o.region_code}
    return Plan(
        regions=regions,
        judged=tuple(regions),
        authorities={**above, **{m.region_code: m.authority_id for m in accord.members}},
        parents={code: place.parent_code for code, place in accord.places.items() if place.parent_code},
        homes=homes,
        organs={organ_id: accord.organ(organ_id) for organ_id in accord.organs},
        links=tuple(_office(o) for o in accord.chain),
        seats=tuple(Held(s.person_id, s.region_code, s.organ_id, s.role) for s, _ in accord.roster),
        terms={key: entry["value"] for key, entry in accord.rule_sets[0].terms.items()},
    )


def _office(office: Office) -> Link:
    return Link(office.region_code, office.purpose, office.rank, office.organ_id, office.role, office.field)


@dataclass(frozen=True)
class Line:
    """One line of a change: what it is about, as a key of words or a name, before and after, and on what it rests."""

    about: Any
    old: Any
    new: Any
    cites: str = ""


def lines(accord: Accord, change: AgreementChange) -> list[Line]:
    """Old and new side by side."""
    before, content = change.before, change.content
    if change.kind is ChangeKind.TERMS:
        old, new = by_term(before["terms"]), by_term(content["terms"])
        return [Line(f"term.{k}", old[k]["value"], one["value"], one["cites"]) for k, one in new.items()]
    if change.kind is ChangeKind.CHAIN:
        about = [accord.named(change.region_code or ""), Purpose(content["purpose"])]
        return [Line(about, told(accord, before["links"]), told(accord, content["links"]), change.citation)]
    if change.kind is ChangeKind.FOUNDING:
        return [Line(f"ask.{name}", None, value, change.citation) for name, value in content["told"].items()]
    return [Line("ask.valid_until", before["valid_until"], content["valid_until"], change.citation)]


def told(accord: Accord, links: Iterable[Mapping[str, Any]]) -> list[list[list[Any]]]:
    """A chain in names: by rank, side by side, each an organ with its role and its field."""
    ranks: dict[int, list[list[Any]]] = {}
    for entry in sorted(links, key=lambda link: int(link["rank"])):
        organ = accord.organ(entry["organ"]) if entry["organ"] in accord.organs else str(entry["organ"])
        ranks.setdefault(entry["rank"], []).append([organ, Role(entry["role"]), entry["field"] or ""])
    return list(ranks.values())
