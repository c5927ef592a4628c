"""What a dossier will contain, counted before it is sealed; and what will be missing from it, by name."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.dossier.entitled import Reader, opened
from workflow.dossier.law import rules
from workflow.dossier.pages import Entry, pages
from workflow.records.people import Person, Statement
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.settings import Settings
from workflow.storage import files
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import Profile, TextPurpose

MOST_NAMED: Final = 60  # files that a seal names one by one; of more of a kind it withholds all
STATEMENTS, PAPERS = "statements", "papers"


@dataclass
class Plan:
    """What stands in it. `token` changes with every part of it, so that nobody confirms what he has not seen."""

    standard_id: int
    reader: Reader
    last: int
    counts: Counter[str] = field(default_factory=Counter)
    texts: list[str] = field(default_factory=list)  # hashes of the versions that go in, sorted
    opened: list[str] = field(default_factory=list)  # hashes of the files of openings that go in
    there: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)  # kinds that a seal withholds as a whole
    rules: set[int] = field(default_factory=set)  # the rule sets that events name
    acted: set[int] = field(default_factory=set)  # by number, alone or for another
    called: dict[str, str] = field(default_factory=dict)  # hashes of what the seal binds besides

    @property
    def withheld(self) -> list[str]:
        """The files that an event names and the dossier lacks; a whole kind where there are too many."""
        if self.reader.profile is Profile.PUBLIC:
            return [PAPERS, STATEMENTS]
        named = {kind: [path for path in self.missing if path.startswith(kind)] for kind in (PAPERS, STATEMENTS)}
        return sorted(path for kind, paths in named.items() for path in (paths if len(paths) <= MOST_NAMED else [kind]))

    def holds(self, path: str) -> bool:
        """Whether a statement or paper is put in."""
        return path not in self.missing and not {path.partition("/")[0]} & {*self.closed, *self.withheld}

    def bind(self, withheld: Collection[str]) -> str | None:
        """Hold to what a seal withholds; gives a file that it promises and that is there no more."""
        self.closed |= {path for path in withheld if "/" not in path}
        gone = [path for path in self.missing if path not in withheld and path.partition("/")[0] not in withheld]
        self.missing |= {path for path in withheld if "/" in path}
        return min(gone, default=None)

    @property
    def token(self) -> str:
        told = [self.standard_id, self.reader.profile, self.reader.region, self.last, self.withheld]
        return canonical_hash([*told, sorted(map(list, self.counts.items()))])


def plan(database: Database, settings: Settings, standard_id: int, reader: Reader, at: datetime) -> Plan:
    """Look through all that a standard has; short transactions, a page of events each."""
    with database.read() as session:
        last = session.scalar(sa.select(Standard.version).where(Standard.id == standard_id)) or 0
    return counted(database, settings, Plan(standard_id, reader, last), at)


def counted(database: Database, settings: Settings, made: Plan, at: datetime) -> Plan:
    """The plan with what its events hold."""
    is_open = made.reader.profile is not Profile.PUBLIC
    for session, entries in pages(database, made.standard_id, made.last):
        words = stored_statements(session, entries) if is_open else {}
        for entry in entries:
            made.counts["events"] += 1
            made.rules |= {entry.leaf["rules"]} - {None}
            made.acted |= {entry.leaf["actor"], entry.leaf["obo"]} - {None}
            if is_open:
                _look_into(session, settings, made, entry, words, at)
    with database.read() as session:
        made.texts = sorted(str(v.text_hash) for v in versions(session, made.standard_id, made.reader, at))
        made.called = called(session, made)
    made.counts["texts"] = len(made.texts)
    for kind in (STATEMENTS, PAPERS):
        made.counts[kind] = sum(made.holds(path) for path in made.there if path.startswith(kind))
    return made


def _look_into(
    session: Session, settings: Settings, made: Plan, entry: Entry, words: dict[str, Statement], at: datetime
) -> None:
    is_kept = bool(entry.leaf["stmt"] or entry.leaf["files"]) and made.reader.is_kept(session, entry.event, at)
    if entry.leaf["stmt"]:
        path = f"{STATEMENTS}/{entry.event.sequence:06}.txt"
        _note(made, path, is_there=not is_kept and entry.leaf["stmt"] in words)
    for digest in entry.leaf["files"]:
        _note(made, f"{PAPERS}/{digest}", is_there=not is_kept and files.path_of(settings, digest).is_file())
    if told := openings_of(session, made.reader, entry, at):
        made.counts["openings"] += len(told)
        made.opened.append(canonical_hash(told))


def openings_of(session: Session, reader: Reader, entry: Entry, at: datetime) -> dict[str, dict[str, str]]:
    """What of an event is opened to a reader: salts and values by field."""
    fields = opened(session, reader, entry.event, [o.field for o in entry.openings], at)
    return {o.field: {"salt": o.salt.hex(), "value": o.value.decode()} for o in entry.openings if o.field in fields}


def _note(made: Plan, path: str, *, is_there: bool) -> None:
    (made.there if is_there else made.missing).add(path)


def stored_statements(session: Session, entries: Iterable[Entry]) -> dict[str, Statement]:
    """The statements that events rest on, by their hash."""
    hashes = {entry.leaf["stmt"] for entry in entries} - {None}
    query = sa.select(Statement).where(Statement.sha256.in_(hashes), Statement.used_at.is_not(None))
    return {found.sha256: found for found in session.scalars(query)}


def called(session: Session, made: Plan) -> dict[str, str]:
    """Hashes of the rule sets, of the title, and, but for the public, of the names of those who acted."""
    titles = session.execute(
        sa.select(Standard.title_zh, Standard.title_en).where(Standard.id == made.standard_id)
    ).one()
    told = {"rules": canonical_hash(rules(session, made.rules)), "title": _hashed("\n".join(titles))}
    if made.reader.profile is Profile.PUBLIC:
        return told
    acted = session.scalars(sa.select(Person).where(Person.id.in_(made.acted)).order_by(Person.id))
    return told | {"actors": _hashed("".join(f"{one.id}\t{one.called.zh}\t{one.called.en}\n" for one in acted))}


def _hashed(words: str) -> str:
    return sha256(words.encode()).hexdigest()


def versions(session: Session, standard_id: int, reader: Reader, until: datetime) -> list[Version]:
    """The versions of the text that go in: all up to an hour, or for the public those that were frozen."""
    mine = (Version.standard_id == standard_id, Version.made_at <= until)
    query = sa.select(Version).where(*mine).order_by(Version.number)
    is_public = reader.profile is Profile.PUBLIC
    return [v for v in session.scalars(query) if not is_public or v.purpose is not TextPurpose.DRAFT]
