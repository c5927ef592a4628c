"""The same rows by hand-tuned SQL: the driver alone, one transaction an act, no law, no person, no page.

An act locks its standard, writes one INSERT a table and one UPDATE a row, locks the head of the log, spells and hashes
the leaf, appends to the tree and commits. The rows are a recording of the product's with new ids.
"""

import json
import re
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_hex
from typing import Any

import psycopg
import sqlalchemy as sa

from bench.clients import Gate, Leg
from bench.recording import Recording, Values, Written
from workflow.engines import sqlite
from workflow.log.tlog import Frontier, leaf_hash

OWN = {"events", "openings", "versions", "version_clauses", "words"}


class Sql:
    """One connection and the few ways of asking it; statements are built once."""

    def __init__(self, url: sa.URL) -> None:
        self.is_sqlite = url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            pool = sqlite(url).raw_connection()  # the same database mode, set by the same hand
            self.connection: Any = pool.dbapi_connection
            pool.detach()
        else:
            self.connection = psycopg.connect(host=str(url.query["host"]), user="postgres", dbname=url.database)
            self.connection.autocommit = True
        self.cursor = self.connection.cursor()
        self.begin = "BEGIN IMMEDIATE" if self.is_sqlite else "BEGIN"
        self.lock = "" if self.is_sqlite else " FOR UPDATE"
        self.known: dict[Any, str] = {}

    def say(self, sql: str, given: Values | tuple[Any, ...] = ()) -> Any:
        if sql not in self.known:
            self.known[sql] = sql if self.is_sqlite else re.sub(r"\?", "%s", sql)
        return self.cursor.execute(self.known[sql], given)

    def insert(self, table: str, rows: list[Values], gives: str = "") -> Any:
        """All rows in one statement."""
        names = tuple(rows[0])
        key = (table, names, len(rows), gives)
        if key not in self.known:
            columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
            values = ", ".join([f"({marks})"] * len(rows))
            self.known[key] = f"INSERT INTO {table} ({columns}) VALUES {values}" + (gives and f" RETURNING {gives}")
        return self.say(self.known[key], tuple(row[name] for row in rows for name in names))

    def update(self, table: str, values: Values, where: Values) -> None:
        key = (table, tuple(values), tuple(where))
        if key not in self.known:
            sets, seen = (", ".join(f'"{name}" = ?' for name in values), " AND ".join(f"{name} = ?" for name in where))
            self.known[key] = f"UPDATE {table} SET {sets} WHERE {seen}"
        self.say(self.known[key], (*values.values(), *where.values()))


@dataclass
class Life:
    """One standard that is written without being judged."""

    id: int = 0
    version: int | None = None
    sequence: int = 0
    spare: dict[str, list[int]] = field(default_factory=dict)


def write(sql: Sql, life: Life, act: Written, log: int) -> None:
    """One act, one commit."""
    sql.say(sql.begin)
    if life.id:
        sql.say(f"SELECT version, state FROM standards WHERE id = ?{sql.lock}", (life.id,)).fetchall()
    else:
        sql.insert("standards", act.inserted["standards"], "id")
        life.id = sql.cursor.fetchall()[0][0]
    if act.turns_went:
        sql.say("DELETE FROM turns WHERE standard_id = ?", (life.id,))
    if "versions" in act.inserted:
        _text(sql, life, act)
    for table, rows in act.inserted.items():
        if table not in OWN | {"standards"}:
            sql.insert(table, [_of(life, row) for row in rows])
    for table, values in act.changed.items():
        if table != "logs":
            sql.update(table, values, _where(life, table, act))
    _leaves(sql, life, act, log)
    sql.say("COMMIT")


def _of(life: Life, row: Values) -> Values:
    own = {"standard_id": life.id, "version_id": life.version}
    return {name: own[name] if name in own and value is not None else value for name, value in row.items()}


def _where(life: Life, table: str, act: Written) -> Values:
    if table == "standards":
        return {"id": life.id}
    if table == "tracks":
        region = act.inserted["events"][0]["region_code"]
        return {"standard_id": life.id} | ({"region_code": region} if region else {})
    return {"standard_id": life.id} if table == "timers" else {"id": life.spare[table].pop()}


def _text(sql: Sql, life: Life, act: Written) -> None:
    """A version whose words are this standard's own."""
    made = {**act.inserted["versions"][0], "standard_id": life.id}
    sql.insert("versions", [made | ({"base_id": life.version} if life.version else {})], "id")
    life.version = sql.cursor.fetchall()[0][0]
    renamed = {}
    for row in act.inserted.get("words", []):
        renamed[row["hash"]] = {**row, "hash": sha256(f"{life.id}{row['hash']}{row['body']}".encode()).hexdigest()}
    if renamed:
        sql.insert("words", list(renamed.values()))
    places = act.inserted["version_clauses"]
    new = {was: row["hash"] for was, row in renamed.items()}
    sql.insert(
        "version_clauses",
        [_of(life, row) | {"words_hash": new.get(row["words_hash"], row["words_hash"])} for row in places],
    )


def _leaves(sql: Sql, life: Life, act: Written, log: int) -> None:
    """The log: locked last, hashed, extended."""
    events = act.inserted["events"]
    head = f"SELECT size, frontier, last_at FROM logs WHERE id = ?{sql.lock}"
    [(size, frontier, last_at)] = sql.say(head, (log,)).fetchall()
    tree, rows = Frontier.from_bytes(bytes(frontier), size=size), []
    for event in events:
        life.sequence += 1
        told = json.loads(bytes(event["leaf"])) | {"idx": tree.size, "seq": life.sequence, "obj": f"standard/{life.id}"}
        leaf = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        own = {"log_id": log, "index": tree.size, "object_id": life.id, "sequence": life.sequence, "leaf": leaf}
        rows.append({**event, **own, "leaf_hash": leaf_hash(leaf)})
        tree = tree.append(rows[-1]["leaf_hash"])
    sql.insert("events", rows)
    if "openings" in act.inserted:
        sql.insert("openings", [{**row, "log_id": log, "index": rows[0]["index"]} for row in act.inserted["openings"]])
    sql.update("logs", {"size": tree.size, "frontier": tree.to_bytes(), "last_at": last_at}, {"id": log})


def live(url: sa.URL, recording: Recording, standards: int, gate: Gate) -> list[Leg]:
    """One client: the same legs, the same acts."""
    sql, legs = Sql(url), list[Leg]()
    lives = [Life() for _ in range(standards)]
    for _, acts in recording.legs:
        for life in lives:
            lay_out(sql, life, acts, recording.samples)
        legs.append(Leg())
        with legs[-1].whole(gate):
            for life in lives:
                for act in acts:
                    with legs[-1].act():
                        write(sql, life, act, recording.log)
    sql.connection.close()
    return legs


def lay_out(sql: Sql, life: Life, acts: list[Written], samples: dict[str, Values]) -> None:
    """Rows that the acts of a leg change and other acts had written: untimed, as they are untimed for the product."""
    for table, sample in samples.items():
        for _ in range(sum(table in act.changed for act in acts)):
            own = {"standard_id": life.id} if "standard_id" in sample else {"nonce": token_hex(32)}
            sql.insert(table, [sample | own], "id")
            life.spare.setdefault(table, []).append(sql.cursor.fetchall()[0][0])


def lead(sql: Sql, life: Life, acts: list[Written], recording: Recording) -> None:
    """One leg of a life, laid out and written."""
    lay_out(sql, life, acts, recording.samples)
    for act in acts:
        write(sql, life, act, recording.log)
