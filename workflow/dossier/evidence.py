"""The evidence of a dossier: leaves with their proofs, what is opened of them, the words that were signed."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.dossier.bag import Bag
from workflow.dossier.browser_key import is_known
from workflow.dossier.heads import Head
from workflow.dossier.names import Ids
from workflow.dossier.pages import Entry, pages
from workflow.dossier.planning import STATEMENTS, Plan, openings_of, stored_statements
from workflow.dossier.proving import Prover
from workflow.reads.sealing import PAPER
from workflow.records.dossiers import Dossier
from workflow.records.events import Event, Log
from workflow.records.factors import Assertion, BrowserKey
from workflow.records.paper_acts import PaperAct
from workflow.records.people import Statement
from workflow.text.canonical import canonical

AGREEMENT = "agreement"  # the noun of the events by which rule sets and keys came to be


@dataclass
class Found:
    """What the events turned out to speak of."""

    ids: Ids
    rules: set[int]
    papers: set[str]


def reach(session: Session, dossier: Dossier) -> dict[int, int]:
    """How many leaves of each log its head must cover."""
    mine = (Event.noun == "standard", Event.object_id == dossier.standard_id, Event.sequence <= dossier.last)
    query = sa.select(Event.log_id, sa.func.max(Event.index)).where(*mine).group_by(Event.log_id)
    found = {log_id: index + 1 for log_id, index in session.execute(query)}
    for event in context(session, dossier):
        found[event.log_id] = max(found.get(event.log_id, 0), event.index + 1)
    return found | {dossier.log_id: dossier.index + 1}


def context(session: Session, dossier: Dossier) -> Sequence[Event]:
    """What the agreement did before the seal, and what was entered from paper for this standard, by log and index."""
    agreement = sa.select(Log.agreement_id).where(Log.id == dossier.log_id).scalar_subquery()
    logs = sa.select(Log.id).where(Log.agreement_id == agreement)
    on_paper = sa.select(PaperAct.id).where(PaperAct.standard_id == dossier.standard_id)
    about = sa.or_(Event.noun == AGREEMENT, sa.and_(Event.noun == PAPER, Event.object_id.in_(on_paper)))
    before = sa.or_(Event.log_id != dossier.log_id, Event.index < dossier.index)
    query = sa.select(Event).join(Log, Log.id == Event.log_id)
    here = (Event.log_id.in_(logs), about, before, Event.at <= dossier.at)
    return session.scalars(query.where(*here).order_by(Log.origin, Event.index)).all()


def gather(database: Database, bag: Bag, dossier: Dossier, plan: Plan, heads: Sequence[Head]) -> Found:
    """Put leaves, proofs, openings and statements into the bag."""
    provers = {head.log_id: Prover(database, head.log_id, head.size, head.note) for head in heads}
    found = Found(Ids(), set(), set())
    for session, entries in pages(database, dossier.standard_id, dossier.last):
        words = stored_statements(session, entries)
        said = _assertions(session, words)
        for entry in entries:
            _note(found, entry)
            _put_event(bag, f"data/events/{entry.event.sequence:06}", entry.event, provers)
            _put_openings(session, bag, entry, plan, dossier)
            _put_statement(bag, entry, plan, words, said)
    with database.read() as session:
        others = [(f"data/context/{n:06}", event) for n, event in enumerate(context(session, dossier), 1)]
        others.append(("data/seal", session.get_one(Event, (dossier.log_id, dossier.index))))
        for path, event in others:
            _put_event(bag, path, event, provers)
    return found


def _note(found: Found, entry: Entry) -> None:
    found.ids.note(entry.leaf)
    found.rules |= {entry.leaf["rules"]} - {None}
    found.papers |= set(entry.leaf["files"])


def _put_event(bag: Bag, path: str, event: Event, provers: Mapping[int, Prover]) -> None:
    bag.put(f"{path}.leaf", event.leaf)
    bag.put(f"{path}.tlog-proof", provers[event.log_id].text(event.index))


def _put_openings(session: Session, bag: Bag, entry: Entry, plan: Plan, dossier: Dossier) -> None:
    if told := openings_of(session, plan.reader, entry, dossier.at):
        bag.put(f"data/openings/{entry.event.sequence:06}.json", canonical(told))


def _put_statement(
    bag: Bag, entry: Entry, plan: Plan, words: Mapping[str, Statement], said: Mapping[int, bytes]
) -> None:
    path = f"{STATEMENTS}/{entry.event.sequence:06}"
    statement = words.get(entry.leaf["stmt"])
    if statement is None or not plan.holds(f"{path}.txt"):
        return
    bag.put(f"data/{path}.txt", statement.words.encode())
    if statement.id in said:
        bag.put(f"data/{path}.assertion.json", said[statement.id])


def _assertions(session: Session, words: Mapping[str, Statement]) -> dict[int, bytes]:
    """What browsers' keys said of statements."""
    query = sa.select(Assertion, BrowserKey.public_key).join(BrowserKey, BrowserKey.id == Assertion.browser_key_id)
    found = session.execute(query.where(Assertion.statement_id.in_([one.id for one in words.values()])))
    return {said.statement_id: canonical(_told(said, key)) for said, key in found if is_known(key)}


def _told(said: Assertion, key: bytes) -> dict[str, str]:
    parts = {"client_data": said.client_data, "authenticator_data": said.authenticator_data}
    parts |= {"signature": said.signature, "public_key": key}
    return {name: b64encode(part).decode() for name, part in parts.items()}
