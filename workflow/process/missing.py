"""What is still missing: the broken rules of the row that the road waits for, told as gaps with whose turn it is."""

from collections.abc import Callable, Iterator
from datetime import datetime

from workflow.picture.standing import Case, Standing
from workflow.process.gaps.acceding import accession
from workflow.process.gaps.amendments import amendment
from workflow.process.gaps.drafting import comments, group, posting, remarks, text, window
from workflow.process.gaps.gap import Gap, Gaps, stood_since
from workflow.process.gaps.implementation import duties, effect
from workflow.process.gaps.initiation import floor, undecided
from workflow.process.gaps.living import alone, review, review_ahead, revision
from workflow.process.gaps.motions import motions, suspension
from workflow.process.gaps.panels import chair_of, lost, own_panels, panel, votes
from workflow.process.gaps.release import approvals, cosignatures, demands, instant, number, papers, voiding
from workflow.process.gaps.standstill import alike
from workflow.process.gaps.vacancies import experts, manned
from workflow.process.row import Row
from workflow.process.standard import ROWS, forward
from workflow.rules import shapes
from workflow.vocabulary import Role


def gaps(standing: Standing, at: datetime) -> list[Gap]:
    """Everything missing on the road from the present state."""
    case = Case(standing, None, at)
    name = forward(standing)
    found = list(_on_the_road(case, name)) if name else []
    found += [*suspension(case), *motions(case), *review(case), *alone(case), *accession(case), *revision(case)]
    found += [*amendment(case), *duties(case), *experts(case), *voiding(case), *alike(case)]
    return list(manned(case, iter(found)))


def is_more_behind(standing: Standing, at: datetime) -> bool:
    """Whether the road asks for more than its gaps tell: for what can only be told once these are filled."""
    row = ROWS.get(forward(standing) or "")
    told = _by_rule(Case(standing, None, at), row) if row else ()
    return any(not found and EXPANDED.get(name) is not _nothing for name, found in told)


def _on_the_road(case: Case, name: str) -> Gaps:
    told = list(_by_rule(case, ROWS[name]))
    found = [gap for _, some in told for gap in some]
    yield from found
    if not found and not ROWS[name].is_system and not CLOSED_BEHIND & {rule for rule, _ in told}:
        yield _ready(case, name)


def _by_rule(case: Case, row: Row) -> Iterator[tuple[str, list[Gap]]]:
    """The gaps of each broken rule; none where others must be filled first."""
    is_closed = False
    for rule, facts in shapes.broken(row.rules, case, before_answers=True):
        expand = EXPANDED.get(rule.name)
        some = () if is_closed else expand(case) if expand else [_plain(case, rule, facts)]
        yield rule.name, list(some)
        is_closed = is_closed or rule.name in CLOSED_BEHIND


def _plain(case: Case, rule: shapes.Rule, facts: shapes.Facts) -> Gap:
    lead = case.standing.standard.lead_region
    return Gap(
        f"rule.{rule.name}",
        case.standing.standard.since,
        facts,
        role=rule.curer(case),
        region=lead,
        due=rule.until(case),
    )


def _ready(case: Case, name: str) -> Gap:
    role = ROWS[name].who[0]
    region = None if role in (Role.SECRETARY, Role.CHAIR) else case.standing.standard.lead_region
    person = chair_of(case) if role is Role.CHAIR else None
    facts = {"step": f"step.{name}", "who": role}
    return Gap("gap.ready", stood_since(case), facts, name, role, region, person_id=person)


def _nothing(case: Case) -> Gaps:
    """Said already by another rule's gaps."""
    yield from ()


EXPANDED: dict[str, Callable[[Case], Gaps]] = {
    "all_decided": undecided,
    "floor_reached": floor,
    "group_confirmed": group,
    "text_frozen": text,
    "all_posted": posting,
    "window_over": window,
    "all_answered": comments,
    "vote_open": panel,
    "votes_in": votes,
    "vote_carried": lost,
    "panels_concluded": own_panels,
    "changes_made": demands,
    "remarks_answered": remarks,
    "all_approved": approvals,
    "nobody_objects": _nothing,
    "number_confirmed": number,
    "all_confirmed": papers,
    "evidence_sealed": cosignatures,
    "instant_come": instant,
    "effective_date_come": effect,
    "review_due": review_ahead,
}
# Rules behind which the next ones make no sense yet.
CLOSED_BEHIND = frozenset({"vote_open", "votes_in", "panels_concluded"})
