"""Stage one: who has not answered, applied or decided, and how many regions are short."""

from workflow import clock
from workflow.process.gaps.gap import Gap, Gaps, stood_since
from workflow.process.gaps.offices import offices
from workflow.standing import Case
from workflow.vocabulary import Purpose, Role, Track


def undecided(case: Case) -> Gaps:
    standing = case.standing
    decide_by = standing.standard.decide_by
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
                due=track.reply_by,
            )
        elif track.state is Track.ACCEPTED:
            facts = {"region": named, "organ": standing.organ(track.department_id) if track.department_id else ""}
            yield Gap(
                "gap.apply", track.since, facts, "apply", Role.APPLICANT, code, track.department_id, due=decide_by
            )
        else:
            yield from offices(case, code, Purpose.INITIATION, track.since, decide_by)


def floor(case: Case) -> Gaps:
    n, floor = len(case.standing.counted), case.standing.terms.days("floor.min")
    fell = case.standing.standard.below_floor_at
    days = case.standing.terms.days("floor.grace_days")
    due = clock.days_after(clock.day_of(fell), days) if fell else None
    if not case.standing.undecided or fell:
        facts = {"n": n, "k": floor - n, "until": due or "—"}
        key = "gap.below_floor" if fell else "gap.floor"
        yield Gap(
            key,
            fell or stood_since(case),
            facts,
            "invite",
            Role.COORDINATOR,
            case.standing.standard.lead_region,
            due=due,
        )
