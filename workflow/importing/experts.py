"""Experts of a bank from a file: each row nominates one, judged by the row of the table that a form would take."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import agreeing, engine
from workflow.accord.picture import Accord
from workflow.db import Database
from workflow.importing.plan import Fate, Plan, Planned, Unsound, Written, day
from workflow.importing.reading import Line
from workflow.picture.standing import Case, Seat
from workflow.process.agreement import ROWS
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import misplaced, unmet
from workflow.records.experts import Expert
from workflow.vocabulary import InterestGroup
from workflow.words import LANGUAGES, say, speaking, tell

STEP: Final = "nominate_expert"
MOST: Final = 300  # rows of one file: each is an event of its own
COLUMNS: dict[str, tuple[str, ...]] = {
    "full_name": ("姓名",),
    "employer": ("工作单位", "单位"),
    "post": ("职称职务",),
    "group": ("利益方",),
    "codes": ("领域",),
    "office_until": ("任期至",),
    "history": ("任职经历",),
    "contact": ("联系方式",),
}
COLUMN_OF: Final = {"expert_new": "full_name", "codes_read": "codes", "history_read": "history"}


def may(accord: Accord, seat: Seat, at: datetime) -> bool:
    """Whether the seat may nominate at all."""
    return misplaced(ROWS[STEP], Case(accord, seat, at)) is None


def plan(session: Session, agreement_id: int, seat: Seat, lines: Sequence[Line], at: datetime) -> Plan:
    """What each row would do; who is in the bank already, by name and unit, is not entered again."""
    accord = Accord.load(session, agreement_id)
    assert accord is not None
    query = sa.select(Expert.name, Expert.unit).where(Expert.agreement_id == agreement_id, Expert.left_at.is_(None))
    known = {(name, unit) for name, unit in session.execute(query)}
    above: set[tuple[str, str]] = set()
    return Plan([_planned(accord, seat, line, known, above, at) for line in lines])


def _planned(
    accord: Accord, seat: Seat, line: Line, known: set[tuple[str, str]], above: set[tuple[str, str]], at: datetime
) -> Planned:
    who = (line["full_name"], " ".join(line["employer"].split()))
    if who in known:
        return Planned(line, Fate.SAME)
    raw = _raw(line)
    wrong = dict(_wrong(accord, seat, raw, at))
    if who in above:
        wrong["full_name"] = say("table.twice")
    above.add(who)
    return Planned(line, Fate.WRONG if wrong else Fate.NEW, raw, wrong)


def _raw(line: Line) -> dict[str, Any]:
    """The row as a form would send it: days and groups as people write them, lines of a history parted by a bar."""
    raw: dict[str, Any] = {name: line[name] for name in COLUMNS if line[name]}
    if (until := day(line, "office_until", {}, required=False)) is not None:
        raw["office_until"] = until.isoformat()
    if "group" in raw:
        raw["group"] = _group(raw["group"]) or raw["group"]
    if "history" in raw:
        raw["history"] = raw["history"].replace("｜", "|").replace("|", "\n")
    return raw


def _group(words: str) -> str | None:
    return next((one.value for one in InterestGroup if words.casefold() in _called(one)), None)


def _called(one: InterestGroup) -> set[str]:
    names = {one.value}
    for tongue in LANGUAGES:
        with speaking(tongue):
            names.add(str(tell(one)).casefold())
    return names


def _wrong(accord: Accord, seat: Seat, raw: Mapping[str, Any], at: datetime) -> dict[str, str]:
    """What the form would say, under the column it speaks of: all at once, whatever else cannot be read."""
    row, wrong = ROWS[STEP], dict[str, str]()
    try:
        case = engine.case_for(accord, row, seat, raw, at)
    except WrongAnswers as fault:
        wrong = {name: say(key, **facts) for name, (key, facts) in fault.fields.items()}
        case = Case(accord, seat, at, {name: value for name, value in raw.items() if name not in wrong})
    return {COLUMN_OF.get(reason.rule, ""): reason.sentence for reason in unmet(row, case)} | wrong


def write(database: Database, agreement_id: int, seat: Seat, lines: Sequence[Line], *, at: datetime) -> Written:
    """All new ones in one transaction, each with its event; raises Unsound while a row is wrong."""
    with database.read() as session:
        planned = plan(session, agreement_id, seat, lines, at)
    if not planned.is_sound or len(planned.rows) > MOST:
        raise Unsound
    raws = [row.makes for row in planned.rows if row.fate is Fate.NEW]
    return Written(agreeing.take_all(database, agreement_id, STEP, seat, raws, at=at))
