"""A draw of experts: called with everything fixed, committed to and revealed region by region; drawn or annulled."""

from typing import Any

from workflow import drawing
from workflow.agreeing.proposing import Facts
from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.draws import Draw, DrawReplacement, DrawShare
from workflow.rules import drawing as law
from workflow.rules.agreeing import accord
from workflow.rules.banking import bank
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import DrawState


def call_draw(work: Work, case: Case) -> Facts:
    """The candidates are frozen here; their hash is in the log before any region could know a result."""
    frozen, answers = law.frozen(case), case.answers
    assert frozen is not None
    assert case.seat is not None
    made = work.insert(
        Draw,
        agreement_id=accord(case).agreement.id,
        standard_id=frozen["standard"],
        state=DrawState.COMMITTING,
        frozen=frozen,
        commit_by=answers["commit_by"],
        reveal_by=answers["reveal_by"],
        called_by=case.seat.person_id,
        called_at=work.at,
    )
    return {"draw": made, "frozen": canonical_hash(frozen), "shares": frozen["shares"]}


def _draw(case: Case) -> Draw:
    draw = law.named(case)
    assert draw is not None
    return draw


def commit_share(work: Work, case: Case) -> Facts:
    assert case.seat is not None
    given = {"commitment": case.answers["commitment"], "committed_by": case.seat.person_id, "committed_at": work.at}
    work.insert_many(DrawShare, [{"draw_id": _draw(case).id, "region_code": case.region, **given}])
    return {}


def reveal_share(work: Work, case: Case) -> Facts:
    assert case.seat is not None
    mine = (DrawShare.draw_id == _draw(case).id, DrawShare.region_code == case.region, DrawShare.share.is_(None))
    told = {"share": case.answers["share"], "revealed_by": case.seat.person_id, "revealed_at": work.at}
    work.guarded(DrawShare, *mine, **told)
    return {}


def _close(work: Work, draw: Draw, state: DrawState, **values: Any) -> None:
    work.guarded(Draw, Draw.id == draw.id, Draw.state == draw.state, state=state, **values)


def open_shares(work: Work, case: Case) -> Facts:
    draw = _draw(case)
    _close(work, draw, DrawState.REVEALING)
    return {"draw": draw.id}


def draw_experts(work: Work, case: Case) -> Facts:
    """The seed exists with the last share; a draw whose quotas no order fills is annulled, and nobody is silent."""
    draw = _draw(case)
    shares = {code: one.share or "" for code, one in bank(case).shares[draw.id].items()}
    seed = drawing.seed_of(draw.frozen, shares)
    found = drawing.draw(draw.frozen, seed)
    if found is None:
        _close(work, draw, DrawState.ANNULLED, closed_at=work.at, seed=seed, silent=[])
        return {"draw": draw.id, "seed": seed, "silent": []}
    told = {"seed": seed, "drawn": found.names, "reserves": found.reserves}
    _close(work, draw, DrawState.DRAWN, closed_at=work.at, **told)
    return {"draw": draw.id, **told}


def annul_draw(work: Work, case: Case) -> Facts:
    """Nobody is drawn, and who kept a share back is named; before the hashes were complete nobody did."""
    draw = _draw(case)
    silent = law.silent(case, draw) if draw.state is DrawState.REVEALING else []
    _close(work, draw, DrawState.ANNULLED, closed_at=work.at, silent=silent)
    return {"draw": draw.id, "silent": silent}


def replace_drawn(work: Work, case: Case) -> Facts:
    """The next reserve that keeps the quotas; who was a reserve and came and went does not come again."""
    assert case.seat is not None
    number, gone = (int(part) for part in str(case.answers["drawn"]).split("|"))
    draw = bank(case).draw(number)
    assert draw is not None
    past = bank(case).replacements.get(draw.id, [])
    used = {one.came_id for one in past} | {one.gone_id for one in past}
    staying = [id_ for id_ in bank(case).panel_of(draw) if id_ != gone]
    left = [id_ for id_ in draw.reserves or () if id_ not in used]
    came = drawing.replacement(draw.frozen, staying, left)
    row = {"draw_id": draw.id, "gone_id": gone, "came_id": came, "person_id": case.seat.person_id, "at": work.at}
    work.insert_many(DrawReplacement, [row])
    return {"draw": draw.id, "gone": gone, "came": came}
