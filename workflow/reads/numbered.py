"""A released standard by its number, in any spelling that people and addresses use."""

import re
from collections.abc import Collection, Iterator
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.reads.catalogue import IS_PUBLIC
from workflow.records.numbers import RegionNumber
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.text.number_parsing import Ambiguous, Rejected, parse
from workflow.text.numbers import StandardNumber

MOST: Final = 8
LONGEST: Final = 200
# An address has neither slash nor blank: DB11-T-3901-2026, T-CYXH-12-2026, DB11_3901_2026.
_LOCAL: Final = re.compile(r"^(DB[SJ]?\d{2,4}(?:\(J\))?)[-_/](?:([TZ])[-_ ])?(\d.*)$", re.ASCII)
_GROUP: Final = re.compile(r"^T[-_/]([A-Z]{2,9})[-_ ]+(\d.*)$", re.ASCII)


def slug(key: str) -> str:
    """A number as it stands in an address: DB11/T 3901-2026 → DB11-T-3901-2026."""
    return re.sub(r"[/ ]+", "-", key)


def numbered(session: Session, given: str) -> list[Standard]:
    """The released standards that bear this number, the newest first; without its year, every edition of it."""
    asked = _plain(given)
    if not asked or len(asked) > LONGEST:
        return []
    prefixes = {code.removeprefix("DB") for code in session.scalars(sa.select(Region.db_prefix)) if code}
    keys = [_matches(number) for number in _numbers(asked, prefixes)]
    if not keys:
        return []
    mine = sa.select(RegionNumber.standard_id).where(sa.or_(*keys))
    query = sa.select(Standard).where(IS_PUBLIC, Standard.id.in_(mine))
    return list(session.scalars(query.order_by(Standard.released_at.desc(), Standard.id.desc()).limit(MOST)))


def _plain(given: str) -> str:
    """With the slash and the blank that an address could not carry."""
    told = " ".join(given.replace("+", " ").split()).upper()
    if found := _LOCAL.match(told):
        return f"{found[1]}/{found[2] or ''} {found[3]}".replace("_", "-")
    if found := _GROUP.match(told):
        return f"T/{found[1]} {found[2]}".replace("_", "-")
    return told


def _numbers(asked: str, areas: Collection[str]) -> Iterator[StandardNumber]:
    """What is meant, or may be: a person who left something out is shown whatever fits."""
    match parse(asked, areas=areas):
        case StandardNumber() as number:
            yield number
        case Ambiguous(candidates=candidates):
            yield from candidates
        case Rejected(suggestions=suggestions):
            yield from suggestions


def _matches(number: StandardNumber) -> sa.ColumnElement[bool]:
    if number.year is not None:
        return RegionNumber.key == number.key
    return RegionNumber.key.startswith(f"{number.key}-", autoescape=True)
