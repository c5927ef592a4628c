"""Making a package: an act on the standard's own log, whose leaf tells the hash of the manifest, so that the log's
signature is the package's. The same again, with nothing new to tell, is the same package.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import BEIJING
from workflow.db import Database, Outdated, Work
from workflow.dossier.entitled import profiles
from workflow.exchange import zipped
from workflow.exchange.content import Files, content
from workflow.exchange.manifest import DATA, PLACE, Manifest, hashes
from workflow.exchange.seen import Eyes
from workflow.log.checkpoints import checkpoint_all
from workflow.log.journal import Deed, append, spelled
from workflow.log.signer import Signer
from workflow.picture.standing import Seat, Standing
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.records.events import Event, Log
from workflow.records.exchange import Package
from workflow.records.standards import Standard
from workflow.vocabulary import Profile

NOUN: Final = "package"
ACT: Final = "package.made"
TRIES: Final = 3


def may_make(session: Session, standard: Standard, seat: Seat) -> bool:
    """Whoever may take all of a standard's record out of the house may hand a package to a partner."""
    return seat.region is not None and Profile.REGULATOR in profiles(session, standard, seat)


def make(
    database: Database, signer: Signer, standard_id: int, seat: Seat | None, to: str, at: datetime
) -> tuple[int, bool]:
    """Make the next package for a region and sign what grew; gives its id, and whether it is new. Raises `NotThere` and
    `Refused`.
    """
    eyes = Eyes(to, seat.region if seat else None)
    for turn in range(TRIES):
        with database.read() as session:
            files, version = _gathered(session, standard_id, seat, eyes, at)
        try:
            with database.write(at) as work:
                made = _made(work, standard_id, seat, eyes, files, version)
            break
        except Outdated:
            if turn == TRIES - 1:
                raise
    checkpoint_all(database, signer, at=at)
    return made


def _gathered(session: Session, standard_id: int, seat: Seat | None, eyes: Eyes, at: datetime) -> tuple[Files, int]:
    standing = Standing.load(session, standard_id) if 0 < standard_id < 2**31 else None
    if standing is None or (seat is not None and not may_make(session, standing.standard, seat)):
        raise NotThere
    if eyes.partner not in standing.tracks:
        raise Refused([Reason("package_region", {"region": eyes.partner})])
    return content(standing, eyes, at), standing.standard.version


def _made(work: Work, standard_id: int, seat: Seat | None, eyes: Eyes, files: Files, version: int) -> tuple[int, bool]:
    session = work.session
    query = sa.select(Standard).where(Standard.id == standard_id).with_for_update()
    standing = Standing.load(session, session.scalars(query).one().id)
    assert standing is not None
    if standing.standard.version != version:
        raise Outdated
    last = newest(session, standard_id, eyes.partner)
    if last is not None and last.content is not None and _told(last.content) == hashes(files):
        return last.id, False
    manifest = Manifest(
        log=_log(session, standing, work.at),
        project=f"{standing.agreement.log_name}/standard/{standard_id}",
        to=eyes.partner,
        number=last.number + 1 if last else 1,
        previous=last.sha256 if last else None,
        made_at=spelled(work.at),
        files=hashes(files),
    )
    return _recorded(work, standing, seat, manifest, files), True


def _log(session: Session, standing: Standing, at: datetime) -> str:
    """The origin of the log that the event will stand in."""
    agreement, year = standing.agreement, at.astimezone(BEIJING).year
    query = sa.select(Log.origin).where(Log.agreement_id == agreement.id, Log.year == year)
    return session.scalars(query.order_by(Log.part.desc())).first() or f"{agreement.log_name}/{year}"


def _told(content: bytes) -> dict[str, str]:
    return {name: sha256(data).hexdigest() for name, data in zipped.read(content).items() if name.startswith(DATA)}


def _recorded(work: Work, standing: Standing, seat: Seat | None, manifest: Manifest, files: Files) -> int:
    """The row takes its place in the log with its event: both stand or fall together."""
    session, standard_id = work.session, standing.standard.id
    made = (session.scalar(sa.select(sa.func.max(Package.id))) or 0) + 1
    chain: dict[str, Any] = {"number": manifest.number, "previous": manifest.previous}
    place = append(work, _deed(work, standing, seat, made, manifest))
    work.insert(
        Package,
        id=made,
        standard_id=standard_id,
        region_code=manifest.to,
        **chain,
        sha256=manifest.sha256,
        reach=_reach(session, standard_id) | {str(place.log_id): place.index + 1},
        maker_region=seat.region if seat else None,
        seat_id=seat.id if seat else None,
        person_id=seat.person_id if seat else None,
        log_id=place.log_id,
        index=place.index,
        at=work.at,
        content=zipped.written({PLACE: manifest.data(), **files}),
    )
    return made


def _deed(work: Work, standing: Standing, seat: Seat | None, made: int, manifest: Manifest) -> Deed:
    """What the leaf tells: its signature is the package's."""
    told: dict[str, Any] = {"standard": standing.standard.id, "to": manifest.to, "number": manifest.number}
    told |= {"previous": manifest.previous, "manifest": manifest.sha256}
    agreement = standing.agreement.id
    return Deed(
        noun=NOUN, object_id=made, sequence=1, act=ACT, seat=seat, at=work.at, agreement_id=agreement, facts=told
    )


def _reach(session: Session, standard_id: int) -> dict[str, int]:
    """How many leaves of each log tell of the standard's acts."""
    mine = (Event.noun == Standing.noun, Event.object_id == standard_id)
    query = sa.select(Event.log_id, sa.func.max(Event.index)).where(*mine).group_by(Event.log_id)
    return {str(log_id): index + 1 for log_id, index in session.execute(query)}


def newest(session: Session, standard_id: int, region: str) -> Package | None:
    """The package made last of a standard for a region."""
    mine = (Package.standard_id == standard_id, Package.region_code == region)
    return session.scalars(sa.select(Package).where(*mine).order_by(Package.number.desc()).limit(1)).first()
