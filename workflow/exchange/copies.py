"""Partners' projects as the newest packages tell them, to be read and never to be acted on."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.exchange import zipped
from workflow.exchange.manifest import DATA
from workflow.picture.standing import Seat
from workflow.reads.record import READERS
from workflow.records.exchange import PartnerCopy, PartnerPackage
from workflow.text.clauses import Clause, ClauseKind, Text


@dataclass(frozen=True)
class Copy:
    """One project: where it came from, and the files of its newest package."""

    row: PartnerCopy
    packages: list[Any]
    files: dict[str, bytes]

    @cached_property
    def project(self) -> dict[str, Any]:
        found: dict[str, Any] = self.part("project")
        return found

    def part(self, name: str) -> Any:
        """A part of the content: project, texts, comments, notices, releases, leaves."""
        return json.loads(self.files[f"{DATA}{name}.json"])

    def text(self, number: int) -> Text | None:
        """The words of a version, in their tree."""
        words, outline = (self.files.get(f"{DATA}{kind}/{number:04}.json") for kind in ("texts", "outlines"))
        if words is None or outline is None:
            return None
        told = json.loads(words)
        return Text(told["meta"], tuple(map(_clause, json.loads(outline), told["clauses"])))

    def acts(self) -> Iterator[dict[str, Any]]:
        """What was done, as far as it is told, the newest first."""
        for one in reversed(self.part("leaves")):
            leaf = json.loads(one["leaf"]) if one["leaf"] is not None else None
            yield {"n": one["sequence"], "hash": one["hash"], "leaf": leaf}


def sees(seat: Seat) -> bool:
    """Whether copies are there for this seat at all."""
    return seat.region is not None and seat.role in READERS


def listed(session: Session, seat: Seat) -> list[PartnerCopy]:
    """The copies for the seat's region, the newest news first."""
    query = sa.select(PartnerCopy).where(PartnerCopy.region_code == seat.region)
    return list(session.scalars(query.order_by(PartnerCopy.as_of.desc(), PartnerCopy.id.desc()))) if sees(seat) else []


def one(session: Session, seat: Seat, copy_id: int) -> Copy | None:
    """A copy whole, for a seat of the region that it was made for."""
    row = session.get(PartnerCopy, copy_id) if 0 < copy_id < 2**31 and sees(seat) else None
    if row is None or row.region_code != seat.region:
        return None
    mine = PartnerPackage.copy_id == row.id
    columns = (PartnerPackage.number, PartnerPackage.sha256, PartnerPackage.as_of, PartnerPackage.taken_at)
    packages = session.execute(sa.select(*columns).where(mine).order_by(PartnerPackage.number.desc())).all()
    newest = sa.select(PartnerPackage.content).where(mine, PartnerPackage.number == row.number)
    return Copy(row, list(packages), zipped.read(session.scalars(newest).one()))


def _clause(place: dict[str, Any], told: dict[str, Any]) -> Clause:
    return Clause(
        id=place["id"],
        kind=ClauseKind(told["kind"]),
        number=told["number"],
        title=told["title"],
        body=told["body"],
        level=place["level"],
        parent=place["parent"],
        regions=tuple(told["regions"]),
    )
