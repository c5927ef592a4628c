"""The law of lists in batches: every region speaks, enough of them accept, the notice lasts; a changed source is
renewed by each region or lapses there. Conditions of uptake follow the national rule of 2023 on association standards.
"""

from datetime import date

from workflow.clock import days_after, years_after
from workflow.picture.standing import Case
from workflow.rules.entering import entered
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.vocabulary import Role, Stand

UPTAKE_RULE = "《推荐性国家标准采信团体标准暂行规定》（2023）"
ASSOCIATION = "association"


def days(case: Case, key: str) -> int:
    return case.standing.terms.days(key)


def silent(case: Case) -> list[str]:
    """The regions that have said nothing of it yet."""
    seen = entered(case)
    return [code for code in seen.tracks if code not in seen.latest()]


def _silent(case: Case) -> Facts | None:
    codes = silent(case)
    return {"regions": case.among(codes)} if codes else None


all_spoke = Rule("all_spoke", "设计", _silent, Role.APPROVER)


def _too_few(case: Case) -> Facts | None:
    n, floor = len(entered(case).accepting(case.today)), days(case, "recognition.floor")
    return {"n": n, "floor": floor} if n < floor else None


enough_accept = Rule("enough_accept", "设计", _too_few, Role.APPROVER)


def _short(case: Case) -> Facts | None:
    first = _first(case, "recognition.notice_days")
    return {"days": days(case, "recognition.notice_days"), "first": first} if first else None


def _hasty(case: Case) -> Facts | None:
    first = _first(case, "recognition.grace_days")
    return {"days": days(case, "recognition.grace_days"), "first": first} if first else None


def _first(case: Case, key: str) -> date | None:
    """The earliest day that a term allows, where an earlier one was answered."""
    first, due = days_after(case.today, days(case, key)), case.answers.get("due")
    return first if isinstance(due, date) and due < first else None


notice_long = of_answers(Rule("notice_long", "设计", _short))
grace_long = of_answers(Rule("grace_long", "设计", _hasty))


def _running(case: Case) -> Facts | None:
    due = entered(case).held.due
    return {"due": due} if due is not None and due >= case.today else None


notice_over = Rule("notice_over", "设计", _running, until=lambda case: entered(case).held.due)


def _unexplained(case: Case) -> Facts | None:
    """Who does not accept says why; who accepts with conditions names them."""
    answers, stand = case.answers, case.answers.get("position")
    wants = {Stand.DISAGREE: "reason", Stand.ABSTAIN: "reason", Stand.AGREE_NOTES: "conditions"}
    lacking = wants.get(stand) if stand is not None else None
    if lacking is None or answers.get(lacking) or (lacking == "conditions" and answers.get("exceptions")):
        return None
    return {"lacking": f"ask.{lacking}"}


grounds_given = of_answers(Rule("grounds_given", "设计", _unexplained))


def _does_not_accept(case: Case) -> Facts | None:
    return None if case.region in entered(case).accepting(case.today) else {"region": case.standing.named(case.region)}


accepts = Rule("accepts", "设计", _does_not_accept, Role.APPROVER)


CHANGES = ("report_change", "source_changed")  # the rows by which a source is known to have changed
KNOWN = ("enter_listed", "list_batch", *CHANGES)  # and those that took it as it was


def _as_it_was(case: Case) -> Facts | None:
    """Each change of a standard of ours is reported once: since it was listed, or since the last one."""
    seen = entered(case)
    changed = seen.source_changed_at()
    known = max((turn.at for turn in seen.course if turn.step in KNOWN), default=None)
    is_new = changed is not None and (known is None or changed > known)
    return None if is_new else {"title": seen.held.title}


source_moved = Rule("source_moved", "设计", _as_it_was)


def renewed(case: Case) -> list[str]:
    """The regions that renewed their word since the source was reported as changed."""
    seen = entered(case)
    since = max(seen.turn_of(step) for step in CHANGES)
    return [code for code, voice in seen.accepting(case.today).items() if voice.number > since]


def owing(case: Case) -> list[str]:
    """The regions whose acceptance still rests on the source as it was."""
    done = renewed(case)
    return [code for code in entered(case).accepting(case.today) if code not in done]


def _renewed_before(case: Case) -> Facts | None:
    return {"region": case.standing.named(case.region)} if case.region in renewed(case) else None


not_renewed = Rule("not_renewed", "设计", _renewed_before)


def _under_review(case: Case) -> Facts | None:
    """It ends once every region has spoken, or with its day."""
    due, left = entered(case).held.due, owing(case)
    return {"due": due or "—", "regions": case.among(left)} if left and (due is None or due >= case.today) else None


review_over = Rule("review_over", "设计", _under_review, Role.APPROVER, until=lambda case: entered(case).held.due)


def _still_accepted(case: Case) -> Facts | None:
    n = len(entered(case).accepting(case.today))
    return {"n": n} if n else None


nobody_accepts = Rule("nobody_accepts", "设计", _still_accepted)


# --- uptake of association standards ---------------------------------------------------------------------------------


def _unmet(case: Case, field: str) -> bool:
    """A condition of the national rule: of an association's standard it must be answered with yes."""
    fields = entered(case).held.fields
    is_due = fields.get("type") == ASSOCIATION and entered(case).kind.field(field) is not None
    return is_due and fields.get(field) != "yes"


def _not_voluntary(case: Case) -> Facts | None:
    return {"title": entered(case).held.title} if _unmet(case, "is_voluntary") else None


def _no_good_practice(case: Case) -> Facts | None:
    return {"title": entered(case).held.title} if _unmet(case, "good_practice") else None


def _rights_open(case: Case) -> Facts | None:
    return {"title": entered(case).held.title} if _unmet(case, "rights_settled") else None


def _not_advanced(case: Case) -> Facts | None:
    return {"title": entered(case).held.title} if _unmet(case, "is_advanced") else None


def _too_young(case: Case) -> Facts | None:
    seen = entered(case)
    fields, years = seen.held.fields, days(case, "uptake.min_years")
    if fields.get("type") != ASSOCIATION or seen.kind.field("in_use_since") is None:
        return None
    told = fields.get("in_use_since")
    since = date.fromisoformat(told) if told else None
    is_old = since is not None and years_after(since, years) <= case.today
    return None if is_old else {"years": years, "since": since or "—"}


uptake_age = Rule("uptake_age", UPTAKE_RULE, _too_young, Role.HANDLER)
uptake_voluntary = Rule("uptake_voluntary", UPTAKE_RULE, _not_voluntary, Role.HANDLER)
uptake_practice = Rule("uptake_practice", UPTAKE_RULE, _no_good_practice, Role.HANDLER)
uptake_rights = Rule("uptake_rights", UPTAKE_RULE, _rights_open, Role.HANDLER)
uptake_advanced = Rule("uptake_advanced", UPTAKE_RULE, _not_advanced, Role.HANDLER)
UPTAKE = (uptake_age, uptake_voluntary, uptake_practice, uptake_rights, uptake_advanced)
