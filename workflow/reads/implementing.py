"""How a standard is carried out: region by region and measure by measure, each with its day and what shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.kinds import Kind, all_kinds
from workflow.picture.standing import Standing
from workflow.reads.entries import Condition
from workflow.records.entries import Entry
from workflow.records.followups import StandardDuty
from workflow.records.papers import Paper
from workflow.vocabulary import Duty, DutyKind, PaperKind

ANNOUNCED, IN_FORCE = "announced", "in_force"
PLANNED: Final = (
    DutyKind.CONFLICTING,
    DutyKind.TRAINING,
    DutyKind.INSPECTION,
    DutyKind.CASES,
    DutyKind.FEEDBACK,
    DutyKind.EVALUATION,
    DutyKind.MEASURE,
)
COLUMNS: Final = (ANNOUNCED, IN_FORCE, *(kind.value for kind in PLANNED))


class Fate(StrEnum):
    """How far a measure has come; late is a fact."""

    DONE = "done"
    REPORTED = "reported"
    OPEN = "open"
    LATE = "late"
    EXCUSED = "excused"


@dataclass(frozen=True)
class Measure:
    """One measure of one region: its day, what shows it, and the duty it is, where it is one."""

    fate: Fate
    due: date | None
    shown: str
    duty: StandardDuty | None = None
    files: tuple[str, ...] = ()


Grid = dict[str, dict[str, list[Measure]]]
Files = Mapping[tuple[str, datetime], tuple[str, ...]]


def grid(session: Session, standing: Standing, today: date) -> Grid:
    """Region → measure → what is planned or done; every column is there for every region."""
    files = _evidence(session, standing)
    found: Grid = {code: {name: [] for name in COLUMNS} for code in standing.counted}
    for code, row in found.items():
        row[ANNOUNCED] = list(_announced(standing, code))
        row[IN_FORCE] = list(_in_force(standing, code, today))
    for duty in standing.duties:
        if duty.region_code in found and duty.kind in PLANNED:
            found[duty.region_code][duty.kind.value].append(_measure(duty, today, files))
    return found


def _announced(standing: Standing, code: str) -> Iterator[Measure]:
    said, release = standing.announcements.get(code), standing.release
    if said is not None and release is not None and release.released_at is not None:
        yield Measure(Fate.DONE, release.released_at.date(), said.document_number)


def _in_force(standing: Standing, code: str, today: date) -> Iterator[Measure]:
    said, release = standing.announcements.get(code), standing.release
    if release is None or release.released_at is None:
        return
    since = (said.effective_on if said else None) or release.effective_on
    yield Measure(Fate.DONE if since <= today else Fate.OPEN, since, "")


def _measure(duty: StandardDuty, today: date, files: Files) -> Measure:
    open_ = Fate.LATE if duty.due_on < today else Fate.OPEN
    fates = {Duty.OPEN: open_, Duty.REPORTED: Fate.REPORTED, Duty.EXCUSED: Fate.EXCUSED}
    told = duty.reported_at if duty.state in (Duty.REPORTED, Duty.ACCEPTED) else None
    shown = files.get((duty.region_code, told), ()) if told else ()
    return Measure(fates.get(duty.state, Fate.DONE), duty.due_on, duty.title or duty.receipt_number, duty, shown)


def _evidence(session: Session, standing: Standing) -> Files:
    """The files handed in with each report of a region: a report and its files are of one instant."""
    mine = (Paper.standard_id == standing.standard.id, Paper.kind == PaperKind.EVIDENCE)
    query = sa.select(Paper.region_code, Paper.at, Paper.file_sha256).where(*mine).order_by(Paper.id)
    found: dict[tuple[str, datetime], tuple[str, ...]] = {}
    for code, at, digest in session.execute(query):
        if code and digest:
            found[code, at] = (*found.get((code, at), ()), digest)
    return found


def beside(session: Session, where: Condition, standard_id: int) -> list[tuple[Kind, int]]:
    """How many entries of each kind belong to a standard."""
    query = sa.select(Entry.kind, sa.func.count()).where(where, Entry.standard_id == standard_id).group_by(Entry.kind)
    counted: dict[str, int] = {kind: n for kind, n in session.execute(query)}
    return [(kind, counted[code]) for code, kind in all_kinds().items() if code in counted]
