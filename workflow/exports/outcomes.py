"""What a project leaves to the public, against the record: versions of the text, numbers of editions."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.accord.choices import OWN_LETTERS
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.exports.lives import Life, rows_of
from workflow.exports.rows import compare_cells
from workflow.records.agreements import RuleSet
from workflow.records.numbers import RegionNumber, Serial
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.replaying.retelling.book import Cells
from workflow.text.numbers import DASH, is_association
from workflow.vocabulary import TextPurpose

# All but the words: a version's digest and metadata are large.
VERSION: Final = (
    Version.standard_id, Version.id, Version.number, Version.purpose, Version.text_hash,
    Version.made_by, Version.made_at, Version.summary, Version.base_id,
)  # fmt: skip


def check_versions(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    """Each version was written by one act with this hash, and the newest frozen one is the text that counts."""
    frozen: dict[int, tuple[int, str | None]] = {}
    query = sa.select(*VERSION).where(Version.standard_id.in_(lives)).order_by(Version.standard_id, Version.number)
    missing = {(each, row["id"]) for each, life in lives.items() for row in life.book.of(Version)}
    for row in session.execute(query).all():
        place, recorded = Place("versions", str(row.id)), lives[row.standard_id].book.of(Version, id=row.id)
        missing.discard((row.standard_id, row.id))
        if not recorded:
            report.add(place, Discrepancy.UNRECORDED)
            continue
        compare_cells(place, row, recorded[0], report)
        if row.purpose not in (TextPurpose.DRAFT, TextPurpose.AMENDMENT):
            frozen[row.standard_id] = row.id, row.text_hash
    for _, version_id in sorted(missing):
        report.add(Place("versions", str(version_id)), Discrepancy.VANISHED)
    for each, life in lives.items():
        version_id, stands = frozen.get(each, (0, None))
        report.compare(Place("versions", str(version_id)), "text_hash", stands=stands, recorded=life.last.get("text"))


def check_numbers(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    """The numbers of the editions as release, accessions and registers told them, each with its own letters."""
    letters, kept = _letters(session, lives), _kept(session, lives)
    told = {(each, row["region_code"]): row["display"] for each, life in lives.items() for row in _editions(life)}
    for number in rows_of(session, RegionNumber, lives):
        place, key = Place("region_numbers", str(number.id)), (number.standard_id, number.region_code)
        prefix = number.display.partition(" ")[0]
        prefix = prefix if is_association(prefix) else prefix.partition("/")[0]
        report.compare(place, "region_code", stands=letters(number), recorded=prefix)
        report.compare(place, "key", stands=number.key, recorded=number.display.replace(DASH, "-"))
        is_kept = number.region_code in kept.get(number.standard_id, ())
        report.compare(place, "is_exception", stands=number.is_exception, recorded=is_kept)
        report.compare(place, "display", stands=number.display, recorded=told.pop(key, None))
    for display in told.values():
        report.add(Place("region_numbers", display), Discrepancy.VANISHED)


def _editions(life: Life) -> list[Cells]:
    return life.book.of(RegionNumber)


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
