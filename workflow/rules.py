"""The law: each rule a line of data - name, shape, citation, who cures it. A broken rule returns facts, never prose."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil
from typing import Any

from workflow import clock, gates, who
from workflow.standing import Case
from workflow.text.number_parsing import parse
from workflow.text.numbers import StandardNumber
from workflow.vocabulary import (
    AgreementState,
    CommentState,
    Duty,
    Joint,
    Named,
    Nature,
    Number,
    Panel,
    Purpose,
    Role,
    Stand,
    TextPurpose,
    Track,
    Window,
)

Facts = dict[str, Any]
Until = Callable[[Case], date | None]


@dataclass(frozen=True)
class Rule:
    """`check` gives the facts of the breach, or None; `cure` is who can mend it, `until` by when."""

    name: str
    cites: str
    check: Callable[[Case], Facts | None]
    cure: Role | None = None
    until: Until = lambda case: None
    judges_answers: bool = False


def of_answers(rule: Rule) -> Rule:
    """The same rule, judged only once there are answers: it never greys a button."""
    return replace(rule, judges_answers=True)


# --- shapes ---------------------------------------------------------------------------------------------------------


def every_region(
    name: str, lacking: Callable[[Case], list[str]], *, cites: str, cure: Role, until: Until = lambda case: None
) -> Rule:
    """Holds when no region is lacking."""

    def check(case: Case) -> Facts | None:
        codes = lacking(case)
        if not codes:
            return None
        since = min(case.standing.tracks[code].since for code in codes)
        return {"regions": case.among(codes), "since": clock.day_of(since)}

    return Rule(name, cites, check, cure, until)


def none_left(
    name: str, left: Callable[[Case], list[Any]], *, cites: str, cure: Role | None = None, fact: str = "n"
) -> Rule:
    """Holds when the list is empty; the fact is how many, or which, are left."""

    def check(case: Case) -> Facts | None:
        rest = left(case)
        return {fact: len(rest) if fact == "n" else rest} if rest else None

    return Rule(name, cites, check, cure)


def present(name: str, is_there: Callable[[Case], Any], *, cites: str, cure: Role | None = None, **facts: Any) -> Rule:
    """Holds when something is there."""
    return Rule(name, cites, lambda case: None if is_there(case) else dict(facts), cure)


def reached(
    name: str,
    have: Callable[[Case], int],
    need: Callable[[Case], int],
    *,
    cites: str,
    cure: Role | None = None,
    fact: str = "floor",
) -> Rule:
    """Holds when a count reaches its need."""

    def check(case: Case) -> Facts | None:
        n, wanted = have(case), need(case)
        return {"n": n, fact: wanted} if n < wanted else None

    return Rule(name, cites, check, cure)


def lasted(name: str, end: Callable[[Case], datetime | None], *, cites: str) -> Rule:
    """Holds from an instant on; an instant that is not fixed yet never comes."""

    def check(case: Case) -> Facts | None:
        until = end(case)
        if until is not None and case.at >= until:
            return None
        last = clock.day_of(until - timedelta(seconds=1)) if until else None
        return {
            "until": last or "—",
            "instant": until or "—",
            "left": clock.days_left(last, case.today) if last else "—",
        }

    return Rule(name, cites, check)


def _term(key: str) -> Callable[[Case], int]:
    return lambda case: case.standing.terms.days(key)


# --- stage one 分别立项 ---------------------------------------------------------------------------------------------

REQUIRED = ("title_zh", "title_en", "scope", "ics", "ccs", "field")


def _agreement_stands(case: Case) -> Facts | None:
    agreement = case.standing.agreement
    is_dated = agreement.valid_from <= case.today and (
        agreement.valid_until is None or case.today <= agreement.valid_until
    )
    is_field = not agreement.fields or case.standing.standard.field in agreement.fields
    if agreement.state is AgreementState.IN_FORCE and is_dated and is_field:
        return None
    name = Named(agreement.code, agreement.name_zh, agreement.name_en)
    return {"date": case.today, "agreement": name, "until": agreement.valid_until or "—"}


agreement_stands = Rule("agreement_stands", "合作协议；设计", _agreement_stands)
proposal_complete = none_left(
    "proposal_complete",
    lambda case: [f"ask.{f}" for f in REQUIRED if not getattr(case.standing.standard, f)],
    cites="《地方标准管理办法》第十一条（待核）",
    cure=Role.COORDINATOR,
    fact="fields",
)


def _checks_left(case: Case) -> list[str]:
    wanted: list[str] = case.standing.terms["initiation.checks"].value
    done = case.answers.get("checks", ())
    return [f"check.{check}" for check in wanted if check not in done]


CHECKED = "《标准化法》第十三、十五、二十一、二十二条;《公平竞争审查条例》（待核）"
checks_done = of_answers(none_left("checks_done", _checks_left, cites=CHECKED, cure=Role.APPROVER, fact="checks"))
AMENDABLE = ("title_zh", "title_en", "scope", "ics", "ccs", "nature", "special_law")


def _amends_nothing(case: Case) -> Facts | None:
    standard = case.standing.standard
    changed = [name for name in AMENDABLE if name in case.answers and case.answers[name] != getattr(standard, name)]
    return None if changed else {}


amends_something = of_answers(Rule("amends_something", "设计", _amends_nothing, Role.COORDINATOR))
special_law_cited = present(
    "special_law_cited",
    lambda case: case.standing.standard.nature is not Nature.MANDATORY or case.standing.standard.special_law,
    cites="《标准化法》第二条",
    cure=Role.COORDINATOR,
)


def _city_empowered(case: Case) -> Facts | None:
    place = case.standing.places[case.region]
    approved = case.standing.terms["city.approval_document"].value
    return {"region": case.standing.named(case.region)} if place.level == "city" and not approved else None


city_empowered = Rule("city_empowered", "《标准化法》第十三条", _city_empowered, Role.PROVINCE)
invitations_out = reached(
    "invitations_out",
    lambda case: len(case.standing.undecided) + len(case.standing.counted),
    _term("floor.min"),
    cites="设计",
    cure=Role.COORDINATOR,
)
floor_reached = reached(
    "floor_reached",
    lambda case: len(case.standing.counted),
    _term("floor.min"),
    cites="DB31/T 310003—2021 例；设计",
    cure=Role.COORDINATOR,
)
all_decided = every_region(
    "all_decided",
    lambda case: case.standing.undecided,
    cites="《标准化法》第十三条；设计",
    cure=Role.APPROVER,
    until=lambda case: case.standing.standard.decide_by,
)
members_named = every_region(
    "members_named",
    lambda case: [r for r in case.standing.counted if case.standing.tracks[r].drafters_named_at is None],
    cites="设计",
    cure=Role.HANDLER,
)
group_confirmed = present(
    "group_confirmed", lambda case: case.standing.standard.group_confirmed_at, cites="设计", cure=Role.COORDINATOR
)

# --- stage two 统一制定 ---------------------------------------------------------------------------------------------


def _frozen_for(case: Case, purpose: TextPurpose) -> bool:
    frozen = case.standing.frozen
    if frozen is None or frozen.purpose is not purpose:
        return False
    return purpose is not TextPurpose.FINAL or frozen.meta.get("participants") == case.standing.counted


def text_frozen(purpose: TextPurpose) -> Rule:
    """A frozen text for this purpose is the present one; a final text names today's participants."""
    return present(
        "text_frozen",
        lambda case: _frozen_for(case, purpose),
        cites="《地方标准管理办法》第十三至十六条（待核）",
        cure=Role.EDITOR,
        purpose=purpose,
    )


draft_written = present("draft_written", lambda case: case.standing.draft, cites="设计", cure=Role.DRAFTER)


def _is_one_change(case: Case) -> bool:
    """The whole text, or new words of one clause; never both, never neither."""
    given = case.answers.keys() - {"comment"}
    return given == {"text"} or given in ({"clause", "title"}, {"clause", "words"}, {"clause", "title", "words"})


words_given = of_answers(present("words_given", _is_one_change, cites="设计", cure=Role.DRAFTER))


def _window_days(case: Case) -> int:
    return int(case.answers.get("days") or 0)


def _window_short(case: Case) -> Facts | None:
    least = case.standing.terms.days("consultation.public_min_days")
    days = _window_days(case)
    return {"days": days, "min": least, "region": case.among(case.standing.counted)} if days < least else None


window_long_enough = of_answers(
    Rule("window_long_enough", "《地方标准管理办法》第十三条", _window_short, Role.COORDINATOR)
)


def _unposted(case: Case) -> list[str]:
    current = case.standing.consultation
    posted = {
        w.region_code
        for w in case.standing.windows
        if current and w.consultation_id == current.id and w.state in (Window.POSTED, Window.CLOSED)
    }
    return [region for region in case.standing.counted if region not in posted]


ARTICLE_13 = "《地方标准管理办法》第十三条（待核）；设计"
all_posted = every_region("all_posted", _unposted, cites=ARTICLE_13, cure=Role.HANDLER)


def _posted_already(case: Case) -> Facts | None:
    current = case.standing.consultation
    mine = (w for w in case.standing.windows if current and w.consultation_id == current.id)
    own = next((w for w in mine if w.region_code == case.region), None)
    return {"since": own.posted_on} if own is not None and own.posted_on is not None else None


not_posted_yet = Rule("not_posted_yet", "设计", _posted_already)


def _posting_untrue(case: Case) -> Facts | None:
    """A draft is posted at a web address, not before the consultation was opened."""
    current, posted_on = case.standing.consultation, case.answers.get("posted_on")
    is_web = str(case.answers.get("address", "")).startswith(("https://", "http://"))
    opened = clock.day_of(current.opened_at) if current else case.today
    return None if is_web and posted_on is not None and posted_on >= opened else {"since": opened}


posting_true = of_answers(Rule("posting_true", ARTICLE_13, _posting_untrue, Role.HANDLER))


def closes_after(postings: Iterable[date], days: int) -> date:
    """The last day of a consultation whose days count from the last of these postings."""
    return clock.days_after(max(postings), days)


def closing_day(case: Case) -> date | None:
    """The last day of the consultation: fixed by the last posting of the regions that count today."""
    current = case.standing.consultation
    if current is None or current.closes_on is not None or _unposted(case):
        return current.closes_on if current else None
    counted = case.standing.counted
    mine = [w for w in case.standing.windows if w.consultation_id == current.id and w.region_code in counted]
    postings = [w.posted_on for w in mine if w.posted_on]
    return closes_after(postings, current.days) if postings else None


def _window_end(case: Case) -> datetime | None:
    last = closing_day(case)
    return clock.end_of(last) if last else None


window_over = lasted("window_over", _window_end, cites="《地方标准管理办法》第二十八条（待核）；设计")


def _unanswered(case: Case) -> Facts | None:
    n = case.standing.comment_counts.get(CommentState.RECEIVED, 0)
    editors = [case.standing.person(d.person_id) for d in case.standing.drafters if d.is_editor]
    return {"n": n, "who": editors} if n else None


not_into_itself = of_answers(
    present("not_into_itself", lambda case: case.answers.get("comment") != case.answers.get("into"), cites="设计")
)
all_answered = Rule("all_answered", "《地方标准管理办法》第十三、十四条（待核）", _unanswered, Role.DRAFTER)


def _never_posted(case: Case) -> list[str]:
    closed = {w.region_code for w in case.standing.windows if w.state is Window.CLOSED}
    return [region for region in case.standing.counted if region not in closed]


once_posted = every_region(
    "all_posted", _never_posted, cites="《地方标准管理办法》第十三条（待核）；设计", cure=Role.HANDLER
)
no_major_change = of_answers(
    present("no_major_change", lambda case: case.answers.get("declaration"), cites="设计", cure=Role.EDITOR, clauses=())
)


def _undeclared(case: Case) -> list[Any]:
    return [case.standing.person(m.person_id) for m in case.standing.panel_members if m.interest is None]


interests_declared = none_left(
    "interests_declared", _undeclared, cites="通行做法（待核）", cure=Role.REVIEWER, fact="names"
)


def _judges(case: Case) -> list[Any]:
    return [m for m in case.standing.panel_members if m.interest in (None, "none")]


def _panel_faults(case: Case) -> list[str]:
    """What is wrong with the panel named in the answers, or else with the panel as it stands, as keys of words."""
    terms = case.standing.terms
    by_person = {seat.person_id: seat for seat, _ in case.standing.roster if seat.role.value == "expert"}
    named = case.answers.get("experts")
    if named is None:
        members = [(m.person_id, m.region_code, m.is_user, m.is_chair) for m in _judges(case)]
    else:
        users, chair = set(case.answers.get("users") or ()), case.answers.get("chair")
        members = [(p, by_person[p].region_code or "", p in users, p == chair) for p in named if p in by_person]
    regions = [region for _, region, _, _ in members]
    busiest = max((regions.count(r) for r in set(regions)), default=0)
    hands = case.standing.hands
    tests = {
        "fault.panel_small": len(members) < terms.days("review.panel_min"),
        "fault.panel_even": len(members) % 2 == 0,
        "fault.panel_users": sum(is_user for _, _, is_user, _ in members)
        < terms.share("review.user_share_min") * len(members),
        "fault.panel_region": not set(case.standing.counted) <= set(regions),
        "fault.panel_half": busiest > ceil(terms.share("review.region_share_max") * len(members))
        and len(case.standing.counted) > 1,
        "fault.panel_chair": sum(is_chair for _, _, _, is_chair in members) != 1,
        "fault.panel_drafter": any(hands.get(p, set()) & who.EXCLUDED[Role.REVIEWER] for p, _, _, _ in members),
    }
    return [key for key, is_wrong in tests.items() if is_wrong]


panel_fit = none_left(
    "panel_fit", _panel_faults, cites="部门规则（已见）；通行做法（待核）", cure=Role.SECRETARY, fact="faults"
)
named_panel_fit = of_answers(panel_fit)


def notice_ends(case: Case) -> datetime | None:
    """When the papers will have been out long enough for a vote: meeting and letter have their own terms."""
    panel = case.standing.panel
    if panel is None or panel.noticed_at is None:
        return None
    days = case.standing.terms.days("review.notice_days_letter" if panel.by_letter else "review.notice_days")
    return clock.start_of(clock.days_after(clock.day_of(panel.noticed_at), days))


def _notice(case: Case) -> Facts | None:
    end, panel = notice_ends(case), case.standing.panel
    if end is not None and case.at >= end:
        return None
    key = "review.notice_days_letter" if panel and panel.by_letter else "review.notice_days"
    return {"days": case.standing.terms.days(key), "date": clock.day_of(end) if end else "—"}


notice_given = Rule("notice_given", "部门规则（已见）；设计", _notice)


def _quorum(case: Case) -> Facts | None:
    members = [m.person_id for m in _judges(case)]
    there = [p for p in case.answers.get("present") or () if p in members]
    need = ceil(case.standing.terms.share("review.quorum") * len(members))
    return {"present": len(there), "members": len(members), "need": need} if len(there) < need else None


quorum_met = of_answers(Rule("quorum_met", "部门规则（已见）；通行做法（待核）", _quorum, Role.CHAIR))
vote_open = present(
    "vote_open",
    lambda case: case.standing.panel is not None and case.standing.panel.state is Panel.VOTING,
    cites="设计",
    cure=Role.CHAIR,
)


def _present(case: Case) -> list[Any]:
    return [m for m in _judges(case) if m.is_present]


votes_in = none_left(
    "votes_in",
    lambda case: [case.standing.person(m.person_id) for m in _present(case) if m.vote is None],
    cites="设计",
    cure=Role.REVIEWER,
    fact="names",
)


def tally(case: Case) -> tuple[int, int]:
    """(agree, present): an abstention counts as present."""
    there = _present(case)
    return sum(m.vote in (Stand.AGREE, Stand.AGREE_NOTES) for m in there), len(there)


def carries(agree: int, there: int, share: Fraction = Fraction(3, 4)) -> bool:
    """At least that share of those present, three quarters by default: 6 of 8 carries, 5 of 7 does not."""
    return there > 0 and agree >= share * there


def _carried(case: Case) -> Facts | None:
    agree, there = tally(case)
    return (
        None if carries(agree, there, case.standing.terms.share("review.pass")) else {"agree": agree, "present": there}
    )


def _lost(case: Case) -> Facts | None:
    agree, there = tally(case)
    return (
        {"agree": agree, "present": there} if carries(agree, there, case.standing.terms.share("review.pass")) else None
    )


vote_carried = Rule("vote_carried", "部门规则（已见）", _carried)
vote_lost = Rule("vote_lost", "部门规则（已见）", _lost)


def _failures(case: Case) -> int:
    """Failures counting the one about to be declared."""
    return case.standing.standard.failures + 1


first_failure = Rule(
    "first_failure",
    "团体标准规则（已见）",
    lambda case: None if _failures(case) < case.standing.terms.days("review.failures_max") else {"n": _failures(case)},
)
last_failure = Rule(
    "last_failure",
    "团体标准规则（已见）",
    lambda case: {"n": _failures(case)} if _failures(case) < case.standing.terms.days("review.failures_max") else None,
)

# --- stage three 共商发布 -------------------------------------------------------------------------------------------


def _unmet(case: Case) -> Facts | None:
    rest = [d.words for d in case.standing.demands if d.met_in is None]
    return {"n": len(rest), "places": rest} if rest else None


changes_made = Rule("changes_made", "《地方标准管理办法》第十六条（待核）", _unmet, Role.EDITOR)


def _chain_gaps(case: Case) -> Facts | None:
    purpose = gates.open_purpose(case.standing, case.region)
    owe = gates.owing(case.standing, case.region, purpose) if purpose else []
    if not owe:
        return None
    return {
        "offices": [case.standing.organ(o.organ_id) for o in owe],
        "since": clock.day_of(case.standing.tracks[case.region].since),
    }


chain_complete = Rule("chain_complete", "“3+X”工作模式；设计", _chain_gaps, Role.COSIGNER)


def _below_spoken(case: Case) -> Facts | None:
    """The handler agrees only when every department has spoken; a blocking position needs nobody."""
    stand = case.answers.get("position")
    purpose = gates.open_purpose(case.standing, case.region)
    if case.role is not Role.HANDLER or purpose is None or (stand is not None and stand.blocks):
        return None
    owe = [o for o in gates.owing(case.standing, case.region, purpose) if o.role is Role.COSIGNER]
    since = clock.day_of(case.standing.tracks[case.region].since)
    return {"offices": [case.standing.organ(o.organ_id) for o in owe], "since": since} if owe else None


departments_spoke = of_answers(Rule("chain_complete", "“3+X”工作模式；设计", _below_spoken, Role.COSIGNER))


def _own_office(case: Case) -> list[Any]:
    purpose = gates.open_purpose(case.standing, case.region)
    return [
        office
        for office in (gates.offices(case.standing, case.region, purpose) if purpose else [])
        if case.seat and office.organ_id == case.seat.organ_id and office.role is case.role
    ]


gate_open = present("gate_open", _own_office, cites="设计")


def _said_already(case: Case) -> Facts | None:
    """An identical position on the same text is refused; without answers the rule waits."""
    stand = case.answers.get("position")
    latest = [gates.position_of(case.standing, office) for office in _own_office(case)]
    same = [p for p in latest if p is not None and p.stand is stand and gates.is_fresh(case.standing, p)]
    return {"since": clock.day_of(same[0].at)} if same and stand is not None and not stand.blocks else None


not_said_already = Rule("not_said_already", "设计", _said_already)


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
    taken = case.standing.hands.get(case.seat.person_id, set()) & who.EXCLUDED.get(case.role, frozenset())
    return {"role": sorted(taken)} if taken else None


other_hands = Rule("other_hands", "职责分离；设计", _other_hands, Role.SECADMIN)


def _named_hands(case: Case) -> Facts | None:
    closed = who.EXCLUDED[Role.DRAFTER]
    wrong = [p for p in case.answers.get("persons") or () if case.standing.hands.get(p, set()) & closed]
    return {"names": [case.standing.person(p) for p in wrong]} if wrong else None


named_hands = Rule("named_hands", "职责分离；设计", _named_hands, Role.HANDLER)


def _release_due(case: Case) -> date | None:
    frozen = case.standing.frozen
    days = case.standing.terms.days("gate.days.release")
    return clock.days_after(clock.day_of(frozen.made_at), days) if frozen else None


def _unapproved(case: Case) -> Facts | None:
    codes = gates.unapproved(case.standing, case.standing.counted)
    frozen = case.standing.frozen
    if not codes or frozen is None:
        return None
    return {"regions": case.among(codes), "version": frozen.number, "since": clock.day_of(frozen.made_at)}


all_approved = Rule("all_approved", "《标准化法》第十三条；设计", _unapproved, Role.APPROVER, _release_due)


def _objections(case: Case) -> Facts | None:
    codes = case.standing.in_states({Track.OBJECTED})
    reasons = [
        p.reason
        for p in case.standing.positions
        if p.region_code in codes and p.stand.blocks and p.role is Role.APPROVER
    ]
    return {"regions": case.among(codes), "reasons": reasons[-len(codes) :]} if codes else None


nobody_objects = Rule("nobody_objects", "《标准化法》第十三条；设计", _objections, Role.APPROVER)


def lowest_free(case: Case) -> int:
    """The lowest serial of the band that nobody ever held; it may lie behind the band's end."""
    taken = {serial for serial, _ in case.standing.taken}
    serial = case.standing.agreement.band_start
    while serial in taken:
        serial += 1
    return serial


def _number_taken(case: Case) -> Facts | None:
    serial, part = case.answers.get("serial") or lowest_free(case), case.answers.get("part") or 0
    agreement, state = case.standing.agreement, case.standing.taken.get((serial, part))
    is_inside = agreement.band_start <= serial <= (agreement.band_end or 999_999)
    if is_inside and state is None:
        return None
    group = Named(agreement.code, agreement.name_zh, agreement.name_en)
    return {"serial": serial, "group": group, "state": state or Number.FREE}


BAND = "市场监管总局新闻发布会：编号 3000 以后号段专属"
number_available = Rule("number_available", BAND, _number_taken, Role.KEEPER)
KEPT = ("kept_by", "own_number", "kept_reason")


def _exception_faults(case: Case) -> Facts | None:
    """A region keeps its own number only with number and reason, and only a number of its own."""
    given = [name for name in KEPT if case.answers.get(name)]
    if not given:
        return None
    place = case.standing.places.get(case.answers.get("kept_by", ""))
    area = place.db_prefix.removeprefix("DB") if place else ""
    number = parse(case.answers.get("own_number", ""), areas={area})
    is_own = isinstance(number, StandardNumber) and number.code == area and number.year is not None
    return None if len(given) == len(KEPT) and is_own else {"number": case.answers.get("own_number", "—")}


exception_complete = of_answers(Rule("exception_complete", "设计", _exception_faults, Role.KEEPER))
no_number_yet = none_left(
    "no_number_yet",
    lambda case: [s.serial for s in case.standing.serials if s.state is Number.RESERVED],
    cites="设计",
    fact="serial",
)


def _same_keeper(case: Case) -> Facts | None:
    serial = case.standing.serial
    if serial is None or case.seat is None:
        return None
    is_other = serial.reserved_region != case.region and serial.reserved_by != case.seat.person_id
    return None if is_other else {}


second_keeper = Rule("second_keeper", "设计", _same_keeper, Role.KEEPER)
not_confirmed_yet = present(
    "not_confirmed_yet",
    lambda case: case.standing.serial is None or case.standing.serial.confirmed_at is None,
    cites="设计",
)


def _void_asked(case: Case) -> Facts | None:
    serial = case.standing.serial
    if (
        serial is None
        or serial.void_asked_at is None
        or case.at > serial.void_asked_at + timedelta(hours=case.standing.terms.days("number.void_hours"))
    ):
        return {}
    is_other = serial.void_asked_region != case.region and (
        case.seat is None or serial.void_asked_by != case.seat.person_id
    )
    return None if is_other else {}


void_asked_elsewhere = Rule("void_asked_elsewhere", "设计", _void_asked, Role.KEEPER)


def _unconfirmed(case: Case) -> Facts | None:
    serial = case.standing.serial
    if serial is not None and serial.confirmed_at is not None:
        return None
    return {"serial": serial.serial if serial else "—"}


number_confirmed = Rule("number_confirmed", "设计", _unconfirmed, Role.KEEPER)


def _instant_near(case: Case) -> Facts | None:
    instant = case.answers.get("instant")
    earliest = case.at + timedelta(hours=case.standing.terms.days("release.notice_hours"))
    return {"earliest": earliest} if instant is not None and instant < earliest else None


instant_far_enough = Rule("instant_far_enough", "设计", _instant_near, Role.OFFICER)


def _lag_short(case: Case) -> Facts | None:
    instant, effective = case.answers.get("instant"), case.answers.get("effective")
    if instant is None or effective is None:
        return None
    days, least = (effective - clock.day_of(instant)).days, case.standing.terms.days("effective.lag_days")
    is_excused = days >= case.standing.terms.days("effective.lag_floor") and case.answers.get("lag_reason")
    return None if days >= least or is_excused else {"days": days, "min": least}


lag_enough = Rule("lag_enough", "已见封面的间隔", _lag_short, Role.OFFICER)


def _replaces_unsaid(case: Case) -> Facts | None:
    track = case.standing.tracks[case.region]
    is_said = not track.replaces or case.answers.get("replaces")
    return None if is_said else {"region": case.standing.named(case.region), "papers": ["paper.replaced_list"]}


papers_ready = of_answers(Rule("papers_ready", "《地方标准管理办法》第十九条（待核）", _replaces_unsaid, Role.OFFICER))
all_confirmed = every_region(
    "all_confirmed",
    lambda case: [r for r in case.standing.counted if case.standing.tracks[r].state is not Track.CONFIRMED],
    cites="设计",
    cure=Role.OFFICER,
    until=lambda case: clock.day_of(case.standing.release.instant) if case.standing.release else None,
)
in_time = present(
    "in_time", lambda case: case.standing.release is None or case.at < case.standing.release.instant, cites="设计"
)
evidence_sealed = none_left(
    "evidence_sealed", lambda case: case.standing.terms["release.cosigners"].value, cites="设计", fact="mirrors"
)


def _unbroken(case: Case) -> Facts | None:
    standing, release = case.standing, case.standing.release
    is_late = standing.state is Joint.SCHEDULED and release is not None and case.at >= release.instant
    is_broken = (
        bool(_objections(case))
        or bool(gates.unapproved(standing, standing.counted))
        or not _frozen_for(case, TextPurpose.FINAL)
        or len(standing.counted) < standing.terms.days("floor.min")
        or is_late
    )
    return None if is_broken else {}


release_broken = Rule("release_broken", "设计", _unbroken)
instant_come = lasted(
    "instant_come", lambda case: case.standing.release.instant if case.standing.release else None, cites="设计"
)

# --- leaving, lateness, floor ---------------------------------------------------------------------------------------


def _grace_end(case: Case) -> datetime | None:
    fell = case.standing.standard.below_floor_at
    days = case.standing.terms.days("floor.grace_days")
    return clock.end_of(clock.days_after(clock.day_of(fell), days)) if fell else None


below_floor_long = lasted("below_floor_long", _grace_end, cites="设计")


def _lead_stays(case: Case) -> Facts | None:
    lead = case.standing.tracks[case.standing.standard.lead_region]
    return None if lead.state.counts.value == "resting" and heirs(case) else {}


def heirs(case: Case) -> list[str]:
    """Who leads next, in the group's order: a counted region, else one that accepted or applied."""
    standing = case.standing
    return standing.counted or standing.in_states({Track.ACCEPTED, Track.APPLIED})


def _company(case: Case) -> list[str]:
    lead = case.standing.standard.lead_region
    return [code for code in (*case.standing.counted, *case.standing.undecided) if code != lead]


alone = every_region("alone", _company, cites="设计", cure=Role.APPROVER)
lead_gone = Rule("lead_gone", "设计", _lead_stays)
lapsed = lasted(
    "lapsed",
    lambda case: clock.end_of(
        clock.months_after(
            clock.day_of(case.standing.standard.since), case.standing.terms.days("proposal.lapse_months")
        )
    ),
    cites="设计",
)

# --- stage four 协同实施 --------------------------------------------------------------------------------------------

effective_date_come = lasted(
    "effective_date_come",
    lambda case: clock.start_of(case.standing.standard.effective_on) if case.standing.standard.effective_on else None,
    cites="《地方标准管理办法》（待核）",
)


def _chosen_duty(case: Case) -> Any:
    return next((d for d in case.standing.duties if d.id == case.answers.get("duty")), None)


excusable_left = present(
    "excusable_left",
    lambda case: [d for d in case.standing.duties if d.state is Duty.OPEN and not d.kind.legal],
    cites="设计",
)


def _office_mates(case: Case) -> list[Any]:
    mine = case.seat
    return [
        seat
        for seat, _ in case.standing.roster
        if mine and (seat.organ_id, seat.role) == (mine.organ_id, mine.role) and seat.person_id != mine.person_id
    ]


has_office_mates = present("has_office_mates", _office_mates, cites="设计", cure=Role.SECADMIN)


def _own_report(case: Case) -> Facts | None:
    duty = _chosen_duty(case)
    is_own = duty is not None and case.seat is not None and duty.reported_by == case.seat.person_id
    return {} if is_own else None


not_own_report = Rule("not_own_report", "设计", _own_report, Role.COORDINATOR)


def _legal(case: Case) -> Facts | None:
    duty = _chosen_duty(case)
    return {"duty": duty.kind} if duty is not None and duty.kind.legal else None


not_legal = Rule("not_legal", "《标准化法》第十三、三十九条", _legal)


def _receiptless(case: Case) -> Facts | None:
    duty = _chosen_duty(case)
    is_filing = duty is not None and duty.kind.value == "filing"
    return {} if is_filing and not case.answers.get("receipt_number") else None


receipt_given = Rule("receipt_given", "《地方标准管理办法》第二十一条（待核）", _receiptless, Role.IMPLEMENTER)


def broken(rules: Iterable[Rule], case: Case, *, before_answers: bool = False) -> list[tuple[Rule, Facts]]:
    """Every rule that does not hold, with its facts - all at once, never only the first."""
    judged = (rule for rule in rules if not (before_answers and rule.judges_answers))
    return [(rule, facts) for rule in judged if (facts := rule.check(case)) is not None]
