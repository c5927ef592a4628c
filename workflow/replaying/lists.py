"""The rows of a book in the lists that one statement would read of a standard, each in the order of that statement."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from workflow.db import Record
from workflow.records.amendments import Amendment, AmendmentPart
from workflow.records.checking import Waiver
from workflow.records.consultations import Comment, Consultation, RegionWindow
from workflow.records.explaining import ExplanationPart
from workflow.records.followups import StandardDuty
from workflow.records.motions import Motion, MotionVote
from workflow.records.numbers import Serial
from workflow.records.panels import Demand, PanelMember, ReviewPanel
from workflow.records.positions import Position
from workflow.records.releases import Announcement, Release
from workflow.records.reviews import Review
from workflow.records.standards import Claim, Drafter, Hand, StandardTrack
from workflow.records.standstill import Alert, AlertAnswer
from workflow.records.texts import Version
from workflow.replaying.retelling.book import Book, Cells
from workflow.replaying.views import NotTold, view
from workflow.vocabulary import DutyKind, SeatRole


class Lists(dict[str, list[Any]]):
    """Made when first looked at, by the names of `whole.LIFE`."""

    def __init__(self, book: Book, authority: Callable[[str], int], seats: Sequence[Any], back: timedelta) -> None:
        super().__init__()
        self.book, self.authority, self.seats, self.back = book, authority, seats, back

    def __missing__(self, name: str) -> list[Any]:
        if name not in LISTS:
            raise NotTold(name)
        self[name] = LISTS[name](self)
        return self[name]

    def experts(self) -> list[Any]:
        """The seats of experts at that hour."""
        return [seat for seat in self.seats if seat.role is SeatRole.EXPERT]

    def all(self, record: type[Record], **besides: Any) -> list[Any]:
        """The rows of a table, oldest first."""
        return [self.view(record, cells, **besides) for cells in self.book.of(record)]

    def view(self, record: type[Record], cells: Cells, **besides: Any) -> Any:
        return view(record, cells, self.back, standard_id=self.book.standard_id, **besides)

    def by(self, record: type[Record], *columns: str) -> list[Any]:
        """The rows of a table in an order of their own."""
        return sorted(self.all(record), key=lambda row: tuple(getattr(row, name) for name in columns))

    def numbered(self, record: type[Record]) -> list[Any]:
        """Rows whose making told no id, by the order in which they were made."""
        return [self.view(record, cells, id=number) for number, cells in enumerate(self.book.of(record), 1)]


def _newest(record: type[Record]) -> Callable[[Lists], list[Any]]:
    return lambda lists: lists.all(record)[::-1]


def _oldest(record: type[Record]) -> Callable[[Lists], list[Any]]:
    return lambda lists: lists.all(record)


def _counted(lists: Lists, *, of_panels: bool) -> list[Any]:
    comments = (c for c in lists.all(Comment) if c.panel_id is not None or not of_panels)
    return list(Counter(comment.state for comment in comments).items())


def _members(lists: Lists) -> list[Any]:
    seats = {seat.person_id: seat for seat in lists.experts()}
    there = []
    for cells in lists.book.of(PanelMember):
        seat = seats.get(cells["person_id"]) if cells["left_at"] is None else None
        besides = {"region_code": seat.region_code, "organ_id": seat.organ_id} if seat is not None else {}
        there += [lists.view(PanelMember, cells, **besides)] if cells["left_at"] is None else []
    return sorted(there, key=lambda member: (not member.is_chair, member.person_id))


def _duties(lists: Lists) -> list[Any]:
    """What comes with an edition is its authority's to do, unless its announcement named another."""
    found = []
    for cells in lists.book.of(StandardDuty):
        is_legal = DutyKind(cells["kind"]).legal
        besides = {"organ_id": lists.authority(cells["region_code"])} if is_legal else {}
        told = {name: value for name, value in cells.items() if not (is_legal and name == "organ_id" and value is None)}
        found.append(lists.view(StandardDuty, told, **besides))
    return sorted(found, key=lambda duty: duty.due_on)


LISTS: dict[str, Callable[[Lists], list[Any]]] = {
    "tracks": _oldest(StandardTrack),
    "drafters": lambda lists: sorted(lists.numbered(Drafter), key=lambda drafter: drafter._cells.get("order") or 0),
    "claims": lambda lists: lists.numbered(Claim)[::-1],
    "versions": _newest(Version),
    "positions": _oldest(Position),
    "consultations": _newest(Consultation),
    "windows": _oldest(RegionWindow),
    "comment_counts": lambda lists: _counted(lists, of_panels=False),
    "remark_counts": lambda lists: _counted(lists, of_panels=True),
    "panels": _newest(ReviewPanel),
    "panel_members": _members,
    "demands": _oldest(Demand),
    "serials": lambda lists: lists.numbered(Serial),
    "releases": _newest(Release),
    "announcements": _oldest(Announcement),
    "duties": _duties,
    "motions": _oldest(Motion),
    "motion_votes": _oldest(MotionVote),
    "amendments": _oldest(Amendment),
    "amendment_parts": lambda lists: lists.by(AmendmentPart, "region_code"),
    "reviews": _oldest(Review),
    "waivers": _oldest(Waiver),
    "alerts": _oldest(Alert),
    "alert_answers": _oldest(AlertAnswer),
    "explained": _oldest(ExplanationPart),
    "hands": _oldest(Hand),
}
