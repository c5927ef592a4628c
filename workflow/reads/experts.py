"""The expert bank on pages: what everybody may read of an expert, how much he works, and the record of a draw."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.accord.bank import Bank
from workflow.clock import day_of, months_after, start_of
from workflow.drawing import FORMAT
from workflow.log.journal import spelled
from workflow.records.draws import Draw, DrawReplacement
from workflow.records.experts import Expert
from workflow.records.panels import PanelMember, ReviewPanel
from workflow.vocabulary import DrawState, Panel

OPEN = (Panel.FORMING, Panel.NOTICED, Panel.VOTING)


@dataclass(frozen=True)
class Load:
    """How many panels an expert sits on now, and sat on in the last twelve months."""

    open: int = 0
    lately: int = 0


def public(one: Expert) -> dict[str, Any]:
    """All that the public list holds of an expert."""
    return {"id": one.id, "name": one.name, "unit": one.unit, "codes": one.codes, "region": one.region_code}


def listed(session: Session, agreement_id: int | None = None) -> list[Expert]:
    """Who is in the banks and has not left; of one agreement or of all."""
    here = [Expert.agreement_id == agreement_id] if agreement_id is not None else []
    query = sa.select(Expert).where(Expert.recognised_at.is_not(None), Expert.left_at.is_(None), *here)
    return list(session.scalars(query.order_by(Expert.agreement_id, Expert.region_code, Expert.id)))


def loads(session: Session, persons: Iterable[int | None], at: datetime) -> dict[int, Load]:
    """The work of those who have an account, in one statement."""
    since = start_of(months_after(day_of(at), -12))
    is_open = sa.case((ReviewPanel.state.in_(OPEN), 1), else_=0)
    is_late = sa.case((ReviewPanel.called_at >= since, 1), else_=0)
    query = sa.select(PanelMember.person_id, sa.func.sum(is_open), sa.func.sum(is_late))
    query = query.join(ReviewPanel, ReviewPanel.id == PanelMember.panel_id).group_by(PanelMember.person_id)
    wanted = [one for one in persons if one is not None]
    rows = session.execute(query.where(PanelMember.person_id.in_(wanted), PanelMember.left_at.is_(None)))
    return {person: Load(int(now), int(lately)) for person, now, lately in rows}


def marks(bank: Bank) -> dict[int, tuple[float, int]]:
    """The mean of all marks that an expert was given, and by how many ratings."""
    found: dict[int, list[float]] = {}
    for one in bank.ratings:
        found.setdefault(one.expert_id, []).append((one.attendance + one.timeliness + one.quality) / 3)
    return {id_: (sum(given) / len(given), len(given)) for id_, given in found.items()}


def draw_record(session: Session, draw_id: int) -> dict[str, Any] | None:
    """The published record of a draw: all that is needed to draw again, and what came of it. Of those who stand aside
    it gives the numbers alone: why they do might tell who commented.
    """
    draw = session.get(Draw, draw_id) if 0 < draw_id < 2**31 else None
    if draw is None:
        return None
    bank = Bank(session, draw.agreement_id)
    shares = {
        code: {"commitment": one.commitment, "share": one.share or ""}
        for code, one in bank.shares.get(draw.id, {}).items()
    }
    frozen = {**draw.frozen, "avoided": [one["id"] for one in draw.frozen["avoided"]]}
    named = {one["id"] for one in frozen["candidates"]}
    names = {str(one.id): {"name": one.name, "unit": one.unit} for one in bank.experts if one.id in named}
    told = {"format": FORMAT, "draw": draw.id, "state": draw.state.value, "frozen": frozen, "names": names}
    hours = {n: spelled(at) for n in ("called_at", "commit_by", "reveal_by", "closed_at") if (at := getattr(draw, n))}
    result = {
        "shares": shares,
        "silent": draw.silent or [],
        "seed": draw.seed,
        "drawn": [_seat(frozen, names, id_) for id_ in draw.drawn or ()],
        "reserves": draw.reserves or [],
        "replacements": [_replaced(one) for one in bank.replacements.get(draw.id, [])],
        "panel": bank.panel_of(draw) if draw.state is DrawState.DRAWN else [],
    }
    return told | hours | result


def _replaced(one: DrawReplacement) -> dict[str, Any]:
    return {"gone": one.gone_id, "came": one.came_id, "at": spelled(one.at)}


def _seat(frozen: dict[str, Any], names: dict[str, Any], id_: int) -> dict[str, Any]:
    candidate: dict[str, Any] = next((one for one in frozen["candidates"] if one["id"] == id_), {})
    return {**candidate, **names.get(str(id_), {}), "id": id_}
