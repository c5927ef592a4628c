"""Stage two: the drafting group, drafts, and freezing a text."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from workflow.db import Work
from workflow.effects.proposals import found_by
from workflow.picture import manuscript
from workflow.picture.standing import Case
from workflow.records.comment_uses import CommentUse
from workflow.records.panels import Demand
from workflow.records.standards import Drafter, Hand, Standard, StandardTrack
from workflow.rules import explaining
from workflow.text.applying import changed
from workflow.text.clauses import Clause, Text
from workflow.text.document import read_document
from workflow.text.lineage import carry_ids, id_factory
from workflow.text.linking import numbered_and_linked
from workflow.text.reading import read
from workflow.text.shares import shared, shares
from workflow.vocabulary import Role, TextPurpose

Clauses = tuple[Clause, ...]


def name_drafters(work: Work, case: Case) -> None:
    """Naming again replaces the region's drafters; those who leave stay in the record, and the group is due anew."""
    standing, region, persons = case.standing, case.region, case.answers["persons"]
    mine = (Drafter.standard_id == standing.standard.id, Drafter.region_code == region, Drafter.until.is_(None))
    work.update(Drafter, *mine, Drafter.person_id.not_in(persons), until=work.at)
    staying = {d.person_id for d in standing.drafters if d.region_code == region}
    unit = case.answers["unit"]
    rows = [
        {"standard_id": standing.standard.id, "region_code": region, "person_id": p, "unit": unit}
        for p in persons
        if p not in staying
    ]
    work.insert_many(Drafter, rows)
    new_hands = [p for p in persons if Role.DRAFTER not in standing.hands.get(p, set())]
    work.insert_many(
        Hand, [{"standard_id": standing.standard.id, "person_id": p, "role": Role.DRAFTER} for p in new_hands]
    )
    track = (StandardTrack.standard_id == standing.standard.id, StandardTrack.region_code == region)
    work.update(StandardTrack, *track, drafters_named_at=work.at)
    found_by(work, case, *(standing.person(p).zh for p in persons), group_confirmed_at=None)


def confirm_group(work: Work, case: Case) -> None:
    """Name the editor in chief and the order in the foreword: as given, the rest by the order of naming."""
    standing, editor = case.standing, case.answers["editor"]
    given = case.answers.get("order") or []
    order = [*given, *(d.person_id for d in standing.drafters if d.person_id not in given)]
    mine = (Drafter.standard_id == standing.standard.id, Drafter.until.is_(None))
    places = sa.case({person: place for place, person in enumerate(order)}, value=Drafter.person_id)
    work.update(Drafter, *mine, is_editor=Drafter.person_id == editor, order=places)
    work.update(Standard, Standard.id == standing.standard.id, group_confirmed_at=work.at)


def metadata(case: Case) -> dict[str, Any]:
    """What stands in the text's hash besides its clauses; numbers, dates, issuers and covers are outside it."""
    standard = case.standing.standard
    part = {"territory": standard.territory} if standard.territory else {}
    return part | {
        "title_zh": standard.title_zh,
        "title_en": standard.title_en,
        "ics": standard.ics,
        "ccs": standard.ccs,
        "nature": standard.nature.value,
        "participants": case.standing.counted,
    }


def save_draft(work: Work, case: Case) -> dict[str, Any]:
    """A new version: the whole text as words or as a structure, else one clause of the newest text with new words.
    Whatever came, its numbers are those of its places.
    """
    told = redrafted(work, case, lambda old: _drafted(work, case, old))
    _note_comment(work, case, told["version"])
    return told


def _note_comment(work: Work, case: Case, version: int) -> None:
    """The comment that a draft was saved for, with the sentences of its clause that changed."""
    named = case.answers.get("comment")
    clause = case.answers.get("clause") or next((c.clause_id for c in case.standing.comments if c.id == named), "")
    if named is not None:
        old = next((c.body for c in case.standing.written.clauses if c.id == clause), "")
        before, after = changed(old, case.answers.get("words", old))
        use = {"comment_id": named, "version_id": version, "clause_id": clause, "before": before, "after": after}
        work.insert_many(CommentUse, [use])


def redrafted(work: Work, case: Case, change: Callable[[Clauses], Clauses]) -> dict[str, Any]:
    """The newest text, changed, as the next version."""
    standing = case.standing
    last = standing.draft
    old = manuscript.load(work.session, last).clauses if last else ()
    made, hashed = manuscript.store(
        work,
        Text(metadata(case), change(old)),
        old,
        standard_id=standing.standard.id,
        number=last.number + 1 if last else 1,
        purpose=TextPurpose.DRAFT,
        base_id=last.id if last else None,
        made_by=case.seat.person_id if case.seat else None,
    )
    work.along["text_version"] = standing.standard.version + 1
    return {"version": made, "number": last.number + 1 if last else 1, "text_hash": hashed}


def _drafted(work: Work, case: Case, old: Clauses) -> Clauses:
    """Who answers for a clause is no matter of whoever writes it: shares stay as they were."""
    if "structure" in case.answers:
        clauses = read_document(json.loads(case.answers["structure"])).clauses
        return shared(clauses, shares(old), case.standing.counted)
    if "text" in case.answers:
        new_id = id_factory(manuscript.given_ids(work.session, case.standing.standard.id))
        return numbered_and_linked(carry_ids(old, read(case.answers["text"], id_factory()).clauses, new_id))
    return numbered_and_linked(tuple(_edited(case, clause) for clause in old))


def _edited(case: Case, clause: Clause) -> Clause:
    if clause.id != case.answers.get("clause"):
        return clause
    return replace(
        clause,
        title=case.answers.get("title", clause.title),
        body=case.answers.get("words", clause.body),
    )


def freeze_text(work: Work, case: Case) -> dict[str, Any]:
    """Freeze the newest text for a purpose under today's metadata and shares; demanded changes named as met are met by
    it.
    """
    standing = case.standing
    last = standing.draft
    assert last is not None
    clauses = standing.written.clauses
    text = Text(metadata(case), shared(clauses, shares(clauses), standing.counted))
    made, hashed = manuscript.store(
        work,
        text,
        text.clauses,
        standard_id=standing.standard.id,
        number=last.number + 1,
        purpose=case.answers["purpose"],
        base_id=last.id,
        made_by=case.seat.person_id if case.seat else None,
        summary=case.answers["summary"],
    )
    if case.answers.get("met"):
        work.update(Demand, Demand.id.in_(case.answers["met"]), met_in=made)
    work.along["text_version"] = standing.standard.version + 1
    explained = {"explanation_hash": explaining.content(standing)} if standing.explained else {}
    return {"version": made, "number": last.number + 1, "text_hash": hashed} | explained
