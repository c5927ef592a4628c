"""The expert bank and its draws against the logs: every row says what its events say, and every event has its rows. An
expert's own words are compared by the salted hash that the events tell.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.agreeing.banking import digests
from workflow.db import Database, Record, table_of
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.records.draws import Draw, DrawReplacement, DrawShare
from workflow.records.events import Event
from workflow.records.experts import Expert, ExpertRating, ExpertVoice
from workflow.replaying.retelling.book import UNTOLD
from workflow.text.canonical import canonical_hash

Cells = dict[str, Any]
Key = tuple[Any, ...]
Book = dict[str, dict[Key, Cells]]
Leaf = Mapping[str, Any]
TABLES: tuple[type[Record], ...] = (Expert, ExpertVoice, ExpertRating, Draw, DrawShare, DrawReplacement)
DIGEST = "name"  # the column under which a changed row of an expert is told


def check_experts(database: Database, report: Report) -> None:
    """All of them: a bank holds some hundreds."""
    with database.read() as session:
        book = _recorded(session)
        hashed = digests(session, session.scalars(sa.select(Expert.id)))
        for record in TABLES:
            _check_table(session, record, book[table_of(record).name], hashed, report)


def _check_table(
    session: Session, record: type[Record], recorded: dict[Key, Cells], hashed: Mapping[str, str], report: Report
) -> None:
    table = table_of(record)
    keys = [column.name for column in table.primary_key.columns]
    for row in session.scalars(sa.select(record).order_by(*table.primary_key.columns)):
        key = tuple(getattr(row, name) for name in keys)
        place, cells = Place(table.name, "/".join(map(str, key))), recorded.pop(key, None)
        report.counts[table.name] += 1
        if cells is None:
            report.add(place, Discrepancy.UNRECORDED)
            continue
        for column, value in cells.items():
            if value is not UNTOLD:
                report.compare(place, column, stands=_stands(row, column, hashed), recorded=value)
    for key in sorted(recorded, key=str):
        report.add(Place(table.name, "/".join(map(str, key))), Discrepancy.VANISHED)


def _stands(row: Any, column: str, hashed: Mapping[str, str]) -> Any:
    if isinstance(row, Expert) and column == DIGEST:
        return hashed[str(row.id)]
    cell = getattr(row, column)
    if column == "frozen":
        return canonical_hash(cell)
    return hour(cell) if isinstance(cell, datetime) else cell


def _recorded(session: Session) -> Book:
    """What the events say, oldest first."""
    query = sa.select(Event).where(Event.noun == "agreement", Event.act.in_(TELL)).order_by(Event.at, Event.sequence)
    book: Book = {table_of(record).name: {} for record in TABLES}
    for event in session.scalars(query):
        leaf = told(event.leaf)
        if leaf is not None:
            at = UNTOLD if "clk" in leaf else leaf["ts"]  # where the clock was held the rows may be earlier
            TELL[event.act](book, leaf, at, event.object_id)
            _experts(book, leaf, at)
    return book


def _experts(book: Book, leaf: Leaf, at: Any) -> None:
    """What acts of every kind tell of rows: their hashes, and who was recognised with it."""
    for id_, digest in leaf["facts"].get("experts", {}).items():
        book["experts"].setdefault((int(id_),), {})[DIGEST] = digest
    for id_ in leaf["facts"].get("recognised", ()):
        book["experts"].setdefault((id_,), {})["recognised_at"] = at


def _nominate(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    for id_ in leaf["facts"]["experts"]:
        blank = dict.fromkeys(("recognised_at", "suspended_at", "left_at"))
        book["experts"][(int(id_),)] = {"agreement_id": agreement, "nominated_at": at, **blank}
        _voice(book, leaf, at, int(id_))


def _voice(book: Book, leaf: Leaf, at: Any, id_: int) -> None:
    book["expert_voices"][(id_, leaf["region"])] = {"person_id": leaf["actor"], "at": at}


def _recognise(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    for id_ in leaf["facts"]["entries"]:
        _voice(book, leaf, at, id_)


def _marks(column: str, *, is_set: bool) -> Callable[[Book, Leaf, Any, int], None]:
    def tell(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
        book["experts"].setdefault((leaf["facts"]["expert"],), {})[column] = at if is_set else None

    return tell


def _rate(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    facts = leaf["facts"]
    marks = {name: facts[name] for name in ("attendance", "timeliness", "quality")}
    key = (facts["expert"], facts["panel"], leaf["region"])
    book["expert_ratings"][key] = {**marks, "person_id": leaf["actor"], "at": at}


def _call(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    facts = leaf["facts"]
    hours = {name: hour(datetime.fromisoformat(facts[name])) for name in ("commit_by", "reveal_by")}
    made = {"agreement_id": agreement, "standard_id": facts["standard"], "state": "committing", **hours}
    blank = dict.fromkeys(("closed_at", "seed", "drawn", "reserves", "silent"))
    made |= {"frozen": facts["frozen"], "called_by": leaf["actor"], "called_at": at, **blank}
    book["draws"][(facts["draw"],)] = made


def _commit(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    key, actor = (leaf["facts"]["draw"], leaf["region"]), leaf["actor"]
    given = {"commitment": leaf["facts"]["commitment"], "committed_by": actor, "committed_at": at}
    book["draw_shares"][key] = {**given, **dict.fromkeys(("share", "revealed_by", "revealed_at"))}


def _reveal(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    told = {"share": leaf["facts"]["share"], "revealed_by": leaf["actor"], "revealed_at": at}
    book["draw_shares"].setdefault((leaf["facts"]["draw"], leaf["region"]), {}).update(told)


def _move(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    """A draw is drawn where its event names who; annulled where it names who kept silent; else it is revealing."""
    facts = leaf["facts"]
    result = {name: facts[name] for name in ("seed", "drawn", "reserves", "silent") if name in facts}
    state = "drawn" if "drawn" in facts else "annulled" if "silent" in facts else "revealing"
    over = {"closed_at": at} if result else {}
    book["draws"].setdefault((facts["draw"],), {}).update({"state": state, **over, **result})


def _replace(book: Book, leaf: Leaf, at: Any, agreement: int) -> None:
    facts = leaf["facts"]
    row = {"came_id": facts["came"], "person_id": leaf["actor"], "at": at}
    book["draw_replacements"][(facts["draw"], facts["gone"])] = row


TELL: dict[str, Callable[[Book, Leaf, Any, int], None]] = {
    "nominate_expert": _nominate,
    "amend_expert": lambda book, leaf, at, agreement: None,  # its hash says all
    "recognise_experts": _recognise,
    "suspend_expert": _marks("suspended_at", is_set=True),
    "resume_expert": _marks("suspended_at", is_set=False),
    "retire_expert": _marks("left_at", is_set=True),
    "rate_expert": _rate,
    "call_draw": _call,
    "commit_share": _commit,
    "reveal_share": _reveal,
    "open_shares": _move,
    "draw_experts": _move,
    "annul_draw": _move,
    "replace_drawn": _replace,
}
