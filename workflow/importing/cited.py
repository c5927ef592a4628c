"""The catalogue of documents that standards cite, from a file; each import is one event of the installation."""

from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.db import Database, Work
from workflow.importing.plan import Fate, Plan, Planned, Unsound, Written
from workflow.importing.reading import Line
from workflow.log.recording import record
from workflow.picture.standing import Seat
from workflow.records.checking import CitedDocument
from workflow.records.places import Region
from workflow.text.canonical import canonical_hash
from workflow.text.checks.standards import Cited, cited
from workflow.vocabulary import SeatRole, Validity
from workflow.words import LANGUAGES, say, speaking, tell

NOUN: Final = "cited"
COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("标准号",),
    "title": ("名称",),
    "status": ("状态",),
    "replaced_by": ("代替它的标准",),
    "regions": ("适用地区",),
}
BETWEEN: Final = str.maketrans("，,；;", "、、、、")


def plan(session: Session, seat: Seat, lines: list[Line], today: date) -> Plan:
    """What each row would do; a number that stands otherwise is changed, one that the file names twice is wrong."""
    stands = {row.number: row for row in session.scalars(sa.select(CitedDocument))}
    places = {place.name_zh: place.code for place in session.scalars(sa.select(Region))}
    done: set[str] = set()
    return Plan([_planned(line, stands, places, done) for line in lines])


def _planned(line: Line, stands: dict[str, CitedDocument], places: dict[str, str], done: set[str]) -> Planned:
    one, status = number(line["number"]), _status(line["status"])
    given = [place.strip() for place in line["regions"].translate(BETWEEN).split("、") if place.strip()]
    codes = [place if place in places.values() else places.get(place, "") for place in given]
    lacking = {"number": one, "title": line["title"], "status": status, "regions": all(codes)}
    wrong = {column: say("table.unknown") for column, value in lacking.items() if not value}
    successor = number(line["replaced_by"])
    if line["replaced_by"] and successor is None:
        wrong["replaced_by"] = say("table.unknown")
    if one is not None and one.dated in done:
        wrong["number"] = say("table.twice")
    if wrong or one is None:
        return Planned(line, Fate.WRONG, wrong=wrong)
    done.add(one.dated)
    made = {"base": one.undated, "title": line["title"], "status": status, "regions": codes}
    made["replaced_by"] = successor.dated if successor else ""
    known = stands.get(one.dated)
    is_same = known is not None and all(getattr(known, column) == value for column, value in made.items())
    return Planned(line, Fate.SAME if is_same else Fate.NEW, {"number": one.dated, **made})


def number(words: str) -> Cited | None:
    """The number of a standard, if the words are one and nothing else."""
    found = cited(words)
    return found[0] if len(found) == 1 and found[0].words == words else None


def _status(words: str) -> Validity | None:
    return next((one for one in Validity if words.casefold() in _called(one)), None)


def _called(one: Validity) -> set[str]:
    names = {one.value}
    for tongue in LANGUAGES:
        with speaking(tongue):
            names.add(str(tell(one)).casefold())
    return names


def write(database: Database, seat: Seat, lines: list[Line], *, at: datetime) -> Written:
    """All documents in one transaction with one event; raises Unsound while a row is wrong."""
    with database.write(at) as work:
        planned = plan(work.session, seat, lines, day_of(at))
        if not planned.is_sound:
            raise Unsound
        made = [row.makes for row in planned.rows if row.fate is Fate.NEW]
        if not made:
            return Written(0)
        before = state(work.session)
        mine = CitedDocument.number.in_([row["number"] for row in made])
        work.session.execute(sa.delete(CitedDocument).where(mine))
        work.insert_many(CitedDocument, [{**row, "listed_at": at} for row in made])
        _record(work, seat, before, len(made))
    return Written(len(made))


def state(session: Session) -> dict[str, Any]:
    """The catalogue in brief, as its events show it."""
    rows = session.scalars(sa.select(CitedDocument).order_by(CitedDocument.number))
    told = [[row.number, row.title, row.status.value, row.replaced_by, row.regions] for row in rows]
    return {"documents": len(told), "sha256": canonical_hash(sorted(told))}


def _record(work: Work, seat: Seat, before: dict[str, Any], n: int) -> None:
    work.session.expire_all()
    after = state(work.session)
    facts = {"documents": n}
    record(work, NOUN, 0, "import_cited", seat, agreement_id=None, before=before, after=after, facts=facts)


def may(seat: Seat) -> bool:
    """Who keeps the catalogue: a security administrator, as he keeps the calendar."""
    return seat.role is SeatRole.SECADMIN
