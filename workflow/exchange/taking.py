"""Taking a package: judged by itself, then by the copy that it continues; taken whole, or refused and nothing changed.
The same package again changes nothing.
"""

from base64 import b64encode
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database, Work
from workflow.exchange.checking import Checked, Unfit, check
from workflow.exchange.partners import keys
from workflow.log.keys import VerifierKey, unbase64
from workflow.log.recording import record
from workflow.log.tlog import verify_consistency
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.records.exchange import PartnerCopy, PartnerKey, PartnerPackage
from workflow.vocabulary import SeatRole

NOUN: Final = "partner_copy"
ACT: Final = "take_package"
TAKERS: Final = frozenset({SeatRole.SECRETARY, SeatRole.OFFICER, SeatRole.HANDLER})


def may(seat: Seat) -> bool:
    """Who takes packages for a region."""
    return seat.region is not None and seat.role in TAKERS


def take(database: Database, seat: Seat, data: bytes, *, at: datetime) -> tuple[int, bool]:
    """Take a package; gives the copy's id and whether anything was new. Raises `NotThere` and `Refused`."""
    if not may(seat):
        raise NotThere
    with database.write(at) as work:
        checked, key = judged(work.session, data)
        if checked.manifest.to != seat.region:
            raise Refused([Reason("package_addressed", {"to": checked.manifest.to})])
        copy = copy_of(work.session, key.partner, checked)
        if copy is not None and _has(work.session, copy, checked):
            return copy.id, False
        if fault := following(copy, checked):
            raise Refused([fault])
        return _written(work, seat, data, checked, key, copy), True


def judged(session: Session, data: bytes) -> tuple[Checked, PartnerKey]:
    """The package under the keys that are trusted today; raises `Refused`. One of an ended key is told as such."""
    trusted, ended = keys(session, ended=False), keys(session, ended=True)
    try:
        checked = check(data, [VerifierKey.parse(row.vkey) for row in (*trusted.values(), *ended.values())])
    except Unfit as fault:
        raise Refused([Reason(fault.key, fault.facts)]) from fault
    if checked.key.public in ended:
        row = ended[checked.key.public]
        raise Refused([Reason("package_key_ended", {"partner": row.partner, "since": row.ended_at})])
    return checked, trusted[checked.key.public]


def copy_of(session: Session, partner: str, checked: Checked) -> PartnerCopy | None:
    """The copy that a package continues."""
    manifest = checked.manifest
    mine = (PartnerCopy.partner == partner, PartnerCopy.project == manifest.project)
    query = sa.select(PartnerCopy).where(*mine, PartnerCopy.region_code == manifest.to).with_for_update()
    return session.scalars(query).one_or_none()


def following(copy: PartnerCopy | None, checked: Checked) -> Reason | None:
    """Why a package does not come next, if it does not: a number lacks, is taken, or the chain or log is another."""
    manifest, last = checked.manifest, copy.number if copy else 0
    if manifest.number > last + 1:
        return Reason("package_gap", {"n": manifest.number, "first": last + 1, "last": manifest.number - 1})
    if manifest.number <= last:
        return Reason("package_order", {"n": manifest.number, "last": last})
    if manifest.previous != (copy.sha256 if copy else None):
        return Reason("package_chain", {"n": manifest.number})
    heads: dict[str, Any] = copy.heads if copy else {}
    torn = [origin for origin in {*heads, *checked.logs} if not _extends(heads.get(origin), checked, origin)]
    return Reason("package_log", {"log": min(torn)}) if torn else None


def _extends(before: list[Any] | None, checked: Checked, origin: str) -> bool:
    """Whether a log's head extends the one that was proved with the package before."""
    log = checked.logs.get(origin)
    if log is None:
        return False
    if before is None:
        return log.old == 0 and not log.consistency
    size, root = before
    return log.old == size and verify_consistency(
        log.consistency, old_size=size, old_root=unbase64(root), new_size=log.head.size, new_root=log.head.root
    )


def _has(session: Session, copy: PartnerCopy, checked: Checked) -> bool:
    mine = (PartnerPackage.copy_id == copy.id, PartnerPackage.sha256 == checked.manifest.sha256)
    return bool(session.scalar(sa.select(sa.exists().where(*mine))))


def _written(work: Work, seat: Seat, data: bytes, checked: Checked, key: PartnerKey, copy: PartnerCopy | None) -> int:
    manifest, project = checked.manifest, checked.told("project")
    as_of = datetime.fromisoformat(manifest.made_at)
    now: dict[str, Any] = {
        "title_zh": project["title_zh"],
        "title_en": project["title_en"],
        "number": manifest.number,
        "sha256": manifest.sha256,
        "heads": {o: [log.head.size, b64encode(log.head.root).decode()] for o, log in checked.logs.items()},
        "as_of": as_of,
        "taken_at": work.at,
    }
    if copy is None:
        whose = {"partner": key.partner, "project": manifest.project, "region_code": manifest.to}
        copy_id, before = work.insert(PartnerCopy, **whose, **now), {}
    else:
        copy_id, before = copy.id, {"number": copy.number, "sha256": copy.sha256}
        work.guarded(PartnerCopy, PartnerCopy.id == copy.id, PartnerCopy.number == copy.number, **now)
    kept = {"number": manifest.number, "sha256": manifest.sha256}
    work.insert(
        PartnerPackage, copy_id=copy_id, key_id=key.id, **kept, as_of=as_of, taken_at=work.at,
        taken_by=seat.person_id, content=data,
    )  # fmt: skip
    facts = {"partner": key.partner, "project": manifest.project, "region": manifest.to, "key": key.fingerprint}
    facts |= {"file": sha256(data).hexdigest()}
    record(work, NOUN, copy_id, ACT, seat, agreement_id=None, before=before, after=kept, facts=facts)
    return copy_id
