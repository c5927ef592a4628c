"""The drafting group: who was named by which region, the editor in chief, the order in the foreword."""

from workflow.process.row import Scope
from workflow.records.standards import Drafter, Hand, Standard
from workflow.replaying.retelling.book import UNTOLD, Act, Book, write
from workflow.vocabulary import Role

LEAVING = ("withdraw_from_project", "go_on_without", "leave_after_failures")


def tell(book: Book, act: Act) -> None:
    if act.name == "name_drafters":
        _name(book, act)
    elif act.name == "confirm_group":
        _confirm(book, act)
    elif act.name == "pass_on_work":
        for passed in act.facts["drafters"]:
            _pass_on(book, act, **passed)
    elif act.name in LEAVING:
        gone = act.facts.get("region") if act.row.scope is Scope.NAMED else act.region
        leaving = book.of(Drafter, region_code=gone, until=None)
        if any(row["is_editor"] for row in leaving):
            write(book.of(Standard), group_confirmed_at=None)
        write(leaving, until=act.hour)


def _name(book: Book, act: Act) -> None:
    persons = act.facts.get("persons") or []
    present = book.of(Drafter, region_code=act.region, until=None)
    write((row for row in present if row["person_id"] not in persons), until=act.hour)
    staying = {row["person_id"] for row in present}
    for person in persons:
        if person not in staying:
            row = {"region_code": act.region, "person_id": person, "unit": act.facts.get("unit")}
            book.put(Drafter, **row, is_editor=False, order=None, until=None)


def _pass_on(book: Book, act: Act, region: str, person: int, heir: int | None) -> None:
    """A drafter without a seat leaves; a successor takes the same place unless he had one of his own."""
    left = book.of(Drafter, person_id=person, until=None)
    write(left, until=act.hour)
    for row in left:
        if heir is None:
            if row["is_editor"]:
                write(book.of(Standard), group_confirmed_at=None)
            continue
        own = book.of(Drafter, person_id=heir, until=None)
        kept = {name: row[name] for name in ("unit", "is_editor", "order") if name in row}
        if own:
            write(own, **({"is_editor": True} if row["is_editor"] else {}))
        else:
            book.put(Drafter, region_code=region, person_id=heir, until=None, **kept)
        book.ensure(Hand, person_id=heir, role=Role.DRAFTER)


def _confirm(book: Book, act: Act) -> None:
    """The given order first, the rest by the order of naming; an earlier order is sorted apart by the engines."""
    given, present = act.facts.get("order") or [], book.of(Drafter, until=None)
    rest = [row for row in present if row["person_id"] not in given]
    is_plain = all("order" in row and row["order"] is None for row in rest)
    for row in present:
        row["is_editor"] = row["person_id"] == act.facts.get("editor")
    if is_plain:
        order = [*given, *(row["person_id"] for row in rest)]
        for row in present:
            row["order"] = max(place for place, person in enumerate(order) if person == row["person_id"])
        return
    for row in present:
        place = given.index(row["person_id"]) if row["person_id"] in given else UNTOLD
        write([row], order=place)
