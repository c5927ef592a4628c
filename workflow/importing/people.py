"""People with their seats from a file: each row proposes one seat, which a second person confirms as any other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.db import Database
from workflow.importing.plan import Fate, Plan, Planned, Unsound, Written, day
from workflow.importing.reading import Line
from workflow.picture.standing import Seat
from workflow.records.people import Account, Appointment, Person
from workflow.records.places import Organ
from workflow.seats import appointing
from workflow.seats.eligibility import NewPerson, Wanted, against_appointing, organs_open, roles_open, seen
from workflow.vocabulary import SeatRole
from workflow.words import LANGUAGES, say, speaking, tell

COLUMNS: dict[str, tuple[str, ...]] = {
    "username": ("用户名",),
    "name": ("姓名",),
    "latin": ("拼音",),
    "organ": ("单位",),
    "role": ("席位",),
    "since": ("任期自", "自"),
    "until": ("任期至", "至"),
}


@dataclass
class _Above:
    """What the rows above one have said: whose name each username bears, and the seats."""

    names: dict[str, str] = field(default_factory=dict)
    seats: set[tuple[str, int, SeatRole]] = field(default_factory=set)

    def against(self, username: str, name: str, organ: Organ, role: SeatRole) -> dict[str, str]:
        """What is wrong with one more row; one that is right is remembered."""
        if self.names.setdefault(username, name) != name:
            return {"username": say("table.taken")}
        if (seat := (username, organ.id, role)) in self.seats:
            return {"": say("table.twice")}
        self.seats.add(seat)
        return {}


def plan(session: Session, seat: Seat, lines: list[Line], today: date) -> Plan:
    """What each row would do; whatever the same file says twice is wrong the second time."""
    organs = {o.name_zh: o for o in session.scalars(sa.select(Organ).where(organs_open(seat)))}
    above = _Above()
    return Plan([_planned(session, seat, line, organs, above, today) for line in lines])


def _planned(
    session: Session,
    seat: Seat,
    line: Line,
    organs: dict[str, Organ],
    above: _Above,
    today: date,
) -> Planned:
    wrong: dict[str, str] = {}
    since, until = day(line, "since", wrong), day(line, "until", wrong, required=False)
    organ, role, username = organs.get(line["organ"]), _role(line["role"]), line["username"].casefold()
    lacking = {"organ": organ, "role": role, "username": username, "name": line["name"]}
    wrong |= {column: say("table.unknown") for column, value in lacking.items() if not value}
    if wrong or organ is None or role is None or since is None:
        return Planned(line, Fate.WRONG, wrong=wrong)
    if wrong := above.against(username, line["name"], organ, role):
        return Planned(line, Fate.WRONG, wrong=wrong)
    found = session.scalar(sa.select(Person).join(Account).where(Account.username == username))
    if found is not None and (wrong_person := _stranger(session, seat, found, line["name"])):
        return Planned(line, Fate.WRONG, wrong={"username": wrong_person})
    if found is not None and _holds(session, found.id, organ.id, role):
        return Planned(line, Fate.SAME)
    who = found.id if found else NewPerson(name=line["name"], username=username, name_latin=line["latin"])
    wanted = Wanted(person=who, organ_id=organ.id, role=role, since=since, until=until)
    reasons = against_appointing(session, seat, wanted, organ, found, today)
    told = {"": "；".join(reason.sentence for reason in reasons)} if reasons else {}
    return Planned(line, Fate.WRONG if told else Fate.NEW, wanted, told)


def write(database: Database, seat: Seat, lines: list[Line], *, at: datetime) -> Written:
    """Propose every new seat in one transaction, one event each; raises Unsound while a row is wrong."""
    with database.write(at) as work:
        planned = plan(work.session, seat, lines, day_of(at))
        if not planned.is_sound:
            raise Unsound
        known: dict[str, int] = {}
        links = []
        for wanted in (row.makes for row in planned.rows if row.fate is Fate.NEW):
            if isinstance(wanted.person, NewPerson) and wanted.person.username in known:
                wanted = Wanted(**{**vars(wanted), "person": known[wanted.person.username]})
            made = appointing.propose(work, seat, wanted)
            if isinstance(wanted.person, NewPerson):
                known[wanted.person.username] = work.session.get_one(Appointment, made).person_id
                links.append((wanted.person.name, wanted.person.username, appointing.link(work, seat, made).secret))
        if not work.recorded:
            return Written(0)
    return Written(planned.count(Fate.NEW), links)


def _role(words: str) -> SeatRole | None:
    return next((role for role in SeatRole if words in set(_called(role))), None)


def _called(role: SeatRole) -> Iterator[str]:
    yield role.value
    for tongue in LANGUAGES:
        with speaking(tongue):
            yield str(tell(role))


def _stranger(session: Session, seat: Seat, person: Person, name: str) -> str:
    """A username of somebody of another region, or of another name, is taken."""
    own = sa.select(Appointment.id).where(Appointment.person_id == person.id, seen(seat)).limit(1)
    return "" if person.name == name and session.scalar(own) is not None else say("table.taken")


def _holds(session: Session, person_id: int, organ_id: int, role: SeatRole) -> bool:
    same = (Appointment.person_id == person_id, Appointment.organ_id == organ_id, Appointment.role == role)
    return session.scalar(sa.select(Appointment.id).where(*same, Appointment.ended_at.is_(None)).limit(1)) is not None


def may(seat: Seat) -> bool:
    """Who imports people: a security administrator, as he appoints."""
    return seat.role is SeatRole.SECADMIN and bool(roles_open(seat, seat.region))
