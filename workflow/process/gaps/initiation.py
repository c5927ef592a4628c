"""Stage one: who has not answered, applied or decided, and how many regions are short."""

from workflow.picture.standing import Case
from workflow.process.gaps.gap import Gap, Gaps, stood_since
from workflow.process.gaps.offices import offices
from workflow.vocabulary import Joint, Purpose, Role, Track


def undecided(case: Case) -> Gaps:
    standing = case.standing
    decide_by = standing.standard.decide_by and standing.moved(standing.standard.decide_by, standing.standard.since)
    for code in standing.undecided:
        track, named = standing.tracks[code], standing.named(code)
        if track.state is Track.INVITED:
            yield Gap(
                "gap.invited",
                track.since,
                {"region": named},
                "accept_invitation",
                Role.HANDLER,
                code,
                due=track.reply_by and standing.moved(track.reply_by, track.since),
            )
        elif track.state is Track.ACCEPTED:
            facts = {"region": named, "organ": standing.organ(track.department_id) if track.department_id else ""}
            yield Gap(
                "gap.apply", track.since, facts, "apply", Role.APPLICANT, code, track.department_id, due=decide_by
            )
        else:
            yield from offices(case, code, Purpose.INITIATION, track.since, decide_by)


# The way back to where regions can be invited again.
BACK = {
    Joint.CONSULTING: ("recall_consultation", Role.COORDINATOR),
    Joint.ANSWERING: ("return_to_drafting", Role.COORDINATOR),
    Joint.REVIEWING: ("recall_review", Role.SECRETARY),
    Joint.APPROVING: ("return_to_drafting", Role.COORDINATOR),
}


def floor(case: Case) -> Gaps:
    standing = case.standing
    fell, n, least = standing.standard.below_floor_at, len(standing.counted), standing.terms.days("floor.min")
    if standing.undecided and not fell:
        return
    due = standing.due(fell, standing.terms.days("floor.grace_days")) if fell else None
    facts = {"n": n, "k": least - n, "until": due or "—"}
    step, role = BACK.get(standing.state, ("invite", Role.COORDINATOR))
    region = None if role is Role.SECRETARY else standing.standard.lead_region
    key = "gap.below_floor" if fell else "gap.floor"
    yield Gap(key, fell or stood_since(case), facts, step, role, region, due=due)
