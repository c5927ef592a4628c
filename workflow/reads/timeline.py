"""What happened to a standard, newest first, with the reasons that were given; and when each stage began."""

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.corrigible import FILE
from workflow.reads.keeping import is_of_comments
from workflow.reads.record import Happened, happened
from workflow.records.events import Event, Opening
from workflow.records.notices import RegionNotice
from workflow.records.papers import Paper

TOLD = ("reason", "lift", "notes")
MILESTONES = ("propose", "open_initiation", "begin_drafting", "pass_review", "release", "enter_into_force")


@dataclass(frozen=True)
class Fix:
    """One value of an act that a later act corrected."""

    sequence: int
    region: str | None
    step: str
    ask: str
    row_id: str
    was: str
    now: str

    def mends(self, found: Happened) -> bool:
        """Whether an event told the wrong value, or is itself the correction."""
        facts = found.leaf["facts"]
        if found.event.sequence == self.sequence:
            return True
        same = (found.event.act, found.event.region_code) == (self.step, self.region)
        told = self.was in found.leaf["files"] if self.ask == FILE else str(facts.get(self.ask)) == self.was
        return same and told and found.event.sequence < self.sequence


@dataclass(frozen=True)
class Entry:
    """One event and the words its actor gave for it, where they have not been deleted."""

    happened: Happened
    words: str
    fixes: tuple[Fix, ...] = ()


def latest(session: Session, standard_id: int, version: int, *, most: int = 12) -> list[Entry]:
    """The newest entries; `version` is the standard's present version, the number of its events. The words of comments
    are the ledger's to tell, to whom it may.
    """
    found = list(reversed(happened(session, standard_id, after=max(0, version - most))))
    keys = [(h.event.log_id, h.event.index) for h in found if not is_of_comments(h.event)]
    query = sa.select(Opening).where(sa.tuple_(Opening.log_id, Opening.index).in_(keys), Opening.field.in_(TOLD))
    words: dict[tuple[int, int], str] = {}
    for opening in session.scalars(query.order_by(Opening.field.desc())):
        key = (opening.log_id, opening.index)
        words[key] = " ".join(filter(None, (words.get(key, ""), opening.value.decode())))
    mended = corrections(session, standard_id)
    return [
        Entry(h, words.get((h.event.log_id, h.event.index), ""), tuple(fix for fix in mended if fix.mends(h)))
        for h in found
    ]


def corrections(session: Session, standard_id: int) -> list[Fix]:
    """Everything that was corrected, oldest first."""
    mine = (Event.noun == "standard", Event.object_id == standard_id, Event.act == "correct")
    query = sa.select(Event.sequence, Event.region_code, Event.leaf).where(*mine).order_by(Event.sequence)
    found = []
    for sequence, region, raw in session.execute(query):
        leaf = json.loads(raw)
        step, ask, row_id = [*leaf["facts"]["fact"].split("."), ""][:3]
        now = leaf["files"][0] if ask == FILE else leaf["facts"]["now"]
        found.append(Fix(sequence, region, step, ask, row_id, str(leaf["facts"]["was"]), str(now)))
    return found


def right_files(session: Session, standard_id: int) -> dict[int, Paper]:
    """For each paper whose file was corrected, the paper that holds the right one; the last correction counts."""
    wrong = {int(fix.row_id): fix.now for fix in corrections(session, standard_id) if fix.ask == FILE}
    if not wrong:
        return {}
    query = sa.select(Paper).where(Paper.standard_id == standard_id, Paper.step == "correct").order_by(Paper.id)
    filed = {paper.file_sha256: paper for paper in session.scalars(query)}
    return {paper_id: filed[digest] for paper_id, digest in wrong.items() if digest in filed}


def one(session: Session, standard_id: int, log_id: int, index: int) -> Entry | None:
    """One event of a standard by its place in the log."""
    mine = (Event.noun == "standard", Event.object_id == standard_id, Event.log_id == log_id, Event.index == index)
    sequence = session.scalar(sa.select(Event.sequence).where(*mine))
    found = latest(session, standard_id, sequence, most=1) if sequence else []
    return next((entry for entry in found if entry.happened.event.sequence == sequence), None)


def milestones(session: Session, standard_id: int) -> dict[str, datetime]:
    """The last time each stage was entered."""
    query = sa.select(Event.act, sa.func.max(Event.at)).where(
        Event.noun == "standard", Event.object_id == standard_id, Event.act.in_(MILESTONES)
    )
    return {act: at for act, at in session.execute(query.group_by(Event.act))}


def notices(session: Session, standard_id: int, *, most: int = 8) -> list[RegionNotice]:
    """The newest notices of a standard, with delivered and read."""
    query = sa.select(RegionNotice).where(RegionNotice.standard_id == standard_id)
    return list(session.scalars(query.order_by(RegionNotice.id.desc()).limit(most)))
