"""Stage one: the proposal, invitations, applications, each region's own initiation."""

import secrets
from collections.abc import Mapping
from typing import Any

from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.standards import Standard, StandardTrack
from workflow.rules import initiation
from workflow.rules.implementing import newest_rules
from workflow.search.spelling import search_words
from workflow.vocabulary import Ending, Joint, Track


def open_project(work: Work, case: Case, rule_set_id: int) -> int:
    """Write the proposed standard and a track for every member of the group; the proposing region leads."""
    new = {"rule_set_id": rule_set_id, "field": case.answers["field"], "lineage": secrets.token_hex(8)}
    return _open(work, case, {}, **new)


def open_successor(work: Work, case: Case) -> int:
    """Write the revision of a standard: of its lineage, under the newest rules, replacing each region's number."""
    standing, standard = case.standing, case.standing.standard
    newest = newest_rules(case)
    replaced = {code: standing.numbers[code].display for code in standing.counted if code in standing.numbers}
    return _open(
        work,
        case,
        replaced,
        rule_set_id=newest.id if newest else standard.rule_set_id,
        field=case.answers.get("field") or standard.field,
        lineage=standard.lineage,
        is_revision=True,
        predecessor_id=standard.id,
    )


def _open(work: Work, case: Case, replaced: Mapping[str, str], **values: Any) -> int:
    answers, agreement = case.answers, case.standing.agreement
    made = work.insert(
        Standard,
        agreement_id=agreement.id,
        state=Joint.PROPOSED,
        since=work.at,
        lead_region=case.region,
        title_zh=answers["title_zh"],
        title_en=answers["title_en"],
        scope=answers["scope"],
        ics=answers["ics"],
        ccs=answers["ccs"],
        nature=answers["nature"],
        special_law=answers.get("special_law", ""),
        territory=answers.get("territory") or [],
        wished_on=answers.get("wished_on"),
        search_text=search_words(answers["title_zh"], answers["title_en"], values["field"]),
        **values,
    )
    members = [member.region_code for member in case.standing.members]
    tracks = [_track(made, code, case.region, work) | {"replaces": replaced.get(code, "")} for code in members]
    work.insert_many(StandardTrack, tracks)
    return made


def _track(standard_id: int, code: str, lead: str, work: Work) -> dict[str, Any]:
    state = Track.ACCEPTED if code == lead else Track.OUTSIDE
    return {"standard_id": standard_id, "region_code": code, "state": state, "since": work.at}


def amend_proposal(work: Work, case: Case) -> None:
    changed = {name: case.answers[name] for name in initiation.AMENDABLE if name in case.answers}
    if changed:
        found_by(work, case, changed.get("title_zh", ""), changed.get("title_en", ""), **changed)


def withdraw_proposal(work: Work, case: Case) -> None:
    work.update(Standard, Standard.id == case.standing.standard.id, ending=Ending.WITHDRAWN)


def lapse_proposal(work: Work, case: Case) -> None:
    work.update(Standard, Standard.id == case.standing.standard.id, ending=Ending.LAPSED)


def open_initiation(work: Work, case: Case) -> None:
    work.update(Standard, Standard.id == case.standing.standard.id, decide_by=case.answers["decide_by"])


def adopt_rules(work: Work, case: Case) -> dict[str, Any]:
    """From now on the project is judged by the newest rule set of its agreement that is in effect."""
    newest = newest_rules(case)
    assert newest is not None
    work.update(Standard, Standard.id == case.standing.standard.id, rule_set_id=newest.id)
    return {"rules": newest.id, "rules_version": newest.version}


def found_by(work: Work, case: Case, *words: str, **values: Any) -> None:
    """From now on the standard is found by these words too; `values` are written with them."""
    standard = case.standing.standard
    found = search_words(standard.search_text, *words)
    work.along |= {"search_text": found, **values}


def _on_track(work: Work, case: Case, region: str, **values: Any) -> None:
    mine = (StandardTrack.standard_id == case.standing.standard.id, StandardTrack.region_code == region)
    work.update(StandardTrack, *mine, **values)


def invite(work: Work, case: Case) -> None:
    _on_track(work, case, case.answers["region"], reply_by=case.answers["reply_by"])


def ask_to_join(work: Work, case: Case) -> None:
    _on_track(work, case, case.region, department_id=case.answers["department"])


def accept_invitation(work: Work, case: Case) -> None:
    _on_track(work, case, case.region, department_id=case.answers["department"])


def apply(work: Work, case: Case) -> None:
    assert case.seat is not None
    _on_track(work, case, case.region, department_id=case.seat.organ_id, plan_until=case.answers["deadline"])


def keep_plan(work: Work, case: Case) -> None:
    """Keep the plan; a region that joins while the text is written makes the group due for confirmation again."""
    answers, standard = case.answers, case.standing.standard
    _on_track(
        work,
        case,
        case.region,
        plan_number=answers.get("plan_number"),
        plan_until=answers["time_limit"],
        checks=answers["checks"],
    )
    confirmed = None if standard.state is Joint.DRAFTING else standard.group_confirmed_at
    found_by(work, case, answers.get("plan_number", ""), group_confirmed_at=confirmed)
