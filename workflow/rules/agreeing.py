"""The law of agreements: who proposes, what a change must not break, whose signature is missing, from when it holds."""

from workflow.accord.check import faults
from workflow.accord.content import chain_asked, current, links_of, parsed, planned
from workflow.accord.picture import Accord
from workflow.accord.plan import Fault
from workflow.picture.standing import Case
from workflow.records.agreements import AgreementChange
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.vocabulary import AgreementState, ChangeKind, Named, Role

FEWEST = 2  # regions that make an agreement
DRAFTED = (AgreementState.DRAFTED, AgreementState.SIGNING)


def accord(case: Case) -> Accord:
    """The agreement that stands in the place of a standard."""
    assert isinstance(case.standing, Accord)
    return case.standing


def subject(case: Case) -> AgreementChange | None:
    """The change that an act is about: the one named, before the agreement begins its draft."""
    seen = accord(case)
    return seen.founding if seen.state in DRAFTED else seen.change(case.answers.get("change"))


def found_faults(case: Case) -> list[Fault]:
    """What the check finds in the change at hand."""
    change = subject(case)
    return faults(planned(accord(case), change), change.kind) if change else []


def _faulty(case: Case) -> Facts | None:
    n = len(found_faults(case))
    return {"n": n} if n else None


no_faults = Rule("no_faults", "设计", _faulty, Role.HANDLER)


def _backwards(case: Case) -> Facts | None:
    change = subject(case)
    is_past = change is not None and change.effective_from < case.today
    return {"from": change.effective_from, "today": case.today} if change and is_past else None


not_backwards = Rule("not_backwards", "设计", _backwards, Role.HANDLER)


def _proposer(change: AgreementChange) -> Role:
    return Role.SECADMIN if change.kind is ChangeKind.CHAIN else Role.HANDLER


def _of_others(case: Case) -> Facts | None:
    change = subject(case)
    if change is None or (change.proposed_region == case.region and case.role is _proposer(change)):
        return None
    return {"region": accord(case).named(change.proposed_region), "role": _proposer(change)}


own_proposal = Rule("own_proposal", "设计", _of_others)


def _not_due(case: Case) -> Facts | None:
    change = subject(case)
    if change is None or case.region in accord(case).silent(change):
        return None
    return {"regions": case.among(accord(case).silent(change))}


voice_due = Rule("voice_due", "设计", _not_due)


def _same_person(case: Case) -> Facts | None:
    change, seat = subject(case), case.seat
    is_same = change is not None and seat is not None and change.proposed_by in seat.persons
    return {} if is_same else None


proposer_apart = Rule("proposer_apart", "职责分离；设计", _same_person, Role.APPROVER)


def _overtaken(case: Case) -> Facts | None:
    change = subject(case)
    return {} if change is not None and current(accord(case), change) != change.before else None


still_fits = Rule("still_fits", "设计", _overtaken, Role.HANDLER)


def _unsigned(case: Case) -> Facts | None:
    change = subject(case)
    silent = accord(case).silent(change) if change else []
    return {"regions": case.among(silent)} if silent else None


all_signed = Rule("all_signed", "《标准化法》第十三条；设计", _unsigned, Role.APPROVER)


def _too_early(case: Case) -> Facts | None:
    change = subject(case)
    return {"from": change.effective_from} if change is not None and change.effective_from > case.today else None


day_come = Rule("day_come", "设计", _too_early)


def _still_valid(case: Case) -> Facts | None:
    until = accord(case).agreement.valid_until
    return None if until is not None and until < case.today else {"until": until or "—"}


validity_over = Rule("validity_over", "合作协议；设计", _still_valid)


def _chair_stays(case: Case) -> Facts | None:
    until = accord(case).agreement.chair_until
    return None if until is not None and until <= case.today else {"until": until or "—"}


chair_over = Rule("chair_over", "设计", _chair_stays)


def _few_members(case: Case) -> Facts | None:
    members = case.answers.get("members") or []
    is_ours = case.region in members
    return None if is_ours and len(members) >= FEWEST else {"n": len(members), "least": FEWEST}


enough_members = of_answers(Rule("enough_members", "设计", _few_members, Role.HANDLER))


def _dates_crossed(case: Case) -> Facts | None:
    since = case.answers.get("valid_from") or accord(case).agreement.valid_until or case.today
    until = case.answers.get("valid_until")
    return {"since": since, "until": until} if until is not None and until <= since else None


dates_in_order = of_answers(Rule("dates_in_order", "设计", _dates_crossed, Role.HANDLER))


def _code_taken(case: Case) -> Facts | None:
    code = case.answers.get("code")
    is_fit = isinstance(code, str) and code.isascii() and code.isalnum() and code.isupper() and len(code) <= CODE_MOST
    is_taken = any(other.code == code for other in accord(case).others)
    return {"code": code} if is_taken or not is_fit else None


CODE_MOST = 12
code_free = of_answers(Rule("code_free", "设计", _code_taken, Role.HANDLER))


def _band_taken(case: Case) -> Facts | None:
    start, end = case.answers.get("band_start"), case.answers.get("band_end")
    if start is None:
        return None
    members = frozenset(case.answers.get("members") or ())
    clash = [
        other
        for other in accord(case).others
        if members & accord(case).parties[other.id]
        and (end is None or other.band_start <= end)
        and (other.band_end is None or other.band_end >= start)
    ]
    is_empty = end is not None and end < start
    names = [Named(other.code, other.name_zh, other.name_en) for other in clash]
    return {"agreements": names or "—"} if clash or is_empty else None


band_free = of_answers(Rule("band_free", "设计", _band_taken, Role.HANDLER))


def _same_value(case: Case) -> Facts | None:
    key, value = case.answers.get("term"), case.answers.get("value")
    if key is None or value is None:
        return None
    stands = accord(case).terms[key].value
    new = parsed(key, stands, value)
    return {"value": value} if new is None or new == stands else None


value_new = of_answers(Rule("value_new", "设计", _same_value, Role.HANDLER))


def _chain_same(case: Case) -> Facts | None:
    purpose = case.answers.get("gate")
    if purpose is None:
        return None
    return {} if chain_asked(case.answers) == links_of(accord(case), case.region, purpose) else None


chain_new = of_answers(Rule("chain_new", "设计", _chain_same, Role.SECADMIN))
