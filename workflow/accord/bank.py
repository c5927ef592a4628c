"""The expert bank of one agreement as rules see it: experts with who recognised them, draws with their shares."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.draws import Draw, DrawReplacement, DrawShare
from workflow.records.experts import Employment, Expert, ExpertRating, ExpertVoice
from workflow.records.panels import PanelMember, ReviewPanel
from workflow.records.standards import Standard
from workflow.vocabulary import DrawState, Joint, Panel

OPEN = (DrawState.COMMITTING, DrawState.REVEALING)


class Bank:
    """Read part by part, and only what is asked for; nothing here is written back."""

    def __init__(self, session: Session, agreement_id: int) -> None:
        self.session, self.agreement_id = session, agreement_id

    def _all(self, query: sa.Select[Any]) -> list[Any]:
        found = list(self.session.scalars(query.execution_options(populate_existing=True)))
        for record in found:
            self.session.expunge(record)
        return found

    @cached_property
    def experts(self) -> list[Expert]:
        """Everybody who ever was nominated, oldest first."""
        return self._all(sa.select(Expert).where(Expert.agreement_id == self.agreement_id).order_by(Expert.id))

    @cached_property
    def voices(self) -> dict[int, list[str]]:
        """Which regions recognised whom."""
        query = sa.select(ExpertVoice.expert_id, ExpertVoice.region_code).join(Expert)
        query = query.where(Expert.agreement_id == self.agreement_id)
        rows = self.session.execute(query.order_by(ExpertVoice.at, ExpertVoice.region_code))
        return _grouped((id_, code) for id_, code in rows)

    @cached_property
    def draws(self) -> list[Draw]:
        """Newest first."""
        return self._all(sa.select(Draw).where(Draw.agreement_id == self.agreement_id).order_by(Draw.id.desc()))

    @cached_property
    def shares(self) -> dict[int, dict[str, DrawShare]]:
        """The shares of the draws by region."""
        query = sa.select(DrawShare).join(Draw).where(Draw.agreement_id == self.agreement_id)
        found: dict[int, dict[str, DrawShare]] = {}
        for one in self._all(query.order_by(DrawShare.region_code)):
            found.setdefault(one.draw_id, {})[one.region_code] = one
        return found

    @cached_property
    def replacements(self) -> dict[int, list[DrawReplacement]]:
        query = sa.select(DrawReplacement).join(Draw).where(Draw.agreement_id == self.agreement_id)
        found = self._all(query.order_by(DrawReplacement.at, DrawReplacement.gone_id))
        return _grouped((one.draw_id, one) for one in found)

    @cached_property
    def reviewed(self) -> list[Standard]:
        """The projects of the agreement before or in technical review: for these a panel may be drawn."""
        mine = (Standard.agreement_id == self.agreement_id, Standard.state.in_([Joint.ANSWERING, Joint.REVIEWING]))
        return self._all(sa.select(Standard).where(*mine).order_by(Standard.id))

    @cached_property
    def drawn_for(self) -> dict[int, Standard]:
        """The projects that experts were drawn for, by their ids."""
        theirs = sa.select(Draw.standard_id).where(Draw.agreement_id == self.agreement_id)
        return {one.id: one for one in self._all(sa.select(Standard).where(Standard.id.in_(theirs)))}

    @cached_property
    def judged(self) -> list[tuple[int, int, int]]:
        """Expert, panel and standard of every panel that has concluded and that an expert of the bank sat on."""
        query = sa.select(Expert.id, ReviewPanel.id, ReviewPanel.standard_id)
        query = query.join(PanelMember, PanelMember.person_id == Expert.person_id)
        query = query.join(ReviewPanel, ReviewPanel.id == PanelMember.panel_id)
        query = query.join(Standard, Standard.id == ReviewPanel.standard_id)
        mine = (Expert.agreement_id == self.agreement_id, Standard.agreement_id == self.agreement_id)
        over = (ReviewPanel.state == Panel.CONCLUDED, PanelMember.left_at.is_(None))
        return [(e, p, s) for e, p, s in self.session.execute(query.where(*mine, *over).order_by(Expert.id))]

    @cached_property
    def ratings(self) -> list[ExpertRating]:
        query = sa.select(ExpertRating).join(Expert).where(Expert.agreement_id == self.agreement_id)
        return self._all(query.order_by(ExpertRating.at, ExpertRating.expert_id))

    @cached_property
    def jobs(self) -> dict[int, list[Employment]]:
        """Where the experts worked besides their units."""
        query = sa.select(Employment).join(Expert).where(Expert.agreement_id == self.agreement_id)
        return _grouped((one.expert_id, one) for one in self._all(query.order_by(Employment.id)))

    def expert(self, expert_id: Any) -> Expert | None:
        return next((one for one in self.experts if one.id == expert_id), None)

    def draw(self, draw_id: Any) -> Draw | None:
        return next((one for one in self.draws if one.id == draw_id), None)

    def panel_of(self, draw: Draw) -> list[int]:
        """Who was drawn, those who came for others in their places; who went without one is left out."""
        came = {one.gone_id: one.came_id for one in self.replacements.get(draw.id, [])}
        found = []
        for id_ in draw.drawn or ():
            now: int | None = id_
            while now in came:
                now = came[now]
            found += [now] if now is not None else []
        return found


def is_usable(one: Expert, day: date) -> bool:
    """Whether an expert may be drawn on this day: recognised by all it takes, in office, not suspended, not away."""
    is_away = one.away_from is not None and one.away_from <= day and (one.away_until or day) >= day
    in_office = one.left_at is None and one.suspended_at is None and one.until >= day
    return one.recognised_at is not None and in_office and not is_away


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
