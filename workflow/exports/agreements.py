"""Agreements against their logs: where the last act on each led it, and what every proposed change said by its hash.
Figures and chains that were adopted are compared with the change that brought them."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.accord.content import by_term, hashed, links_of
from workflow.accord.picture import Accord
from workflow.accord.standing import snapshot
from workflow.db import Database
from workflow.exports.cells import told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.records.agreements import AgreementChange, RuleSet
from workflow.records.events import Event
from workflow.vocabulary import ChangeKind, ChangeState, Purpose

NOUN = Accord.noun


def check_agreements(database: Database, report: Report) -> None:
    """One by one, those that were ever acted on: there are few of them."""
    acted = sa.select(Event.object_id).where(Event.noun == NOUN)
    changed = sa.select(AgreementChange.agreement_id)
    with database.read() as session:
        for agreement_id in sorted(session.scalars(sa.union(acted, changed))):
            report.attempt(Place("agreements", str(agreement_id)), _check, session, agreement_id, report)


def _check(session: Session, agreement_id: int, report: Report) -> None:
    accord = Accord.load(session, agreement_id)
    if accord is None:
        return report.add(Place("agreements", str(agreement_id)), Discrepancy.VANISHED)
    query = sa.select(Event.leaf).where(Event.noun == NOUN, Event.object_id == agreement_id).order_by(Event.sequence)
    leaves = [leaf for raw in session.scalars(query) if (leaf := told(raw)) is not None]
    report.counts["agreements"] += 1
    if leaves:
        place, last = Place("agreements", str(agreement_id)), leaves[-1]["to"]
        for name, stands in snapshot(accord).items():
            report.compare(place, name, stands=stands, recorded=last.get(name))
    _check_changes(accord, leaves, report)
    _check_adopted(accord, report)


def _check_changes(accord: Accord, leaves: Sequence[Mapping[str, Any]], report: Report) -> None:
    """Each change says what its events say by one hash, and bears exactly the signatures that the log tells."""
    hashes, signed = {}, set()
    for leaf in leaves:
        facts = leaf["facts"]
        if "sha256" in facts:
            hashes[facts["change"]] = facts["sha256"]
        if leaf["act"] in ("confirm_change", "sign_agreement"):
            signed.add((facts["change"], leaf["region"], leaf["actor"], leaf["seat"], facts["sha256"]))
    for change in accord.changes:
        place = Place("agreement_changes", str(change.id))
        if change.id not in hashes:
            report.add(place, Discrepancy.UNRECORDED)
            continue
        content = hashed(change.kind, change.content, change.effective_from.isoformat(), change.citation)
        report.compare(place, "content", stands=content, recorded=hashes[change.id])
        report.compare(place, "sha256", stands=change.sha256, recorded=hashes[change.id])
    stands = {(v.change_id, v.region_code, v.person_id, v.seat_id, v.sha256) for v in accord.voices}
    for change_id, region, *_ in sorted(stands ^ signed, key=str):
        kind = Discrepancy.UNRECORDED if any(v[:2] == (change_id, region) for v in stands) else Discrepancy.VANISHED
        report.add(Place("agreement_voices", f"{change_id}/{region}"), kind)


def _check_adopted(accord: Accord, report: Report) -> None:
    """What changes brought stands where no later one replaced it: the newest terms, the present chains."""
    adopted = [c for c in reversed(accord.changes) if c.state is ChangeState.ADOPTED]
    terms = {
        key: one for c in adopted if c.kind is ChangeKind.TERMS for key, one in by_term(c.content["terms"]).items()
    }
    newest: RuleSet = accord.rule_sets[0]
    for key, entry in terms.items():
        report.compare(Place("rule_sets", str(newest.id)), key, stands=newest.terms.get(key), recorded=entry)
    chains = {(c.region_code, c.content["purpose"]): c for c in adopted if c.kind is ChangeKind.CHAIN}
    for (region, purpose), change in chains.items():
        _check_chain(accord, region or "", Purpose(purpose), change, report)


def _check_chain(accord: Accord, region: str, purpose: Purpose, change: AgreementChange, report: Report) -> None:
    stands = sorted(map(str, links_of(accord, region, purpose)))
    recorded = sorted(map(str, change.content["links"]))
    report.compare(Place("offices", f"{accord.agreement.id}/{region}"), purpose.value, stands=stands, recorded=recorded)
