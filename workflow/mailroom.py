"""Who is told of an act: one notice a region, read off the row's `tells`, written with the act; delivery and e-mail
are the worker's (`post`).
"""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Work
from workflow.facts import pack
from workflow.picture.standing import Case
from workflow.process.row import Row
from workflow.process.told import TOLD_TO_PARTIES
from workflow.records.letters import LetterCopy, RegionLetter
from workflow.records.notices import RegionNotice
from workflow.vocabulary import Notice, Standing3, Tell


def addressees(row: Row, case: Case) -> dict[str, Tell]:
    """Regions that are told, each with the reason why; the actor's own region knows already."""
    standing = case.standing
    active = [c for c, t in standing.tracks.items() if t.state.counts is not Standing3.RESTING]
    by_tell = {
        Tell.GROUP: list(standing.tracks),
        Tell.PARTICIPANTS: active,
        Tell.LEAD: [standing.standard.lead_region],
        Tell.REGION: [case.answers.get("region") or case.region],
        Tell.DEPARTMENTS: [case.region],
        Tell.CHAIR: [standing.agreement.chair_region],
    }
    told: dict[str, Tell] = {}
    for tell in row.tells:
        for code in by_tell.get(tell, []):
            if code in standing.tracks and code != case.region:
                told.setdefault(code, tell)
    return told


def tell(work: Work, row: Row, case: Case) -> None:
    """Queue the notices of an act in its own transaction."""
    seat = case.seat
    facts = {"organ": seat.organ, "person": seat.person_name} if seat else {"organ": "role.system", "person": ""}
    shared = {
        "standard_id": case.standing.standard.id,
        "step": row.name,
        "actor_region": case.region or None,
        "facts": {name: pack(value) for name, value in facts.items()},
        "state": Notice.QUEUED,
        "queued_at": work.at,
        "owes_receipt": row.receipt,
    }
    rows = [{**shared, "region_code": code, "audience": why.value} for code, why in addressees(row, case).items()]
    work.insert_many(RegionNotice, rows)


def tell_parties(
    work: Work, agreement_id: int, step: str, parties: Iterable[str], *, region: str | None, about: str
) -> None:
    """Queue the notices of an act that is on no standard: one to each other party, in their order, where partners
    must know of it. `about` is the address of what the act was on.
    """
    kind = TOLD_TO_PARTIES.get(step)
    if kind is None:
        return
    told = [code for code in parties if code != region]
    act = {"agreement_id": agreement_id, "region_code": region, "kind": kind, "step": step, "about": about}
    letter = work.insert(RegionLetter, **act, words_hash="", sent_at=work.at)
    blank = {"letter_id": letter, "subject": "", "body": "", "state": Notice.QUEUED}
    work.insert_many(LetterCopy, [{**blank, "region_code": code} for code in told])


def mark_read(session: Session, *, region: str, standard_id: int, person_id: int, at: datetime) -> None:
    """A person of the region has opened the project: what was told of it is read."""
    mine = sa.update(RegionNotice).where(
        RegionNotice.region_code == region,
        RegionNotice.standard_id == standard_id,
        RegionNotice.state.in_((Notice.QUEUED, Notice.DELIVERED)),
    )
    session.execute(mine.values(state=Notice.READ, read_at=at, read_by=person_id))
