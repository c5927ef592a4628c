"""The law of stage one 分别立项: the agreement, the proposal, its checks, the floor of regions, the drafting group."""

from workflow.picture.standing import Case
from workflow.rules.shapes import Facts, Rule, every_region, none_left, of_answers, present, reached, term
from workflow.vocabulary import (
    AgreementState,
    Named,
    Nature,
    Role,
)

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
CITIES = ("prefecture_city", "autonomous_prefecture")
AMENDABLE = ("title_zh", "title_en", "scope", "ics", "ccs", "nature", "special_law", "territory")


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
    """A city needs its province's document; the term says whether the group asks for it."""
    place = case.standing.places[case.region]
    member = next(m for m in case.standing.members if m.region_code == case.region)
    is_asked = place.level in CITIES and case.standing.terms["city.approval_document"].value
    return {"region": case.standing.named(case.region)} if is_asked and not member.empowered_by else None


city_empowered = Rule("city_empowered", "《标准化法》第十三条", _city_empowered, Role.PROVINCE)
invitations_out = reached(
    "invitations_out",
    lambda case: len(case.standing.undecided) + len(case.standing.counted),
    term("floor.min"),
    cites="设计",
    cure=Role.COORDINATOR,
)
floor_reached = reached(
    "floor_reached",
    lambda case: len(case.standing.counted),
    term("floor.min"),
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
