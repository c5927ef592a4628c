"""The database: base of all records, settings of both engines, and the unit of work that every trade write passes."""

import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from workflow import statements
from workflow.engines import postgresql, sqlite

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An instant in UTC; refuses a naive datetime."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words_of(kind: type[StrEnum], *, is_checked: bool = True) -> sa.Enum:
    """A column that holds the values of an enum, guarded by a CHECK of its own name."""
    name, shape = f"is_{kind.__name__.lower()}", {"native_enum": False, "create_constraint": is_checked, "length": 32}
    return sa.Enum(kind, name=name, values_callable=lambda members: [m.value for m in members], **shape)


class Record(DeclarativeBase):
    """Base of every mapped class; `BigInteger` ids autoincrement on SQLite too."""

    metadata = sa.MetaData(naming_convention=CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
        datetime: Instant(),
        dict[str, Any]: sa.JSON(none_as_null=True),
        list[str]: sa.JSON(none_as_null=True),
        list[int]: sa.JSON(none_as_null=True),
    }


def table_of(record: type[Record]) -> sa.Table:
    """The table of a mapped class."""
    table = record.__table__
    assert isinstance(table, sa.Table)
    return table


class MissingEvent(RuntimeError):
    """A unit of work wrote trade rows without recording an event: nothing of it is kept."""


class Outdated(Exception):
    """A guarded update found the row already moved by someone else."""


class Work:
    """One write transaction: its hour, and the few ways of writing. Trade rows need an event before the commit."""

    def __init__(self, session: Session, at: datetime) -> None:
        self.session = session
        self.at = at
        self.wrote: set[str] = set()
        self.recorded = 0
        self.along: dict[str, Any] = {}  # columns of the standard, written with the act

    @cached_property
    def connection(self) -> sa.Connection:
        """The one connection of the transaction."""
        return self.session.connection()

    def insert(self, record: type[Record], **values: Any) -> int:
        """Write one row and give back its id (0 where the table's key is not `id`)."""
        table = table_of(record)
        self.wrote.add(table.fullname)
        return statements.insert(self.connection, table, [values], gives_id="id" in table.c)

    def insert_many(self, record: type[Record], rows: Sequence[Mapping[str, Any]], *, new: bool = False) -> None:
        """Write several rows in one statement; of `new` ones those whose key is not there yet."""
        if rows:
            self.wrote.add(table_of(record).fullname)
            statements.insert(self.connection, table_of(record), rows, new=new)

    def update(self, record: type[Record], *where: Any, **values: Any) -> int:
        """Change the rows that match and say how many did."""
        self.wrote.add(table_of(record).fullname)
        return self.connection.execute(sa.update(table_of(record)).where(*where).values(**values)).rowcount

    def guarded(self, record: type[Record], *where: Any, **values: Any) -> None:
        """Change exactly the row that still stands as it was seen; otherwise the act is outdated."""
        if self.update(record, *where, **values) == 0:
            raise Outdated

    def move(self, record: type[Record], seen: Mapping[str, Any], **values: Any) -> None:
        """`guarded` by the values of columns alone: what every act does, at a tenth of the cost."""
        table = table_of(record)
        self.wrote.add(table.fullname)
        if statements.move(self.connection, table, seen, values) == 0:
            raise Outdated

    def check(self) -> None:
        """Refuse a commit that would leave an act without evidence."""
        if (self.wrote and not self.recorded) or self.along:
            raise MissingEvent(", ".join(sorted(self.wrote)))


class Database:
    """One database, SQLite or PostgreSQL, with a reading and a writing side."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = sqlite(self.url) if self.is_sqlite else postgresql(self.url)
        self._writer = self.engine.execution_options(begin="IMMEDIATE") if self.is_sqlite else self.engine

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A short reading transaction; whatever it did is rolled back."""
        with Session(self.engine, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self, at: datetime) -> Iterator[Work]:
        """A trade write: commits when the block returns and an event was recorded, rolls back when it raises."""
        try:
            with self.plain() as session:
                work = Work(session, at)
                yield work
                work.check()
        except IntegrityError as clash:  # a constraint saw what the rules could not: somebody was faster
            raise Outdated from clash

    @contextmanager
    def plain(self) -> Iterator[Session]:
        """A write that is not the trade (log-in, preferences, delivery of notices): commits at the end."""
        with (
            self.one_writer(),
            Session(self._writer, autoflush=False, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def one_writer(self) -> Iterator[None]:
        """Queue fairly in front of SQLite's single writer: its own busy handler starves the patient."""
        path = self.url.database
        if not self.is_sqlite or not path or path == ":memory:":
            yield
            return
        descriptor = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def migrate(url: str, revision: str = "head") -> None:
    """Bring the database's tables to `revision`, creating an empty SQLite file on the way."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parents[1] / "migrations"))
    config.attributes["url"] = url
    command.upgrade(config, revision)
