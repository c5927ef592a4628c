"""The door of templates: an administrator looks at one, puts it in the place of the usual form, and takes it away.
What a region prints is seen by the others, so the event stands in the log of their agreement.
"""

from datetime import datetime
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database, Work
from workflow.exports.paperwork.shapes import catalogue
from workflow.exports.paperwork.templates import MOST, Looked, looked_at
from workflow.log.recording import record
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.records.agreements import Agreement, Member
from workflow.records.form_templates import FormTemplate
from workflow.settings import Settings
from workflow.storage import files
from workflow.storage.screening import BadFile
from workflow.text.word.found import Unreadable
from workflow.vocabulary import SeatRole

NOUN: Final = "form_template"
PUT: Final = "put_template"
END: Final = "end_template"
Scope = tuple[int, str | None]  # an agreement, and a region of it or all of them


def scopes(session: Session, seat: Seat, agreement_id: int) -> list[str | None]:
    """For whom a seat may put templates: its own region, and all of the group where it has the chair."""
    query = sa.select(Agreement.chair_region).join(Member, Member.agreement_id == Agreement.id)
    query = query.where(Agreement.id == agreement_id, Member.region_code == seat.region)
    chair = session.scalar(query) if seat.role is SeatRole.SECADMIN and seat.region else None
    if chair is None:
        return []
    return [seat.region, None] if chair == seat.region else [seat.region]


def in_force(session: Session, agreement_id: int) -> dict[tuple[str, str | None], FormTemplate]:
    """The templates of a group and of its regions, by form and region."""
    query = sa.select(FormTemplate).where(FormTemplate.agreement_id == agreement_id, FormTemplate.ended_at.is_(None))
    return {(one.form, one.region_code): one for one in session.scalars(query.order_by(FormTemplate.id))}


def template_of(session: Session, agreement_id: int, form: str, region: str) -> FormTemplate | None:
    """The template by which a region fills a form: its own, else its group's; none is the usual one."""
    found = in_force(session, agreement_id)
    return found.get((form, region)) or found.get((form, None))


def read(path: Path) -> tuple[bytes, Looked]:
    """A file that was handed in, and what it asks for; raises `BadFile` for what is no template."""
    if path.stat().st_size > MOST:
        raise BadFile("wrong.file_size", most=MOST // 1024**2)
    data = path.read_bytes()
    try:
        return data, looked_at(data)
    except Unreadable as fault:
        raise BadFile(fault.key) from fault


def put(
    database: Database, settings: Settings, seat: Seat, scope: Scope, form: str, digest: str, *, at: datetime
) -> int:
    """From now on the form is filled by this file; the one before it ends with the same act."""
    look = _look(settings, seat, digest)
    agreement_id, region = scope
    with database.write(at) as work:
        _held(work, seat, scope, form)
        if wrong := against(look):
            raise Refused(wrong)
        before = _end(work, seat, scope, form)
        who = {"put_by": seat.person_id, "put_at": at}
        what = {"agreement_id": agreement_id, "region_code": region, "form": form, "file_sha256": digest}
        made = work.insert(FormTemplate, **what, **who)
        after = {"state": "in_force", "agreement": agreement_id, "form": form, "region": region, "file": digest}
        facts = {"replaces": before} if before else {}
        record(work, NOUN, made, PUT, seat, agreement_id=agreement_id, after=after, facts=facts, files=(digest,))
    return made


def end(database: Database, seat: Seat, scope: Scope, form: str, *, at: datetime) -> None:
    """From now on the form is filled as usual again."""
    with database.write(at) as work:
        _held(work, seat, scope, form)
        ended = _end(work, seat, scope, form)
        if ended is None:
            raise NotThere
        record(work, NOUN, ended, END, seat, agreement_id=scope[0], after={"state": "ended"})


def against(look: Looked) -> list[Reason]:
    """Every reason why a template cannot be used; what it lacks is told, and is no reason."""
    found = [Reason(key, {"words": words}) for key, words in look.faults]
    return found + [Reason("template_unknown", {"words": name}) for name in look.unknown]


def _look(settings: Settings, seat: Seat, digest: str) -> Looked:
    if not files.HASH.fullmatch(digest) or not files.is_handed_in(settings, digest, seat.person_id):
        raise NotThere
    return read(files.path_of(settings, digest))[1]


def _held(work: Work, seat: Seat, scope: Scope, form: str) -> None:
    """The agreement, locked: of two templates at once the slower ends the faster one's."""
    agreement_id, region = scope
    work.session.execute(sa.select(Agreement.id).where(Agreement.id == agreement_id).with_for_update())
    if form not in catalogue() or region not in scopes(work.session, seat, agreement_id):
        raise NotThere


def _end(work: Work, seat: Seat, scope: Scope, form: str) -> int | None:
    """End the template in force, if there is one, and give its id."""
    agreement_id, region = scope
    found = in_force(work.session, agreement_id).get((form, region))
    if found is None:
        return None
    work.guarded(
        FormTemplate,
        FormTemplate.id == found.id,
        FormTemplate.ended_at.is_(None),
        ended_by=seat.person_id,
        ended_at=work.at,
    )
    return found.id
