"""Duties after release: the legal ones of each region that was released, and those that were planned."""

from datetime import date
from typing import Final

from workflow.clock import days_after
from workflow.effects.editions import DAYS, OWED_BY_AMENDMENT, kinds_owed
from workflow.effects.moves import all_moves
from workflow.process.row import Scope
from workflow.records.followups import StandardDuty
from workflow.records.releases import Announcement, Release
from workflow.replaying.retelling.book import UNTOLD, Act, Book, Cells, write
from workflow.vocabulary import COUNTED, Duty, DutyKind

# What an edition owes where the terms by which it was released are not known.
USUAL: Final = {"publication.duty": DutyKind.PUBLISH_TEXT, "filing.owed": True}
BLANK = dict.fromkeys(("done_on", "reported_by", "reported_at", "accepted_by", "accepted_at"))
UNDONE = {"receipt_number": "", "account": "", "state": Duty.OPEN, "matter": "", "matter_facts": None, **BLANK}


def tell(book: Book, act: Act) -> None:
    for region in _published(book, act):
        _legal(book, act, region)
    if act.name == "plan_duty":
        row = {"id": act.facts["duty"], "organ_id": act.facts.get("owner"), **act.told("kind", "title", "due_on")}
        book.put(StandardDuty, **UNDONE | row, opened_at=act.hour)
    elif act.name in ("put_on_agenda", "put_plan_on_agenda"):
        due_on = due(act.day, book.terms(act).get("motion.days")) or UNTOLD
        book.put(StandardDuty, **UNDONE | task(act), id=act.facts["duty"], due_on=due_on)
    elif act.row.scope is Scope.DUTY and "duty" in act.facts:
        _move(book, act)
    for move in all_moves(act.row):
        if move.what == "duties":
            rest = (row for row in book.of(StandardDuty) if not _is_legal(row) and row["state"] in move.source)
            write(rest, state=move.target)


def _published(book: Book, act: Act) -> list[str]:
    """The regions whose edition came out with an act, or an amendment of it."""
    if act.name == "announce_accession" and act.region and book.of(Release):
        return [act.region]
    if "filed" in act.facts or (act.name == "release" and book.of(Release)):
        return [region for region, track in act.leaf["from"]["tracks"].items() if track in COUNTED]
    return []


def task(act: Act) -> Cells:
    """A task that the process gave: by its matter, or by a title in the record of older versions."""
    told = {"title": act.facts.get("title") or "", "matter": act.facts.get("matter") or ""}
    return {"kind": DutyKind.TASK, **told, "matter_facts": act.facts.get("matter_facts"), "opened_at": act.hour}


def _legal(book: Book, act: Act, region: str) -> None:
    """What its edition owes, each with its day; the owner of a filing is the one named in the announcement."""
    release, terms = book.of(Release)[-1]["id"], book.terms(act)
    named = book.of(Announcement, release_id=release, region_code=region)
    owners = {DutyKind.FILING: named[0]["filing_owner_id"] if named else UNTOLD}
    ids = [{"id": each} for each in (act.facts.get("owed") or {}).get(region, ())]
    kinds = kinds_owed(lambda key: terms.get(key, {"value": USUAL[key]})["value"])
    for place, kind in enumerate(kinds):
        row: Cells = ids[place] if place < len(ids) else {}
        row |= {"region_code": region, "kind": kind, "title": "", "organ_id": owners.get(kind, UNTOLD)}
        if "filed" in act.facts:
            row |= {"matter": OWED_BY_AMENDMENT[kind], "matter_facts": {"number": act.facts["filed"]}}
        due_on = due(act.day, terms.get(DAYS[kind]))
        book.put(StandardDuty, **UNDONE | row, opened_at=act.hour, due_on=due_on or UNTOLD)


def due(day: date | None, term: object) -> str | None:
    """The last day of a term of days that began on a day; nothing where either is not known."""
    days = term.get("value") if isinstance(term, dict) else None
    return days_after(day, int(days)).isoformat() if day and days is not None else None


def _move(book: Book, act: Act) -> None:
    """A duty whose making told no id came with an edition: it is a legal one, which accepts itself on its receipt."""
    known = book.of(StandardDuty, id=act.facts["duty"])
    cells = _cells(act, is_legal=all(map(_is_legal, known)))
    if known:
        write(known, **cells)
    else:
        book.write_later(StandardDuty, act.facts["duty"], **cells)


def _is_legal(row: Cells) -> bool:
    return DutyKind(row["kind"]).legal


def _cells(act: Act, *, is_legal: bool) -> Cells:
    if act.name == "report_duty":
        return {
            "state": Duty.ACCEPTED if is_legal else Duty.REPORTED,
            "accepted_at": act.hour if is_legal else None,
            "done_on": act.facts.get("done_on"),
            "receipt_number": act.facts.get("receipt_number") or "",
            "account": act.words("account"),
            "reported_by": act.actor,
            "reported_at": act.hour,
        }
    if act.name == "accept_duty":
        return {"state": Duty.ACCEPTED, "accepted_by": act.actor, "accepted_at": act.hour}
    return {"state": act.row.target}
