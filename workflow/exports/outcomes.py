"""What a project leaves to the public, against the record: versions of the text, numbers, release attempts."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.exports.findings import Discrepancy, Place, Report
from workflow.exports.lives import Life, rows_of
from workflow.exports.replay import Leaf
from workflow.log.journal import spelled
from workflow.records.numbers import RegionNumber
from workflow.records.places import Region
from workflow.records.releases import Release
from workflow.records.texts import Version
from workflow.text.numbers import DASH
from workflow.vocabulary import TextPurpose


def check_versions(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    """Each version was written by one act with this hash, and the newest frozen one is the text that counts."""
    frozen: dict[int, tuple[int, str | None]] = {}
    columns = (Version.standard_id, Version.id, Version.number, Version.purpose, Version.text_hash)
    query = sa.select(*columns).where(Version.standard_id.in_(lives)).order_by(Version.standard_id, Version.number)
    missing = {(each, version_id) for each, life in lives.items() for version_id in life.versions}
    for standard_id, version_id, number, purpose, text_hash in session.execute(query).all():
        place, recorded = Place("versions", str(version_id)), lives[standard_id].versions.get(version_id)
        missing.discard((standard_id, version_id))
        if recorded is None:
            report.add(place, Discrepancy.UNRECORDED)
            continue
        report.compare(place, "text_hash", stands=text_hash, recorded=recorded["text_hash"])
        report.compare(place, "number", stands=number, recorded=recorded["number"])
        report.compare(place, "purpose", stands=purpose, recorded=recorded.get("purpose", TextPurpose.DRAFT))
        if purpose not in (TextPurpose.DRAFT, TextPurpose.AMENDMENT):
            frozen[standard_id] = version_id, text_hash
    for _, version_id in sorted(missing):
        report.add(Place("versions", str(version_id)), Discrepancy.VANISHED)
    for each, life in lives.items():
        version_id, stands = frozen.get(each, (0, None))
        report.compare(Place("versions", str(version_id)), "text_hash", stands=stands, recorded=life.last.get("text"))


def check_numbers(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    """The numbers of the editions as the release and accessions told them, each with its own region's letters."""
    prefixes = dict(session.execute(sa.select(Region.code, Region.db_prefix)).all())
    told = {each: {*life.released["facts"]["numbers"], *life.joined} for each, life in lives.items() if life.released}
    for number in rows_of(session, RegionNumber, lives):
        place, life = Place("region_numbers", str(number.id)), lives[number.standard_id]
        letters = number.display.partition(" ")[0].partition("/")[0]
        report.compare(place, "region_code", stands=prefixes.get(number.region_code), recorded=letters)
        report.compare(place, "key", stands=number.key, recorded=number.display.replace(DASH, "-"))
        recorded = told.get(number.standard_id)
        if recorded is None:
            _check_registered(place, number, life, report)
        elif number.display not in recorded:
            report.compare(place, "display", stands=number.display, recorded=", ".join(sorted(recorded)))
        else:
            recorded.discard(number.display)
    for left in told.values():
        for display in sorted(left):
            report.add(Place("region_numbers", display), Discrepancy.VANISHED)


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
