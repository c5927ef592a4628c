"""A group's life through the ordinary doors, with what its tables held after each act; and its leaves, to be forged."""

import json
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from tests.cast import LEAD, MORNING, SECOND, THIRD, World, founded
from tests.members import REGIONS, Table, basis, chain
from tests.workflow.bank import person
from workflow import agreeing
from workflow.clock import day_of
from workflow.db import Database
from workflow.importing import calendars
from workflow.importing.reading import read
from workflow.picture.whole import GROUP
from workflow.records.agreements import Agreement, Office, RuleSet
from workflow.records.auditing import AuditFinding
from workflow.records.events import Event, Log, Opening
from workflow.records.experts import Expert
from workflow.records.people import Appointment
from workflow.records.places import Organ
from workflow.records.shared_words import SharedWord
from workflow.replaying.group import Told
from workflow.replaying.grouped import Group
from workflow.seats import installing
from workflow.seats.appointing import appoint, confirm, end
from workflow.seats.delegating import delegate, end_absence, name_substitute, note_absence, revoke
from workflow.seats.deputies import Wish
from workflow.seats.eligibility import NewPerson, Wanted
from workflow.vocabulary import SeatRole

HOLIDAYS = "日期,类别,名称,依据\n2026-05-01,休,劳动节,通知\n2026-05-09,班,调休,通知\n"
OWN_DAY = "日期,类别,名称,依据\n2026-05-04,休,本市节日,通知\n"
ASIDE = {"name", "name_zh", "name_en", "name_latin", "is_demo", "short", "level", "source", "confidence"}


def leaves_of(database: Database) -> list[Told]:
    """Every leaf, log by log."""
    query = sa.select(Log.origin, Event.index, Event.leaf).join(Log, Log.id == Event.log_id)
    with database.read() as session:
        rows = session.execute(query.order_by(Event.log_id, Event.index)).all()
    return [(origin, index, json.loads(leaf)) for origin, index, leaf in rows]


def opened_of(database: Database) -> dict[tuple[str, int], dict[str, str]]:
    """Every opening, by leaf."""
    query = sa.select(Log.origin, Opening.index, Opening.field, Opening.value).join(Log, Log.id == Opening.log_id)
    found: dict[tuple[str, int], dict[str, str]] = {}
    with database.read() as session:
        for origin, index, name, value in session.execute(query):
            found.setdefault((origin, index), {})[name] = bytes(value).decode()
    return found


def seats_told(database: Database) -> None:
    """The seats of the cast in the installation's log, as a founding tells them."""
    with database.write(MORNING) as work:
        query = sa.select(Appointment, Organ.kind).join(Organ, Organ.id == Appointment.organ_id)
        for row, kind in work.session.execute(query.order_by(Appointment.id)).all():
            told = {"appointment": row.id, "person": row.person_id, "region": row.region_code, "organ": row.organ_id}
            dates = {"since": row.since.isoformat(), "until": row.until.isoformat() if row.until else None}
            installing.record(work, "lay_seat", facts=told | dates | {"role": row.role.value, "kind": kind.value})


Lists = dict[str, list[dict[str, Any]]]


def cells(row: Any, columns: list[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in columns}


def truth(database: Database, agreement: int) -> Lists:
    """What the tables hold of a group now: every column that rules could look at."""
    found: Lists = {}
    with database.read() as session:
        for rules in session.scalars(sa.select(RuleSet.id).where(RuleSet.agreement_id == agreement)):
            group = GROUP.read(session, agreement=agreement, field="交通运输", rules=rules)
            for name, query in GROUP.queries.items():
                columns = [c.key for c in sa.inspect(query.column_descriptions[0]["entity"]).column_attrs]
                shown = [c for c in columns if c not in ASIDE and (name, c) != ("chain", "id")]
                listed = [cells(row, shown) for row in group[name]]
                found[name] = found.get(name, []) + listed if name == "rules" else listed
    return found


def replayed(group: Group, wanted: Lists) -> Lists:
    """The same lists, the same columns."""
    found: Lists = {}
    for name, rows in wanted.items():
        columns = sorted(rows[0]) if rows else []
        found[name] = [cells(row, columns) for row in group[name]]
    found["chain"] = [link for link in found["chain"] if link["field"] in (None, "交通运输")]
    return found


def ordered(lists: Lists) -> dict[str, list[str]]:
    told = {name: [json.dumps(row, sort_keys=True, default=str) for row in rows] for name, rows in lists.items()}
    return {name: rows if name in ("members", "chain") else sorted(rows) for name, rows in told.items()}


@dataclass
class Watched:
    """A group and what its tables held after each act."""

    table: Table
    seen: list[tuple[datetime, int, Lists]] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.table.world

    @property
    def database(self) -> Database:
        return self.table.world.database

    def on(self) -> datetime:
        self.table.at += timedelta(minutes=1)
        return self.table.at

    def look(self) -> None:
        with self.database.read() as session:
            ids = list(session.scalars(sa.select(Agreement.id)))
        mine = {self.table.id, ids[1], ids[-1]}
        self.seen += [(self.table.at, each, truth(self.database, each)) for each in sorted(mine)]

    def newest(self, record: Any) -> int:
        with self.database.read() as session:
            return session.scalar(sa.select(sa.func.max(record.id))) or 0

    def person(self, role: str, nth: int = 0) -> int:
        return self.world.seat(LEAD, role, nth=nth).person_id


def lived(url: str) -> Watched:
    """Seats given, lent and ended; figures, a chain and a term of validity changed; another group begun; days off."""
    world = founded(url)
    seats_told(world.database)
    made = Watched(Table(world, world.agreements["JJJ"]))
    made.look()
    for part in (_seats, _lending, _agreeing, _chains, _founding, _days, _beside):
        part(made)
    return made


def _seats(on: Watched) -> None:
    admin, second, database = on.world.seat(LEAD, "secadmin"), on.world.seat(LEAD, "audadmin"), on.database
    organ = on.world.seat(LEAD, "approver").organ_id
    new = Wanted(person=NewPerson(name="周某", username="zhou"), organ_id=organ, role=SeatRole.APPROVER,
                 since=day_of(MORNING))  # fmt: skip
    seat = appoint(database, admin, new, at=on.on())
    on.look()
    confirm(database, second, seat, at=on.on())
    on.look()
    other = replace(new, person=NewPerson(name="吴某", username="wufang"))
    third = appoint(database, admin, other, at=on.on())
    confirm(database, second, third, at=on.on())
    end(database, admin, seat, at=on.on(), heir=third)
    on.look()


def _lending(on: Watched) -> None:
    database, holder, admin = on.database, on.world.seat(LEAD, "approver"), on.world.seat(LEAD, "secadmin")
    today = day_of(MORNING)
    wish = Wish(person_id=on.person("secretary"), since=today, until=today + timedelta(days=9), steps=("initiate",))
    lent = delegate(database, holder, wish, at=on.on(), reason="出差")
    on.look()
    wish = replace(wish, steps=())
    named = name_substitute(database, admin, on.world.seat(LEAD, "handler").id, wish, at=on.on(), reason="回避")
    confirm(database, on.world.seat(LEAD, "audadmin"), named, at=on.on())
    on.look()
    absence = note_absence(database, holder, holder.id, today, today + timedelta(days=2), at=on.on())
    end_absence(database, holder, absence, at=on.on())
    revoke(database, holder, lent, at=on.on())
    on.look()


def confirmed(on: Watched, opener: str = "handler", region: str = LEAD) -> None:
    """Opened, and signed by whoever must."""
    change = on.table.change()
    on.table.by(region, opener, "open_change", change=change.id)
    for code in on.table.accord().asked(change):
        on.table.by(code, "approver", "confirm_change", change=change.id)


def _agreeing(on: Watched) -> None:
    table = on.table
    for term, value in (("cosign.days", "10"), ("chair.rotation_months", "12")):
        table.by(LEAD, "handler", "propose_terms", term=term, value=value, **basis())
        confirmed(on)
        on.look()
    table.by(SECOND, "handler", "propose_renewal", valid_until="2040-01-01", **basis())
    confirmed(on, region=SECOND)
    on.look()
    table.by(LEAD, "handler", "propose_terms", term="filing.days", value="20", **basis())
    table.by(LEAD, "handler", "propose_terms", change=table.change().id, term="cosign.days", value="9", **basis())
    table.by(LEAD, "handler", "open_change", change=table.change().id)
    table.by(THIRD, "approver", "refuse_change", change=table.change().id, reason="不宜")
    table.by(LEAD, "handler", "propose_terms", term="filing.days", value="25", **basis(90))
    table.by(LEAD, "handler", "open_change", change=table.change().id)
    table.by(SECOND, "approver", "confirm_change", change=table.change().id)


def _chains(on: Watched) -> None:
    with on.database.read() as session:
        authority = on.world.seat(SECOND, "approver").organ_id
        department = session.scalars(
            sa.select(Office.organ_id).where(Office.region_code == SECOND, Office.role == "cosigner")
        ).first()
    for ranks in (
        [[f"{authority}|handler|"], [f"{authority}|approver|"]],
        [[f"{department}|cosigner|"], [f"{authority}|handler|"], [f"{authority}|approver|"]],
    ):
        chain(on.table, SECOND, ranks)
        confirmed(on, "secadmin", SECOND)
        on.look()


def _founding(on: Watched) -> None:
    told = {
        "code": "NEW",
        "name_zh": "新协作",
        "name_en": "New group",
        "members": [LEAD, SECOND],
        "band_start": "700001",
    }
    told |= {"band_source": "示范设定", "cover_mode": "joint", "valid_from": str(day_of(MORNING)), "citation": "备忘录"}
    told["valid_until"] = str(day_of(MORNING) + timedelta(days=100))
    new = agreeing.draft(on.database, on.world.seat(LEAD, "handler"), told, at=on.on()).agreement_id
    on.look()
    table = replace(on.table, id=new)
    table.by(LEAD, "handler", "open_signing")
    for region in (LEAD, SECOND):
        table.by(region, "approver", "sign_agreement")
    on.table.at = table.at
    on.look()


def _days(on: Watched) -> None:
    for region, words in ((None, HOLIDAYS), (LEAD, OWN_DAY)):
        seat = replace(on.world.seat(LEAD, "secadmin"), region=region)
        lines = read(words.encode(), "a.csv", calendars.COLUMNS)
        calendars.write(on.database, seat, lines, at=on.on())
    on.look()


def _beside(on: Watched) -> None:
    """A suggestion answered, a term agreed to, an expert recognised and suspended, a finding answered."""
    table = on.table
    said = {"project": "换电站运行管理规范", "need": "各地做法不一", "name": "某协会", "contact": "010-1"}
    made = agreeing.take(on.database, table.id, "suggest", None, said, at=on.on()).facts
    answer = {"disposition": "accepted", "answer": "列入计划"}
    table.by(SECOND, "handler", "answer_suggestion", suggestion=made["suggestion"], **answer)
    table.by(SECOND, "drafter", "propose_word", concept="换电站", english="swap station", definition="更换电池的场所")
    word = on.newest(SharedWord)
    for region in REGIONS:
        table.by(region, "handler", "agree_words", entries=[word])
    table.by(LEAD, "handler", "nominate_expert", **person(1))
    expert = on.newest(Expert)
    for region in (SECOND, THIRD):
        table.by(region, "handler", "recognise_experts", entries=[expert])
    table.by(LEAD, "handler", "suspend_expert", expert=expert, reason="出国")
    table.by(LEAD, "handler", "resume_expert", expert=expert)
    table.by(LEAD, "handler", "amend_expert", expert=expert, codes="03.220.20")
    auditor = on.world.seat(LEAD, "auditor")
    table.take("write_finding", auditor, region=SECOND, severity="minor", matter="缺签名")
    table.by(SECOND, "handler", "answer_finding", concern=on.newest(AuditFinding), answer="已补")
    on.look()


def forged(leaves: list[Told], act: str, /, *, nth: int = -1, **changed: Any) -> list[Told]:
    """The same leaves, one of an act changed: `facts__name=…` reaches into the leaf; the rest stays as it was."""
    place = [n for n, told in enumerate(leaves) if told[2]["act"] == act][nth]
    origin, index, leaf = deepcopy(leaves[place])
    for path, value in changed.items():
        *parts, last = path.split("__")
        inner: Any = leaf
        for part in parts:
            inner = inner[part]
        inner[last] = value
    return [*leaves[:place], (origin, index, leaf), *leaves[place + 1 :]]


def without(leaves: list[Told], act: str, *, nth: int = -1) -> list[Told]:
    """The same leaves without one of an act, those behind it counted anew: a forger is no fool."""
    gone = [leaf for _, _, leaf in leaves if leaf["act"] == act][nth]
    rest = [(o, i, dict(leaf)) for o, i, leaf in leaves if leaf is not gone]
    for _, _, leaf in rest:
        if leaf["obj"] == gone["obj"] and leaf["seq"] > gone["seq"]:
            leaf["seq"] -= 1
    return list(rest)
