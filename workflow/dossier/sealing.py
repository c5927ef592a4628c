"""`dossier.sealed` 封存: the act that says how many events a dossier holds, as an event of the agreement's own log."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import BEIJING
from workflow.db import Database, Outdated, Work
from workflow.dossier.entitled import profiles
from workflow.dossier.heads import cosigners, policy_of
from workflow.dossier.law import process, replay
from workflow.dossier.planning import Plan
from workflow.log.checkpoints import checkpoint_all
from workflow.log.journal import Deed, append
from workflow.log.signer import Signer
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.records.agreements import Agreement
from workflow.records.dossiers import Dossier
from workflow.records.events import Event
from workflow.records.panels import PanelMember, ReviewPanel
from workflow.records.standards import Standard
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import Panel, Profile

NOUN: Final = "dossier"
ACT: Final = "dossier.sealed"
OPEN: Final = (Panel.FORMING, Panel.NOTICED, Panel.VOTING)
MOST: Final = 32_000  # events: with their proofs they fit a ZIP without extensions


def seal(database: Database, signer: Signer, plan: Plan, seat: Seat | None, at: datetime) -> int:
    """Seal what was planned, and sign what grew, the seal among it; gives the dossier's id. The same again, with
    nothing done to the standard since, is the same seal. Raises `NotThere`, `Refused`, or `Outdated` where the plan is.
    """
    judged = canonical_hash(replay(database, plan.standard_id, plan.last))
    with database.write(at) as work:
        made = _sealed(work, signer, plan, seat, judged)
    checkpoint_all(database, signer, at=at)
    return made


def against(session: Session, standard: Standard) -> list[Reason]:
    """Why no dossier of a standard can be sealed now. A panel that was dissolved has no votes to protect any more."""
    reasons = []
    has_votes = sa.exists().where(PanelMember.panel_id == ReviewPanel.id, PanelMember.vote.is_not(None))
    at_work = sa.and_(ReviewPanel.state.in_(OPEN), sa.or_(ReviewPanel.state == Panel.VOTING, has_votes))
    query = sa.select(sa.func.max(ReviewPanel.meets_on)).where(ReviewPanel.standard_id == standard.id, at_work)
    if (day := session.scalar(query)) is not None:
        reasons.append(Reason("dossier_votes_kept", {"day": day}))
    if standard.version > MOST:
        reasons.append(Reason("dossier_too_long", {"n": standard.version, "most": MOST}))
    return reasons


def of_standard(session: Session, standard_id: int) -> list[Dossier]:
    """The seals of a standard, the newest first."""
    query = sa.select(Dossier).where(Dossier.standard_id == standard_id)
    return list(session.scalars(query.order_by(Dossier.id.desc())))


def event_of(session: Session, dossier: Dossier) -> Event:
    """The seal itself."""
    return session.get_one(Event, (dossier.log_id, dossier.index))


def _sealed(work: Work, signer: Signer, plan: Plan, seat: Seat | None, judged: str) -> int:
    session = work.session
    query = sa.select(Standard).where(Standard.id == plan.standard_id).with_for_update()
    standard = session.scalars(query).one_or_none()
    if standard is None or (seat is not None and plan.reader.profile not in profiles(session, standard, seat)):
        raise NotThere
    if standard.version != plan.last:
        raise Outdated
    if reasons := against(session, standard):
        raise Refused(reasons)
    name = session.scalar(sa.select(Agreement.log_name).where(Agreement.id == standard.agreement_id))
    key = signer.vkey(f"{name}/{work.at.astimezone(BEIJING).year}")
    policy = policy_of(session, key, standard.agreement_id)
    told = {**promised(plan), "replay": judged}
    return _there(session, plan, policy, told) or _written(work, plan, policy, standard, seat, told)


def promised(plan: Plan) -> dict[str, str]:
    """Hashes of the process table, of all texts that go in, of rules, title and names, and of all openings where
    nothing may be taken out: who leaves one out has another seal."""
    whole = {"openings": canonical_hash(sorted(plan.opened))} if plan.reader.profile is Profile.FULL else {}
    return {"rows": canonical_hash(process()), "texts": canonical_hash(plan.texts), **plan.called, **whole}


def _there(session: Session, plan: Plan, policy: str, told: dict[str, str]) -> int | None:
    """The newest seal of the same, if there is one. After an erasure, or under a newer program's table, there is none:
    what it promised could not be handed out any more."""
    same = (Dossier.standard_id == plan.standard_id, Dossier.profile == plan.reader.profile, Dossier.last == plan.last)
    for found in session.scalars(sa.select(Dossier).where(*same).order_by(Dossier.id.desc())):
        is_same = found.reader == plan.reader.region and found.withheld == plan.withheld
        is_same = is_same and told.items() <= json.loads(event_of(session, found).leaf)["facts"].items()
        if is_same and cosigners(found.policy) == cosigners(policy):
            return found.id
    return None


def _written(
    work: Work, plan: Plan, policy: str, standard: Standard, seat: Seat | None, promises: dict[str, str]
) -> int:
    """The row takes its place in the log before its event: both stand or fall together."""
    made = (work.session.scalar(sa.select(sa.func.max(Dossier.id))) or 0) + 1
    reader, withheld = plan.reader, plan.withheld
    digest = sha256(policy.encode()).hexdigest()
    told = {"standard": standard.id, "last": plan.last, "profile": reader.profile.value, "policy": digest}
    deed = Deed(
        noun=NOUN,
        object_id=made,
        sequence=1,
        act=ACT,
        seat=seat,
        at=work.at,
        agreement_id=standard.agreement_id,
        facts={**told, **promises, "withheld": withheld, "reader": reader.region},
    )
    place = append(work, deed)
    who = {"seat_id": seat.id if seat else None, "person_id": seat.person_id if seat else None}
    row = {"standard_id": standard.id, "profile": reader.profile, "last": plan.last, "policy": policy}
    row |= {"withheld": withheld, "reader": reader.region, "log_id": place.log_id, "index": place.index, **who}
    event = work.session.get_one(Event, (place.log_id, place.index))
    work.insert(Dossier, id=made, **row, at=event.at)
    return made
