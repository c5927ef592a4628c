"""A standard in force: rounds of review, what each region said, and repeals with their duties."""

from typing import Any

from workflow.records.followups import StandardDuty
from workflow.records.motions import Motion
from workflow.records.reviews import Review
from workflow.records.standards import Standard, StandardTrack
from workflow.replaying.retelling.book import UNTOLD, Act, Book, write
from workflow.replaying.retelling.duties import UNDONE, due, task
from workflow.vocabulary import DutyKind


def tell(book: Book, act: Act) -> None:
    if "review" in act.facts:
        _review(book, act)
    for region, duty in (act.facts.get("repealed") or {}).items():
        _repealed(book, act, region, duty)
    if act.name in WRITTEN:
        WRITTEN[act.name](book, act)


def _review(book: Book, act: Act) -> None:
    """A round opens with blank words, or is concluded with what all had said."""
    facts, review = act.facts, act.facts["review"]
    if "round" in facts:
        row = {"id": review, "opened_at": act.hour, **act.told("round", "trigger")}
        book.put(Review, **row, **dict.fromkeys(("concluded_at", "outcome", "stands")))
        write(book.of(StandardTrack), review_stand=None, passed_over_at=None)
    else:
        write(book.of(Review, id=review), concluded_at=act.hour, **act.told("outcome", "stands"))


def _spoken(book: Book, act: Act) -> None:
    mine = book.of(StandardTrack, region_code=act.region)
    write(mine, review_stand=act.facts.get("outcome"))
    if act.facts.get("joins"):
        write(mine, passed_over_at=None)


def _passed_over(book: Book, act: Act) -> None:
    write(book.of(StandardTrack, region_code=act.facts.get("region")), passed_over_at=act.hour)
    write(book.of(Motion, id=act.facts.get("motion")), moved_at=act.hour)


def _confirmed(book: Book, act: Act) -> None:
    write(book.of(Standard), **act.told("review_from"))


def _to_be_revised(book: Book, act: Act) -> None:
    row = {"id": act.facts["duty"], "region_code": act.leaf["from"].get("lead"), "due_on": act.facts.get("revise_by")}
    book.put(StandardDuty, **UNDONE | row | task(act))


def _repealed(book: Book, act: Act, region: str, duty: int) -> None:
    """The region's edition ends on that day; its repeal must be announced."""
    write(book.of(StandardTrack, region_code=region), **act.told("repealed_on"))
    due_on = due(act.day, book.terms(act).get("repeal.announcement_days")) or UNTOLD
    row = {"id": duty, "region_code": region, "kind": DutyKind.REPEAL_ANNOUNCEMENT, "title": "", "due_on": due_on}
    book.put(StandardDuty, **UNDONE | row, opened_at=act.hour)


WRITTEN: dict[str, Any] = {
    "take_review_position": _spoken,
    "pass_over": _passed_over,
    "conclude_confirm": _confirmed,
    "conclude_revise": _to_be_revised,
}
