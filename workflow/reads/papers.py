"""Which stored files a seat may fetch: those that a paper names, of a project that the seat takes part in."""

import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat
from workflow.process.row import AskType
from workflow.process.standard import ROWS
from workflow.reads.catalogue import IS_PUBLIC, agreements_of, visible
from workflow.reads.declaring import undeclared
from workflow.reads.record import READERS
from workflow.records.auditing import AuditFinding, AuditFindingTurn
from workflow.records.paper_acts import PaperAct
from workflow.records.papers import Paper, StoredFile
from workflow.records.standards import Standard
from workflow.vocabulary import ADMINISTRATORS, PaperKind, SeatRole

SHA256 = re.compile(r"[0-9a-f]{64}")
TOLD_TO_ALL = (PaperKind.ANNOUNCEMENT, PaperKind.COVER)  # what the release itself publishes
APART = ADMINISTRATORS | {SeatRole.EXPERT, SeatRole.DRAFTER}  # no business of theirs, or only while they are named


def open_to(session: Session, seat: Seat, digest: str) -> StoredFile | None:
    """The file of this hash if a paper of it is open to the seat; of others' released projects only the published."""
    if not SHA256.fullmatch(digest):
        return None
    ours = Standard.agreement_id.in_(agreements_of(seat)) if seat.role not in APART else sa.not_(IS_PUBLIC)
    query = sa.select(StoredFile).join(Paper, Paper.file_sha256 == StoredFile.sha256)
    query = query.join(Standard, Standard.id == Paper.standard_id)
    query = query.where(StoredFile.sha256 == digest, visible(seat), sa.or_(ours, Paper.kind.in_(TOLD_TO_ALL)))
    if seat.role is SeatRole.EXPERT:
        query = query.where(Paper.standard_id.not_in(undeclared(seat)))
    found = session.scalars(query.limit(1)).first() or _entered(session, seat, digest)
    return found or _answered(session, seat, digest)


def _answered(session: Session, seat: Seat, digest: str) -> StoredFile | None:
    """What a region handed in with its answer to an audit finding, for all parties that see it."""
    if seat.role not in READERS:
        return None
    query = sa.select(StoredFile).join(AuditFindingTurn, AuditFindingTurn.file_sha256 == StoredFile.sha256)
    query = query.join(AuditFinding, AuditFinding.id == AuditFindingTurn.finding_id)
    ours = sa.true() if seat.region is None else AuditFinding.agreement_id.in_(agreements_of(seat))
    return session.scalars(query.where(StoredFile.sha256 == digest, ours).limit(1)).first()


def _entered(session: Session, seat: Seat, digest: str) -> StoredFile | None:
    """The scan of an act that was entered from paper, or a file that belongs to it, for its own region. A hash that
    stands in the words of an answer opens nothing: whoever read it somewhere could write it there.
    """
    if seat.role in APART:
        return None
    near = sa.or_(PaperAct.scan == digest, sa.cast(PaperAct.answers, sa.String).contains(digest))
    acts = session.scalars(sa.select(PaperAct).where(PaperAct.region_code == seat.region, near))
    if not any(digest == act.scan or digest in _files_of(act) for act in acts):
        return None
    return session.scalar(sa.select(StoredFile).where(StoredFile.sha256 == digest))


def _files_of(act: PaperAct) -> list[str]:
    row = ROWS.get(act.step)
    return [str(act.answers.get(ask.name)) for ask in row.asks if ask.type is AskType.FILE] if row else []
