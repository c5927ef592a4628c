"""The law of a draw: what is fixed when it is called, whose share is owed, what fits what was committed to."""

import re
from hashlib import sha256
from math import ceil
from typing import Any, Final

import sqlalchemy as sa

from workflow import avoiding, clock, drawing
from workflow.accord.bank import OPEN, is_usable
from workflow.picture import connections
from workflow.picture.standing import Case
from workflow.records.draws import Draw
from workflow.records.experts import Expert
from workflow.records.standards import Standard, StandardTrack
from workflow.rules.agreeing import accord
from workflow.rules.banking import bank, codes_of
from workflow.rules.shapes import Facts, Rule, of_answers, present
from workflow.vocabulary import COUNTED, DrawState, InterestGroup, Role

HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
FEWEST: Final = 2  # shares: a seed of one share would be one region's own


def frozen(case: Case) -> dict[str, Any] | None:
    """What a draw called with these answers fixes; None where they name no standard."""
    standard = next((one for one in bank(case).reviewed if one.id == case.answers.get("standard")), None)
    if standard is None:
        return None
    terms, regions = case.standing.terms, _regions(case, standard)
    size = case.answers.get("size") or terms.days("review.panel_min")
    fields = codes_of(case.answers.get("fields") or "")
    users, most = terms.share("review.user_share_min"), terms.share("review.region_share_max")
    able, avoided = _sorted_out(case, standard, fields)
    least: list[list[Any]] = [["region", code, 1] for code in regions]
    least += [["group", InterestGroup.USER.value, ceil(users * size)]] + [["field", code, 1] for code in fields]
    caps: list[list[Any]] = [["region", "*", ceil(most * size)]] if len(regions) > 1 else []
    caps += [["unit", "*", 1]] if terms["experts.one_per_unit"].value is True else []
    made = {"standard": standard.id, "size": int(size), "fields": fields, "shares": _sharing(case, standard, regions)}
    return made | {"least": least, "most": caps, "candidates": able, "avoided": avoided}


def _regions(case: Case, standard: Standard) -> list[str]:
    """Who takes part in the project, in the order of the agreement."""
    query = sa.select(StandardTrack.region_code).where(
        StandardTrack.standard_id == standard.id, StandardTrack.state.in_(COUNTED)
    )
    there = set(accord(case).session.scalars(query))
    return [code for code in case.standing.tracks if code in there]


def _sharing(case: Case, standard: Standard, regions: list[str]) -> list[str]:
    """Whose shares make the seed: not who kept a share back since names were last drawn, where two others remain."""
    silent: set[str] = set()
    for draw in bank(case).draws:
        if draw.standard_id == standard.id:
            if draw.state is DrawState.DRAWN:
                break
            silent |= set(draw.silent or ())
    rest = [code for code in regions if code not in silent]
    return rest if len(rest) >= FEWEST else regions


def _sorted_out(case: Case, standard: Standard, fields: list[str]) -> tuple[list[Any], list[Any]]:
    """Who may be drawn, and who stands aside and why."""
    experts = [one for one in bank(case).experts if is_usable(one, case.today) and _fits(one, fields)]
    session, years = accord(case).session, case.standing.terms.days("review.avoidance_years")
    near, since = connections.around(session, standard.id), clock.years_after(case.today, -years)
    subjects = {one.key: one for one in connections.of_bank(session, experts)}
    tied = {one.id: avoiding.ties(subjects[one.id], near, since) for one in experts}
    able = [_candidate(one) for one in experts if not tied[one.id]]
    return able, [{"id": id_, "grounds": [tie.ground.value for tie in found]} for id_, found in tied.items() if found]


def _fits(one: Expert, fields: list[str]) -> bool:
    return not fields or any(code.startswith(field) for code in one.codes for field in fields)


def _candidate(one: Expert) -> dict[str, Any]:
    """What the seed is made of: nothing that is not public."""
    told = {"id": one.id, "region": one.region_code, "group": one.interest.value}
    return told | {"unit": one.unit, "codes": sorted(one.codes)}


def _open_already(case: Case) -> Facts | None:
    standard = case.answers.get("standard")
    found = [d for d in bank(case).draws if d.standard_id == standard and d.state in OPEN]
    return {"draw": found[0].id} if found else None


def _hours(case: Case) -> Facts | None:
    """No hour comes so early that some regions miss it: those who are left would be alone with the result."""
    commit, reveal = case.answers.get("commit_by"), case.answers.get("reveal_by")
    if commit is None or reveal is None:
        return None
    days = case.standing.terms.days("experts.share_days")
    first, second = clock.days_after(case.today, days), clock.days_after(clock.day_of(commit), days)
    is_fit = case.at < commit < reveal and first <= clock.day_of(commit) and second <= clock.day_of(reveal)
    return None if is_fit else {"commit": commit, "reveal": reveal, "days": int(days)}


def _size(case: Case) -> Facts | None:
    size, least = case.answers.get("size"), case.standing.terms.days("review.panel_min")
    return {"least": int(least)} if size and (size < least or size % 2 == 0) else None


def _too_few(case: Case) -> Facts | None:
    """Tried with a seed that nobody will draw with: whether the quotas can be filled at all."""
    made = frozen(case)
    if made is None or drawing.draw(made, "") is not None:
        return None
    return {"n": len(made["candidates"]), "size": made["size"], "avoided": len(made["avoided"])}


def _too_alone(case: Case) -> Facts | None:
    made = frozen(case)
    return {"need": FEWEST} if made is not None and len(made["shares"]) < FEWEST else None


def named(case: Case) -> Draw | None:
    return bank(case).draw(case.answers.get("draw"))


def owing(case: Case) -> list[Draw]:
    """Draws that wait for what the actor's region owes: the hash of a share, or the share."""
    found = []
    for draw in (one for one in bank(case).draws if one.state in OPEN):
        share = bank(case).shares.get(draw.id, {}).get(case.region)
        if draw.state is DrawState.COMMITTING:
            found += [draw] if share is None and case.region in draw.frozen["shares"] else []
        elif share is not None and share.share is None:
            found.append(draw)
    return [draw for draw in found if case.at < (draw.commit_by if draw.state is OPEN[0] else draw.reveal_by)]


def _no_hash(case: Case) -> Facts | None:
    return None if HASH.fullmatch(case.answers.get("commitment", "")) else {}


def _another(case: Case) -> Facts | None:
    draw = named(case)
    share = bank(case).shares.get(draw.id, {}).get(case.region) if draw else None
    told = sha256(case.answers.get("share", "").encode()).hexdigest()
    return {"hash": told[:16]} if share is not None and share.commitment != told else None


def _same_hash(case: Case) -> Facts | None:
    """A hash that another region handed in: its share would be known with the other's."""
    draw, given = named(case), case.answers.get("commitment")
    others = bank(case).shares.get(draw.id, {}).values() if draw else ()
    return {} if any(one.commitment == given for one in others) else None


def _committing(case: Case) -> Facts | None:
    """The shares are revealed once all have handed in theirs, or at the hour if two have."""
    draw = named(case)
    assert draw is not None
    given = len(bank(case).shares.get(draw.id, {}))
    is_over = case.at >= draw.commit_by and given >= FEWEST
    return None if given == len(draw.frozen["shares"]) or is_over else {"n": given}


def silent(case: Case, draw: Draw) -> list[str]:
    """Who handed in a hash and kept the share back."""
    return [code for code, one in bank(case).shares.get(draw.id, {}).items() if one.share is None]


def _revealing(case: Case) -> Facts | None:
    draw = named(case)
    return {"regions": silent(case, draw)} if draw is not None and silent(case, draw) else None


def _in_time(case: Case) -> Facts | None:
    draw = named(case)
    assert draw is not None
    end = draw.commit_by if draw.state is DrawState.COMMITTING else draw.reveal_by
    return {"until": end} if case.at < end else None


draw_free = of_answers(Rule("draw_free", "设计", _open_already, Role.HANDLER))
draw_hours = of_answers(Rule("draw_hours", "设计", _hours, Role.SECRETARY))
draw_size = of_answers(Rule("draw_size", "地方通行做法（待核）", _size, Role.SECRETARY))
draw_filled = of_answers(Rule("draw_filled", "通行做法（待核）", _too_few, Role.HANDLER))
draw_shared = of_answers(Rule("draw_shared", "设计", _too_alone, Role.SECRETARY))
share_owed = present("share_owed", owing, cites="设计")
share_is_hash = of_answers(Rule("share_is_hash", "设计", _no_hash, Role.HANDLER))
share_own = of_answers(Rule("share_own", "设计", _same_hash, Role.HANDLER))
share_fits = of_answers(Rule("share_fits", "设计", _another, Role.HANDLER))
all_committed = Rule("all_committed", "设计", _committing)
all_revealed = Rule("all_revealed", "设计", _revealing)
draw_overdue = Rule("draw_overdue", "设计", _in_time)
