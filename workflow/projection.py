"""What lists read instead of judging every standard anew: whose turn it is, the seals, what the search reads, and the
timers that wake the process.
"""

from typing import Any

from workflow.arithmetic import reckoned
from workflow.db import Work, table_of
from workflow.facts import pack
from workflow.picture.standing import Case, Standing
from workflow.process.gaps.gap import Gap
from workflow.process.missing import gaps
from workflow.process.seals import seal
from workflow.records.notices import Timer
from workflow.records.standards import Standard, Turn
from workflow.search import searching
from workflow.statements import insert, move, remove
from workflow.vocabulary import BEFORE, LIVE, Joint
from workflow.waking import instants

TOLD = ("standard_id", "region_code", "role", "organ_id", "person_id", "step", "key", "facts", "since", "due_on")


def project(work: Work, standing: Standing) -> None:
    """Bring turns, outlook and timers up to date after an act; what is as it was is not written."""
    found = gaps(standing, work.at)
    _turns(work, standing, found)
    told = outlook(standing, found) | {searching.MARK: searching.follow(work, standing)}
    if told != standing.standard.outlook:
        move(work.connection, table_of(Standard), {"id": standing.standard.id}, {"outlook": told})
    _timers(work, standing, found)


def outlook(standing: Standing, found: list[Gap]) -> dict[str, Any]:
    """What is missing, how each region's seal looks, and the nearest day."""
    waiting = {gap.region for gap in found if gap.region and gap.role}
    seals = {code: seal(standing, code, waiting) for code in standing.tracks}
    due = min((gap.due for gap in found if gap.due), default=None)
    return {"missing": [_told(gap) for gap in found], "seals": seals, "due": due.isoformat() if due else None}


def _told(gap: Gap) -> dict[str, Any]:
    return {
        "key": gap.key,
        "facts": pack(gap.facts),
        "step": gap.step,
        "region": gap.region,
        "role": gap.role.value if gap.role else None,
        "organ": gap.organ_id,
        "person": gap.person_id,
        "since": gap.since.isoformat(),
        "due": gap.due.isoformat() if gap.due else None,
    }


def _turns(work: Work, standing: Standing, found: list[Gap]) -> None:
    """A turn that goes on keeps its row, and with it whether its holder was told."""
    wanted = [_turn(standing, gap) for gap in found if gap.role is not None]
    over = []
    for turn in standing.turns:
        told = {name: getattr(turn, name) for name in TOLD}
        if told in wanted:
            wanted.remove(told)
        else:
            over.append(turn.id)
    table, connection = table_of(Turn), work.connection
    if over:
        remove(connection, table, over)
    if wanted:
        insert(connection, table, wanted)


def _turn(standing: Standing, gap: Gap) -> dict[str, Any]:
    return {
        "standard_id": standing.standard.id,
        "region_code": gap.region,
        "role": gap.role,
        "organ_id": gap.organ_id,
        "person_id": gap.person_id,
        "step": gap.step,
        "key": gap.key,
        "facts": pack(gap.facts | {"reckoned": reckoned(standing, gap)}),
        "since": gap.since,
        "due_on": gap.due,
    }


def _timers(work: Work, standing: Standing, found: list[Gap]) -> None:
    """One row an instant to wake at; an instant already known is left as it is."""
    case = Case(standing, None, work.at)
    known = {(timer.name, timer.due_at) for timer in standing.timers}
    new = dict.fromkeys(timer for timer in instants(case, found) if timer not in known)
    rows = [{"standard_id": standing.standard.id, "name": name, "due_at": due_at} for name, due_at in new]
    if rows:
        insert(work.connection, table_of(Timer), rows)


def fell_below_floor(standing: Standing) -> bool:
    """Whether too few regions are left (of a released standard: one), counting those that may still decide; a
    suspension changes nothing in that.
    """
    if standing.state not in BEFORE:
        return standing.state in LIVE and len(standing.counted) == 1
    may_join = standing.undecided if standing.where in (Joint.INITIATING, Joint.DRAFTING) else []
    return len(standing.counted) + len(may_join) < standing.terms.days("floor.min")
