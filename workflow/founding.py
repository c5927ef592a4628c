"""Lays down what an installation starts from: regions, organs, agreements with their chains and terms. Data, no
decisions; what each agreement holds from then on is told in its log.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from workflow import charters
from workflow.clock import day_of, months_after
from workflow.db import Work
from workflow.records.agreements import Agreement, AgreementDocument, Member, Office, RuleSet
from workflow.records.places import Organ, Region
from workflow.shipped import DATA, default_terms, rows
from workflow.vocabulary import AgreementState, OrganKind, Purpose, Role

LINKS = {
    "departments": Role.COSIGNER,
    "handler": Role.HANDLER,
    "province": Role.PROVINCE,
    "approver": Role.APPROVER,
}  # how a data file writes the ranks of a chain


def lay_regions(work: Work) -> None:
    """All regions of the register with their standardization authority."""
    known = rows("regions.csv")
    work.insert_many(Region, [_region(row) for row in known])
    work.insert_many(
        Organ,
        [
            {
                "region_code": row["code"],
                "kind": OrganKind.AUTHORITY,
                "name_zh": row["authority_zh"],
                "name_en": row["authority_en"] or row["authority_zh"],
            }
            for row in known
            if row["authority_zh"]
        ],
    )


def _region(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "name_zh": row["name_zh"],
        "name_en": row["name_en"],
        "short": row["short_zh"] or row["name_zh"][:1],
        "level": row["level"],
        "parent_code": row["parent_code"] or None,
        "db_prefix": row["db_prefix"],
        "source": row["source"],
        "confidence": row["confidence"],
    }


def organ(work: Work, region: str | None, kind: OrganKind, name_zh: str, name_en: str) -> int:
    """The organ of this name, made when it is not there yet."""
    found = work.session.scalar(sa.select(Organ.id).where(Organ.region_code == region, Organ.name_zh == name_zh))
    return found or work.insert(Organ, region_code=region, kind=kind, name_zh=name_zh, name_en=name_en)


def authority_of(work: Work, region: str) -> int:
    """The standardization authority of a region."""
    query = sa.select(Organ.id).where(Organ.region_code == region, Organ.kind == OrganKind.AUTHORITY)
    return int(work.session.scalars(query.order_by(Organ.id)).first() or 0)


def lay_agreement(
    work: Work, given: Mapping[str, Any], *, is_demo: bool, state: AgreementState = AgreementState.IN_FORCE
) -> int:
    """One group as its data file describes it: members in order, chains, documents, band, first rule set."""
    agreement = work.insert(Agreement, state=state, **_agreement(given, day_of(work.at), is_demo=is_demo))
    for rank, member in enumerate(given["members"], 1):
        authority = authority_of(work, member["region"])
        key = {"agreement_id": agreement, "region_code": member["region"]}
        empowered = member.get("demo_empowered_by", "") if is_demo else ""
        work.insert(Member, **key, rank=rank, authority_id=authority, empowered_by=empowered)
        chains = given["chains"] | member.get("chains", {})
        _lay_chains(work, key | {"since": date.fromisoformat(given["valid_from"])}, member, chains)
    _lay_documents(work, agreement, given)
    _lay_terms(work, agreement, given)
    return agreement


def _agreement(given: Mapping[str, Any], today: date, *, is_demo: bool) -> dict[str, Any]:
    until = given.get("valid_until")
    same = ("code", "name_zh", "name_en", "fields", "band_end", "band_source", "cover_mode", "banner_zh")
    return {
        **{key: given[key] for key in (*same, "chair_region", "stage_labels")},
        "valid_from": date.fromisoformat(given["valid_from"]),
        "valid_until": date.fromisoformat(until) if until else None,
        "band_start": given["demo_band_start"] if is_demo else given["band_start"],
        "territories": given.get("territories", []),
        "chair_until": chair_until(given, today),
        "log_name": f"{'demo/' if is_demo else ''}{given['log_name']}",
        "is_demo": is_demo,
    }


def chair_until(given: Mapping[str, Any], today: date) -> date | None:
    """The day on which the chair passes on, counted from the beginning of the agreement; None where it never does."""
    own = given.get("terms", {}).get("chair.rotation_months", {"value": 0})
    months, day = int(own["value"]), date.fromisoformat(given["valid_from"])
    while months and day <= today:
        day = months_after(day, months)
    return day if months else None


def _lay_documents(work: Work, agreement: int, given: Mapping[str, Any]) -> None:
    rows = [
        (d["title"], date.fromisoformat(d["dated"]) if d["dated"] else None, d["source"]) for d in given["documents"]
    ]
    keys = ("title", "dated", "source")
    work.insert_many(AgreementDocument, [{"agreement_id": agreement, **dict(zip(keys, r, strict=True))} for r in rows])


def _lay_terms(work: Work, agreement: int, given: Mapping[str, Any]) -> None:
    """The first rule set: the defaults, and whatever figures the agreement overrides."""
    terms = default_terms()
    terms |= {key: {**terms[key], **own} for key, own in given.get("terms", {}).items()}
    since = date.fromisoformat(given["valid_from"])
    work.insert(
        RuleSet, agreement_id=agreement, version=1, effective_from=since, citation=given["citation"], terms=terms
    )


def _lay_chains(work: Work, key: Mapping[str, Any], member: Mapping[str, Any], chains: Mapping[str, Any]) -> None:
    """A region's chains, purpose by purpose: the ranks one after another, the departments of one rank side by side."""
    given = member["departments"]
    departments = [organ(work, member["region"], OrganKind.DEPARTMENT, d["zh"], d["en"]) for d in given]
    sides = [(each, d.get("field")) for each, d in zip(departments, given, strict=True)]
    rows = []
    for purpose, ranks in chains.items():
        for rank, link in enumerate(ranks, 1):
            role = LINKS[link]
            organs = sides if role is Role.COSIGNER else [(_seat_of(work, member["region"], role), None)]
            shared = {"purpose": Purpose(purpose), "rank": rank, "role": role}
            rows += [{**key, **shared, "organ_id": each, "field": field} for each, field in organs]
    work.insert_many(Office, rows)


def _seat_of(work: Work, region: str, role: Role) -> int:
    """The authority of the region, for the province's link that of the province above it."""
    if role is not Role.PROVINCE:
        return authority_of(work, region)
    parent = work.session.scalar(sa.select(Region.parent_code).where(Region.code == region))
    return authority_of(work, parent or "")


def agreements_given(*, is_demo: bool = True) -> list[dict[str, Any]]:
    """The groups that ship with the product; those that are invented belong to the demonstration alone."""
    given = json.loads((DATA / "agreements.json").read_text(encoding="utf-8"))
    return [group for group in given if is_demo or not group.get("is_invented")]


def lay_all(work: Work, groups: Iterable[Mapping[str, Any]], *, is_demo: bool) -> list[int]:
    """Regions and groups of a fresh installation."""
    lay_regions(work)
    laid = [lay_agreement(work, group, is_demo=is_demo) for group in groups]
    for agreement_id in laid:
        charters.record(work, agreement_id)
    return laid
