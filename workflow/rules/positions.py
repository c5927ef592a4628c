"""The law of the chain inside a region: who must have spoken, what a position carries, whose hands are closed."""

from workflow import clock, gates, who
from workflow.picture.standing import Case
from workflow.records.agreements import Office
from workflow.records.positions import Position
from workflow.rules.shapes import Facts, Rule, of_answers, present
from workflow.vocabulary import (
    Named,
    Purpose,
    Role,
)


def endless(case: Case, purpose: Purpose) -> bool:
    """Whether the chain of the actor's region names no approver: the check of agreements asks the same."""
    return not gates.has_end(office.role for office in gates.offices(case.standing, case.region, purpose))


def _without_end(case: Case) -> Facts | None:
    purpose = gates.open_purpose(case.standing, case.region)
    return {"purpose": purpose} if purpose and endless(case, purpose) else None


chain_ends = Rule("chain_ends", "《标准化法》第十三条", _without_end, Role.SECADMIN)


def _chain_gaps(case: Case) -> Facts | None:
    purpose = gates.open_purpose(case.standing, case.region)
    owe = gates.owing(case.standing, case.region, purpose) if purpose else []
    if not owe:
        return None
    return {
        "offices": [case.standing.organ(o.organ_id) for o in owe],
        "since": clock.day_of(case.standing.tracks[case.region].since),
    }


def _next_in_chain(case: Case) -> Role | None:
    """The office whose turn it is, be it a department, the handler or the province."""
    purpose = gates.open_purpose(case.standing, case.region)
    owe = gates.owing(case.standing, case.region, purpose) if purpose else []
    return owe[0].role if owe else None


chain_complete = Rule("chain_complete", "“3+X”工作模式；设计", _chain_gaps, cured_by=_next_in_chain)


def _below_spoken(case: Case) -> Facts | None:
    """The handler agrees only when every department has spoken; a blocking position needs nobody."""
    stand = case.answers.get("position")
    purpose = gates.open_purpose(case.standing, case.region)
    if case.role is not Role.HANDLER or purpose is None or (stand is not None and stand.blocks):
        return None
    is_new = purpose is Purpose.REVIEW and case.answers.get("outcome") != gates.proposed(case.standing, case.region)
    asked = gates.offices if is_new and stand is not None else gates.owing
    owe = [o for o in asked(case.standing, case.region, purpose) if o.role is Role.COSIGNER]
    since = clock.day_of(case.standing.tracks[case.region].since)
    return {"offices": [case.standing.organ(o.organ_id) for o in owe], "since": since} if owe else None


departments_spoke = of_answers(Rule("chain_complete", "“3+X”工作模式；设计", _below_spoken, Role.COSIGNER))


def _own_office(case: Case) -> list[Office]:
    """The actor's link in the open gates of the regions he may speak for."""
    found = ((code, gates.open_purpose(case.standing, code)) for code in case.regions)
    chain = (office for code, purpose in found if purpose for office in gates.offices(case.standing, code, purpose))
    return [o for o in chain if case.seat and o.organ_id == case.seat.organ_id and o.role is case.role]


gate_open = present("gate_open", _own_office, cites="设计")


def _said_already(case: Case) -> Facts | None:
    """An identical position on the same text is refused; without answers the rule waits."""
    stand = case.answers.get("position")
    latest = [gates.position_of(case.standing, office) for office in _own_office(case)]
    spoken = case.answers.get("outcome")
    same = [
        p
        for p in latest
        if p is not None and p.stand is stand and gates.is_fresh(case.standing, p) and p.outcome == spoken
    ]
    return {"since": clock.day_of(same[0].at)} if same and stand is not None and not stand.blocks else None


not_said_already = Rule("not_said_already", "设计", _said_already)


def _nothing_settled(case: Case) -> Facts | None:
    """Only the word of a department that is asked for and has not said yes can be settled."""
    purpose = gates.open_purpose(case.standing, case.region)
    owe = gates.owing(case.standing, case.region, purpose) if purpose else []
    open_ones = [o.organ_id for o in owe if o.role is Role.COSIGNER]
    chosen = case.answers.get("department")
    return None if open_ones and chosen in (None, *open_ones) else {"region": case.standing.named(case.region)}


may_overrule = present(
    "may_overrule", lambda case: case.standing.terms["cosign.overrule"].value, cites="“3+X”工作模式；设计"
)
department_owes = Rule("department_owes", "“3+X”工作模式；设计", _nothing_settled)


def _approved_already(case: Case) -> Facts | None:
    latest = [gates.position_of(case.standing, office) for office in _own_office(case)]
    fresh = [p for p in latest if p is not None and gates.agrees(case.standing, p)]
    return {"since": clock.day_of(fresh[0].at)} if fresh else None


not_approved_yet = Rule("not_said_already", "设计", _approved_already)


def _reasonless(case: Case) -> Facts | None:
    stand = case.answers.get("position")
    if stand is None or not stand.blocks:
        return None
    lacking = [key for key in ("reason", "lift") if not case.answers.get(key)]
    wants_clauses = gates.open_purpose(case.standing, case.region) is Purpose.RELEASE and not case.answers.get(
        "clauses"
    )
    return {} if lacking or wants_clauses else None


reason_given = Rule("reason_given", "设计", _reasonless)


def _other_hands(case: Case) -> Facts | None:
    if case.seat is None or case.role is None:
        return None
    hands = set().union(*(case.standing.hands.get(person, set()) for person in case.seat.persons))
    taken = hands & who.EXCLUDED.get(case.role, frozenset())
    return {"role": sorted(taken)} if taken else None


other_hands = Rule("other_hands", "职责分离；设计", _other_hands, Role.SECADMIN)


def _named_hands(case: Case) -> Facts | None:
    closed = who.EXCLUDED[Role.DRAFTER]
    wrong = [p for p in case.answers.get("persons") or () if case.standing.hands.get(p, set()) & closed]
    return {"names": [case.standing.person(p) for p in wrong]} if wrong else None


named_hands = Rule("named_hands", "职责分离；设计", _named_hands, Role.HANDLER)


def in_their_own_words(case: Case, said: list[Position]) -> list[Named]:
    """The regions of these positions, each told with the reason that it gave itself."""
    named = [(case.standing.named(word.region_code), word.reason) for word in said]
    return [Named(code, f"{zh}“{reason}”", f"{en} “{reason}”") for (code, zh, en), reason in named]
