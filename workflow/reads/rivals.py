"""Projects alike as a seat may know them: by title who may see it, by its region who may not; what each side said.
And what of the installation is alike to a title that nobody has proposed yet."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.reads.catalogue import visible
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.records.standstill import Alert, AlertAnswer
from workflow.standing import Seat, Standing
from workflow.text.likeness import ALIKE, Subject, likeness
from workflow.vocabulary import ENDED

MOST = 5  # shown beside a title


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
    """A standard alike to a title, or only its region."""

    region: Region
    standard: Standard | None
    likeness: int


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
    """For each title the standards of the installation most alike, of every group."""
    columns = (Standard.id, Standard.title_zh, Standard.scope, Standard.lead_region)
    rows = session.execute(sa.select(*columns).where(Standard.state.not_in(ENDED)).order_by(Standard.id)).all()
    found: dict[str, list[tuple[float, int, str]]] = {}
    for title in dict.fromkeys(titles):
        scored = ((likeness(Subject(title), Subject(other, scope)), id_, lead) for id_, other, scope, lead in rows)
        found[title] = sorted((one for one in scored if one[0] >= ALIKE), key=lambda one: (-one[0], one[1]))[:MOST]
    all_ = [one for some in found.values() for one in some]
    seen = _seen(session, seat, [id_ for _, id_, _ in all_])
    places = _places(session, [lead for _, _, lead in all_])
    return {
        title: [Near(places[lead], seen.get(id_), round(100 * score)) for score, id_, lead in some]
        for title, some in found.items()
    }


def _seen(session: Session, seat: Seat, ids: Iterable[int]) -> dict[int, Standard]:
    query = sa.select(Standard).where(Standard.id.in_(set(ids)), visible(seat))
    return {standard.id: standard for standard in session.scalars(query)}


def _places(session: Session, codes: Iterable[str]) -> dict[str, Region]:
    query = sa.select(Region).where(Region.code.in_(set(codes)))
    return {place.code: place for place in session.scalars(query)}
