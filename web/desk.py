"""The desk as pages and scripts see it: clauses with their marks, who is where, conflicts; and who may write on it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from flask import g, get_template_attribute

from web.images import images_of
from web.present import instant
from web.project.party import found
from web.views.clauses import anchor, clause_views, label
from workflow import clock
from workflow.desk import conflicts
from workflow.picture.standing import Standing
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.reads import suggested, talk
from workflow.reads.desk import Desk, lying, names
from workflow.reads.drafting import saving
from workflow.records.desks import DeskConflict
from workflow.records.people import Person
from workflow.text.blocks import Deviation, Figure, Table, id_of
from workflow.text.document import structured
from workflow.text.notation import read
from workflow.text.numbering import Numbering, numbering, walk
from workflow.words import say, tell

View = dict[str, Any]


class Seen(NamedTuple):
    """A project whose desk the seat may see, with what keeps the seat from writing."""

    standing: Standing
    reasons: list[Reason]


def seen(standard_id: int) -> Seen:
    """For those who save drafts of it; for anybody else there is no desk."""
    standing = found(standard_id)
    offer = saving(standing, g.seat, g.now)
    if offer is None:
        raise NotThere
    return Seen(standing, [reason for reason in offer.reasons if reason.rule != "words_given"])


def writable(standard_id: int) -> Seen:
    """The desk, where the seat may write now; else every reason."""
    here = seen(standard_id)
    if here.reasons:
        raise Refused(here.reasons)
    return here


class Shown:
    """The desk of a standard in views, read once."""

    def __init__(self, standing: Standing) -> None:
        self.id, self.places = standing.standard.id, standing.places
        self.desk: Desk = lying(g.session, self.id, g.now)
        self.clauses = {one.id: one for one in self.desk.clauses()}
        self.seen = self.desk.seen(g.seat.person_id)
        self.fresh = {
            edit.clause_id: edit
            for edit in self.desk.since(self.seen.revision if self.seen else 0)
            if edit.person_id != g.seat.person_id and edit.clause_id in self.clauses
        }
        self.others = self.desk.others(g.seat.person_id)
        self.talks, self.wishes = talk.counted(g.session, self.id), suggested.counted(g.session, self.id)
        rows, open_ones = self.desk.rows.values(), self.desk.conflicts
        persons = {row.edited_by for row in rows} | {one.person_id for one in self.others}
        persons |= {one.by for one in open_ones} | {one.against for one in open_ones}
        self.persons = names(g.session, persons | {edit.person_id for edit in self.fresh.values()})

    def view(self, ids: Iterable[str]) -> list[View]:
        """Clauses with their words in notation and as they are printed."""
        wanted = [self.clauses[id_] for id_ in ids if id_ in self.clauses]
        printed = clause_views(wanted, self.places, within=tuple(self.clauses.values()), images=images_of(self.id))
        return [self._one(one.id, label(one), view) for one, view in zip(wanted, printed, strict=True)]

    def _one(self, id_: str, words: str, view: View) -> View:
        row, one = self.desk.rows.get(id_), self.clauses[id_]
        told: View = {"clause": id_, "anchor": anchor(id_), "label": words, "title": one.title, "body": one.body}
        told["blocks"] = structured(one.body)
        told |= {"revision": row.revision if row else 0, "version": self.desk.last.id if self.desk.last else 0}
        told["html"] = get_template_attribute("parts/clause.html", "tree")([view])
        told |= {"talks": self.talks.get(id_, 0), "wishes": self.wishes.get(id_, 0)}
        fresh = self.fresh.get(id_)
        told["by"] = self.said(row.edited_by, row.edited_at) if row else ""
        return told | {"fresh": self.said(fresh.person_id, fresh.at) if fresh else ""}

    def said(self, person: int | None, at: datetime) -> str:
        """Who, when: 张某 10:31."""
        return f"{named(self.persons.get(person))} {hour(at)}"

    def present(self) -> list[View]:
        """Who else is at which clause."""
        return [
            {"clause": one.clause_id, "words": self._where(one.person_id, one.clause_id, hour(one.since))}
            for one in self.others
            if one.clause_id in self.clauses
        ]

    def _where(self, person: int, clause: str, since: str) -> str:
        words = {"person": named(self.persons.get(person)), "clause": label(self.clauses[clause]), "since": since}
        return say("{person}从 {since} 起在改 {clause}", **words)

    def conflicts(self) -> list[View]:
        """What nobody has settled, with both sides."""
        return [self._conflict(one) for one in self.desk.conflicts]

    def _conflict(self, one: DeskConflict) -> View:
        clause = self.clauses.get(one.clause_id)
        told: View = {"id": one.id, "clause": one.clause_id, "is_weighty": one.is_weighty, "base": one.base}
        told |= {"label": label(clause) if clause else "", "at": instant(one.at)}
        told |= {"here": conflicts.standing(one), "other": conflicts.other(one)}
        return told | {"by": named(self.persons.get(one.by)), "against": named(self.persons.get(one.against))}

    def settled(self) -> list[View]:
        """What was settled lately, by whom and how."""
        found = self.desk.settled()
        persons = names(g.session, {one.settled_by for one in found})
        return [
            {"words": one.settled_words, "by": named(persons.get(one.settled_by)), "at": instant(one.settled_at)}
            for one in found
        ]

    def targets(self) -> list[View]:
        """What a reference may point at, with what it prints: clauses, and the blocks that bear an id."""
        numbers = numbering(tuple(self.clauses.values()))
        found = [_target(one.id, label(one), numbers) for one in self.clauses.values()]
        for one in self.clauses.values():
            for _, block in walk(read(one.body)):
                if id_of(block) and not isinstance(block, Deviation):
                    title = block.title if isinstance(block, Table | Figure) else ""
                    found.append(_target(id_of(block), f"{numbers.printed(id_of(block))} {title}".strip(), numbers))
        return found


def _target(id_: str, words: str, numbers: Numbering) -> View:
    return {"id": id_, "words": words, "printed": numbers.printed(id_)}


def named(person: Person | None) -> str:
    """A person in the language spoken; somebody unknown is a dash."""
    return tell(person.called) if person else "—"


def hour(at: datetime) -> str:
    """A moment of today by its hour, of another day by its day."""
    local = at.astimezone(clock.BEIJING)
    is_today = local.date() == g.now.astimezone(clock.BEIJING).date()
    return local.strftime("%H:%M" if is_today else "%m-%d %H:%M")
