"""Lays down what an installation starts from: regions, organs, agreements with their chains and terms. Data, no
decisions.
"""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from workflow.db import Work
from workflow.records.agreements import Agreement, AgreementDocument, Member, Office, RuleSet
from workflow.records.places import Organ, Region
from workflow.vocabulary import AgreementState, OrganKind, Purpose, Role

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a data file."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


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


def default_terms() -> dict[str, dict[str, Any]]:
    """The figures of the default rule set, each with its citation and how sure the citation is."""
    return {
        row["key"]: {"value": _value(row["value"]), "cites": row["cites"], "mark": row["mark"]}
        for row in rows("terms.csv")
    }


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def lay_agreement(work: Work, given: Mapping[str, Any], *, is_demo: bool) -> int:
    """One group as its data file describes it: members in order, chains, documents, band, first rule set."""
    agreement = work.insert(
        Agreement,
        code=given["code"],
        name_zh=given["name_zh"],
        name_en=given["name_en"],
        state=AgreementState.IN_FORCE,
        fields=given["fields"],
        valid_from=date.fromisoformat(given["valid_from"]),
        valid_until=None,
        band_start=given["demo_band_start"] if is_demo else given["band_start"],
        band_end=given["band_end"],
        cover_mode=given["cover_mode"],
        banner_zh=given["banner_zh"],
        chair_region=given["chair_region"],
        stage_labels=given["stage_labels"],
        log_name=f"{'demo/' if is_demo else ''}{given['log_name']}",
        is_demo=is_demo,
    )
    for rank, member in enumerate(given["members"], 1):
        authority = authority_of(work, member["region"])
        work.insert(Member, agreement_id=agreement, region_code=member["region"], rank=rank, authority_id=authority)
        _lay_chain(work, agreement, member, authority, date.fromisoformat(given["valid_from"]))
    _lay_documents(work, agreement, given)
    _lay_terms(work, agreement, given)
    return agreement


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


def _lay_chain(work: Work, agreement: int, member: Mapping[str, Any], authority: int, since: date) -> None:
    """Departments co-sign side by side, then the authority's handler, then its approver; at initiation no
    department.
    """
    departments = [organ(work, member["region"], OrganKind.DEPARTMENT, d["zh"], d["en"]) for d in member["departments"]]
    shared = {"agreement_id": agreement, "region_code": member["region"], "since": since}
    links: list[tuple[Purpose, int, int, Role, str | None]] = []
    for purpose in (Purpose.INITIATION, Purpose.RELEASE):
        if purpose is Purpose.RELEASE:
            given = zip(departments, member["departments"], strict=True)
            links += [(purpose, 1, o, Role.COSIGNER, d.get("field")) for o, d in given]
        links += [(purpose, 2, authority, Role.HANDLER, None), (purpose, 3, authority, Role.APPROVER, None)]
    keys = ("purpose", "rank", "organ_id", "role", "field")
    work.insert_many(Office, [{**shared, **dict(zip(keys, link, strict=True))} for link in links])


def agreements_given() -> list[dict[str, Any]]:
    """The groups that ship with the product."""
    return list(json.loads((DATA / "agreements.json").read_text(encoding="utf-8")))


def lay_all(work: Work, groups: Iterable[Mapping[str, Any]], *, is_demo: bool) -> list[int]:
    """Regions and groups of a fresh installation."""
    lay_regions(work)
    return [lay_agreement(work, group, is_demo=is_demo) for group in groups]
