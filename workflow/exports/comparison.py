"""The tables against the record, a batch of standards at a time: states, tracks, the number held, the panel at work.
Texts, numbers and releases are compared in `outcomes`, all other rows in `rows`."""

from collections.abc import Callable, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.engines import of_one_moment
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.exports.lives import STANDARD, Life, lives_of, rows_of
from workflow.exports.outcomes import check_numbers, check_versions
from workflow.exports.rows import check_rows, compare_cells
from workflow.log.checkpoints import PAGE
from workflow.records.events import Event, Log
from workflow.records.numbers import Serial
from workflow.records.panels import ReviewPanel
from workflow.records.standards import Standard, StandardTrack
from workflow.replaying.retelling.book import Cells
from workflow.vocabulary import ENDED, Number, Panel

BATCH = 40  # standards compared within one reading transaction
HELD = (Number.RESERVED, Number.USED)
PAST = frozenset(state.value for state in ENDED)
SHUT = (Panel.CONCLUDED, Panel.DISSOLVED)


def check_standards(database: Database, report: Report) -> None:
    """Batch by batch, each from one snapshot of record and tables."""
    last = 0
    while True:
        with database.read() as session:
            of_one_moment(session)
            query = sa.select(Standard.id).where(Standard.id > last).order_by(Standard.id).limit(BATCH)
            ids = list(session.scalars(query))
            if not ids:
                report.attempt(Place("standards", "*"), _check_vanished, session, report)
                return
            report.attempt(Place("standards", f"{ids[0]}–{ids[-1]}"), _check_batch, session, ids, report)
            last = ids[-1]


def _check_batch(session: Session, ids: list[int], report: Report) -> None:
    lives = lives_of(session, ids, report)
    whole = f"{ids[0]}–{ids[-1]}"
    for table, check in CHECKS.items():
        report.attempt(Place(table, whole), check, session, lives, report)
    check_rows(session, {each: life.book for each, life in lives.items() if life.sequence}, report)


def _check_states(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    owners = dict(session.execute(sa.select(Log.id, Log.agreement_id)).all())
    for standard in session.scalars(sa.select(Standard).where(Standard.id.in_(lives)).order_by(Standard.id)):
        _check_standard(standard, lives[standard.id], owners, report)
        report.counts["standards"] += 1


def _check_standard(standard: Standard, life: Life, owners: Mapping[int, int | None], report: Report) -> None:
    place = Place("standards", str(standard.id))
    if not life.sequence:
        report.add(place, Discrepancy.UNRECORDED)
        return
    report.compare(place, "state", stands=standard.state, recorded=life.last.get("joint"))
    report.compare(place, "version", stands=standard.version, recorded=life.sequence)
    report.compare(place, "lead_region", stands=standard.lead_region, recorded=life.last.get("lead"))
    for log_id in life.logs:
        report.compare(place, "agreement_id", stands=standard.agreement_id, recorded=owners.get(log_id))


def _check_tracks(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    missing = {(each, region) for each, life in lives.items() for region in life.last.get("tracks", {})}
    for track in rows_of(session, StandardTrack, lives):
        last, region = lives[track.standard_id].last, track.region_code
        missing.discard((track.standard_id, region))
        place = Place("tracks", f"{track.standard_id}/{region}")
        report.compare(place, "state", stands=track.state, recorded=last.get("tracks", {}).get(region))
        if region in last.get("rounds", {}):
            report.compare(place, "round", stands=track.round, recorded=last["rounds"][region])
    for each, region in sorted(missing):
        report.add(Place("tracks", f"{each}/{region}"), Discrepancy.VANISHED)


def _check_serials(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    """The serial that each lineage holds, as the snapshot of each of its projects spells it: 3901.0:reserved."""
    query = sa.select(Standard.id, Serial).join(Serial, Serial.lineage == Standard.lineage).order_by(Serial.id)
    found: dict[int, list[Serial]] = {}
    for each, serial in session.execute(query.where(Standard.id.in_(lives))):
        found.setdefault(each, []).append(serial)
    own = {row.standard_id: row for row in rows_of(session, Serial, lives)}
    for each, life in lives.items():
        rows = found.get(each, [])
        _check_held(each, life, rows, report)
        for cells in life.book.of(Serial):
            kept = {name: value for name, value in cells.items() if name != "state"}  # it lives on in others' hands
            _check_keepers(kept, [*rows, *([own[each]] if each in own else [])], report)


def _check_keepers(cells: Cells, rows: list[Serial], report: Report) -> None:
    """Who reserved, confirmed, asked to void: a serial of the record against its row, whichever project has it now."""
    key = {name: cells[name] for name in ("serial", "part") if name in cells}
    row = next((row for row in rows if all(getattr(row, name) == value for name, value in key.items())), None)
    if row is not None:
        compare_cells(Place("serials", str(row.id)), row, cells, report)


def _check_held(each: int, life: Life, rows: list[Serial], report: Report) -> None:
    """What has ended is compared with its own row alone: a serial lives on, or is retired, within the lineage."""
    recorded, is_past = life.last.get("serial"), str(life.last.get("joint")) in PAST
    mine = [row for row in rows if row.standard_id == each] if is_past else rows
    row = next((row for row in mine if row.state in HELD or (is_past and _names(row, recorded))), None)
    passed_on = is_past and any(_names(other, recorded) for other in rows)
    if row is not None:
        _check_serial(row, recorded, report)
    elif recorded and not recorded.endswith(f":{Number.RETIRED}") and not passed_on:
        report.add(Place("serials", recorded.partition(":")[0]), Discrepancy.VANISHED)


def _names(row: Serial, recorded: str | None) -> bool:
    return bool(recorded) and str(recorded).startswith(f"{row.serial}.{row.part}:")


def _check_serial(row: Serial, recorded: str | None, report: Report) -> None:
    number, _, state = (recorded or "").rpartition(":")
    report.compare(Place("serials", str(row.id)), "serial", stands=f"{row.serial}.{row.part}", recorded=number or None)
    report.compare(Place("serials", str(row.id)), "state", stands=row.state, recorded=state or None)


def _check_panels(session: Session, lives: Mapping[int, Life], report: Report) -> None:
    found = rows_of(session, ReviewPanel, lives)
    for own in (panel for panel in found if panel.region_code is not None):
        _check_own(own, lives[own.standard_id], report)
    panels = {p.standard_id: p for p in found if p.state not in SHUT and p.region_code is None}
    for each, life in lives.items():
        panel, recorded = panels.get(each), life.last.get("panel")
        if panel is not None or recorded not in (None, *SHUT):
            place = Place("panels", str(panel.id if panel else life.panel))
            report.compare(place, "state", stands=panel.state if panel else None, recorded=recorded)


def _check_own(panel: ReviewPanel, life: Life, report: Report) -> None:
    """A region's own panel of the latest review as the snapshot has it; of an earlier one, that it is closed."""
    is_latest = panel.round == max(row["round"] for row in life.book.of(ReviewPanel))
    recorded = life.last.get("panels", {}).get(panel.region_code) if is_latest else None
    if is_latest or panel.state not in SHUT:
        report.compare(Place("panels", str(panel.id)), "state", stands=panel.state, recorded=recorded)


def _check_vanished(session: Session, report: Report) -> None:
    """Standards that the record knows and the table does not."""
    lost = ~sa.exists().where(Standard.id == Event.object_id)
    query = sa.select(Event.object_id).distinct().where(Event.noun == STANDARD, lost).limit(PAGE)
    for standard_id in session.scalars(query):
        report.add(Place("standards", str(standard_id)), Discrepancy.VANISHED)


CHECKS: dict[str, Callable[[Session, Mapping[int, Life], Report], None]] = {
    "standards": _check_states,
    "tracks": _check_tracks,
    "serials": _check_serials,
    "panels": _check_panels,
    "versions": check_versions,
    "region_numbers": check_numbers,
}
