"""Projects alike as a seat may know them: by title who may see it, by its region who may not; what each side said.
And what of the installation is alike to a title that nobody has proposed yet."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat, Standing
from workflow.reads.catalogue import visible
from workflow.records.catalogues import CatalogueEntry
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.records.standstill import Alert, AlertAnswer
from workflow.text.likeness import ALIKE, Subject, likeness
from workflow.vocabulary import ENDED

MOST = 5  # shown beside a title
GONE = ("withdrawn", "replaced")


@dataclass(frozen=True)
class Rival:
    """One alert: the other standard where the seat may see it, its region, and the last word of either side."""

    alert: Alert
    region: Region
    standard: Standard | None
    ours: AlertAnswer | None
    theirs: AlertAnswer | None


@dataclass(frozen=True)
class Near:
    """A standard alike to a title, or only its region; or the title that a region's catalogue lists."""

    region: Region
    standard: Standard | None
    likeness: int
    listed: str = ""


@dataclass(frozen=True)
class Known:
    """A title that another may be alike to."""

    id: int
    subject: Subject
    region: str
    is_listed: bool = False

    @property
    def listed(self) -> str:
        """The title as a catalogue tells it to everybody."""
        return self.subject.title if self.is_listed else ""


def of(session: Session, seat: Seat, standing: Standing) -> list[Rival]:
    """What a standard was told of, the latest first; three statements, none where it was told of nothing."""
    alerts = standing.alerts
    if not alerts:
        return []
    seen = _seen(session, seat, [alert.other_id for alert in alerts])
    places = _places(session, [alert.other_region for alert in alerts])
    ours = {answer.alert_id: answer for answer in standing.alert_answers}
    said = sa.select(Alert.standard_id, AlertAnswer).join(Alert, Alert.id == AlertAnswer.alert_id)
    mine = Alert.other_id == standing.standard.id
    theirs = {other: answer for other, answer in session.execute(said.where(mine).order_by(AlertAnswer.id))}
    return [
        Rival(one, places[one.other_region], seen.get(one.other_id), ours.get(one.id), theirs.get(one.other_id))
        for one in reversed(alerts)
    ]


def near(session: Session, seat: Seat, titles: Iterable[str]) -> dict[str, list[Near]]:
    """For each title the most alike: standards of every group here, and what the catalogues of regions list."""
    known = [*_standards(session), *_listed(session)]
    found = {title: _best(title, known) for title in dict.fromkeys(titles)}
    all_ = [one for some in found.values() for _, one in some]
    seen = _seen(session, seat, [one.id for one in all_ if not one.is_listed])
    places = _places(session, [one.region for one in all_])
    return {
        title: [
            Near(places[one.region], seen.get(one.id) if not one.is_listed else None, round(100 * score), one.listed)
            for score, one in some
        ]
        for title, some in found.items()
    }


def _standards(session: Session) -> list[Known]:
    columns = (Standard.id, Standard.title_zh, Standard.scope, Standard.lead_region)
    rows = session.execute(sa.select(*columns).where(Standard.state.not_in(ENDED)).order_by(Standard.id))
    return [Known(id_, Subject(title, scope), lead) for id_, title, scope, lead in rows]


def _listed(session: Session) -> list[Known]:
    """What is listed as ended is no rival."""
    columns = (CatalogueEntry.id, CatalogueEntry.title_zh, CatalogueEntry.region_code)
    rows = session.execute(sa.select(*columns).where(CatalogueEntry.state.not_in(GONE)).order_by(CatalogueEntry.id))
    return [Known(id_, Subject(title), region, is_listed=True) for id_, title, region in rows]


def _best(title: str, known: Iterable[Known]) -> list[tuple[float, Known]]:
    scored = ((likeness(Subject(title), one.subject), one) for one in known)
    alike = [(score, one) for score, one in scored if score >= ALIKE]
    return sorted(alike, key=lambda one: (-one[0], one[1].is_listed, one[1].id))[:MOST]


def _seen(session: Session, seat: Seat, ids: Iterable[int]) -> dict[int, Standard]:
    query = sa.select(Standard).where(Standard.id.in_(set(ids)), visible(seat))
    return {standard.id: standard for standard in session.scalars(query)}


def _places(session: Session, codes: Iterable[str]) -> dict[str, Region]:
    query = sa.select(Region).where(Region.code.in_(set(codes)))
    return {place.code: place for place in session.scalars(query)}
