"""What a project leaves to the public, against the record: versions of the text, numbers, release attempts."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.accord.choices import OWN_LETTERS
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.exports.lives import Life, rows_of
from workflow.exports.replay import Leaf
from workflow.exports.rows import compare_cells
from workflow.log.journal import spelled
from workflow.records.agreements import RuleSet
from workflow.records.numbers import RegionNumber, Serial
from workflow.records.places import Region
from workflow.records.releases import Release
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.text.numbers import DASH, is_association
from workflow.vocabulary import COUNTED, TextPurpose

# All but the words: a version's digest and metadata are large.
VERSION: Final = (
    Version.standard_id, Version.id, Version.number, Version.purpose, Version.text_hash,
    Version.made_by, Version.made_at, Version.summary, Version.base_id,
)  # fmt: skip


def check_versions(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    """Each version was written by one act with this hash, and the newest frozen one is the text that counts."""
    frozen: dict[int, tuple[int, str | None]] = {}
    query = sa.select(*VERSION).where(Version.standard_id.in_(lives)).order_by(Version.standard_id, Version.number)
    missing = {(each, version_id) for each, life in lives.items() for version_id in life.versions}
    for row in session.execute(query).all():
        standard_id, version_id, number, purpose, text_hash = row[:5]
        place, recorded = Place("versions", str(version_id)), lives[standard_id].versions.get(version_id)
        missing.discard((standard_id, version_id))
        if recorded is None:
            report.add(place, Discrepancy.UNRECORDED)
            continue
        report.compare(place, "text_hash", stands=text_hash, recorded=recorded["text_hash"])
        report.compare(place, "number", stands=number, recorded=recorded["number"])
        report.compare(place, "purpose", stands=purpose, recorded=recorded.get("purpose", TextPurpose.DRAFT))
        for cells in lives[standard_id].book.of(Version, id=version_id):
            compare_cells(place, row, cells, report)
        if purpose not in (TextPurpose.DRAFT, TextPurpose.AMENDMENT):
            frozen[standard_id] = version_id, text_hash
    for _, version_id in sorted(missing):
        report.add(Place("versions", str(version_id)), Discrepancy.VANISHED)
    for each, life in lives.items():
        version_id, stands = frozen.get(each, (0, None))
        report.compare(Place("versions", str(version_id)), "text_hash", stands=stands, recorded=life.last.get("text"))


@dataclass
class Editions:
    """The numbers that a release and accessions told and no row has taken yet; regions may share one."""

    regions: frozenset[str]  # of the release
    released: Counter[str]
    joined: dict[str, str]

    @classmethod
    def of(cls, release: Leaf, joined: Mapping[str, str]) -> Self:
        tracks = release["from"]["tracks"]
        regions = frozenset(region for region, track in tracks.items() if track in COUNTED)
        return cls(regions, Counter(release["facts"]["numbers"]), dict(joined))

    def take(self, number: RegionNumber) -> bool:
        """Whether this is a number that its region was told to have; it is then no longer left."""
        own = self.joined.pop(number.region_code, None)
        if number.region_code in self.regions and self.released[number.display]:
            self.released[number.display] -= 1
            return True
        return own == number.display

    @property
    def left(self) -> list[str]:
        return sorted([*self.released.elements(), *self.joined.values()])


def check_numbers(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    """The numbers of the editions as the release and accessions told them, each with its own letters."""
    letters, kept = _letters(session, lives), _kept(session, lives)
    told = {each: Editions.of(life.released, life.joined) for each, life in lives.items() if life.released}
    for number in rows_of(session, RegionNumber, lives):
        place, life = Place("region_numbers", str(number.id)), lives[number.standard_id]
        prefix = number.display.partition(" ")[0]
        prefix = prefix if is_association(prefix) else prefix.partition("/")[0]
        report.compare(place, "region_code", stands=letters(number), recorded=prefix)
        report.compare(place, "key", stands=number.key, recorded=number.display.replace(DASH, "-"))
        is_kept = number.region_code in kept.get(number.standard_id, ())
        report.compare(place, "is_exception", stands=number.is_exception, recorded=is_kept)
        recorded = told.get(number.standard_id)
        if recorded is None:
            _check_registered(place, number, life, report)
        elif not recorded.take(number):
            report.compare(place, "display", stands=number.display, recorded=", ".join(recorded.left))
    for editions in told.values():
        for display in editions.left:
            report.add(Place("region_numbers", display), Discrepancy.VANISHED)


def _kept(session: Session, lives: Mapping[int, Life]) -> dict[int, Mapping[str, Any]]:
    """The numbers of their own that regions keep, by the newest serial of a project's lineage."""
    query = sa.select(Standard.id, Serial.exceptions).join(Serial, Serial.lineage == Standard.lineage)
    found = session.execute(query.where(Standard.id.in_(lives)).order_by(Serial.id))
    return {each: exceptions or {} for each, exceptions in found}


def _letters(session: Session, lives: Mapping[int, Life]) -> Callable[[RegionNumber], str | None]:
    """What stands before a number: a region's own letters, or those of the association that the terms of its release
    name."""
    own = dict(session.execute(sa.select(Region.code, Region.db_prefix)).all())
    rules = {life.released["rules"] for life in lives.values() if life.released}
    found = session.execute(sa.select(RuleSet.id, RuleSet.terms).where(RuleSet.id.in_(rules)))
    terms: dict[int, dict[str, Any]] = {rules_id: told for rules_id, told in found}

    def letters(number: RegionNumber) -> str | None:
        released = lives[number.standard_id].released
        given = terms.get(released["rules"], {}).get("number.prefix", {}).get("value") if released else None
        return own.get(number.region_code) if given in (None, OWN_LETTERS) else str(given)

    return letters


def _check_registered(place: Place, number: RegionNumber, life: Life, report: Report) -> None:
    """A number without a release of ours: it came with a register, in whichever spelling that had."""
    if number.display not in life.registered and number.key not in life.registered:
        report.add(place._replace(column="display"), Discrepancy.UNRECORDED)


def check_releases(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    """Each attempt was scheduled by one act for this instant and this day."""
    missing = {release_id for life in lives.values() for release_id in life.releases}
    for release in rows_of(session, Release, lives):
        place, life = Place("releases", str(release.id)), lives[release.standard_id]
        missing.discard(release.id)
        leaf = life.releases.get(release.id)
        if leaf is None:
            report.add(place, Discrepancy.UNRECORDED)
            continue
        _check_release(place, release, leaf, report)
        if release.released_at is not None:
            recorded = life.released["ts"] if life.released else None
            report.compare(place, "released_at", stands=spelled(release.released_at), recorded=recorded)
    for release_id in sorted(missing):
        report.add(Place("releases", str(release_id)), Discrepancy.VANISHED)


def _check_release(place: Place, release: Release, leaf: Leaf, report: Report) -> None:
    told = leaf["facts"]
    instant = spelled(datetime.fromisoformat(told["instant"]))
    report.compare(place, "instant", stands=spelled(release.instant), recorded=instant)
    report.compare(place, "effective_on", stands=release.effective_on.isoformat(), recorded=told["effective"])
