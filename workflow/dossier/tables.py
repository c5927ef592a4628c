"""What stands beside the events, as tables to read: texts, positions, votes, comments, numbers, announcements …"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import BEIJING
from workflow.dossier.entitled import Reader
from workflow.dossier.names import Both, both
from workflow.dossier.planning import versions
from workflow.picture.standing import Standing
from workflow.records.consultations import Comment
from workflow.records.dossiers import Dossier
from workflow.records.notices import RegionNotice
from workflow.records.numbers import RegionNumber
from workflow.records.panels import PanelMember, ReviewPanel
from workflow.records.positions import Position
from workflow.records.releases import Announcement, Release
from workflow.rules.answering import Keeping
from workflow.vocabulary import CommentState, Panel, Profile
from workflow.words import word_key

Cell = str | Both
PLACES: Final = {"region_code": "regions", "actor_region": "regions", "organ_id": "organs", "person_id": "persons"}
COMMON: Final = frozenset(CommentState) - {CommentState.TAKEN_BACK}


@dataclass(frozen=True)
class Table:
    """One table: its name (words: `dossier.table.<name>`), the names of its columns (`dossier.column.<name>`)."""

    name: str
    columns: tuple[str, ...]
    rows: list[list[Cell]]

    @property
    def title(self) -> Both:
        return both(f"dossier.table.{self.name}")

    @property
    def headings(self) -> list[Both]:
        return [both(f"dossier.column.{column}") for column in self.columns]


def tables(session: Session, dossier: Dossier, reader: Reader, names: Mapping[str, Any]) -> list[Table]:
    """Those that hold anything for a reader."""
    is_public = reader.profile is Profile.PUBLIC
    made = []
    for name, (columns, rows, is_open) in TABLES.items():
        if is_open or not is_public:
            found = [[_cell(row, column, names) for column in columns] for row in rows(session, dossier, reader)]
            made.append(Table(name, columns, found))
    return [table for table in made if table.rows]


def ids(session: Session, dossier: Dossier) -> dict[str, set[int]]:
    """The organs and persons that tables name beside the events."""
    positions = sa.select(Position.organ_id, Position.person_id).where(Position.standard_id == dossier.standard_id)
    panels = sa.select(ReviewPanel.id).where(ReviewPanel.standard_id == dossier.standard_id)
    members = sa.select(PanelMember.organ_id, PanelMember.person_id).where(PanelMember.panel_id.in_(panels))
    found = [*session.execute(positions), *session.execute(members)]
    return {"organs": {organ for organ, _ in found}, "persons": {person for _, person in found}}


def _texts(session: Session, dossier: Dossier, reader: Reader) -> Iterable[Any]:
    return versions(session, dossier.standard_id, reader, dossier.at)


def _mine(record: Any, order: Any) -> Callable[[Session, Dossier, Reader], Iterable[Any]]:
    def rows(session: Session, dossier: Dossier, reader: Reader) -> Iterable[Any]:
        return session.scalars(sa.select(record).where(record.standard_id == dossier.standard_id).order_by(order))

    return rows


def _votes(session: Session, dossier: Dossier, reader: Reader) -> Iterable[Any]:
    """Of panels that have concluded."""
    over = (ReviewPanel.standard_id == dossier.standard_id, ReviewPanel.state == Panel.CONCLUDED)
    query = sa.select(PanelMember).join(ReviewPanel, ReviewPanel.id == PanelMember.panel_id).where(*over)
    return session.scalars(query.order_by(PanelMember.panel_id, PanelMember.region_code, PanelMember.person_id))


def _comments(session: Session, dossier: Dossier, reader: Reader) -> Iterable[Any]:
    """Without names: those common to all, or for the public those that were published."""
    standing = Standing.load(session, dossier.standard_id)
    assert standing is not None
    hides = Keeping(standing, dossier.at).hides
    states = {CommentState.PUBLISHED} if reader.profile is Profile.PUBLIC else COMMON
    told = sa.select(Comment).where(Comment.standard_id == dossier.standard_id, Comment.state.in_(states))
    return [one for one in session.scalars(told.order_by(Comment.id)) if not hides(one, reader.region)]


def _announcements(session: Session, dossier: Dossier, reader: Reader) -> Iterable[Any]:
    query = sa.select(Announcement).join(Release, Release.id == Announcement.release_id)
    mine = query.where(Release.standard_id == dossier.standard_id)
    return session.scalars(mine.order_by(Release.attempt, Announcement.region_code))


def _cell(row: Any, column: str, names: Mapping[str, Any]) -> Cell:
    value = getattr(row, column)
    if column in PLACES:
        found: Cell = names[PLACES[column]].get(str(value), "")
        return found
    match value:
        case StrEnum():
            return both(word_key(value))
        case datetime():
            return value.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return value.isoformat()
        case None:
            return ""
        case bool():
            return both(f"dossier.{'yes' if value else 'no'}")
    return both(f"step.{value}") if column == "step" else str(value)


Rows = Callable[[Session, Dossier, Reader], Iterable[Any]]
ANNOUNCED: Final = ("region_code", "document_number", "issuer", "effective_on", "confirmed_at")
COMMENTED: Final = ("id", "region_code", "clause_label", "opinion", "proposal", "reason", "disposition", "answer")
SAID: Final = (
    *("at", "region_code", "organ_id", "person_id", "role", "purpose", "round"),
    *("stand", "notes", "reason", "lift", "text_hash"),
)
VOTED: Final = (
    *("panel_id", "region_code", "organ_id", "person_id", "is_chair", "is_present"),
    *("vote", "opinion", "voted_at"),
)
NOTICED: Final = ("queued_at", "region_code", "step", "actor_region", "owes_receipt")
TABLES: Final[dict[str, tuple[tuple[str, ...], Rows, bool]]] = {  # columns, rows, whether the public may read them
    "texts": (("number", "purpose", "made_at", "text_hash"), _texts, True),
    "numbers": (("region_code", "display"), _mine(RegionNumber, RegionNumber.region_code), True),
    "announcements": (ANNOUNCED, _announcements, True),
    "comments": (COMMENTED, _comments, True),
    "positions": (SAID, _mine(Position, Position.id), False),
    "votes": (VOTED, _votes, False),
    "notices": (NOTICED, _mine(RegionNotice, RegionNotice.id), False),
}
