"""The law of an amendment 修改单 from the chain inside a region to its effect: at one instant for all, or none."""

from datetime import date

from workflow import clock, gates
from workflow.picture.standing import Case
from workflow.records.agreements import Office
from workflow.records.positions import Position
from workflow.rules.amending import amendment_of, is_frozen, parts_of
from workflow.rules.positions import endless, in_their_own_words
from workflow.rules.releasing import lag_enough
from workflow.rules.sealing import is_reported
from workflow.rules.shapes import Facts, Rule, every_region, lasted, of_answers, present
from workflow.vocabulary import AmendmentKind, AmendmentState, Purpose, Role

LAW = "《标准化法》第十三条；设计"
HERE = Purpose.AMENDMENT


def word_of(case: Case, code: str) -> Position | None:
    """What a region's approver said last on this amendment."""
    present_round = gates.round_of(case.standing, code, HERE)
    wanted = (code, HERE, Role.APPROVER, present_round)
    said = (p for p in reversed(case.standing.positions) if (p.region_code, p.purpose, p.role, p.round) == wanted)
    return next(said, None)


def unapproved(case: Case) -> list[str]:
    """Counted regions whose approver's fresh yes is missing."""
    return [code for code in case.standing.counted if not gates.agrees(case.standing, word_of(case, code))]


def objecting(case: Case) -> list[str]:
    """Counted regions whose approver's last word blocks, on whichever text it was said."""
    words = {code: word_of(case, code) for code in case.standing.counted}
    return [code for code, word in words.items() if word is not None and word.stand.blocks]


# --- inside a region ------------------------------------------------------------------------------------------------


def own_office(case: Case) -> list[Office]:
    """The actor's link in the chains of the regions he may speak for."""
    counted = (code for code in case.regions if code in case.standing.counted)
    chain = (office for code in counted for office in gates.offices(case.standing, code, HERE))
    return [o for o in chain if case.seat and o.organ_id == case.seat.organ_id and o.role is case.role]


amendment_gate_open = present("gate_open", own_office, cites="设计")


def _owing(case: Case) -> list[Office]:
    """The offices below the approver whose yes to the amendment is missing."""
    return gates.owing(case.standing, case.region, HERE) if case.region in case.standing.tracks else []


def _without_end(case: Case) -> Facts | None:
    return {"purpose": HERE} if endless(case, HERE) else None


def _chain_gaps(case: Case) -> Facts | None:
    offices = [case.standing.organ(o.organ_id) for o in _owing(case)]
    return {"offices": offices, "since": clock.day_of(amendment_of(case).since)} if offices else None


def _departments_owe(case: Case) -> Facts | None:
    """The handler agrees only when every department has spoken; a blocking position needs nobody."""
    stand = case.answers.get("position")
    if case.role is not Role.HANDLER or (stand is not None and stand.blocks):
        return None
    offices = [case.standing.organ(o.organ_id) for o in _owing(case) if o.role is Role.COSIGNER]
    return {"offices": offices, "since": clock.day_of(amendment_of(case).since)} if offices else None


amendment_chain_ends = Rule("chain_ends", "《标准化法》第十三条", _without_end, Role.SECADMIN)


def _next_in_chain(case: Case) -> Role | None:
    return next((office.role for office in _owing(case)), None)


amendment_chain = Rule("chain_complete", LAW, _chain_gaps, cured_by=_next_in_chain)
amendment_departments = of_answers(Rule("chain_complete", LAW, _departments_owe, Role.COSIGNER))


def _nothing_settled(case: Case) -> Facts | None:
    """Only the word of a department that is asked for and has not said yes can be settled."""
    owe = gates.owing(case.standing, case.region, HERE) if case.region in case.standing.counted else []
    open_ones, chosen = [o.organ_id for o in owe if o.role is Role.COSIGNER], case.answers.get("department")
    return None if open_ones and chosen in (None, *open_ones) else {"region": case.standing.named(case.region)}


amendment_department_owes = Rule("department_owes", "“3+X”工作模式；设计", _nothing_settled)


def _said_already(case: Case) -> Facts | None:
    stand = case.answers.get("position")
    latest = [gates.position_of(case.standing, office) for office in own_office(case)]
    same = [p for p in latest if p is not None and p.stand is stand and gates.is_fresh(case.standing, p)]
    return {"since": clock.day_of(same[0].at)} if same and stand is not None and not stand.blocks else None


amendment_said_anew = of_answers(Rule("not_said_already", "设计", _said_already))


def _approved_already(case: Case) -> Facts | None:
    word = word_of(case, case.region)
    return {"since": clock.day_of(word.at)} if word is not None and gates.agrees(case.standing, word) else None


amendment_unapproved_here = Rule("not_said_already", "设计", _approved_already)


def _unexplained(case: Case) -> Facts | None:
    stand = case.answers.get("position")
    lacking = [key for key in ("reason", "lift") if not case.answers.get(key)]
    return {} if stand is not None and stand.blocks and lacking else None


amendment_reasoned = of_answers(Rule("no_explained", "设计", _unexplained))

# --- all regions ----------------------------------------------------------------------------------------------------


def _release_due(case: Case) -> date | None:
    amended, days = case.standing.amended, case.standing.terms.days("gate.days.release")
    return case.standing.due(max(amended.made_at, amendment_of(case).since), days) if amended else None


def _silent(case: Case) -> Facts | None:
    codes, amended = unapproved(case), case.standing.amended
    if not codes or amended is None:
        return None
    return {"regions": case.among(codes), "version": amended.number, "since": clock.day_of(amended.made_at)}


amendment_approved = Rule("all_approved", LAW, _silent, Role.APPROVER, _release_due)


def _objections(case: Case) -> Facts | None:
    said = [word for code in objecting(case) if (word := word_of(case, code))]
    return {"regions": in_their_own_words(case, said), "reasons": [w.reason for w in said]} if said else None


nobody_objects_to_it = Rule("nobody_objects", LAW, _objections, Role.APPROVER)


def _lag_short(case: Case) -> Facts | None:
    """An erratum mends the text as it was meant: it may apply at once, but never before it is released."""
    instant, effective = case.answers.get("instant"), case.answers.get("effective")
    if amendment_of(case).kind is not AmendmentKind.ERRATUM:
        return lag_enough.check(case)
    days = (effective - clock.day_of(instant)).days if instant and effective else 0
    return {"days": days, "min": 0} if days < 0 else None


amendment_lag = of_answers(Rule("lag_enough", lag_enough.cites, _lag_short, Role.OFFICER))


def _confirmed_already(case: Case) -> Facts | None:
    own = parts_of(case).get(case.region)
    return {"since": clock.day_of(own.confirmed_at)} if own is not None and own.confirmed_at is not None else None


amendment_unconfirmed_here = Rule("confirmed_once", "设计", _confirmed_already)


def unconfirmed(case: Case) -> list[str]:
    """Counted regions that have not confirmed their announcement for the instant."""
    done = {code for code, part in parts_of(case).items() if part.confirmed_at is not None}
    return [code for code in case.standing.counted if code not in done]


def _instant_day(case: Case) -> date | None:
    instant = amendment_of(case).instant
    return clock.day_of(instant) if instant else None


amendment_confirmed = every_region("all_confirmed", unconfirmed, cites="设计", cure=Role.OFFICER, until=_instant_day)


def _is_late(case: Case) -> bool:
    amendment = amendment_of(case)
    is_waiting = amendment.state is AmendmentState.SCHEDULED
    return is_waiting and amendment.instant is not None and case.at >= amendment.instant


amendment_in_time = present("in_time", lambda case: not _is_late(case), cites="设计")


def _unbroken(case: Case) -> Facts | None:
    too_few = len(case.standing.counted) < case.standing.terms.days("floor.min")
    is_broken = bool(objecting(case) or unapproved(case)) or not is_frozen(case) or too_few or _is_late(case)
    is_broken = is_broken or is_reported(case, amendment_of(case).since)
    return None if is_broken else {}


amendment_broken = Rule("release_broken", "设计", _unbroken)
amendment_instant_come = lasted("instant_come", lambda case: amendment_of(case).instant, cites="设计")
