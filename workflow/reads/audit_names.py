"""What the states of leaves are called: regions, persons, organs, entries, and versions by the hash of their text."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.entries import Entry
from workflow.records.people import Person
from workflow.records.places import Organ, Region
from workflow.records.texts import Version
from workflow.vocabulary import Named


def text_numbers(session: Session, hashes: set[str]) -> dict[tuple[int, str], int]:
    """The version numbers of texts by standard and hash; the first version that had it."""
    columns = (Version.standard_id, Version.text_hash, sa.func.min(Version.number))
    query = sa.select(*columns).where(Version.text_hash.in_(hashes)).group_by(Version.standard_id, Version.text_hash)
    return {(standard, text): number for standard, text, number in session.execute(query) if text is not None}


def called(session: Session, leaves: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Named]]:
    """Names of the regions, organs and persons that the states of leaves tell of, and of the entries they are about."""
    leaves = list(leaves)
    states = [leaf.get(side) or {} for leaf in leaves for side in ("from", "to")]
    about = {leaf.get("obj", "").partition("/") for leaf in leaves}
    titles = sa.select(Entry.id, Entry.title).where(Entry.id.in_(int(id_) for noun, _, id_ in about if noun == "entry"))
    codes = {str(state[key]) for state in states for key in ("lead", "region") if state.get(key)}
    codes |= {code for state in states for part in ("tracks", "voices") for code in state.get(part, {})}
    named = {kind: {state[kind] for state in states if state.get(kind)} for kind in ("person", "organ")}
    regions = session.scalars(sa.select(Region).where(Region.code.in_(codes)))
    persons = session.scalars(sa.select(Person).where(Person.id.in_(named["person"])))
    organs = session.scalars(sa.select(Organ).where(Organ.id.in_(named["organ"])))
    return {
        "entry": {str(id_): Named(str(id_), title, title) for id_, title in session.execute(titles)},
        "region": {r.code: Named(r.code, r.name_zh, r.name_en) for r in regions},
        "person": {str(p.id): Named(str(p.id), p.name, p.name_latin or p.name) for p in persons},
        "organ": {str(o.id): Named(str(o.id), o.name_zh, o.name_en) for o in organs},
    }
