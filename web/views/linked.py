"""Rows of open data as schema.org describes things of their kind, and all sets as a DCAT catalogue."""

from collections.abc import Callable
from typing import Any, Final

from workflow.exports.opened import SETS
from workflow.words import language

Json = dict[str, Any]
FORCE: Final = {"released": "NotInForce", "in_force": "InForce", "under_review": "InForce", "revising": "InForce"}
FORMS: Final = {"csv": "text/csv", "jsonl": "application/x-ndjson", "jsonld": "application/ld+json"}


def standard(row: Json, base: str) -> Json:
    """A standard: a text of the authorities of several regions, with one identifier each."""
    names = [{"@value": row["title_zh"], "@language": "zh"}]
    names += [{"@value": row["title_en"], "@language": "en"}] if row["title_en"] else []
    told = {
        "@type": "Legislation",
        "@id": row["url"],
        "name": names,
        "legislationType": "地方标准",
        "identifier": row["numbers"],
        "legislationIdentifier": row["numbers"],
        "jurisdiction": row["regions"],
        "datePublished": row["released_at"],
        "legislationDateOfApplicability": row["effective_on"],
        "dateModified": row["updated_at"],
        "legislationLegalForce": FORCE.get(row["state"], "NotInForce"),
        "about": row["field"],
        "isPartOf": f"{base}/public/groups/{row['group']}",
        "replaces": f"{base}/public/standards/{row['replaces']}" if row["replaces"] else None,
    }
    return {name: value for name, value in told.items() if value not in (None, [])}


def number(row: Json, base: str) -> Json:
    return {
        "@type": "PropertyValue",
        "@id": row["url"],
        "value": row["number"],
        "propertyID": row["region"],
        "isPartOf": f"{base}/public/standards/{row['standard']}",
    }


def release(row: Json, base: str) -> Json:
    return {
        "@type": "PublicationEvent",
        "name": row["document_number"],
        "startDate": row["released_at"],
        "location": row["region"],
        "publishedBy": row["issuer"],
        "about": f"{base}/public/standards/{row['standard']}",
    }


def consultation(row: Json, _: str) -> Json:
    told = {
        "@type": "Event",
        "@id": row["url"],
        "name": row["title_zh"],
        "endDate": row["closes_on"],
        "location": row["regions"],
        "eventStatus": "open" if row["is_open"] else "closed",
    }
    return {name: value for name, value in told.items() if value not in (None, [])}


LINKED: Final[dict[str, Callable[[Json, str], Json]]] = {
    "standards": standard,
    "numbers": number,
    "releases": release,
    "consultations": consultation,
}


def linked(name: str, row: Json, base: str) -> Json:
    """A row of a set as a thing of the web."""
    return LINKED[name](row, base)


def catalogue(base: str, licence: str) -> Json:
    """All sets with the files that hold them."""
    return {
        "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
        "@type": "dcat:Catalog",
        "@id": f"{base}/public/data",
        "dcat:dataset": [
            {
                "@type": "dcat:Dataset",
                "@id": f"{base}/public/data#{one.name}",
                "dct:title": one.name,
                "dct:description": one.zh if language() == "zh" else one.en,
                "dct:license": licence,
                "dct:conformsTo": f"{base}/public/data/{one.name}.schema.json",
                "dcat:distribution": [
                    {"@type": "dcat:Distribution", "dcat:downloadURL": f"{base}/public/data/{one.name}.{form}"}
                    | {"dcat:mediaType": media}
                    for form, media in FORMS.items()
                ],
            }
            for one in SETS.values()
        ],
    }
