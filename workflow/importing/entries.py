"""Entries of a kind from a file: each row begins one, or amends the one that its key names, judged by the row of the
table that a form would take. The same file again changes nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import engine, entering
from workflow.accord.entered import Entered
from workflow.db import Database
from workflow.entering.telling import COLUMNS
from workflow.facts import plain
from workflow.importing.entry_rows import Target, raw_of
from workflow.importing.plan import Fate, Plan, Planned, Unsound, Written
from workflow.importing.reading import Line
from workflow.picture.standing import Case
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import unmet
from workflow.records.entries import Entry
from workflow.records.places import Region
from workflow.vocabulary import EntryState
from workflow.words import say

COLUMN_OF: Final = {"entry_key": "key", "entry_parent": "parent", "entry_standard": "standard"}


def plan(session: Session, target: Target, lines: Sequence[Line]) -> Plan:
    """What each row would do."""
    seen, known = target.seen(session), _known(session, target)
    places = {name: code for code, zh, en in session.execute(_PLACES) for name in (code, zh, en.casefold())}
    above: set[str] = set()
    return Plan([_planned(seen, target, line, known, places, above) for line in lines])


_PLACES = sa.select(Region.code, Region.name_zh, Region.name_en)


def _known(session: Session, target: Target) -> dict[str, Entry]:
    """What stands already, by its key; without one by its title."""
    mine = (Entry.agreement_id == target.agreement_id, Entry.kind == target.kind.code)
    query = sa.select(Entry).where(*mine, Entry.state != EntryState.ENDED).order_by(Entry.id)
    return {one.key or one.title: one for one in session.scalars(query)}


def _planned(
    seen: Entered,
    target: Target,
    line: Line,
    known: Mapping[str, Entry],
    places: Mapping[str, str],
    above: set[str],
) -> Planned:
    raw = raw_of(target, line, places)
    name = raw.get("key") or raw.get("title", "")
    answers, wrong = _judged(seen, target, raw, is_new=name not in known)
    if name in above:
        wrong["title"] = say("table.twice")
    above.add(name)
    if wrong:
        return Planned(line, Fate.WRONG, None, wrong)
    if name not in known:
        return Planned(line, Fate.NEW, (None, raw))
    stands = known[name]
    if _is_same(stands, answers):
        return Planned(line, Fate.SAME)
    if entering.amending(target.kind) is None:
        return Planned(line, Fate.WRONG, None, {"title": say("同名条目已在，内容不同；这类条目不能由文件更改。")})
    raw = {key: value for key, value in raw.items() if key != "region"} | {"reason": say("文件再次导入")}
    return Planned(line, Fate.CHANGED, (stands.id, raw))


def _judged(
    seen: Entered, target: Target, raw: Mapping[str, Any], *, is_new: bool
) -> tuple[Mapping[str, Any], dict[str, str]]:
    """What the form would say, under the column it speaks of: all at once."""
    row, wrong = target.row, dict[str, str]()
    try:
        case = engine.case_for(seen, row, target.seat, raw, target.at)
    except WrongAnswers as fault:
        wrong = {name: say(key, **facts) for name, (key, facts) in fault.fields.items()}
        case = Case(seen, target.seat, target.at, {name: told for name, told in raw.items() if name not in wrong})
    reasons = [reason for reason in unmet(row, case) if is_new or reason.rule != "entry_key"]
    reasons = [reason for reason in reasons if not wrong or reason.rule != "keeper"]
    return case.answers, {COLUMN_OF.get(reason.rule, ""): reason.sentence for reason in reasons} | wrong


def _is_same(stands: Entry, answers: Mapping[str, Any]) -> bool:
    """Whether an entry holds what a row says of it; what a region said is its own and no file's."""
    told = plain({name: value for name, value in answers.items() if name in COLUMNS or name in stands.fields})
    held = plain({name: getattr(stands, COLUMNS.get(name, ""), stands.fields.get(name)) for name in told})
    return bool(told == held)


def write(database: Database, target: Target, lines: Sequence[Line]) -> Written:
    """All new and changed ones in one transaction, each with its event; raises Unsound while a row is wrong."""
    with database.read() as session:
        planned = plan(session, target, lines)
    if not planned.is_sound:
        raise Unsound
    rows = [row.makes for row in planned.rows if row.fate in (Fate.NEW, Fate.CHANGED)]
    put = (database, target.agreement_id, target.kind, target.step, target.seat, rows)
    return Written(entering.put_all(*put, at=target.at) if rows else 0)
