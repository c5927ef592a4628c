"""A group, a seat and a pen: the least that a deed needs before it can stand in a log."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database, Record
from workflow.log.journal import Deed, Recorded, append
from workflow.picture.standing import Seat
from workflow.records.agreements import Agreement
from workflow.records.people import Person
from workflow.records.places import Organ, Region
from workflow.vocabulary import AgreementState, Named, OrganKind, SeatRole

NOON = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
REGIONS = {"110000": "北京市", "120000": "天津市"}


def opened(url: str) -> Database:
    """A database with two regions, an authority each, two groups and one person."""
    database = Database(url)
    Record.metadata.create_all(database.engine)
    with database.plain() as session:
        for code, name in REGIONS.items():
            _add(session, Region, code=code, name_zh=name, name_en=name, short=name[0], level="municipality",
                 db_prefix=f"DB{code[:2]}", source="GB/T 2260", confidence="found")  # fmt: skip
            _add(session, Organ, region_code=code, kind=OrganKind.AUTHORITY, name_zh=f"{name}市场监管局", name_en=name)
        for code in ("jingjinji", "chuanyu"):
            _add(session, Agreement, code=code, name_zh=code, name_en=code, state=AgreementState.IN_FORCE, fields=[],
                 valid_from=date(2020, 1, 1), band_start=3001, cover_mode="per_region", chair_region="110000",
                 stage_labels=[], log_name=f"tongbiao.example/{code}")  # fmt: skip
        _add(session, Person, name="李静")
    return database


def seat(region: str = "110000", *, id: int = 7) -> Seat:
    """A seat of the only person."""
    return Seat(id, 1, "李静", region, 1, Named("1", "北京市市场监管局", "Beijing"), SeatRole.APPROVER)


def deed(sequence: int, **parts: Any) -> Deed:
    """A deed on standard 17 of the first group; `minute` places it in time."""
    at = parts.pop("at", NOON + timedelta(minutes=sequence))
    told: dict[str, Any] = {"noun": "standard", "object_id": 17, "act": "approve_release", "seat": seat()}
    return Deed(sequence=sequence, at=at, **{"agreement_id": 1, **told, **parts})


def written(database: Database, *deeds: Deed) -> list[Recorded]:
    """Each deed in a transaction of its own."""
    recorded = []
    for each in deeds:
        with database.write(each.at) as work:
            recorded.append(append(work, each))
    return recorded


def tampered(database: Database, statement: str, **values: Any) -> None:
    """Change the database as somebody with its password would: past every trigger."""
    with database.plain() as session:
        if database.is_sqlite:
            for name in session.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                session.execute(sa.text(f"DROP TRIGGER {name}"))
            session.execute(sa.text("PRAGMA defer_foreign_keys = ON"))
        else:
            session.execute(sa.text(_DISARM))
        session.execute(sa.text(statement), values)


_DISARM = """
DO $$ DECLARE t record; BEGIN
  FOR t IN SELECT DISTINCT event_object_table AS name FROM information_schema.triggers LOOP
    EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', t.name);
  END LOOP;
END $$
"""


def _add(session: Session, record: type[Record], **values: Any) -> None:
    session.execute(sa.insert(record).values(**values))
